#include "ledger/known_requests.h"

#include <cstring>
#include <limits>

namespace mingzhang {

std::uint64_t KnownRequests::short_key(const Hash& key) {
  std::uint64_t text = 0;
  std::memcpy(&text, key.bytes.data(), sizeof text);
  return text;
}

void KnownRequests::read(store::Rows& rows, std::uint64_t first) {
  rows.scan_requests(first, [&](const store::RequestRow& row) {
    add(row.key, row.seq);
    return true;
  });
}

void KnownRequests::forget_dropped(store::Rows& rows) {
  std::uint64_t oldest = std::numeric_limits<std::uint64_t>::max();
  rows.scan_requests(0, [&](const store::RequestRow& row) {
    oldest = row.seq;
    return false;
  });
  std::erase_if(entries_, [&](const auto& entry) { return entry.second < oldest; });
}

std::optional<store::RequestRow> KnownRequests::find(const Hash& key, store::Rows& rows) const {
  const auto [begin, end] = entries_.equal_range(short_key(key));
  for (auto it = begin; it != end; ++it) {
    std::optional<store::RequestRow> row = rows.request(it->second);
    if (row && row->key == key) return row;
  }
  return std::nullopt;
}

}  // namespace mingzhang
