#include "ledger/store/sqlite_visit.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>

namespace mingzhang::store {
namespace {

/// SQLite hands a pointer only to who asks for it by the same name.
constexpr const char* kPointerName = "mingzhang.visit";

/// mz_visit(visit, columns…): true ends the scan.
void show_row(sqlite3_context* context, int count, sqlite3_value** values) {
  auto* const visit = static_cast<Visit*>(sqlite3_value_pointer(values[0], kPointerName));
  if (visit == nullptr) return sqlite3_result_int(context, 1);
  IndexRow row{visit->spec.index, {}};
  const auto columns = std::min(static_cast<std::size_t>(count - 1), row.values.size());
  for (std::size_t i = 0; i < columns; ++i) row.values[i] = sqlite3_value_int64(values[i + 1]);
  bool more = false;
  try {
    more = visit->row(row);
  } catch (...) {
    // SQLite is in between: no exception may pass through it.
    visit->failure = std::current_exception();
  }
  if (!more) sqlite3_result_int(context, 1);
}

}  // namespace

void add_visits(sqlite3* database) {
  const int result =
      sqlite3_create_function_v2(database, "mz_visit", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, nullptr,
                                 show_row, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw SQLite::Exception(database, result);
}

std::string visit_sql(const IndexSpec& spec, const std::string& scan) {
  std::string sql = "SELECT 1 FROM (" + scan + ") WHERE mz_visit(?3";
  for (const std::string_view column : spec.columns) sql.append(", ").append(column);
  return sql + ")";
}

void bind_visit(sqlite3_stmt* statement, Visit& visit) {
  const int result = sqlite3_bind_pointer(statement, 3, &visit, kPointerName, nullptr);
  if (result != SQLITE_OK) throw SQLite::Exception(sqlite3_db_handle(statement), result);
}

}  // namespace mingzhang::store
