#include "ledger/base/random.h"

#include <gtest/gtest.h>

#include <set>

namespace mingzhang {
namespace random_test {

TEST(SystemRandom, NeverGivesTheSameSaltTwiceAcrossItsDraws) {
  SystemRandom random;
  std::set<Salt> salts;
  for (int i = 0; i < 2000; ++i) EXPECT_TRUE(salts.insert(random.block<16>()).second);
}

TEST(SystemRandom, FillsMoreThanOneDraw) {
  SystemRandom random;
  Bytes bytes(10'001);
  random.fill(bytes);
  std::array<int, 256> seen{};
  for (const std::byte b : bytes) ++seen[std::to_integer<std::size_t>(b)];
  for (const int count : seen) EXPECT_GT(count, 0);
  random.fill({});
}

}  // namespace random_test
}  // namespace mingzhang
