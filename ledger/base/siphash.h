#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "ledger/base/bytes.h"

namespace mingzhang {

/// The state of SipHash.
struct SipLanes {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

/// SipHash-1-3 (Aumasson and Bernstein, 2012): a keyed 64-bit digest that nobody without the key
/// can aim at; the short one, since keys live for one run and no digest is shown to anybody. For
/// tables and comparisons inside one run, never for what is stored. Always inline, because the
/// auditor takes four of them for a gift, of a length the compiler then knows.
[[gnu::always_inline]] inline std::uint64_t siphash(const Block<16>& key, ByteView message) {
  static_assert(std::endian::native == std::endian::little);
  const auto load = [](const std::byte* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
  };
  const std::uint64_t k0 = load(key.bytes.data());
  const std::uint64_t k1 = load(key.bytes.data() + 8);
  SipLanes lanes{k0 ^ 0x736f6d6570736575U, k1 ^ 0x646f72616e646f6dU, k0 ^ 0x6c7967656e657261U,
                 k1 ^ 0x7465646279746573U};
  std::size_t at = 0;
  for (; at + 8 <= message.size(); at += 8) lanes.take(load(message.data() + at));
  std::uint64_t last = static_cast<std::uint64_t>(message.size()) << 56;
  for (std::size_t i = 0; at + i < message.size(); ++i) {
    last |= std::to_integer<std::uint64_t>(message[at + i]) << (8 * i);
  }
  lanes.take(last);
  lanes.v2 ^= 0xff;
  for (int i = 0; i < 3; ++i) lanes.round();
  return lanes.v0 ^ lanes.v1 ^ lanes.v2 ^ lanes.v3;
}

}  // namespace mingzhang
