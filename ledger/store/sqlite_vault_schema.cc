#include "ledger/store/sqlite_vault_schema.h"

namespace mingzhang::store {
namespace {

constexpr const char* kVaultTables = R"sql(
CREATE TABLE details(
  commitment BLOB PRIMARY KEY,
  subject TEXT NOT NULL,
  seq INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE unsettled(
  commitment BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE ids(
  digest BLOB PRIMARY KEY,
  noun TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ids_id ON ids(id);
CREATE TABLE reads(
  number INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  commitment BLOB NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
)sql";

constexpr const char* kKeysTables = R"sql(
CREATE TABLE keys(
  subject TEXT PRIMARY KEY,
  wrapped BLOB,
  destroyed_ms INTEGER,
  CHECK((wrapped IS NULL) <> (destroyed_ms IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE master(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  proof BLOB NOT NULL
) STRICT;
)sql";

}  // namespace

void create_vault_schema(SQLite::Database& database) {
  write_identity(database, kVaultFile);
  database.exec(kVaultTables);
  database.exec(append_only_sql("reads"));
}

void create_keys_schema(SQLite::Database& database) {
  write_identity(database, kKeysFile);
  database.exec(kKeysTables);
}

}  // namespace mingzhang::store
