#include "tests/store/scratch_ledger.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <limits>
#include <map>
#include <sstream>

#include "ledger/base/sha256.h"

namespace mingzhang::store {

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "mz-store-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
  std::filesystem::remove_all(path_, ignored);
}

void OtherProcess::Partner::speak() const {
  if (::write(out_, "x", 1) != 1) throw std::runtime_error("the other process has ended");
}

bool OtherProcess::Partner::wait() const {
  char c = 0;
  return ::read(in_, &c, 1) == 1;
}

OtherProcess::OtherProcess(const std::function<bool(const Partner&)>& body) {
  int there[2];
  int back[2];
  if (::pipe(there) != 0 || ::pipe(back) != 0) throw std::runtime_error("pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::close(there[1]);
    ::close(back[0]);
    partner_.in_ = there[0];
    partner_.out_ = back[1];
    bool well = false;
    try {
      well = body(partner_);
    } catch (const std::exception& error) {
      (void)!::write(STDERR_FILENO, error.what(), std::strlen(error.what()));
    }
    ::_exit(well ? 0 : 1);
  }
  ::close(there[0]);
  ::close(back[1]);
  partner_.in_ = back[0];
  partner_.out_ = there[1];
}

OtherProcess::~OtherProcess() {
  if (pid_ > 0) kill();
  ::close(partner_.in_);
  ::close(partner_.out_);
}

bool OtherProcess::ended_well() {
  int status = 0;
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void OtherProcess::kill() {
  ::kill(pid_, SIGKILL);
  ended_well();
}

Hash hash_of_number(std::uint64_t number) { return sha256(bytes_of(std::to_string(number))); }

void put_batch(Transaction& transaction, std::uint64_t number) {
  std::vector<IndexRow> rows;
  for (std::uint64_t i = 0; i < kBatchEntries; ++i) {
    const std::uint64_t seq = number * kBatchEntries + i;
    const std::string bytes = std::string(300, 'e') + std::to_string(seq);
    transaction.put_entry({seq, bytes, hash_of_number(seq)});
    const auto value = static_cast<std::int64_t>(seq);
    rows.push_back({Index::refs, {1'000 - value, value, value}});
    rows.push_back({Index::objects, {value % 3, value}});
    rows.push_back({Index::numbers, {7, 2026, value + 1, value}});
    rows.push_back({Index::income, {value, 1, 100 * value, value}});
  }
  transaction.put_index(rows);
  transaction.put_state({"last", std::to_string(number)});
  transaction.put_state({"batch" + std::to_string(number), "kept"});
  if (number > 0) transaction.put_state({"batch" + std::to_string(number - 1), std::nullopt});
  transaction.put_node({1, number, hash_of_number(number)});
  transaction.put_checkpoint({(number + 1) * kBatchEntries, "note " + std::to_string(number)});
  transaction.put_request({number * kBatchEntries, hash_of_number(number),
                           hash_of_number(number + 1), static_cast<std::int64_t>(1000 * number)});
}

void write_batches(Store& store, std::uint64_t first, std::uint64_t last) {
  for (std::uint64_t number = first; number < last; ++number) {
    const auto transaction = store.begin();
    put_batch(*transaction, number);
    if (transaction->commit() != Outcome::durable) throw std::runtime_error("commit");
  }
}

std::string dump(Rows& rows) {
  std::ostringstream text;
  const Head head = rows.head();
  text << "head " << head.size << ' ' << to_hex(head.leaf.view()) << '\n';
  std::vector<Hash> leaves(head.size);
  rows.leaves(0, leaves);
  rows.scan_entries(0, std::numeric_limits<std::uint64_t>::max(), [&](const EntryRow& row) {
    text << row.seq << ' ' << row.bytes << ' ' << to_hex(row.leaf.view()) << ' '
         << (row.leaf == leaves.at(row.seq)) << '\n';
    return true;
  });
  rows.scan_nodes([&](const NodeRow& row) {
    text << "node " << row.level << ' ' << row.index << ' ' << to_hex(row.hash.view()) << '\n';
    return true;
  });
  rows.scan_checkpoints(0, 1'000'000'000, [&](const CheckpointRow& row) {
    text << "checkpoint " << row.size << ' ' << row.note << '\n';
    return true;
  });
  rows.scan_state([&](std::string_view key, std::string_view value) {
    text << "state " << key << '=' << value << '\n';
    return true;
  });
  for (const IndexSpec& spec : index_specs()) {
    rows.scan_index(spec.index, std::numeric_limits<std::int64_t>::min(),
                    std::numeric_limits<std::int64_t>::max(), [&](const IndexRow& row) {
                      text << spec.name;
                      for (const std::int64_t value : row.values) text << ' ' << value;
                      text << '\n';
                      return true;
                    });
  }
  rows.scan_requests(0, [&](const RequestRow& request) {
    text << "request " << request.seq << ' ' << to_hex(request.key.view()) << ' ' << request.time_ms
         << '\n';
    return true;
  });
  return text.str();
}

const std::string& dump_of_batches(std::uint64_t count) {
  static std::map<std::uint64_t, std::string> dumps;
  if (!dumps.contains(count)) {
    const ScratchFolder folder;
    const auto store = create_sqlite(folder.file("ledger.db"));
    write_batches(*store, 0, count);
    dumps[count] = dump(*store->snapshot());
  }
  return dumps[count];
}

std::string integrity(const std::string& path, const std::string& vfs) {
  const SQLite::Database database(path, SQLite::OPEN_READWRITE, 0, vfs);
  SQLite::Statement check(database, "PRAGMA integrity_check");
  check.executeStep();
  return check.getColumn(0).getString();
}

void tamper(const std::string& path, const std::string& sql) {
  SQLite::Database(path, SQLite::OPEN_READWRITE).exec(sql);
}

StoreError::Kind kind_thrown(const std::function<void()>& action) {
  try {
    action();
  } catch (const StoreError& error) {
    return error.kind();
  }
  ADD_FAILURE() << "no StoreError";
  return StoreError::Kind{};
}

}  // namespace mingzhang::store
