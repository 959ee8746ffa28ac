#pragma once

#include <algorithm>
#include <string_view>

/// The alphabet of HTTP: ASCII, whatever the locale.
namespace mingzhang::http {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_alnum(char c) {
  return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
}

/// Equal without regard to the case of ASCII letters.
constexpr bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

}  // namespace mingzhang::http
