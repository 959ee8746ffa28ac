#pragma once

#include <cstddef>
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

}  // namespace mingzhang
