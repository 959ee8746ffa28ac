#include "audit/timestamp_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "audit/chunk.h"
#include "ledger/base/sha256.h"
#include "ledger/folder.h"

namespace mingzhang::audit {
namespace {

namespace fs = std::filesystem;

TimestampTrust read_trust(const fs::path& certificates) {
  auto trust = TimestampTrust::parse(read_file(certificates));
  if (trust) return *std::move(trust);
  throw std::runtime_error(certificates.string() + ": " + trust.error());
}

Timestamp moment_of(const TimestampToken& token) { return {token.time_s * 1000}; }

/// The entries [first, last) have no time-stamp, or one that belies them.
Finding unstamped(Seq first, Seq last, std::string where, std::string expected, std::string found) {
  Finding finding;
  finding.damage = Damage::unstamped;
  finding.seq = first;
  if (last > first + 1) finding.last = last - 1;
  finding.where = std::move(where);
  finding.expected = std::move(expected);
  finding.found = std::move(found);
  return finding;
}

/// The entries after the newest time-stamp, where they go on for too long.
void report_rest(store::Rows& rows, const TimestampReport& report, Findings& findings) {
  const Seq size = rows.head().size;
  if (report.sound == 0) {
    findings.add(unstamped(0, size, "timestamps", "a time-stamp", "-"));
    return;
  }
  if (report.size >= size) return;
  const auto first = entry_at(rows, report.size);
  const auto last = entry_at(rows, size - 1);
  if (!first || !last || last->time.ms - first->time.ms <= kUnstampedMsMax) return;
  findings.add(unstamped(report.size, size, "timestamps", std::to_string(size),
                         std::to_string(report.size)));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> lines_of(const TimestampReport& report, bool zh) {
  std::vector<std::pair<std::string, std::string>> lines;
  const auto add = [&](std::string_view zh_label, std::string_view en_label, std::string value) {
    lines.emplace_back(zh ? zh_label : en_label, std::move(value));
  };
  add("成立的时间戳", "sound time-stamps", std::to_string(report.sound));
  if (report.sound == 0) return lines;
  add("时间戳证明到", "time-stamped up to",
      fmt::format(fmt::runtime(zh ? "共{}条时" : "{} entries"), report.size));
  add("时间戳时间", "stamped at", Timestamp{report.time_s * 1000}.text());
  if (!report.authority.empty()) add("授时机构", "by", report.authority);
  return lines;
}

TimestampCheck::TimestampCheck(const fs::path& certificates) : trust_(read_trust(certificates)) {}

void TimestampCheck::look_beside(const fs::path& database_or_folder) {
  const bool folder = fs::is_directory(database_or_folder);
  const LedgerFolder beside{folder ? database_or_folder : database_or_folder.parent_path()};
  stamped_ = read_all_stamped(beside.timestamps());
}

void TimestampCheck::look_at(TileSource& source) { stamped_ = source.stamped(); }

void TimestampCheck::add_checkpoints(const tlog::Verifier& log,
                                     std::vector<tlog::Checkpoint>& kept) const {
  for (const Stamped& stamped : stamped_) {
    const auto checkpoint = tlog::open_checkpoint(stamped.note, log, tlog::Extensions::ignored);
    if (checkpoint) kept.push_back(*checkpoint);
  }
  std::ranges::sort(kept, {}, &tlog::Checkpoint::size);
}

std::optional<TimestampToken> TimestampCheck::judge(const Stamped& stamped,
                                                    const tlog::Verifier& log,
                                                    Findings& findings) const {
  const auto forged = [&](const std::string& name, std::string expected, std::string found) {
    Finding finding;
    finding.damage = Damage::forged;
    finding.seq = stamped.size;
    finding.where = "timestamps/" + name;
    finding.expected = std::move(expected);
    finding.found = std::move(found);
    findings.add(std::move(finding));
  };
  const auto checkpoint = tlog::open_checkpoint(stamped.note, log, tlog::Extensions::ignored);
  if (!checkpoint || checkpoint->size != stamped.size) {
    forged(stamped_note_name(stamped.size), log.vkey(),
           checkpoint ? "size " + std::to_string(checkpoint->size)
                      : std::string(tlog::to_text(checkpoint.error())));
    return std::nullopt;
  }
  const auto token = trust_.verify(bytes_of(stamped.response), sha256(bytes_of(stamped.note)));
  if (token) return *token;
  forged(stamped_response_name(stamped.size), "a time-stamp of a trusted authority", token.error());
  return std::nullopt;
}

TimestampReport TimestampCheck::report(store::Rows& rows, const tlog::Verifier& log,
                                       Findings& findings) const {
  TimestampReport report;
  const Seq size = rows.head().size;
  for (const Stamped& stamped : stamped_) {
    const std::optional<TimestampToken> token = judge(stamped, log, findings);
    if (!token) continue;
    ++report.sound;
    report.size = stamped.size;
    report.time_s = token->time_s;
    report.authority = token->authority;
    if (stamped.size > size) continue;  // The tree did not meet it: that is a finding already.
    const auto newest = entry_at(rows, stamped.size - 1);
    if (newest && newest->time.ms > moment_of(*token).ms + kTimestampLateMsMax) {
      findings.add(unstamped(stamped.size - 1, stamped.size,
                             "timestamps/" + stamped_response_name(stamped.size),
                             "<= " + moment_of(*token).text(), newest->time.text()));
    }
  }
  report_rest(rows, report, findings);
  return report;
}

}  // namespace mingzhang::audit
