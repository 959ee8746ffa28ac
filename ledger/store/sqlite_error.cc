#include "ledger/store/sqlite_error.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace mingzhang::store {
namespace {

StoreError::Kind kind_of(const SQLite::Exception& error) {
  const int extended = error.getExtendedErrorCode();
  // A file that ends too early is damaged; the disk did what it was asked.
  if (extended == SQLITE_IOERR_CORRUPTFS || extended == SQLITE_IOERR_SHORT_READ) {
    return StoreError::Kind::corrupt;
  }
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_FULL:
      return StoreError::Kind::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return StoreError::Kind::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    // Our statements are fixed and tested: where one does not fit the file, the file is not ours.
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return StoreError::Kind::corrupt;
    default:
      return StoreError::Kind::io;
  }
}

}  // namespace

StoreError store_error(const SQLite::Exception& error) {
  return {kind_of(error), std::string("database: ") + error.what() + " (SQLite code " +
                              std::to_string(error.getExtendedErrorCode()) + ")"};
}

StoreError system_error(const std::string& what) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT;
  return {full ? StoreError::Kind::full : StoreError::Kind::io, what + ": " + std::strerror(code)};
}

void throw_corrupt(const std::string& what) {
  throw StoreError(StoreError::Kind::corrupt, "damaged: " + what);
}

}  // namespace mingzhang::store
