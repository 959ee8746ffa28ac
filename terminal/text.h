#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mingzhang {

/// How many columns of a terminal a text takes: two per ideograph and full-width form, none per
/// combining mark, one per byte that is not UTF-8.
std::size_t columns_of(std::string_view text);

/// The longest beginning of `text` that takes at most `columns`.
std::string_view cut_to_columns(std::string_view text, std::size_t columns);

/// "140,501".
std::string grouped(std::uint64_t count);

/// Lines "label: value" whose values begin in one column, each ended by a line feed.
std::string aligned(const std::vector<std::pair<std::string, std::string>>& lines);

/// Rows whose cells stand in columns, two blanks between them, each row after `indent` and ended by
/// a line feed. Rows may differ in length.
std::string in_columns(const std::vector<std::vector<std::string>>& rows, std::string_view indent);

}  // namespace mingzhang
