#include "ledger/fund/tables.h"

#include <algorithm>

namespace mingzhang {
namespace {

/// The columns of a table: the first is its key; then those it must and those it may have.
struct Columns {
  std::string_view key;
  std::vector<std::string_view> must;
  std::vector<std::string_view> may;
};

const Columns& columns_of(TableName table) {
  static const std::array<Columns, 10> kColumns{{
      {"code", {"path", "title"}, {}},          // causes
      {"code", {"title"}, {}},                  // channels
      {"code", {"side", "title", "type"}, {}},  // chart
      {"use", {"code"}, {}},                    // chart_map
      {"code", {"amount"}, {"title"}},          // dibao: region and fen a month
      {"code", {"title"}, {}},                  // doc_types
      {"date", {"type"}, {}},                   // holidays
      {"code", {"title", "use"}, {}},           // reasons
      {"code", {"title"}, {"from", "to"}},      // regions
      {"code", {"title"}, {"type"}},            // villages
  }};
  return kColumns.at(static_cast<std::size_t>(table));
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Null when every column is as the table wants it; otherwise the name of the first that is not.
std::string_view wrong_column(const Columns& columns, const TableRow& row) {
  std::string_view wrong;
  const auto look = [&](const auto& f) {
    const bool there = (row.*f.member).has_value();
    const bool must = f.name == columns.key || contains(columns.must, f.name);
    if (wrong.empty() && (there ? !must && !contains(columns.may, f.name) : must)) wrong = f.name;
  };
  std::apply([&](const auto&... f) { (look(f), ...); }, TableRow::fields());
  return wrong;
}

std::string key_of(const Columns& columns, const TableRow& row) {
  if (columns.key == "date") return row.date->text();
  return (columns.key == "use" ? row.use : row.code)->str();
}

}  // namespace

Result<std::vector<TableRow>> parse_table_rows(TableName table, std::string_view json) {
  const auto rows = from_json<List<TableRow, kTablePartRowsMax>>(json);
  if (!rows) return std::unexpected(rows.error());
  const Columns& columns = columns_of(table);
  for (std::size_t i = 0; i < rows->items.size(); ++i) {
    const std::string_view wrong = wrong_column(columns, rows->items[i]);
    if (wrong.empty()) continue;
    const bool missing = wrong == columns.key || contains(columns.must, wrong);
    return refuse(missing ? Code::field_missing : Code::key_unknown,
                  std::to_string(i) + "." + std::string(wrong));
  }
  return rows->items;
}

void Tables::adopt(TableName table, Date from, const std::vector<TableRow>& rows) {
  Version version;
  for (const TableRow& row : rows) version.insert_or_assign(key_of(columns_of(table), row), row);
  versions_[table].insert_or_assign(from, std::move(version));
}

const Tables::Version* Tables::version(TableName table, Date day) const {
  const auto versions = versions_.find(table);
  if (versions == versions_.end()) return nullptr;
  const auto after = versions->second.upper_bound(day);
  return after == versions->second.begin() ? nullptr : &std::prev(after)->second;
}

bool Tables::has(TableName table, Date day) const { return version(table, day) != nullptr; }

const TableRow* Tables::find(TableName table, Date day, std::string_view key) const {
  const Version* const rows = version(table, day);
  if (rows == nullptr) return nullptr;
  const auto row = rows->find(key);
  return row == rows->end() ? nullptr : &row->second;
}

bool Tables::allows(TableName table, Date day, std::string_view key) const {
  const Version* const rows = version(table, day);
  return rows == nullptr || rows->contains(key);
}

std::vector<std::string> Tables::keys(TableName table, Date day) const {
  std::vector<std::string> keys;
  const Version* const rows = version(table, day);
  if (rows == nullptr) return keys;
  for (const auto& [key, row] : *rows) keys.push_back(key);
  return keys;
}

}  // namespace mingzhang
