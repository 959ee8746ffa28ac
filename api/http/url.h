#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a target and a form say, read strictly: every '%' begins two hexadecimal digits, and none
/// of them is NUL. Not checked for UTF-8. Any input is safe.
namespace mingzhang::http {

/// How many pairs a form may have.
inline constexpr std::size_t kFormPairsMax = 1'000;

/// RFC 3986 §2.1. None when malformed.
std::optional<std::string> percent_decode(std::string_view text);

/// "/a/b%20c/" gives "a", "b c" and "". None when malformed, without '/' at the beginning, or when
/// a segment is "." or ".." in any spelling. A decoded segment may hold a '/': it is still one
/// segment.
std::optional<std::vector<std::string>> path_segments(std::string_view path);

/// The pairs of a query or of a body of the type application/x-www-form-urlencoded, decoded, in
/// their order.
class Form {
 public:
  /// None when malformed or more than kFormPairsMax. '+' is a space; a name without '=' has an
  /// empty value.
  static std::optional<Form> parse(std::string_view text);

  /// The value of the first pair of this name; none when there is none.
  std::optional<std::string_view> find(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return pairs_; }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

}  // namespace mingzhang::http
