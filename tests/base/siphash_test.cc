#include "ledger/base/siphash.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace siphash_test {

/// The vectors of the paper's reference code: key 00 01 … 0f, message 00 01 … of a length.
TEST(SipHash, HasThePublishedVectors) {
  Block<16> key;
  std::array<std::byte, 15> message;
  for (std::size_t i = 0; i < key.bytes.size(); ++i) key.bytes[i] = static_cast<std::byte>(i);
  for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::byte>(i);
  const ByteView all(message);
  EXPECT_EQ(siphash(key, all.first(0)), 0x726fdb47dd0e0e31U);
  EXPECT_EQ(siphash(key, all.first(1)), 0x74f839c593dc67fdU);
  EXPECT_EQ(siphash(key, all.first(8)), 0x93f5f5799a932462U);
  EXPECT_EQ(siphash(key, all), 0xa129ca6149be45e5U);
}

}  // namespace siphash_test
}  // namespace mingzhang
