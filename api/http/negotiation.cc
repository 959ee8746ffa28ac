#include "api/http/negotiation.h"

#include <algorithm>
#include <charconv>

#include "api/http/text.h"

namespace mingzhang::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Takes the next part off a list.
std::string_view take_part(std::string_view& list, char separator) {
  const std::string_view part = list.substr(0, list.find(separator));
  list.remove_prefix(std::min(list.size(), part.size() + 1));
  return trimmed(part);
}

}  // namespace

bool accepts(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    std::string_view item = take_part(list, ',');
    if (!same_name(take_part(item, ';'), wanted)) continue;
    double weight = 1;
    while (!item.empty()) {
      const std::string_view parameter = take_part(item, ';');
      if (parameter.size() > 2 && same_name(parameter.substr(0, 2), "q=")) {
        std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), weight);
      }
    }
    return weight > 0;
  }
  return false;
}

bool has_already(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    std::string_view one = take_part(list, ',');
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag || one == "*") return true;
  }
  return false;
}

}  // namespace mingzhang::http
