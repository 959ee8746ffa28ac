#include "ledger/store/sqlite_connection.h"

#include <SQLiteCpp/Column.h>
#include <sqlite3.h>

#include <filesystem>
#include <string_view>

#include "ledger/base/assert.h"
#include "ledger/store/sqlite_file.h"
#include "ledger/store/sqlite_visit.h"

namespace mingzhang::store {
namespace {

constexpr int kReaderBusyTimeoutMs = 5000;
/// The slots of the statements of one index table: insert, find by 0 … 4 columns, floor after 0
/// … 3.
constexpr std::size_t kFindSlot = 1;
constexpr std::size_t kFloorSlot = kFindSlot + kIndexColumnsMax + 1;
constexpr std::size_t kIndexSlots = kFloorSlot + kIndexColumnsMax;

std::size_t index_slot(Index index, std::size_t slot) {
  return static_cast<std::size_t>(Query::count_) + static_cast<std::size_t>(index) * kIndexSlots +
         slot;
}

std::string immutable_uri(const std::string& path) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      const auto value = static_cast<unsigned char>(c);
      uri += '%';
      uri += kDigits[value >> 4];
      uri += kDigits[value & 15];
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

void execute(SQLite::Database& database, const std::string& pragma, std::int64_t value) {
  database.exec("PRAGMA " + pragma + "=" + std::to_string(value));
}

}  // namespace

std::string absolute_path(const std::string& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  if (error) throw StoreError(StoreError::Kind::io, path + ": " + error.message());
  return absolute.string();
}

void create_database(const std::string& path, const SqliteOptions& options,
                     const std::function<void(SQLite::Database&)>& make, mode_t mode) {
  PartFile part(path, mode);
  try {
    SQLite::Database database(part.path(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0,
                              options.vfs);
    database.exec("PRAGMA page_size=" + std::to_string(options.page_bytes));
    database.exec("PRAGMA synchronous=FULL");
    database.exec("BEGIN");
    make(database);
    database.exec("COMMIT");
    database.exec("PRAGMA journal_mode=WAL");
  } catch (const SQLite::Exception& error) {
    throw store_error(error);
  }
  part.publish();
}

void sync_log(SQLite::Database& database) {
  sqlite3_file* log = nullptr;
  const int found = sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                         static_cast<void*>(&log));
  if (found != SQLITE_OK || log == nullptr || log->pMethods == nullptr) return;
  const int synced = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
  if (synced != SQLITE_OK) {
    throw SQLite::Exception("the write-ahead log cannot be synced", synced);
  }
}

Outcome outcome_of(int code, int extended) {
  if (code == SQLITE_DONE) return Outcome::durable;
  if ((code & 0xFF) == SQLITE_FULL) return Outcome::full;
  const bool sync = extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC;
  return sync ? Outcome::sync_failed : Outcome::failed;
}

Connection::Connection(const std::string& path, Mode mode, const SqliteOptions& options,
                       const FileSort& sort)
    : sort_(sort) {
  const std::string name = absolute_path(path);
  run([&] {
    try {
      open(name, mode == Mode::write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY, options);
      configure(mode, options);
    } catch (const SQLite::Exception& error) {
      const int code = error.getErrorCode() & 0xFF;
      std::error_code ignored;
      if (mode != Mode::read_alone || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) ||
          std::filesystem::exists(name + "-wal", ignored)) {
        throw;
      }
      open(immutable_uri(name), SQLite::OPEN_READONLY | SQLite::OPEN_URI, options);
      configure(mode, options);
    }
  });
  statements_.resize(index_slot(static_cast<Index>(index_specs().size()), 0));
}

void Connection::open(const std::string& name, int flags, const SqliteOptions& options) {
  database_.reset();
  database_ = std::make_unique<SQLite::Database>(name, flags | SQLite::OPEN_NOMUTEX,
                                                 kReaderBusyTimeoutMs, options.vfs);
}

void Connection::configure(Mode mode, const SqliteOptions& options) {
  sqlite3* const handle = database_->getHandle();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kValueBytesMax);
  add_visits(handle);
  const bool writes = mode == Mode::write;
  execute(*database_, "cache_size",
          -(writes ? options.writer_cache_kib : options.reader_cache_kib));
  execute(*database_, "mmap_size", 0);
  execute(*database_, "cell_size_check", 1);
  check_identity(*database_, sort_, options.to_rebuild);
  if (writes) configure_writer(options);
}

void Connection::configure_writer(const SqliteOptions& options) {
  SQLite::Statement journal(*database_, "PRAGMA journal_mode=WAL");
  if (!journal.executeStep() || journal.getColumn(0).getString() != "wal") {
    throw StoreError(StoreError::Kind::io, "this file system cannot hold a write-ahead log");
  }
  SQLite::Statement page_size(*database_, "PRAGMA page_size");
  page_size.executeStep();
  const std::int64_t page_bytes = page_size.getColumn(0).getInt64();
  execute(*database_, "synchronous", 2);  // FULL
  execute(*database_, "secure_delete", sort_.secret ? 1 : 0);
  execute(*database_, "wal_autocheckpoint",
          std::max<std::int64_t>(1, options.checkpoint_bytes / page_bytes));
  // A long reader makes the log grow; afterwards it shrinks again.
  execute(*database_, "journal_size_limit", 2 * options.checkpoint_bytes);
  database_->setBusyTimeout(options.busy_timeout_ms);
}

template <class MakeSql>
SQLite::Statement& Connection::prepared(std::size_t slot, MakeSql&& make_sql) {
  std::unique_ptr<SQLite::Statement>& statement = statements_[slot];
  if (!statement) statement = std::make_unique<SQLite::Statement>(*database_, make_sql());
  return *statement;
}

SQLite::Statement& Connection::use(Query query) {
  return prepared(static_cast<std::size_t>(query), [&] { return query_sql(query); });
}

SQLite::Statement& Connection::use(const char* sql) {
  std::unique_ptr<SQLite::Statement>& statement = others_[sql];
  if (!statement) statement = std::make_unique<SQLite::Statement>(*database_, sql);
  return *statement;
}

SQLite::Statement& Connection::use_find(Index index, std::size_t prefix_count) {
  MZ_ASSERT(prefix_count <= spec_of(index).columns.size());
  return prepared(index_slot(index, kFindSlot + prefix_count),
                  [&] { return find_sql(spec_of(index), prefix_count); });
}

SQLite::Statement& Connection::use_floor(Index index, std::size_t prefix_count) {
  MZ_ASSERT(prefix_count < spec_of(index).key_count);
  return prepared(index_slot(index, kFloorSlot + prefix_count),
                  [&] { return floor_sql(spec_of(index), prefix_count); });
}

SQLite::Statement& Connection::use_insert(Index index) {
  return prepared(index_slot(index, 0), [&] { return insert_index_sql(spec_of(index)); });
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(database_->getHandle()) == 0;
}

}  // namespace mingzhang::store
