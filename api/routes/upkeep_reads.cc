#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>

#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/witness/timestamps.h"
#include "api/witness/witnesses.h"
#include "ledger/backup_note.h"

/// For those who watch over how the books are kept: the verifier's last report, and the machine.
namespace mingzhang::routes {
namespace {

namespace fs = std::filesystem;

/// A report names at most some hundred findings.
constexpr std::uintmax_t kReportBytesMax = 4U << 20;

/// When a file was written. Errors: std::filesystem::filesystem_error.
Timestamp written_at(const fs::path& path) {
  const auto time = std::chrono::file_clock::to_sys(fs::last_write_time(path));
  return {std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count()};
}

/// The bytes of a file, but no more than are wanted.
std::string read_some(const fs::path& path, std::uintmax_t bytes_max) {
  std::ifstream file(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(bytes_max) + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

/// Whether it is what the verifier writes, as far as somebody has to rely on it.
bool is_report(const nlohmann::ordered_json& json) {
  return json.is_object() && json.contains("sound") && json["sound"].is_boolean() &&
         json.contains("entries") && json["entries"].is_number_unsigned() &&
         json.contains("findings_total") && json["findings_total"].is_number_unsigned() &&
         json.contains("findings") && json["findings"].is_array();
}

Result<http::Response> verification_page(const Office& office) {
  std::error_code missing;
  if (office.verification.empty() || !fs::is_regular_file(office.verification, missing)) {
    return refuse(Code::report_missing);
  }
  const Timestamp time = written_at(office.verification);
  const std::string text = read_some(office.verification, kReportBytesMax);
  if (text.size() > kReportBytesMax) return refuse(Code::report_damaged, {}, "too_large");
  const auto report = nlohmann::ordered_json::parse(text, nullptr, false);
  if (!is_report(report)) return refuse(Code::report_damaged);
  JsonText json;
  json.open('{').member("time", time.text()).key("report").raw(report.dump()).close('}');
  return json_response(json.take());
}

void add_checkpoint(JsonText& json, Office& office) {
  const store::CheckpointRow shown = shown_checkpoint(office);
  if (shown.size == 0) return;
  const auto bytes = office.ledger.snapshot()->entry(shown.size - 1);
  const auto entry = bytes ? decode(*bytes) : Result<Entry>(refuse(Code::entry_unknown));
  if (!entry) return;
  json.key("checkpoint")
      .open('{')
      .member("size", shown.size)
      .member("time", entry->time.text())
      .close('}');
}

void add_backup(JsonText& json, const LedgerFolder& folder) {
  std::error_code missing;
  if (!fs::is_regular_file(folder.backup_note(), missing)) return;
  const auto note = from_json<BackupNote>(read_file(folder.backup_note()));
  if (note) json.key("backup").raw(to_json(*note));
}

void add_outsiders(JsonText& json, const Office& office) {
  if (office.witnesses != nullptr) {
    json.key("witnesses").open('{').member("witnessed", office.witnesses->witnessed_size());
    json.key("all").open('[');
    for (const witness::Standing& standing : office.witnesses->standings()) {
      json.open('{')
          .member("name", standing.name)
          .member("cosigned", standing.cosigned)
          .member("failing", standing.failing)
          .close('}');
    }
    json.close(']').close('}');
  }
  if (office.timestamps != nullptr) {
    json.key("timestamps")
        .open('{')
        .member("stamped", office.timestamps->stamped_size())
        .member("failing", office.timestamps->failing())
        .close('}');
  }
}

/// The database, and what waits in its log.
std::uintmax_t ledger_bytes(const LedgerFolder& folder) {
  std::error_code missing;
  const std::uintmax_t log = fs::file_size(folder.database().string() + "-wal", missing);
  return fs::file_size(folder.database()) + (missing ? 0 : log);
}

http::Response upkeep_page(Office& office) {
  const Seq size = office.ledger.mirror().read([](const State&, Seq entries) { return entries; });
  const fs::space_info disk = fs::space(office.folder.root);
  JsonText json;
  json.open('{')
      .member("version", office.version)
      .member("time", office.clock.now().text())
      .member("writable", office.ledger.writable())
      .member("entries", size)
      .member("ledger_bytes", ledger_bytes(office.folder))
      .key("disk")
      .open('{')
      .member("bytes", disk.capacity)
      .member("free_bytes", disk.available)
      .close('}');
  add_checkpoint(json, office);
  add_backup(json, office.folder);
  add_outsiders(json, office);
  return json_response(json.close('}').take());
}

}  // namespace

namespace handle {

void verification(Office& office, const CallPtr& call) { answer(*call, verification_page(office)); }
void upkeep(Office& office, const CallPtr& call) { call->answer(upkeep_page(office)); }

}  // namespace handle
}  // namespace mingzhang::routes
