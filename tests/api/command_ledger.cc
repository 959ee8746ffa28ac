#include "tests/api/command_ledger.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <stdlib.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "ledger/base/sha256.h"

namespace mingzhang::test {
namespace {

namespace fs = std::filesystem;

SQLite::Database open(const std::string& folder) {
  return {folder + "/ledger.db", SQLite::OPEN_READONLY, 2'000};
}

fs::path make_temp() {
  std::string name = (fs::temp_directory_path() / "mz-command-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

void remove_folder(const fs::path& folder) {
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

/// The ledger that is copied: `ledger` and `ledger.guard` in a folder of their own.
struct Founded {
  Founded() : temp(make_temp()) {
    const Ran made = run({"mingzhang", "init", (temp / "ledger").string(), "--demo"});
    if (made.code != 0) throw std::runtime_error("init: " + made.err);
  }
  ~Founded() { remove_folder(temp); }
  Founded(const Founded&) = delete;
  Founded& operator=(const Founded&) = delete;

  fs::path temp;
};

}  // namespace

CommandLedger::CommandLedger() : temp_(make_temp()) {
  static const Founded founded;
  fs::copy(founded.temp, temp_, fs::copy_options::recursive);
}

CommandLedger::~CommandLedger() { remove_folder(temp_); }

std::string CommandLedger::write(const std::string& name, const std::string& text) const {
  const fs::path path = temp_ / name;
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

std::string CommandLedger::gifts(const std::string& name, int count, int first) const {
  std::string text = "number,time,amount\n";
  for (int i = first; i < first + count; ++i) {
    text += "N" + std::to_string(i) + ",2026-01-04T09:05:00,1.00\n";
  }
  return write(name, text);
}

Ran CommandLedger::import(const std::string& file, std::vector<std::string> more) const {
  std::vector<std::string> all{"mingzhang", "import", folder(), file, "--fund", "jinan"};
  all.insert(all.end(), more.begin(), more.end());
  return run(all);
}

Ran CommandLedger::confirm(std::vector<std::string> more) const {
  std::vector<std::string> all{"mingzhang", "confirm", folder(), "--fund", "jinan"};
  all.insert(all.end(), more.begin(), more.end());
  return run(all);
}

Ran CommandLedger::verify(std::vector<std::string> more) const {
  std::vector<std::string> all{"mingzhang-audit", "verify", folder()};
  all.insert(all.end(), more.begin(), more.end());
  return run(all);
}

std::int64_t CommandLedger::number(const std::string& query) const {
  return open(folder()).execAndGet(query).getInt64();
}

std::string CommandLedger::text(const std::string& query) const {
  return open(folder()).execAndGet(query).getString();
}

bool CommandLedger::wait_for_gifts(Running& writer, std::int64_t count) const {
  static const std::int64_t founding = CommandLedger().entries();
  while (entries() < founding + count) {
    if (writer.has_ended()) return false;
    std::this_thread::yield();
  }
  return true;
}

std::int64_t CommandLedger::count_kind(const std::string& kind) const {
  return number("SELECT count(*) FROM entries WHERE json_extract(CAST(bytes AS TEXT),'$.kind')='" +
                kind + "'");
}

std::string CommandLedger::content() const {
  const SQLite::Database database = open(folder());
  std::string all;
  for (const char* const table : {"entries", "nodes", "checkpoints", "state", "index_refs",
                                  "index_objects", "index_income", "index_numbers"}) {
    SQLite::Statement rows(database, "SELECT * FROM " + std::string(table));
    while (rows.executeStep()) {
      all += table;
      for (int i = 0; i < rows.getColumnCount(); ++i) all += "|" + rows.getColumn(i).getString();
      all += "\n";
    }
  }
  return to_hex(sha256(bytes_of(all)).view());
}

std::string value_of(const std::string& answer, const std::string& label) {
  const std::size_t place = answer.find(label + ":");
  if (place == std::string::npos) return {};
  const std::size_t start = answer.find_first_not_of(' ', place + label.size() + 1);
  return answer.substr(start, answer.find('\n', start) - start);
}

}  // namespace mingzhang::test
