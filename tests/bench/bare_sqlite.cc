#include "tests/bench/bare_sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>

#include "ledger/store/sqlite_store.h"
#include "tests/bench/office.h"

namespace mingzhang::bench {
namespace {

constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();

/// A connection and its statements, without a wrapper.
class Bare {
 public:
  explicit Bare(const std::filesystem::path& path) {
    if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("open");
    exec("PRAGMA journal_mode=WAL");
    exec("PRAGMA synchronous=FULL");
    exec("PRAGMA cache_size=-49152");
    exec("PRAGMA wal_autocheckpoint=4096");
  }
  ~Bare() {
    for (sqlite3_stmt* const statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void exec(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error(std::string(sql) + ": " + sqlite3_errmsg(database_));
    }
  }
  sqlite3_stmt* prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(database_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                           nullptr) != SQLITE_OK) {
      throw std::runtime_error(sql + ": " + sqlite3_errmsg(database_));
    }
    statements_.push_back(statement);
    return statement;
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    sqlite3_reset(statement);
  }

 private:
  sqlite3* database_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
};

void bind(sqlite3_stmt* s, int i, const Hash& hash) {
  sqlite3_bind_blob(s, i, hash.bytes.data(), Hash::kSize, SQLITE_STATIC);
}
void bind(sqlite3_stmt* s, int i, const std::string& text) {
  sqlite3_bind_text(s, i, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

std::string insert_into(const IndexSpec& spec) {
  std::string marks = "?";
  for (std::size_t i = 1; i < spec.columns.size(); ++i) marks += ",?";
  return "INSERT INTO index_" + std::string(spec.name) + " VALUES(" + marks + ")";
}

void insert_entries(Bare& bare, sqlite3_stmt* entry, const BareRows::Batch& batch) {
  for (const BareRows::Entry& row : batch.entries) {
    sqlite3_bind_int64(entry, 1, row.seq);
    sqlite3_bind_blob(entry, 2, row.bytes.data(), static_cast<int>(row.bytes.size()),
                      SQLITE_STATIC);
    bind(entry, 3, row.leaf);
    bare.step(entry);
  }
}

}  // namespace

BareRows read_rows(const std::filesystem::path& database, std::uint64_t first) {
  const auto store = store::open_sqlite_readonly(database.string());
  const auto rows = store->snapshot();
  BareRows bare;
  rows->scan_checkpoints(first + 1, static_cast<std::uint64_t>(kHighest),
                         [&](const store::CheckpointRow& row) {
                           bare.batches.emplace_back().checkpoint = row;
                           return true;
                         });
  const auto batch_of = [&](std::uint64_t seq) -> BareRows::Batch& {
    return *std::upper_bound(
        bare.batches.begin(), bare.batches.end(), seq,
        [](std::uint64_t s, const BareRows::Batch& b) { return s < b.checkpoint.size; });
  };
  rows->scan_entries(first, rows->head().size, [&](const store::EntryRow& row) {
    batch_of(row.seq).entries.push_back(
        {static_cast<std::int64_t>(row.seq), std::string(row.bytes), row.leaf});
    return true;
  });
  rows->scan_nodes([&](const store::NodeRow& row) {
    const std::uint64_t last = (row.index + 1) * (std::uint64_t{1} << (8 * row.level)) - 1;
    if (last >= first) batch_of(last).nodes.push_back(row);
    return true;
  });
  for (const Index index : {Index::refs, Index::numbers}) {
    rows->scan_index(index, kLowest, kHighest, [&](const IndexRow& row) {
      const auto seq = static_cast<std::uint64_t>(row.values[index == Index::refs ? 1 : 3]);
      if (seq >= first) batch_of(seq).index.push_back(row);
      return true;
    });
  }
  rows->scan_state([&](std::string_view key, std::string_view value) {
    const std::pair<std::string, std::string> row(key, value);
    if (key.starts_with("unconfirmed/")) {
      batch_of(std::stoull(std::string(key.substr(key.rfind('/') + 1)))).state.push_back(row);
    } else if (key.starts_with("account/qrpos1") || key.starts_with("entity/jinan") ||
               key.starts_with("numbering/")) {
      for (BareRows::Batch& batch : bare.batches) batch.state.push_back(row);
    }
    return true;
  });
  for (BareRows::Batch& batch : bare.batches) std::sort(batch.index.begin(), batch.index.end());
  return bare;
}

double bare_insert(const std::filesystem::path& database, const BareRows& rows, bool all) {
  store::create_sqlite(database.string()).reset();
  Bare bare(database);
  sqlite3_stmt* const entry = bare.prepare("INSERT INTO entries VALUES(?,?,?)");
  sqlite3_stmt* const node = bare.prepare("INSERT INTO nodes VALUES(?,?,?)");
  sqlite3_stmt* const state = bare.prepare("INSERT OR REPLACE INTO state VALUES(?,?)");
  sqlite3_stmt* const checkpoint = bare.prepare("INSERT INTO checkpoints VALUES(?,?)");
  std::map<Index, sqlite3_stmt*> index;
  for (const IndexSpec& spec : index_specs()) index[spec.index] = bare.prepare(insert_into(spec));
  const double start = seconds_now();
  for (const BareRows::Batch& batch : rows.batches) {
    bare.exec("BEGIN IMMEDIATE");
    insert_entries(bare, entry, batch);
    if (all) {
      for (const IndexRow& row : batch.index) {
        sqlite3_stmt* const insert = index[row.index];
        for (std::size_t i = 0; i < spec_of(row.index).columns.size(); ++i) {
          sqlite3_bind_int64(insert, static_cast<int>(i) + 1, row.values[i]);
        }
        bare.step(insert);
      }
      for (const store::NodeRow& row : batch.nodes) {
        sqlite3_bind_int64(node, 1, row.level);
        sqlite3_bind_int64(node, 2, static_cast<std::int64_t>(row.index));
        bind(node, 3, row.hash);
        bare.step(node);
      }
      for (const auto& [key, value] : batch.state) {
        bind(state, 1, key);
        bind(state, 2, value);
        bare.step(state);
      }
      sqlite3_bind_int64(checkpoint, 1, static_cast<std::int64_t>(batch.checkpoint.size));
      bind(checkpoint, 2, batch.checkpoint.note);
      bare.step(checkpoint);
    }
    bare.exec("COMMIT");
  }
  return seconds_now() - start;
}

}  // namespace mingzhang::bench
