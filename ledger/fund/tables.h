#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/fund/vocabulary.h"

namespace mingzhang {

/// The tables that the ledger itself carries, because a replay needs them (office M9).
enum class TableName : unsigned char {
  causes,
  channels,
  chart,
  chart_map,
  dibao,
  doc_types,
  holidays,
  reasons,
  regions,
  villages,
};
template <>
struct EnumNames<TableName> {
  static constexpr std::array<std::string_view, 10> names{
      "causes",    "channels", "chart",   "chart_map", "dibao",
      "doc_types", "holidays", "reasons", "regions",   "villages"};
};

/// One row of any table; which columns it must and may have is the table's business
/// (`check_table_row`). `amount` in fen.
struct TableRow {
  std::optional<Int<0, kIntMax>> amount;
  std::optional<Id> code;
  std::optional<Date> date;
  std::optional<Date> from;
  std::optional<Id> path;
  std::optional<Id> side;
  std::optional<Title> title;
  std::optional<Date> to;
  std::optional<Id> type;
  std::optional<Id> use;

  static constexpr auto fields() {
    return std::tuple(field("amount", &TableRow::amount), field("code", &TableRow::code),
                      field("date", &TableRow::date), field("from", &TableRow::from),
                      field("path", &TableRow::path), field("side", &TableRow::side),
                      field("title", &TableRow::title), field("to", &TableRow::to),
                      field("type", &TableRow::type), field("use", &TableRow::use));
  }
  bool operator==(const TableRow&) const = default;
};

/// The most bytes of rows in one part (design §4).
inline constexpr std::size_t kTablePartBytesMax = 24000;
inline constexpr std::size_t kTablePartRowsMax = 4000;

/// The rows of one part. Errors: class malformed; `field` names row and column ("3.code").
Result<std::vector<TableRow>> parse_table_rows(TableName table, std::string_view json);

/// What tables say, by table, the day from which it holds, and the row's first column.
class Tables {
 public:
  /// Puts a whole table in the place of any of the same name and day.
  void adopt(TableName table, Date from, const std::vector<TableRow>& rows);
  /// True when some version of the table is in force on `day`.
  bool has(TableName table, Date day) const;
  /// The row of `key` in the version in force on `day`; null when there is none.
  const TableRow* find(TableName table, Date day, std::string_view key) const;
  /// True when the code is in the table, or no version of the table is in force: a missing table
  /// never blocks relief (office M10).
  bool allows(TableName table, Date day, std::string_view key) const;
  /// The keys of the version in force on `day`, in order; empty when there is none.
  std::vector<std::string> keys(TableName table, Date day) const;

 private:
  using Version = std::map<std::string, TableRow, std::less<>>;
  const Version* version(TableName table, Date day) const;

  std::map<TableName, std::map<Date, Version>> versions_;
};

}  // namespace mingzhang
