#include "api/imports/receipt_row.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/imports/cell.h"

namespace mingzhang {
namespace {

/// What a spreadsheet leaves of a long number: "1.02202E+26". The digits are lost.
bool is_rounded_number(std::string_view cell) {
  const std::size_t exponent = cell.find("E+");
  if (exponent == std::string_view::npos || exponent == 0) return false;
  constexpr std::string_view kFigures = "0123456789";
  return cell.substr(0, exponent).find_first_not_of("0123456789.") == std::string_view::npos &&
         exponent + 2 < cell.size() &&
         cell.substr(exponent + 2).find_first_not_of(kFigures) == std::string_view::npos;
}

}  // namespace

Result<Receipt> RowReader::read(const CsvRecord& record) {
  record_ = &record;
  if (const auto shape = check_shape(); !shape) return std::unexpected(shape.error());
  const Result<Number> number = read_number();
  if (!number) return std::unexpected(number.error());
  const Result<Date> date = read_day();
  if (!date) return std::unexpected(date.error());
  const Result<Money> amount = read_amount();
  if (!amount) return std::unexpected(amount.error());
  const Result<Id> channel = read_channel();
  if (!channel) return std::unexpected(channel.error());
  if (const auto ref = make_ref(*channel, options_.account, number->view()); !ref) {
    return at(Column::number, ref.error());
  }
  return Receipt{record.line, *date, *amount, *channel, *number};
}

std::unexpected<Refusal> RowReader::at(Column column, const Refusal& refusal) const {
  return refuse(refusal.code, quote_cell(header_.name(column)), refusal.detail);
}

Result<void> RowReader::check_shape() const {
  const auto& cells = record_->cells;
  const std::size_t count = header_.cell_count;
  bool fits = cells.size() >= count;
  for (std::size_t i = count; i < cells.size(); ++i) fits = fits && trim_cell(cells[i]).empty();
  if (fits) return {};
  return refuse(Code::csv_malformed, {}, fmt::format("{} / {} cells", cells.size(), count));
}

std::string_view RowReader::cell(Column column) const {
  const std::optional<std::size_t> place = header_.place(column);
  return place ? trim_cell(record_->cells[*place]) : std::string_view();
}

Result<Number> RowReader::read_number() {
  const std::string_view text = cell(Column::number);
  const auto fail = [&](Code code) { return at(Column::number, {code, {}, quote_cell(text)}); };
  if (text.empty()) return fail(Code::field_missing);
  if (!is_printable_ascii(text)) return fail(Code::text_malformed);
  if (is_rounded_number(text)) return fail(Code::number_malformed);
  const std::optional<Number> number = Number::of(text);
  if (!number) return fail(Code::text_too_long);
  if (const std::uint32_t line = seen_before(number->view())) {
    return at(Column::number,
              {Code::exists_already, {}, fmt::format("{}, line {}", quote_cell(text), line)});
  }
  return *number;
}

std::uint32_t RowReader::seen_before(std::string_view number) {
  if (const auto seen = seen_.find(number); seen != seen_.end()) return seen->second;
  auto* const copy = static_cast<char*>(memory_.allocate(number.size(), 1));
  std::ranges::copy(number, copy);
  seen_.emplace(std::string_view(copy, number.size()), record_->line);
  return 0;
}

template <class T, class ReadFirst, class ReadSecond>
Result<T> RowReader::read_either(Column first, ReadFirst read_first, Column second,
                                 ReadSecond read_second, Code differs) const {
  const std::string_view first_cell = cell(first);
  const std::string_view second_cell = cell(second);
  const bool use_first = !first_cell.empty() || (second_cell.empty() && header_.place(first));
  const Result<T> value = use_first ? read_first(first_cell) : read_second(second_cell);
  if (!value) return at(use_first ? first : second, value.error());
  if (!use_first || second_cell.empty()) return *value;
  const Result<T> other = read_second(second_cell);
  if (!other) return at(second, other.error());
  if (*other != *value) {
    return at(second, {differs, {}, quote_cell(first_cell) + " / " + quote_cell(second_cell)});
  }
  return *value;
}

Result<Date> RowReader::read_day() const {
  const auto read = [&](std::string_view text) { return read_date(text, map_.formats); };
  const Result<Date> date =
      read_either<Date>(Column::time, read, Column::date, read, Code::date_malformed);
  if (date && options_.today && *date > *options_.today) {
    const Column column = cell(Column::time).empty() ? Column::date : Column::time;
    return at(column, {Code::date_in_future, {}, date->text()});
  }
  return date;
}

Result<Money> RowReader::read_amount() const {
  return read_either<Money>(Column::amount_fen, read_fen, Column::amount, read_yuan,
                            Code::amount_differs);
}

Result<Id> RowReader::read_channel() const {
  const std::string_view text = cell(Column::channel);
  if (text.empty()) return options_.channel.value_or(map_.channel);
  const auto known = map_.channels.find(header_key(text));
  if (known != map_.channels.end()) return known->second;
  return at(Column::channel, {Code::value_unknown, {}, quote_cell(text)});
}

}  // namespace mingzhang
