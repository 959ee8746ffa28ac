#include "ledger/store/sqlite_schema.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <map>
#include <utility>

#include "ledger/store/sqlite_error.h"

namespace mingzhang::store {
namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE entries(
  seq INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL,
  leaf BLOB NOT NULL
) STRICT;
CREATE TABLE nodes(
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(level, idx)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints(
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;
CREATE TABLE state(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE requests(
  seq INTEGER PRIMARY KEY,
  key BLOB NOT NULL,
  body BLOB NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;
)sql";

std::string index_table_sql(const IndexSpec& spec) {
  std::string sql = "CREATE TABLE " + index_table(spec) + "(";
  for (const std::string_view column : spec.columns) {
    sql += std::string(column) + " INTEGER NOT NULL, ";
  }
  sql += "PRIMARY KEY(";
  for (std::size_t i = 0; i < spec.key_count; ++i) {
    sql += (i == 0 ? "" : ", ") + std::string(spec.columns[i]);
  }
  return sql + ")) STRICT, WITHOUT ROWID;\n";
}

/// Name → (type, table, text) of all objects but SQLite's own.
using Schema = std::map<std::string, std::array<std::string, 3>>;

Schema schema_of(const SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT name, type, tbl_name, sql FROM sqlite_schema"
                          " WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'");
  Schema schema;
  while (query.executeStep()) {
    schema.insert({query.getColumn(0).getString(),
                   {query.getColumn(1).getString(), query.getColumn(2).getString(),
                    query.getColumn(3).getString()}});
  }
  return schema;
}

Schema schema_made_by(void (*make)(SQLite::Database&)) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  make(database);
  return schema_of(database);
}

[[noreturn]] void throw_difference(const std::string& name) {
  if (name.starts_with("index_")) {
    throw StoreError(StoreError::Kind::version,
                     "table " + name + " is not as this program version makes it");
  }
  throw_corrupt("the schema has been changed at " + name);
}

void compare(const Schema& ours, const Schema& theirs, bool for_writing) {
  for (const auto& [name, object] : ours) {
    const bool needed = for_writing || object[0] == "table";
    const auto found = theirs.find(name);
    if (found == theirs.end() ? needed : found->second != object) throw_difference(name);
  }
  if (!for_writing) return;
  for (const auto& [name, object] : theirs) {
    if (!ours.contains(name)) throw_difference(name);
  }
}

}  // namespace

std::string index_table(const IndexSpec& spec) { return "index_" + std::string(spec.name); }

std::string append_only_sql(const std::string& table) {
  std::string sql;
  for (const std::string action : {"update", "delete"}) {
    sql += "CREATE TRIGGER " + table + "_no_" + action + " BEFORE " + action + " ON " + table +
           " BEGIN SELECT RAISE(ABORT, '" + table + " is append-only: " + action +
           " refused'); END;\n";
  }
  return sql;
}

void write_identity(SQLite::Database& database, const FileSort& sort) {
  database.exec("PRAGMA application_id=" + std::to_string(sort.application_id));
  database.exec("PRAGMA user_version=" + std::to_string(sort.version));
}

void create_schema(SQLite::Database& database) {
  write_identity(database, kLedgerFile);
  database.exec(kTables);
  for (const IndexSpec& spec : index_specs()) database.exec(index_table_sql(spec));
  database.exec(append_only_sql("entries") + append_only_sql("checkpoints"));
}

void check_identity(const SQLite::Database& database, const FileSort& sort, bool to_rebuild) {
  const auto pragma = [&](const char* name) {
    SQLite::Statement query(database, std::string("PRAGMA ") + name);
    return query.executeStep() ? query.getColumn(0).getInt() : 0;
  };
  if (pragma("application_id") != sort.application_id) {
    throw_corrupt(std::string("this is not ") + sort.name);
  }
  const int version = pragma("user_version");
  if (version == sort.version) return;
  const bool can_be_rebuilt = version >= sort.oldest && version < sort.version;
  if (can_be_rebuilt && to_rebuild) return;
  throw StoreError(StoreError::Kind::version,
                   "the file has format " + std::to_string(version) + ", this program knows " +
                       std::to_string(sort.version) +
                       (can_be_rebuilt ? ": run mingzhang rebuild" : ""));
}

void check_schema(const SQLite::Database& database, bool for_writing) {
  static const Schema ours = schema_made_by(create_schema);
  compare(ours, schema_of(database), for_writing);
}

void check_schema_of(const SQLite::Database& database, void (*make)(SQLite::Database&),
                     bool for_writing) {
  compare(schema_made_by(make), schema_of(database), for_writing);
}

}  // namespace mingzhang::store
