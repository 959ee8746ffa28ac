#include "api/routes/route.h"

#include <algorithm>
#include <array>

#include "api/http/url.h"

namespace mingzhang::routes {
namespace {

constexpr Route kRoutes[] = {
#define MZ_ROUTE(method, pattern, operation, access, run, takes)    \
  Route{method,   pattern,      #operation,         Access::access, \
        Run::run, Takes::takes, &handle::operation, {}},
#include "api/routes/routes.def"
#undef MZ_ROUTE
#define MZ_NAME(pattern, operation, kind)                               \
  Route{"POST",       pattern,     #operation,           Access::staff, \
        Run::at_once, Takes::json, &handle::write_named, kind},
#include "api/routes/names.def"
#undef MZ_NAME
};

/// How much of each pattern stands before the first brace: it tells most apart at once.
constexpr auto kPlainBytes = [] {
  std::array<std::size_t, std::size(kRoutes)> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::string_view pattern = kRoutes[i].pattern;
    bytes[i] = std::min(pattern.find('{'), pattern.size());
  }
  return bytes;
}();

/// Takes the first segment off a path that begins with '/'.
std::string_view take_segment(std::string_view& path) {
  const std::size_t slash = std::min(path.find('/', 1), path.size());
  const std::string_view segment = path.substr(1, slash - 1);
  path.remove_prefix(slash);
  return segment;
}

/// Whether a path has the form of a pattern; the parts in braces are added to `params`.
bool matches(std::string_view pattern, std::string_view path,
             std::vector<std::string_view>& params) {
  params.clear();
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    if (wanted.ends_with("*}")) {
      params.push_back(path.substr(1));
      return true;
    }
    const std::string_view found = take_segment(path);
    if (wanted.starts_with('{')) {
      if (found.empty()) return false;
      params.push_back(found);
    } else if (wanted != found) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

/// The pattern that is exact for longer is meant: "/log/tile/entries/…", not "/log/tile/…".
bool is_better(const Route& route, const Route* best) {
  return best == nullptr || route.pattern.find('{') > best->pattern.find('{');
}

}  // namespace

std::span<const Route> all_routes() { return kRoutes; }

std::vector<std::string_view> params_of(std::string_view pattern) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; (at = pattern.find('{', at)) != std::string_view::npos;) {
    const std::size_t end = pattern.find_first_of("*}", at);
    names.push_back(pattern.substr(at + 1, end - at - 1));
    at = end;
  }
  return names;
}

Match find_route(std::string_view method, std::string_view path) {
  if (method == "HEAD") method = "GET";
  Match match;
  std::vector<std::string_view> params;
  std::vector<std::string_view> best;
  if (!path.starts_with('/')) return match;
  for (std::size_t i = 0; i < std::size(kRoutes); ++i) {
    const Route& route = kRoutes[i];
    if (!path.starts_with(route.pattern.substr(0, kPlainBytes[i]))) continue;
    if (!matches(route.pattern, path, params)) continue;
    if (std::ranges::find(match.methods, route.method) == match.methods.end()) {
      match.methods.push_back(route.method);
      if (route.method == "GET") match.methods.push_back("HEAD");
    }
    if (route.method != method || !is_better(route, match.route)) continue;
    match.route = &route;
    best = params;
  }
  for (const std::string_view raw : best) {
    std::optional<std::string> decoded = http::percent_decode(raw);
    if (!decoded) return {};
    match.params.push_back(std::move(*decoded));
  }
  return match;
}

}  // namespace mingzhang::routes
