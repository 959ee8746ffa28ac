#include "ledger/store/sqlite_queries.h"

#include "ledger/base/assert.h"
#include "ledger/store/sqlite_schema.h"

namespace mingzhang::store {
namespace {

std::string list(std::span<const std::string_view> columns, std::string_view suffix = {}) {
  std::string text;
  for (const std::string_view column : columns) {
    if (!text.empty()) text += ", ";
    text.append(column).append(suffix);
  }
  return text;
}

std::string parameter(std::size_t index) { return "?" + std::to_string(index + 1); }

std::string select_where_prefix(const IndexSpec& spec, std::size_t prefix_count) {
  MZ_ASSERT(prefix_count <= spec.columns.size());
  std::string sql = "SELECT " + list(spec.columns) + " FROM " + index_table(spec) + " WHERE 1";
  for (std::size_t i = 0; i < prefix_count; ++i) {
    sql += " AND " + std::string(spec.columns[i]) + " = " + parameter(i);
  }
  return sql;
}

std::string order_by_key(const IndexSpec& spec, std::string_view suffix = {}) {
  return " ORDER BY " + list(spec.columns.first(spec.key_count), suffix);
}

}  // namespace

const char* query_sql(Query query) {
  switch (query) {
    case Query::begin_read:
      return "BEGIN";
    case Query::begin_write:
      return "BEGIN IMMEDIATE";
    case Query::commit:
      return "COMMIT";
    case Query::rollback:
      return "ROLLBACK";
    case Query::head:
      return "SELECT seq, leaf FROM entries ORDER BY seq DESC LIMIT 1";
    case Query::entry:
      return "SELECT bytes FROM entries WHERE seq = ?1";
    case Query::leaves:
      return "SELECT seq, leaf FROM entries WHERE seq >= ?1 AND seq < ?2 ORDER BY seq";
    case Query::node:
      return "SELECT hash FROM nodes WHERE level = ?1 AND idx = ?2";
    case Query::last_checkpoint:
      return "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1";
    case Query::checkpoint:
      return "SELECT size, note FROM checkpoints WHERE size = ?1";
    case Query::request:
      return "SELECT seq, key, body, time_ms FROM requests WHERE seq = ?1";
    case Query::put_entry:
      return "INSERT INTO entries(seq, bytes, leaf) VALUES(?1, ?2, ?3)";
    case Query::put_node:
      return "INSERT INTO nodes(level, idx, hash) VALUES(?1, ?2, ?3)";
    case Query::put_checkpoint:
      return "INSERT INTO checkpoints(size, note) VALUES(?1, ?2)";
    case Query::put_state:
      return "INSERT INTO state(key, value) VALUES(?1, ?2)"
             " ON CONFLICT(key) DO UPDATE SET value = excluded.value";
    case Query::drop_state:
      return "DELETE FROM state WHERE key = ?1";
    case Query::put_request:
      return "INSERT INTO requests(seq, key, body, time_ms) VALUES(?1, ?2, ?3, ?4)";
    case Query::drop_requests:
      return "DELETE FROM requests WHERE seq < ifnull((SELECT seq FROM requests WHERE time_ms >= ?1"
             " ORDER BY seq LIMIT 1), 9223372036854775807)";
    case Query::count_:
      break;
  }
  MZ_ASSERT(false);
}

std::string find_sql(const IndexSpec& spec, std::size_t prefix_count) {
  return select_where_prefix(spec, prefix_count) + order_by_key(spec) + " LIMIT " +
         parameter(prefix_count);
}

std::string floor_sql(const IndexSpec& spec, std::size_t prefix_count) {
  MZ_ASSERT(prefix_count < spec.key_count);
  return select_where_prefix(spec, prefix_count) + " AND " +
         std::string(spec.columns[prefix_count]) + " <= " + parameter(prefix_count) +
         order_by_key(spec, " DESC") + " LIMIT 1";
}

std::string scan_index_sql(const IndexSpec& spec) {
  return select_where_prefix(spec, 0) + " AND " + std::string(spec.columns[0]) +
         " BETWEEN ?1 AND ?2" + order_by_key(spec);
}

std::string insert_index_sql(const IndexSpec& spec) {
  std::string sql = "INSERT INTO " + index_table(spec) + "(" + list(spec.columns) + ") VALUES(";
  for (std::size_t i = 0; i < spec.columns.size(); ++i) sql += (i == 0 ? "" : ", ") + parameter(i);
  return sql + ")";
}

}  // namespace mingzhang::store
