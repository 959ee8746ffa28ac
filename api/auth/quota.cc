#include "api/auth/quota.h"

#include <algorithm>

namespace mingzhang::auth {

std::int64_t Quota::admit(const std::string& key, std::int64_t now_ms) {
  const std::int64_t each_ms = limits_.window_ms / limits_.count;
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    if (order_.size() == limits_.keys_max) {
      by_key_.erase(order_.back().key);
      order_.pop_back();
    }
    order_.push_front({key, now_ms + each_ms});
    by_key_.emplace(key, order_.begin());
    return 0;
  }
  Asker& asker = *found->second;
  const std::int64_t free_ms = std::max(asker.free_ms, now_ms) + each_ms;
  if (free_ms > now_ms + limits_.window_ms) return free_ms - now_ms - limits_.window_ms;
  asker.free_ms = free_ms;
  order_.splice(order_.begin(), order_, found->second);
  return 0;
}

std::size_t Quota::size() const {
  const std::lock_guard lock(mutex_);
  return order_.size();
}

}  // namespace mingzhang::auth
