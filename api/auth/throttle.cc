#include "api/auth/throttle.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

#include "ledger/base/bytes.h"
#include "ledger/base/short_text.h"

namespace mingzhang::auth {
namespace {

/// Persons that cannot be are one person, so that a key is never long.
std::string key_of(std::string_view person, const std::string& network) {
  const bool possible = is_id(person) && person.size() <= Id::kBytesMax;
  return network + "\n" + (possible ? std::string(person) : "");
}

}  // namespace

std::int64_t Backoff::wait_after(std::uint32_t count) const {
  if (count < limits_.free) return 0;
  std::int64_t wait_ms = limits_.wait_ms_min;
  for (std::uint32_t i = limits_.free; i < count && wait_ms < limits_.wait_ms_max; ++i) {
    wait_ms *= 2;
  }
  return std::min(wait_ms, limits_.wait_ms_max);
}

void Backoff::drop(Order::iterator failures) {
  by_key_.erase(failures->key);
  order_.erase(failures);
}

std::int64_t Backoff::admit(const std::string& key, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  while (!order_.empty() && order_.back().last_ms + limits_.forgotten_ms <= now_ms) {
    drop(std::prev(order_.end()));
  }
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    if (order_.size() == limits_.keys_max) drop(std::prev(order_.end()));
    order_.push_front({key, 1, now_ms});
    by_key_.emplace(key, order_.begin());
    return 0;
  }
  Failures& failures = *found->second;
  const std::int64_t due_ms = failures.last_ms + wait_after(failures.count);
  if (due_ms > now_ms) return due_ms - now_ms;
  ++failures.count;
  failures.last_ms = now_ms;
  order_.splice(order_.begin(), order_, found->second);
  return 0;
}

void Backoff::withdraw(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  if (--found->second->count == 0) drop(found->second);
}

void Backoff::forget(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) drop(found->second);
}

std::size_t Backoff::size() const {
  const std::lock_guard lock(mutex_);
  return order_.size();
}

std::int64_t Throttle::admit(std::string_view person, std::string_view address,
                             std::int64_t now_ms) {
  const std::string network = network_of(address);
  const std::string key = key_of(person, network);
  if (const std::int64_t wait_ms = persons_.admit(key, now_ms); wait_ms > 0) return wait_ms;
  const std::int64_t wait_ms = addresses_.admit(network, now_ms);
  if (wait_ms > 0) persons_.withdraw(key);
  return wait_ms;
}

void Throttle::withdraw(std::string_view person, std::string_view address) {
  const std::string network = network_of(address);
  persons_.withdraw(key_of(person, network));
  addresses_.withdraw(network);
}

void Throttle::succeed(std::string_view person, std::string_view address) {
  const std::string network = network_of(address);
  persons_.forget(key_of(person, network));
  addresses_.withdraw(network);
}

std::string network_of(std::string_view address) {
  constexpr std::size_t kBytesMax = 64;
  std::string text(address.substr(0, kBytesMax));
  in6_addr bytes{};
  if (::inet_pton(AF_INET6, text.substr(0, text.find('%')).c_str(), &bytes) != 1) return text;
  const ByteView all = std::as_bytes(std::span(bytes.s6_addr));
  if (IN6_IS_ADDR_V4MAPPED(&bytes)) {
    char out[INET_ADDRSTRLEN];
    if (::inet_ntop(AF_INET, &bytes.s6_addr[12], out, sizeof out) != nullptr) return out;
  }
  return to_hex(all.first(8)) + "/64";
}

}  // namespace mingzhang::auth
