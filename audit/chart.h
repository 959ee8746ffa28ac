#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Charts as inline SVG, drawn with integers only. Each has a title and a description for those who
/// cannot see it; the numbers stand in a table beside it. Colours are classes of the page's style.
namespace mingzhang::audit {

struct Bar {
  std::string label;
  std::int64_t fen = 0;
};
/// Bars from left to right, the sum at the end of each. Below zero counts as zero.
std::string bar_chart(std::string_view title, std::string_view description,
                      const std::vector<Bar>& bars);

struct Columns {
  std::string label;
  std::int64_t in = 0;
  std::int64_t out = 0;
};
/// Two columns for each month, in its place in time; what is highest fills the height.
std::string column_chart(std::string_view title, std::string_view description,
                         std::string_view in_label, std::string_view out_label,
                         const std::vector<Columns>& columns);

}  // namespace mingzhang::audit
