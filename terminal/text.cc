#include "terminal/text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "ledger/base/short_text.h"

namespace mingzhang {
namespace {

struct Range {
  char32_t low;
  char32_t high;
};

/// Unicode 15 East Asian Width W and F, in whole blocks where only unassigned points are in
/// between.
constexpr std::array kWide{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
    Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6B},   Range{0xFF01, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF},
    Range{0x20000, 0x3FFFD},
};
/// Combining marks and other points without a width of their own.
constexpr std::array kZero{
    Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20F0},
    Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF},
};

template <std::size_t N>
bool is_in(char32_t point, const std::array<Range, N>& ranges) {
  return std::ranges::any_of(
      ranges, [&](const Range& range) { return point >= range.low && point <= range.high; });
}

/// The first character of a text, or its first byte: its size and its columns.
struct Step {
  std::size_t size;
  std::size_t columns;
};

Step first_step(std::string_view text) {
  const std::optional<CodePoint> point = decode_utf8(text);
  if (!point) return {1, 1};
  const std::size_t columns = is_in(point->value, kWide) ? 2 : is_in(point->value, kZero) ? 0 : 1;
  return {point->size, columns};
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Step step = first_step(text);
    columns += step.columns;
    text.remove_prefix(step.size);
  }
  return columns;
}

std::string_view cut_to_columns(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Step step = first_step(text.substr(at));
    if (step.columns > columns) break;
    columns -= step.columns;
    at += step.size;
  }
  return text.substr(0, at);
}

std::string grouped(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');  // A string here is a false -Wrestrict of g++ 12.
  }
  return text;
}

std::string aligned(const std::vector<std::pair<std::string, std::string>>& lines) {
  std::size_t width = 0;
  for (const auto& [label, value] : lines) width = std::max(width, columns_of(label));
  std::string text;
  for (const auto& [label, value] : lines) {
    text.append(label).append(": ").append(width - columns_of(label), ' ');
    text.append(value).append("\n");
  }
  return text;
}

std::string in_columns(const std::vector<std::vector<std::string>>& rows, std::string_view indent) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    if (widths.size() < row.size()) widths.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], columns_of(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    text += indent;
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text.append(widths[i] + 2 - columns_of(row[i]), ' ');
    }
    text += '\n';
  }
  return text;
}

}  // namespace mingzhang
