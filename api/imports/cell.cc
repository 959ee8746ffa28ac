#include "api/imports/cell.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "ledger/base/short_text.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 10> kAround{" ",  "\t", "\r",     "\n",     "`",
                                                   "\v", "\f", "\u00A0", "\u3000", "\uFEFF"};
constexpr std::size_t kQuoteBytesMax = 60;
constexpr std::string_view kUnits = "YMDhms";

bool is_cell_digit(char c) { return c >= '0' && c <= '9'; }

/// A character that no blank begins or ends with.
bool is_visible(char c) { return c > ' ' && c <= '~' && c != '`'; }

/// The length of the run of one letter at `at`.
std::size_t run_length(std::string_view format, std::size_t at) {
  const std::size_t end = format.find_first_not_of(format[at], at);
  return (end == std::string_view::npos ? format.size() : end) - at;
}

/// What the units of a format say, in the order of kUnits; what is not in the format stays 0.
using Parts = std::array<int, kUnits.size()>;

bool take_digits(std::string_view& cell, std::size_t low, std::size_t high, int& value) {
  std::size_t count = 0;
  value = 0;
  while (count < high && count < cell.size() && is_cell_digit(cell[count])) {
    value = value * 10 + (cell[count++] - '0');
  }
  cell.remove_prefix(count);
  return count >= low;
}

bool match(std::string_view cell, std::string_view format, Parts& parts) {
  parts = {};
  for (std::size_t at = 0; at < format.size();) {
    const std::size_t unit = kUnits.find(format[at]);
    if (unit == std::string_view::npos) {
      if (cell.empty() || cell[0] != format[at++]) return false;
      cell.remove_prefix(1);
      continue;
    }
    const std::size_t run = run_length(format, at);
    at += run;
    if (!take_digits(cell, run, run == 1 ? 2 : run, parts[unit])) return false;
  }
  return cell.empty();
}

std::optional<Date> day_of(const Parts& parts) {
  const auto [year, month, day, hour, minute, second] = parts;
  if (year > 9999 || month > 12 || day > 31 || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  const Date first = Date::first_of({std::clamp(year, 1900, 9999) * 12 + std::max(month, 1) - 1});
  const Date date = first.plus_days(day - 1);
  const bool real = year >= 1900 && month >= 1 && day >= 1 && date.month() == first.month();
  return real ? std::optional(date) : std::nullopt;
}

Result<Money> at_least_one_fen(Result<Money> money, std::string_view cell) {
  if (!money) return refuse(money.error().code, {}, quote_cell(cell));
  if (money->fen() < 1) return refuse(Code::amount_out_of_range, {}, quote_cell(cell));
  return money;
}

}  // namespace

std::string_view trim_cell(std::string_view cell) {
  if (!cell.empty() && is_visible(cell.front()) && is_visible(cell.back())) return cell;  // Mostly.
  const auto cut = [&cell](auto matches, auto remove) {
    for (bool again = true; again;) {
      again = false;
      for (const std::string_view blank : kAround) {
        while (matches(blank)) {
          remove(blank.size());
          again = true;
        }
      }
    }
  };
  cut([&](std::string_view blank) { return cell.starts_with(blank); },
      [&](std::size_t size) { cell.remove_prefix(size); });
  cut([&](std::string_view blank) { return cell.ends_with(blank); },
      [&](std::size_t size) { cell.remove_suffix(size); });
  return cell;
}

std::string header_key(std::string_view cell) {
  std::string key(trim_cell(cell));
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

std::string quote_cell(std::string_view cell) {
  std::string quote;
  while (!cell.empty()) {
    const std::optional<CodePoint> point = decode_utf8(cell);
    const std::string_view next = cell.substr(0, point ? point->size : 1);
    if (quote.size() + next.size() > kQuoteBytesMax - 3) return quote + "...";
    quote += point && is_title(next) ? next : "?";
    cell.remove_prefix(next.size());
  }
  return quote;
}

Result<Money> read_yuan(std::string_view cell) {
  const std::string_view original = cell;
  if (cell.empty()) return refuse(Code::field_missing);
  for (const std::string_view sign : {"¥", "￥"}) {
    if (cell.starts_with(sign)) cell = trim_cell(cell.substr(sign.size()));
  }
  return at_least_one_fen(Money::parse(cell), original);
}

Result<Money> read_fen(std::string_view cell) {
  if (cell.empty()) return refuse(Code::field_missing);
  std::int64_t fen = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), fen);
  if (error == std::errc::result_out_of_range) {
    return refuse(Code::amount_out_of_range, {}, quote_cell(cell));
  }
  if (error != std::errc() || end != cell.data() + cell.size()) {
    return refuse(Code::amount_malformed, {}, quote_cell(cell));
  }
  return at_least_one_fen(Money::of_fen(fen), cell);
}

Result<Date> read_date(std::string_view cell, const std::vector<std::string>& formats) {
  if (cell.empty()) return refuse(Code::field_missing);
  Parts parts{};
  for (const std::string& format : formats) {
    if (!match(cell, format, parts)) continue;
    if (const std::optional<Date> date = day_of(parts)) return *date;
  }
  return refuse(Code::date_malformed, {}, quote_cell(cell));
}

bool is_date_format(std::string_view format, bool time) {
  std::array<std::size_t, kUnits.size()> seen{};
  for (std::size_t at = 0; at < format.size();) {
    const std::size_t unit = kUnits.find(format[at]);
    if (unit == std::string_view::npos) {
      ++at;
      continue;
    }
    const std::size_t run = run_length(format, at);
    if (++seen[unit] > 1 || run > 4 || (unit == 0 && run != 4)) return false;
    at += run;
  }
  const auto [year, month, day, hour, minute, second] = seen;
  if (year != 1 || month != 1 || day != 1) return false;
  return time ? hour == 1 && minute == 1 : hour + minute + second == 0;
}

}  // namespace mingzhang
