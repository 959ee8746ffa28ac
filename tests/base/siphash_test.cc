#include "ledger/base/siphash.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace siphash_test {

/// The vectors of the reference code with 1 and 3 rounds, as `openssl mac … SIPHASH` has them too:
/// key 00 01 … 0f, message 00 01 … of a length.
TEST(SipHash, HasThePublishedVectors) {
  Block<16> key;
  std::array<std::byte, 15> message;
  for (std::size_t i = 0; i < key.bytes.size(); ++i) key.bytes[i] = static_cast<std::byte>(i);
  for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::byte>(i);
  const ByteView all(message);
  EXPECT_EQ(siphash(key, all.first(0)), 0xabac0158050fc4dcU);
  EXPECT_EQ(siphash(key, all.first(1)), 0xc9f49bf37d57ca93U);
  EXPECT_EQ(siphash(key, all.first(8)), 0x369095118d299a8eU);
  EXPECT_EQ(siphash(key, all), 0xd320d86d2a519956U);
}

}  // namespace siphash_test
}  // namespace mingzhang
