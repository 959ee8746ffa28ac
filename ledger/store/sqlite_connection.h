#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/store/sqlite_error.h"
#include "ledger/store/sqlite_queries.h"
#include "ledger/store/sqlite_store.h"

namespace mingzhang::store {

/// A prepared statement in use; it is reset when the use ends.
class Use {
 public:
  explicit Use(SQLite::Statement& statement) : statement_(statement) {}
  ~Use() { statement_.tryReset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  SQLite::Statement* operator->() const { return &statement_; }
  SQLite::Statement& operator*() const { return statement_; }

 private:
  SQLite::Statement& statement_;
};

/// One connection to a ledger file and its prepared statements. Threads: one at a time.
class Connection {
 public:
  enum class Mode {
    write,
    read,
    /// For a file that may stand alone in a read-only folder: `read`, or, when that does not work
    /// and there is no -wal, SQLite's `immutable`.
    read_alone,
  };

  /// Opens an existing file and checks what it is (check_identity). Errors: as open_sqlite.
  Connection(const std::string& path, Mode mode, const SqliteOptions& options);

  SQLite::Database& database() { return *database_; }

  SQLite::Statement& use(Query query);
  SQLite::Statement& use_find(Index index, std::size_t prefix_count);
  SQLite::Statement& use_floor(Index index, std::size_t prefix_count);
  SQLite::Statement& use_insert(Index index);

  /// Runs `action`, with SQLite's exceptions as StoreErrors. After one of those nothing runs any
  /// more (SQLite may have rolled the transaction back, and a further row would commit on its
  /// own) until `forgive`. Errors: StoreError.
  template <class Action>
  auto run(Action&& action) {
    if (failed_) throw StoreError(StoreError::Kind::io, "database: an earlier call failed");
    try {
      return action();
    } catch (const SQLite::Exception& error) {
      failed_ = true;
      throw store_error(error);
    }
  }
  bool failed() const { return failed_; }
  void forgive() { failed_ = false; }

  /// Whether a transaction is open.
  bool in_transaction() const;

 private:
  template <class MakeSql>
  SQLite::Statement& prepared(std::size_t slot, MakeSql&& make_sql);
  void open(const std::string& name, int flags, const SqliteOptions& options);
  void configure(Mode mode, const SqliteOptions& options);

  std::unique_ptr<SQLite::Database> database_;
  std::vector<std::unique_ptr<SQLite::Statement>> statements_;
  bool failed_ = false;
};

/// The absolute form of a path, which SQLite cannot take for a URI. Errors: StoreError io.
std::string absolute_path(const std::string& path);

}  // namespace mingzhang::store
