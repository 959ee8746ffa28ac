#pragma once

#include <SQLiteCpp/Statement.h>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/store/sqlite_connection.h"

/// What the files beside a ledger have in common: the vault's two, and the one of access.
namespace mingzhang::store {

void bind_to(SQLite::Statement& statement, int parameter, ByteView bytes);
void bind_to(SQLite::Statement& statement, int parameter, std::string_view text);

/// A column of a row, of the form that it must have. Errors: StoreError corrupt.
Bytes bytes_at(SQLite::Statement& row, int column);
Hash hash_at(SQLite::Statement& row, int column);
/// As `Id` takes it.
std::string id_at(SQLite::Statement& row, int column);
/// At least 0.
std::uint64_t number_at(SQLite::Statement& row, int column);

/// A database beside the ledger's: a connection that reads, and one that writes. Threads: any.
class SideFile {
 public:
  /// Opens an existing file whose tables `make` makes. Errors: as open_sqlite.
  SideFile(const std::string& path, bool writes, const SqliteOptions& options, const FileSort& sort,
           void (*make)(SQLite::Database&));

  /// Reads with `action(connection)`. Errors: StoreError.
  template <class Action>
  auto read(Action&& action) {
    const std::lock_guard lock(reading_);
    reader_.forgive();  // A row that cannot be read says nothing about the next.
    return reader_.run([&] { return action(reader_); });
  }

  /// Runs `action(connection)` in a transaction, and commits. After an outcome other than durable,
  /// or an error other than busy, all further writes throw io. Errors: StoreError.
  template <class Action>
  Outcome write(Action&& action) {
    const std::lock_guard lock(writing_);
    begin();
    try {
      writer_->run([&] { action(*writer_); });
    } catch (...) {
      writer_->database().tryExec("ROLLBACK");
      throw;
    }
    return commit();
  }

  /// Copies the log into the file and cuts it, so that nothing of what was deleted is left in it.
  /// Errors: StoreError busy when a reader stands in the way for long.
  void empty_log();

  void backup(const std::string& path, const FileSort& sort);

 private:
  Connection open(bool writes, bool for_writing, const FileSort& sort) const;
  void begin();
  Outcome commit();

  const std::string path_;
  const SqliteOptions options_;
  std::mutex reading_;
  std::mutex writing_;
  // Closed last: of a file's connections only one that writes can copy its log back and remove it.
  std::optional<Connection> writer_;
  Connection reader_;
  bool unknown_ = false;
};

}  // namespace mingzhang::store
