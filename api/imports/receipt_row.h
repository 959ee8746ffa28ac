#pragma once

#include <memory_resource>
#include <string_view>
#include <unordered_map>

#include "api/imports/csv_records.h"
#include "api/imports/header.h"
#include "api/imports/receipts.h"

namespace mingzhang {

/// Reads the records that stand below the header of one file; remembers their numbers. `map` and
/// `options` must outlive it.
class RowReader {
 public:
  RowReader(const ImportMap& map, const ReceiptsOptions& options, Header header,
            std::size_t rows_expected)
      : map_(map), options_(options), header_(std::move(header)) {
    seen_.reserve(rows_expected);
  }
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  /// The receipt, or the first thing wrong with the record; the field of the refusal is the name of
  /// the column in the file, or empty for the record as a whole.
  /// Errors: csv_malformed (fewer cells than the header, or more that hold something), then per
  /// column field_missing, text_malformed, number_malformed (a number that a spreadsheet rounded),
  /// text_too_long, exists_already (the detail names the first line), what `read_date`, `read_fen`
  /// and `read_yuan` refuse, date_malformed and amount_differs (two columns disagree),
  /// date_in_future, value_unknown (channel).
  Result<Receipt> read(const CsvRecord& record);

 private:
  std::unexpected<Refusal> at(Column column, const Refusal& refusal) const;
  Result<void> check_shape() const;
  /// The trimmed cell of a column; empty where the file has no such column.
  std::string_view cell(Column column) const;
  Result<Number> read_number();
  /// The line where the number stood first, or 0.
  std::uint32_t seen_before(std::string_view number);
  /// One value that may stand in either of two columns, or in both if they agree; where neither
  /// says anything, it is missing in the first that the file has.
  template <class T, class ReadFirst, class ReadSecond>
  Result<T> read_either(Column first, ReadFirst read_first, Column second, ReadSecond read_second,
                        Code differs) const;
  Result<Date> read_day() const;
  Result<Money> read_amount() const;
  Result<Id> read_channel() const;

  const ImportMap& map_;
  const ReceiptsOptions& options_;
  const Header header_;
  const CsvRecord* record_ = nullptr;
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<std::string_view, std::uint32_t> seen_{&memory_};
};

}  // namespace mingzhang
