#include "tests/fund/story.h"

namespace mingzhang::test {
namespace numbers_test {

Story governed() {
  Story story;
  story.governed();
  return story;
}

using Row = std::array<std::int64_t, 4>;  // fund, year, number, seq

std::vector<Row> runs(const Story& story) {
  std::vector<Row> runs;
  for (const IndexRow& row : story.rows(Index::numbers)) runs.push_back(row.values);
  return runs;
}

std::int64_t last_number(const Story& story, const Id& fund, std::int64_t year) {
  const Numbering* const numbering = story.state.numbering.find({fund, year});
  return numbering == nullptr ? 0 : numbering->last.value;
}

std::int64_t place(Seq seq) { return static_cast<std::int64_t>(seq); }

TEST(GiftNumbers, FollowEachOtherPerFundWithOneRowARun) {
  Story story = governed();
  const std::int64_t a = place(story.write(donation(1_yuan)));
  story.write(donation(1_yuan));
  story.write(donation(1_yuan));
  EXPECT_THAT(runs(story), testing::ElementsAre(Row{0, 2026, 1, a}));
  const std::int64_t b = place(story.write(donation(1_yuan).in("education")));
  const std::int64_t c = place(story.write(donation(1_yuan)));
  story.write(donation(1_yuan));
  EXPECT_THAT(runs(story),
              testing::ElementsAre(Row{0, 2026, 1, a}, Row{1, 2026, 1, b}, Row{0, 2026, 4, c}));
  EXPECT_EQ(last_number(story, "jinan", 2026), 5);
  EXPECT_EQ(last_number(story, "education", 2026), 1);
}

TEST(GiftNumbers, AreNotTakenByInjections) {
  Story story = governed();
  const std::int64_t a = place(story.write(donation(1_yuan)));
  story.write(injection(1_yuan));
  const std::int64_t b = place(story.write(donation(1_yuan)));
  EXPECT_THAT(runs(story), testing::ElementsAre(Row{0, 2026, 1, a}, Row{0, 2026, 2, b}));
}

TEST(GiftNumbers, OfACancelledGiftStayUsed) {
  Story story = governed();
  const Seq gift = story.write(donation(1_yuan));
  story.write(cancellation(gift));
  story.write(donation(1_yuan));
  EXPECT_EQ(last_number(story, "jinan", 2026), 2);
}

TEST(GiftNumbers, BeginAgainWithTheBusinessYearOfTimeNotOfTheValueDate) {
  Story story = governed();
  story.at("2026-12-31T15:59:59.999Z").write(donation(1_yuan));
  const std::int64_t b = place(story.at("2026-12-31T16:00:00.000Z").write(donation(1_yuan)));
  EXPECT_EQ(runs(story).back(), (Row{0, 2027, 1, b}));
  EXPECT_EQ(last_number(story, "jinan", 2026), 0) << "a finished year is forgotten";
  EXPECT_EQ(last_number(story, "jinan", 2027), 1);
}

TEST(GiftNumbers, GoOnOverAMonthAndARefusal) {
  Story story = governed();
  story.at("2026-11-30T15:00:00.000Z").write(donation(1_yuan));
  EXPECT_FALSE(story.try_write(donation(1_yuan).by("approver")));
  story.at("2026-12-01T15:00:00.000Z").write(donation(1_yuan));
  EXPECT_EQ(runs(story).size(), 1U);
  EXPECT_EQ(last_number(story, "jinan", 2026), 2);
}

TEST(Time, NeverRunsBackInTheBooks) {
  Story story = governed();
  story.at("2026-11-23T09:00:00.000Z").write(donation(1_yuan));
  story.at("2026-11-23T08:00:00.000Z").write(donation(1_yuan));
  EXPECT_EQ(story.entries.back().time, moment("2026-11-23T09:00:00.000Z"));
}

TEST(Link, SaysWhatBreaksTheChain) {
  Story story = governed();
  Entry entry = complete(story.state, donation(1_yuan), story.outside());
  EXPECT_THAT(check_link(story.link, entry), testing::IsEmpty());
  entry.seq += 1;
  entry.prev.bytes[31] ^= std::byte{1};
  entry.time.ms -= 1;
  EXPECT_THAT(
      check_link(story.link, entry),
      testing::ElementsAre(refused(Code::seq_wrong, "seq"), refused(Code::prev_wrong, "prev"),
                           refused(Code::time_backwards, "time")));
}

}  // namespace numbers_test
}  // namespace mingzhang::test
