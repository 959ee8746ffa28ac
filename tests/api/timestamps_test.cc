#include "api/witness/timestamps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "ledger/base/sha256.h"
#include "tests/base/authority.h"
#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace timestamps_test {

using testing::ElementsAre;

/// A founded ledger at 16:00 of a day, eight hours before midnight there, and an authority.
struct LastCheckpoints : testing::Test {
  LastCheckpoints() { desk.found(); }

  witness::Timestamps::Options options() {
    return {.folder = {desk.folder.path()},
            .ask =
                [this](const Bytes& query) {
                  const Bytes response = authority.answer(query);
                  const int number = ++asked;
                  asked.notify_all();
                  if (number <= away) throw std::runtime_error("nobody there");
                  return std::string(text_of(response));
                },
            .rows = [this] { return desk.rows(); },
            .clock = desk.clock,
            .look = std::chrono::milliseconds(1)};
  }
  void wait_for_question(int number) {
    for (int now = asked; now < number; now = asked) asked.wait(now);
  }
  std::vector<std::uint64_t> stamped() {
    return stamped_sizes(LedgerFolder{desk.folder.path()}.timestamps());
  }

  Desk desk;
  Authority authority;
  std::atomic<int> asked = 0;
  int away = 0;  // So many questions are not answered.
};

TEST_F(LastCheckpoints, AreStampedAtTheStartAndAfterEachDay) {
  const Seq start = desk.size();
  {
    witness::Timestamps timestamps(options());
    wait_for_question(1);
    desk.written(gift(1));
    desk.written(gift(2));
    desk.clock.pass_ms(8 * 3'600'000);  // Midnight.
    desk.written(gift(3));
    wait_for_question(2);
  }
  EXPECT_THAT(stamped(), ElementsAre(start, start + 2));
  EXPECT_EQ(asked, 2);
  const std::vector<Stamped> all = read_all_stamped(LedgerFolder{desk.folder.path()}.timestamps());
  const auto trust = TimestampTrust::parse(authority.pem());
  for (const Stamped& each : all) {
    EXPECT_EQ(each.note, desk.rows()->checkpoint(each.size)->note);
    EXPECT_TRUE(trust->verify(bytes_of(each.response), sha256(bytes_of(each.note))));
  }
}

TEST_F(LastCheckpoints, AreAskedForAgainUntilTheyAreStamped) {
  away = 2;
  {
    witness::Timestamps timestamps(options());
    wait_for_question(3);
  }
  EXPECT_THAT(stamped(), ElementsAre(desk.size()));
}

TEST_F(LastCheckpoints, HaveNoEntryOfTheMomentOrLater) {
  const Timestamp founded = desk.clock.now();
  const Seq first_day = desk.size();
  desk.clock.pass_ms(1'000);
  desk.written(gift(1));
  desk.written(gift(2));
  const auto size_before = [&](std::int64_t ms) -> Seq {
    const auto row = last_checkpoint_before(*desk.rows(), {founded.ms + ms});
    return row ? row->size : 0;
  };
  EXPECT_EQ(size_before(-1'000'000), 0);
  EXPECT_EQ(size_before(1'000), first_day);
  EXPECT_EQ(size_before(1'001), first_day + 2);
  EXPECT_EQ(size_before(1'000'000), first_day + 2);
}

TEST(StampedNames, AreASizeAndAnEnding) {
  for (const char* const name : {"1.tsr", "36.checkpoint"}) EXPECT_TRUE(is_stamped_name(name));
  for (const char* const name : {"0.tsr", "036.tsr", "-1.tsr", "36", "36.tsr ", "x.tsr", ".tsr",
                                 "../36.tsr", "36.key", "99999999999999999999.tsr"}) {
    EXPECT_FALSE(is_stamped_name(name)) << name;
  }
}

}  // namespace timestamps_test
}  // namespace mingzhang::test
