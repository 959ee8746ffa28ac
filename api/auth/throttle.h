#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mingzhang::auth {

/// Makes those wait who fail. After `free` failures the next attempt under the same key waits, from
/// `wait_ms_min` doubling to `wait_ms_max`; an hour after the last one all is forgotten. An attempt
/// counts as failed from its beginning, so that many at once gain nothing. Threads: any.
class Backoff {
 public:
  struct Limits {
    std::uint32_t free = 5;
    std::int64_t wait_ms_min = 1'000;
    std::int64_t wait_ms_max = 15 * 60'000;
    std::int64_t forgotten_ms = 60 * 60'000;
    std::size_t keys_max = 20'000;  ///< The one that failed longest ago gives way.
  };

  explicit Backoff(const Limits& limits) : limits_(limits) {}

  /// 0: go on; the attempt has failed unless it is told otherwise. Else: how many ms to wait, and
  /// nothing was counted. `now_ms`: Clock::monotonic_ms.
  std::int64_t admit(const std::string& key, std::int64_t now_ms);
  /// The attempt did not fail, but says nothing of those before.
  void withdraw(const std::string& key);
  /// Nor do those before count any more.
  void forget(const std::string& key);
  std::size_t size() const;

 private:
  struct Failures {
    std::string key;
    std::uint32_t count;
    std::int64_t last_ms;
  };
  using Order = std::list<Failures>;

  std::int64_t wait_after(std::uint32_t count) const;
  void drop(Order::iterator failures);

  const Limits limits_;
  mutable std::mutex mutex_;
  Order order_;  ///< The newest first.
  std::unordered_map<std::string, Order::iterator> by_key_;
};

/// Who may try to sign in. Failures count for the person at one address: the same person at another
/// is not locked out by a stranger. And, less strictly, for the address over all persons.
/// Threads: any.
class Throttle {
 public:
  static constexpr Backoff::Limits kOfPerson{.free = 5};
  /// An office may be behind one address.
  static constexpr Backoff::Limits kOfAddress{.free = 50};

  /// As Backoff::admit.
  std::int64_t admit(std::string_view person, std::string_view address, std::int64_t now_ms);
  void withdraw(std::string_view person, std::string_view address);
  /// The person is who they say. What the address has failed at for others stays.
  void succeed(std::string_view person, std::string_view address);

 private:
  Backoff persons_{kOfPerson};
  Backoff addresses_{kOfAddress};
};

/// What stands for an address: of IPv6 the network (64 bits), since a host has all of it; an IPv4
/// address in IPv6 as itself; of anything else, at most 64 bytes.
std::string network_of(std::string_view address);

}  // namespace mingzhang::auth
