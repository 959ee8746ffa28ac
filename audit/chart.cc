#include "audit/chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/html.h"
#include "ledger/base/money.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

// Units of the SVG's own grid; the page scales it.
constexpr std::int64_t kWidth = 480;
constexpr std::int64_t kLabelWidth = 150;
constexpr std::int64_t kValueWidth = 110;
constexpr std::int64_t kRow = 26;
constexpr std::int64_t kBarHeight = 16;
constexpr std::int64_t kColumnsHeight = 170;
constexpr std::int64_t kColumnsTop = 34;
/// Room at both sides, so that no label under a column is cut off.
constexpr std::int64_t kColumnsSide = 14;
constexpr std::size_t kLabelColumns = 20;
/// So many labels find room under the columns.
constexpr std::size_t kLabelsMax = 7;

std::string opened(std::string_view title, std::string_view description, std::int64_t height) {
  return fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">"
      "<title>{}</title><desc>{}</desc>\n",
      kWidth, height, escaped(title), escaped(description));
}

std::string text_at(std::int64_t x, std::int64_t y, std::string_view anchor,
                    std::string_view text) {
  return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>", x, y, anchor,
                     escaped(text));
}

std::string rect(std::string_view kind, std::int64_t x, std::int64_t y, std::int64_t width,
                 std::int64_t height) {
  return fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", kind, x,
                     y, width, height);
}

/// `fen` of `most`, as a part of `length`; what is not nothing is seen.
std::int64_t part(std::int64_t fen, std::int64_t most, std::int64_t length) {
  if (fen <= 0 || most <= 0) return 0;
  // Sums of money times a screen's width stay below 2^63: fen are below 2^53.
  return std::max<std::int64_t>(1, fen * length / most);
}

std::string short_label(std::string_view text) {
  if (columns_of(text) <= kLabelColumns) return std::string(text);
  return std::string(cut_to_columns(text, kLabelColumns - 1)) + "…";
}

}  // namespace

std::string bar_chart(std::string_view title, std::string_view description,
                      const std::vector<Bar>& bars) {
  std::int64_t most = 0;
  for (const Bar& bar : bars) most = std::max(most, bar.fen);
  const auto count = static_cast<std::int64_t>(bars.size());
  std::string svg = opened(title, description, count * kRow + 4);
  for (std::int64_t i = 0; i < count; ++i) {
    const Bar& bar = bars[static_cast<std::size_t>(i)];
    const std::int64_t y = i * kRow + 4;
    const std::int64_t width = part(bar.fen, most, kWidth - kLabelWidth - kValueWidth);
    svg += text_at(kLabelWidth - 8, y + 13, "end", short_label(bar.label));
    svg += rect("out", kLabelWidth, y, width, kBarHeight);
    svg += text_at(kLabelWidth + width + 6, y + 13, "start", to_yuan(bar.fen)) + "\n";
  }
  return svg + "</svg>\n";
}

std::string column_chart(std::string_view title, std::string_view description,
                         std::string_view in_label, std::string_view out_label,
                         const std::vector<Columns>& columns) {
  std::int64_t most = 0;
  for (const Columns& one : columns) most = std::max({most, one.in, one.out});
  std::string svg = opened(title, description, kColumnsTop + kColumnsHeight + 22);
  const std::int64_t bottom = kColumnsTop + kColumnsHeight;
  svg += rect("in", 0, 4, 12, 12) + text_at(18, 15, "start", in_label);
  svg += rect("out", kWidth / 4, 4, 12, 12) + text_at(kWidth / 4 + 18, 15, "start", out_label);
  svg += text_at(kWidth, 15, "end", to_yuan(most)) + "\n";
  svg += rect("axis", 0, bottom, kWidth, 1);
  const auto count = std::max<std::int64_t>(1, static_cast<std::int64_t>(columns.size()));
  const std::int64_t slot = (kWidth - 2 * kColumnsSide) / count;
  const std::int64_t width = std::clamp<std::int64_t>(slot * 2 / 5, 1, 30);
  const std::size_t every = (columns.size() + kLabelsMax - 1) / kLabelsMax;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::int64_t middle = kColumnsSide + static_cast<std::int64_t>(i) * slot + slot / 2;
    const std::int64_t in = part(columns[i].in, most, kColumnsHeight);
    const std::int64_t out = part(columns[i].out, most, kColumnsHeight);
    svg += rect("in", middle - width, bottom - in, width, in);
    svg += rect("out", middle, bottom - out, width, out);
    if (i % every == 0) svg += text_at(middle, bottom + 16, "middle", columns[i].label);
    svg += "\n";
  }
  return svg + "</svg>\n";
}

}  // namespace mingzhang::audit
