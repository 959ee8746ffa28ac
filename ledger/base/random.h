#pragma once

#include <cstddef>
#include <mutex>
#include <span>

#include "ledger/base/bytes.h"

namespace mingzhang {

/// Where random bytes come from. Passed in from main(), so that tests can repeat themselves.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;

  template <std::size_t N>
  Block<N> block() {
    Block<N> block;
    fill(block.bytes);
    return block;
  }
};

/// The operating system's generator, through OpenSSL, in large draws. Threads: one.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;

 private:
  static constexpr std::size_t kPoolBytes = 4096;
  std::array<std::byte, kPoolBytes> pool_{};
  std::size_t used_ = kPoolBytes;
};

/// Another generator for several threads, one at a time. Threads: any.
class LockedRandom final : public Random {
 public:
  /// `random` outlives it, and nobody else uses it.
  explicit LockedRandom(Random& random) : random_(random) {}
  void fill(std::span<std::byte> out) override {
    const std::lock_guard lock(mutex_);
    random_.fill(out);
  }

 private:
  std::mutex mutex_;
  Random& random_;
};

}  // namespace mingzhang
