#include "ledger/clock_watch.h"

#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace clock_watch_test {

constexpr std::int64_t kStep = ClockWatch::kStepMsMax;

TEST(ClockWatch, TrustsAClockThatRuns) {
  SetClock clock;
  ClockWatch watch(clock, clock.now());
  for (const std::int64_t ms : {0LL, 1LL, 1000LL, 86'400'000LL, 100 * 86'400'000LL}) {
    clock.pass_ms(ms);
    EXPECT_EQ(watch.read(), clock.now());
  }
}

TEST(ClockWatch, StopsAtAStepEitherWay) {
  for (const std::int64_t sign : {1, -1}) {
    SetClock clock;
    ClockWatch watch(clock, std::nullopt);
    clock.step_ms(sign * kStep);
    EXPECT_EQ(watch.read(), clock.now()) << "at the limit";
    clock.step_ms(sign * (kStep + 1));
    EXPECT_EQ(watch.read(), std::nullopt) << "beyond it";
  }
}

TEST(ClockWatch, StaysUnsureUntilItIsConfirmed) {
  SetClock clock;
  ClockWatch watch(clock, std::nullopt);
  clock.step_ms(kStep + 1);
  EXPECT_EQ(watch.read(), std::nullopt);
  clock.step_ms(-(kStep + 1));
  EXPECT_EQ(watch.read(), std::nullopt) << "what was dated meanwhile?";
  watch.confirm();
  EXPECT_EQ(watch.read(), clock.now());
  clock.step_ms(kStep + 1);
  EXPECT_EQ(watch.read(), std::nullopt);
}

TEST(ClockWatch, FollowsASlowDrift) {
  SetClock clock;
  ClockWatch watch(clock, std::nullopt);
  for (int i = 0; i < 10; ++i) {
    clock.pass_ms(3'600'000);
    clock.step_ms(kStep / 2);
    EXPECT_EQ(watch.read(), clock.now()) << i;
  }
}

TEST(ClockWatch, AsksAfterAGapAtTheStart) {
  struct Row {
    std::int64_t since_last_ms;
    bool sure;
  };
  for (const Row& row : {Row{0, true}, Row{ClockWatch::kGapMsMax, true},
                         Row{ClockWatch::kGapMsMax + 1, false}, Row{-1, false}}) {
    SCOPED_TRACE(row.since_last_ms);
    SetClock clock;
    ClockWatch watch(clock, Timestamp{clock.now().ms - row.since_last_ms});
    EXPECT_EQ(watch.read().has_value(), row.sure);
    watch.confirm();
    EXPECT_TRUE(watch.read());
  }
}

}  // namespace clock_watch_test
}  // namespace mingzhang::test
