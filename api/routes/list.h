#pragma once

#include <string>

#include "api/acts/office.h"
#include "api/routes/call.h"
#include "api/routes/json.h"
#include "api/routes/office.h"

namespace mingzhang::routes {

/// So many rows one page looks at while the books are held for it.
inline constexpr std::size_t kLookedAtMax = 20'000;

/// Where a page of a map begins: after the id that the cursor names, or at the place it counts.
template <class Map>
Result<typename Map::const_iterator> page_start(const Map& map, const Call& call,
                                                std::size_t& place) {
  const std::string_view cursor = call.option("cursor");
  if (cursor.empty()) return map.begin();
  if constexpr (std::is_same_v<typename Map::key_type, Id>) {
    const Result<Id> id = id_of("cursor", cursor);
    if (!id) return std::unexpected(id.error());
    return map.lower_bound(*id);
  } else {
    const Result<Seq> count = seq_of("cursor", cursor);
    if (!count) return std::unexpected(count.error());
    place = static_cast<std::size_t>(std::min<Seq>(*count, map.size()));
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(place));
  }
}

/// A page of a map in the order of its keys: {"items": […], "next": cursor}. `add(json, item)` adds
/// an item, or says false to leave it out. A cursor over ids stays right while others come and go.
template <class Map, class Add>
Result<http::Response> list_page(const Map& map, const Call& call, std::size_t limit,
                                 const Add& add) {
  std::size_t place = 0;
  const auto start = page_start(map, call, place);
  if (!start) return std::unexpected(start.error());
  auto at = *start;
  JsonText json;
  json.open('{').key("items").open('[');
  std::size_t looked_at = 0;
  for (std::size_t count = 0; at != map.end() && count < limit && looked_at < kLookedAtMax; ++at) {
    if (add(json, *at)) ++count;
    ++looked_at;
  }
  json.close(']');
  if (at != map.end()) {
    if constexpr (std::is_same_v<typename Map::key_type, Id>) {
      json.member("next", at->first.view());
    } else {
      json.member("next", std::to_string(place + looked_at));
    }
  }
  return json_response(json.close('}').take());
}

/// The same of the rows of one noun, those that `shown` lets through.
template <class V, class Shown>
Result<http::Response> list_rows(const Rows<V>& rows, const Call& call, const Shown& shown) {
  const Result<std::size_t> limit = page_limit(call);
  if (!limit) return std::unexpected(limit.error());
  return list_page(rows.all(), call, *limit, [&](JsonText& json, const auto& item) {
    if (!shown(item.second)) return false;
    json.raw(to_json(item.second));
    return true;
  });
}

}  // namespace mingzhang::routes
