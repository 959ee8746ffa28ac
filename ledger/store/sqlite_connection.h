#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sys/types.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/store/sqlite_cursor.h"
#include "ledger/store/sqlite_error.h"
#include "ledger/store/sqlite_queries.h"
#include "ledger/store/sqlite_schema.h"
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

/// One connection to a file of ours and its prepared statements. Threads: one at a time.
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
  Connection(const std::string& path, Mode mode, const SqliteOptions& options,
             const FileSort& sort = kLedgerFile);

  SQLite::Database& database() { return *database_; }
  /// A statement for a scan, prepared once. Errors: SQLite::Exception.
  Cursor scan(std::string_view sql) { return {*database_, idle_scans_, sql}; }

  SQLite::Statement& use(Query query);
  /// A statement of another file than the ledger. Pre: a literal, known by its address.
  SQLite::Statement& use(const char* sql);
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
  void configure_writer(const SqliteOptions& options);

  FileSort sort_;
  std::unique_ptr<SQLite::Database> database_;
  std::vector<std::unique_ptr<SQLite::Statement>> statements_;
  std::map<const char*, std::unique_ptr<SQLite::Statement>> others_;
  IdleScans idle_scans_;
  bool failed_ = false;
};

/// The absolute form of a path, which SQLite cannot take for a URI. Errors: StoreError io.
std::string absolute_path(const std::string& path);

/// Makes a file with the tables that `make` makes; it is complete and synced before it bears its
/// name. Errors: io when it, or a journal that belongs to such a file, already exists; full.
void create_database(const std::string& path, const SqliteOptions& options,
                     const std::function<void(SQLite::Database&)>& make, mode_t mode = 0640);

/// Makes durable what is seen. A batch whose commit failed after its last frame was written, here
/// or in a process that died, is seen by readers although no sync has covered it. Errors:
/// SQLite::Exception.
void sync_log(SQLite::Database& database);

/// What a result code of COMMIT says.
Outcome outcome_of(int code, int extended);

}  // namespace mingzhang::store
