#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "ledger/store/store.h"

namespace mingzhang {

/// Which requests are remembered, by key: the store keeps them in the order of their entries, since
/// a table in the order of digests would write one more page to the disk with every request. Some
/// 40 bytes each. Threads: one.
class KnownRequests {
 public:
  /// Takes in those that made entries from `first` on. Errors: StoreError.
  void read(store::Rows& rows, std::uint64_t first);
  void add(const Hash& key, std::uint64_t seq) { entries_.emplace(short_key(key), seq); }
  void clear() { entries_.clear(); }
  /// Forgets those that the store has forgotten. Errors: StoreError.
  void forget_dropped(store::Rows& rows);

  /// The stored request of this key; none when there is none. Errors: StoreError.
  std::optional<store::RequestRow> find(const Hash& key, store::Rows& rows) const;

 private:
  static std::uint64_t short_key(const Hash& key);

  /// The first bytes of the key to the entry; which of several is meant, the stored key says.
  std::unordered_multimap<std::uint64_t, std::uint64_t> entries_;
};

}  // namespace mingzhang
