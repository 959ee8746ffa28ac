#include "api/auth/quota.h"

#include <gtest/gtest.h>

namespace mingzhang::auth {
namespace quota_test {

TEST(Quota, LetsThirtyThroughAtOnceAndThenOneEveryTwoSeconds) {
  Quota quota{{}};
  for (int i = 0; i < 30; ++i) EXPECT_EQ(quota.admit("a", 5'000), 0) << i;
  EXPECT_EQ(quota.admit("a", 5'000), 2'000);
  EXPECT_EQ(quota.admit("a", 6'999), 1) << "asking does not prolong it";
  EXPECT_EQ(quota.admit("a", 7'000), 0);
  EXPECT_EQ(quota.admit("a", 7'000), 2'000);
  EXPECT_EQ(quota.admit("b", 7'000), 0) << "others are not made to wait";
}

TEST(Quota, OfAMinuteIsThereAgainAfterAMinute) {
  Quota quota{{}};
  for (int minute = 0; minute < 3; ++minute) {
    for (int i = 0; i < 30; ++i) EXPECT_EQ(quota.admit("a", minute * 60'000), 0) << minute;
    EXPECT_GT(quota.admit("a", minute * 60'000), 0);
  }
}

TEST(Quota, RemembersSoManyKeysAndNoMore) {
  Quota quota{{.count = 1, .window_ms = 1'000, .keys_max = 2}};
  EXPECT_EQ(quota.admit("a", 0), 0);
  EXPECT_EQ(quota.admit("b", 0), 0);
  EXPECT_GT(quota.admit("a", 1), 0);
  EXPECT_EQ(quota.admit("c", 2), 0);
  EXPECT_EQ(quota.size(), 2U);
  EXPECT_GT(quota.admit("b", 3), 0) << "the one that asked longest ago gave way";
}

}  // namespace quota_test
}  // namespace mingzhang::auth
