#include "ledger/store/sqlite_access_schema.h"

namespace mingzhang::store {
namespace {

constexpr const char* kAccessTables = R"sql(
CREATE TABLE credentials(
  person TEXT PRIMARY KEY,
  password TEXT NOT NULL,
  must_change INTEGER NOT NULL CHECK(must_change IN (0, 1)),
  set_ms INTEGER NOT NULL,
  totp BLOB,
  totp_last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions(
  digest BLOB PRIMARY KEY,
  person TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('bearer', 'cookie')),
  second_factor INTEGER NOT NULL CHECK(second_factor IN (0, 1)),
  created_ms INTEGER NOT NULL,
  last_used_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  label TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions(person);
)sql";

}  // namespace

void create_access_schema(SQLite::Database& database) {
  write_identity(database, kAccessFile);
  database.exec(kAccessTables);
}

}  // namespace mingzhang::store
