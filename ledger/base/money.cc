#include "ledger/base/money.h"

#include <fmt/format.h>

#include "ledger/base/short_text.h"

namespace mingzhang {
namespace {

constexpr std::string_view kYuanSigns[] = {"¥", "￥"};
constexpr std::size_t kWholeDigitsMax = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits with optional thousands commas in their right places; false when it is neither.
bool read_whole(std::string_view text, std::int64_t& yuan) {
  const bool grouped = text.find(',') != std::string_view::npos;
  if (grouped && text.size() % 4 == 0) return false;
  std::size_t digits = 0;
  yuan = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comma_place = i > 0 && (text.size() - i) % 4 == 0;
    if (grouped && comma_place != (text[i] == ',')) return false;
    if (text[i] == ',') continue;
    if (!is_digit(text[i]) || ++digits > kWholeDigitsMax) return false;
    yuan = yuan * 10 + (text[i] - '0');
  }
  return digits > 0;
}

/// Decimals after the point as fen; rounds away a float's trace, refuses anything else beyond two.
bool read_decimals(std::string_view text, std::int64_t& fen) {
  if (text.empty() || text.size() > 18) return false;
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  const auto digit = [&](std::size_t i) { return i < text.size() ? text[i] - '0' : 0; };
  fen = digit(0) * 10 + digit(1);
  if (text.size() <= 2) return true;
  const int rest = digit(2) * 1000 + digit(3) * 100 + digit(4) * 10 + digit(5);
  if (rest == 0) return true;
  if (rest < 9999) return false;
  ++fen;
  return true;
}

}  // namespace

Result<Money> Money::of_fen(std::int64_t fen) {
  if (fen > kFenMax || fen < -kFenMax) return refuse(Code::amount_out_of_range);
  return Money(fen);
}

Result<Money> Money::parse(std::string_view text) {
  const std::string_view original = text;
  for (const std::string_view sign : kYuanSigns) {
    if (original.starts_with(sign)) text.remove_prefix(sign.size());
  }
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::int64_t yuan = 0;
  std::int64_t fen = 0;
  if (!read_whole(text.substr(0, point), yuan) ||
      (point != std::string_view::npos && !read_decimals(text.substr(point + 1), fen))) {
    return refuse(Code::amount_malformed, {},
                  is_printable_ascii(original) ? original.substr(0, 40) : "");
  }
  const std::int64_t total = yuan * 100 + fen;
  return of_fen(negative ? -total : total);
}

std::string to_yuan(std::int64_t fen) {
  const bool negative = fen < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(fen) : static_cast<std::uint64_t>(fen);
  std::string whole = std::to_string(magnitude / 100);
  for (std::size_t at = whole.size(); at > 3;) {
    at -= 3;
    whole.insert(at, ",");
  }
  return fmt::format("{}{}.{:02}", negative ? "-" : "", whole, magnitude % 100);
}

}  // namespace mingzhang
