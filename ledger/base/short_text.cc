#include "ledger/base/short_text.h"

namespace mingzhang {
namespace {

bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool is_title_character(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool line_end = c == 0x2028 || c == 0x2029;
  const bool non_character = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
  return !control && !line_end && !is_bidi_control(c) && !non_character;
}

}  // namespace

bool is_id(std::string_view text) {
  return !text.empty() && is_in(kIdStart, text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_in(kIdChars, c); });
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
}

std::optional<CodePoint> decode_utf8(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return CodePoint{first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return std::nullopt;
  char32_t value = first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return std::nullopt;
    value = value << 6 | (byte(i) & 0x3FU);
  }
  const bool over_long = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (over_long || surrogate || value > 0x10FFFF) return std::nullopt;
  return CodePoint{value, size};
}

bool is_title(std::string_view text) {
  while (!text.empty()) {
    const std::optional<CodePoint> point = decode_utf8(text);
    if (!point || !is_title_character(point->value)) return false;
    text.remove_prefix(point->size);
  }
  return true;
}

}  // namespace mingzhang
