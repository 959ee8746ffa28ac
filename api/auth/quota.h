#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace mingzhang::auth {

/// How often a key may ask: `count` times in any `window_ms` at once, then as evenly as that (the
/// virtual scheduling algorithm of ITU-T I.371). Threads: any.
class Quota {
 public:
  struct Limits {
    std::int64_t count = 30;
    std::int64_t window_ms = 60'000;
    std::size_t keys_max = 20'000;  ///< The one that asked longest ago gives way.
  };

  explicit Quota(const Limits& limits) : limits_(limits) {}

  /// 0: go on. Else: how many ms to wait, and nothing was counted. `now_ms`: Clock::monotonic_ms.
  std::int64_t admit(const std::string& key, std::int64_t now_ms);
  std::size_t size() const;

 private:
  struct Asker {
    std::string key;
    std::int64_t free_ms;  ///< When all it asked would be done, one after the other.
  };
  using Order = std::list<Asker>;

  const Limits limits_;
  mutable std::mutex mutex_;
  Order order_;  ///< The newest first.
  std::unordered_map<std::string, Order::iterator> by_key_;
};

}  // namespace mingzhang::auth
