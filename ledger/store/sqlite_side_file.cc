#include "ledger/store/sqlite_side_file.h"

#include <SQLiteCpp/Column.h>

#include <algorithm>

#include "ledger/base/short_text.h"
#include "ledger/store/sqlite_backup.h"

namespace mingzhang::store {
namespace {

constexpr const char* kBegin = "BEGIN IMMEDIATE";
constexpr const char* kCommit = "COMMIT";

}  // namespace

void bind_to(SQLite::Statement& statement, int parameter, ByteView bytes) {
  statement.bindNoCopy(parameter, bytes.data(), static_cast<int>(bytes.size()));
}

void bind_to(SQLite::Statement& statement, int parameter, std::string_view text) {
  statement.bind(parameter, std::string(text));
}

Bytes bytes_at(SQLite::Statement& row, int column) {
  const SQLite::Column value = row.getColumn(column);
  const auto* const data = static_cast<const std::byte*>(value.getBlob());
  return {data, data + value.getBytes()};
}

Hash hash_at(SQLite::Statement& row, int column) {
  const Bytes bytes = bytes_at(row, column);
  Hash hash;
  if (bytes.size() != Hash::kSize) throw_corrupt("a digest of another length");
  std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
  return hash;
}

std::string id_at(SQLite::Statement& row, int column) {
  std::string id = row.getColumn(column).getString();
  if (!is_id(id) || id.size() > Id::kBytesMax) throw_corrupt("an id that is none");
  return id;
}

std::uint64_t number_at(SQLite::Statement& row, int column) {
  const std::int64_t number = row.getColumn(column).getInt64();
  if (number < 0) throw_corrupt("a number below zero");
  return static_cast<std::uint64_t>(number);
}

SideFile::SideFile(const std::string& path, bool writes, const SqliteOptions& options,
                   const FileSort& sort, void (*make)(SQLite::Database&))
    : path_(path),
      options_(options),
      writer_(writes ? std::optional(open(writes, true, sort)) : std::nullopt),
      reader_(open(writes, false, sort)) {
  reader_.run([&] { check_schema_of(reader_.database(), make, writes); });
  if (writer_) writer_->run([&] { sync_log(writer_->database()); });
}

void SideFile::empty_log() {
  const std::lock_guard lock(writing_);
  const bool busy = writer_->run([&] {
    return writer_->database().execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0;
  });
  if (busy) throw StoreError(StoreError::Kind::busy, "somebody reads the keys: try again");
}

void SideFile::backup(const std::string& path, const FileSort& sort) {
  Connection source = open(false, false, sort);
  backup_sqlite(source, path, options_, {});
}

Connection SideFile::open(bool writes, bool for_writing, const FileSort& sort) const {
  using Mode = Connection::Mode;
  const Mode mode = for_writing ? Mode::write : writes ? Mode::read : Mode::read_alone;
  return {path_, mode, options_, sort};
}

void SideFile::begin() {
  if (!writer_ || unknown_) {
    throw StoreError(StoreError::Kind::io,
                     path_ + (writer_ ? ": an earlier write failed" : " is open for reading only"));
  }
  writer_->forgive();
  writer_->run([&] { Use(writer_->use(kBegin))->exec(); });
  unknown_ = true;
}

Outcome SideFile::commit() {
  const Use commit(writer_->use(kCommit));
  const int code = commit->tryExecuteStep();
  const Outcome outcome = outcome_of(code, writer_->database().getExtendedErrorCode());
  if (outcome != Outcome::durable) writer_->database().tryExec("ROLLBACK");
  unknown_ = outcome != Outcome::durable;
  return outcome;
}

}  // namespace mingzhang::store
