#include "api/auth/throttle.h"

#include <gtest/gtest.h>

namespace mingzhang::auth {
namespace throttle_test {

TEST(Backoff, WaitsTwiceAsLongAfterEachFailureUpToAQuarterOfAnHour) {
  Backoff backoff{{}};
  std::int64_t now_ms = 1000;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(backoff.admit("a", now_ms), 0);
  for (const std::int64_t wait_s : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900}) {
    EXPECT_EQ(backoff.admit("a", now_ms), wait_s * 1000);
    EXPECT_EQ(backoff.admit("a", now_ms + wait_s * 1000 - 1), 1) << "asking does not prolong it";
    now_ms += wait_s * 1000;
    EXPECT_EQ(backoff.admit("a", now_ms), 0);
  }
  EXPECT_EQ(backoff.admit("b", now_ms), 0);
}

TEST(Backoff, ForgetsAfterAnHour) {
  Backoff backoff{{}};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(backoff.admit("a", 0), 0);
  EXPECT_GT(backoff.admit("a", 500), 0);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(backoff.admit("a", 3'600'000), 0);
  EXPECT_GT(backoff.admit("a", 3'600'000), 0);
  EXPECT_EQ(backoff.size(), 1U);
  EXPECT_EQ(backoff.admit("b", 7'200'000), 0);
  EXPECT_EQ(backoff.size(), 1U) << "what is forgotten takes no room";
}

TEST(Backoff, DoesNotCountWhatIsWithdrawnAndForgetsWhatIsForgiven) {
  Backoff backoff{{}};
  for (int i = 0; i < 4; ++i) EXPECT_EQ(backoff.admit("a", 0), 0);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(backoff.admit("a", 0), 0);
    backoff.withdraw("a");
  }
  EXPECT_EQ(backoff.admit("a", 0), 0);
  EXPECT_EQ(backoff.admit("a", 0), 1000) << "the four before still count";
  backoff.forget("a");
  EXPECT_EQ(backoff.size(), 0U);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(backoff.admit("a", 0), 0);
  backoff.withdraw("never seen");
  backoff.forget("never seen");
}

TEST(Backoff, IsBoundedAndLetsTheOldestGo) {
  Backoff backoff{{.free = 1, .keys_max = 3}};
  for (const char* const key : {"a", "b", "c"}) EXPECT_EQ(backoff.admit(key, 0), 0);
  EXPECT_EQ(backoff.admit("a", 1000), 0) << "a is the newest now";
  EXPECT_EQ(backoff.admit("d", 1001), 0) << "b went for d";
  EXPECT_EQ(backoff.size(), 3U);
  EXPECT_GT(backoff.admit("a", 1001), 0);
  EXPECT_GT(backoff.admit("d", 1001), 0);
  EXPECT_EQ(backoff.admit("b", 1001), 0) << "forgotten";
}

TEST(Throttle, DoesNotLockAPersonOutAtAnotherAddress) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.admit("wang", "192.0.2.1", 0), 0);
  EXPECT_EQ(throttle.admit("wang", "192.0.2.1", 0), 1000);
  EXPECT_EQ(throttle.admit("wang", "192.0.2.2", 0), 0);
  EXPECT_EQ(throttle.admit("li", "192.0.2.1", 0), 0);
}

TEST(Throttle, HasABudgetForAnAddressOverAllPersons) {
  Throttle throttle;
  const auto person = [](int number) { return "p" + std::to_string(number); };
  for (int i = 0; i < 50; ++i) EXPECT_EQ(throttle.admit(person(i), "192.0.2.1", 0), 0) << i;
  EXPECT_EQ(throttle.admit("wang", "192.0.2.1", 0), 1000);
  EXPECT_EQ(throttle.admit("wang", "192.0.2.2", 0), 0);
  throttle.succeed(person(7), "192.0.2.1");
  EXPECT_EQ(throttle.admit("wang", "192.0.2.1", 0), 0) << "one of the fifty was none";
  EXPECT_EQ(throttle.admit("wang", "192.0.2.1", 0), 1000);
}

TEST(Throttle, TakesImpossiblePersonsForOne) {
  Throttle throttle;
  const std::string long_name(100'000, 'x');
  for (const std::string& name :
       {long_name, std::string("Wang"), std::string("a b"), std::string(), std::string("\n")}) {
    EXPECT_EQ(throttle.admit(name, "192.0.2.1", 0), 0);
  }
  EXPECT_EQ(throttle.admit("?", "192.0.2.1", 0), 1000);
}

TEST(Throttle, TakesTheHostsOfAnIpv6NetworkForOne) {
  EXPECT_EQ(network_of("2001:db8:1:2:3::4"), network_of("2001:db8:1:2::ffff"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_EQ(network_of("fe80::1%eth0"), network_of("fe80::2"));
  EXPECT_EQ(network_of("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(network_of("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(network_of(std::string(1000, 'x')).size(), 64U);
  EXPECT_EQ(network_of(""), "");
}

}  // namespace throttle_test
}  // namespace mingzhang::auth
