#include "ledger/fund/pools.h"

#include "tests/fund/money_acts.h"

/// Which fen go where, exactly (design "Following a gift").
namespace mingzhang::test {
namespace pools_test {

using Ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

const Purpose kHome{Id(kVillage), PurposeType::village};
const Purpose kAccident{"accident", PurposeType::cause};
const Purpose kCounty{"370113", PurposeType::county};

/// What an entry took of a pool.
Ranges taken(const Story& story, Seq by, const Purpose& purpose = {},
             Source source = Source::donation) {
  const Pool& pool = *story.state.pools.find({"jinan", source, purpose});
  Ranges ranges;
  for (const IndexRow& row : story.rows(Index::taken)) {
    if (row.values[0] == static_cast<std::int64_t>(by) && row.values[1] == pool.no) {
      ranges.emplace_back(row.values[2], row.values[3]);
    }
  }
  return ranges;
}

/// AidStory's first gift is fen [0, 1,000,000) of the pool for no purpose.
TEST(Pools, GiveTheirLowestFenFirst) {
  AidStory story;
  EXPECT_EQ(taken(story, story.paid("c1", "b1", 300_yuan)), (Ranges{{0, 30000}}));
  const Seq sent = story.write_money(sending(200_yuan));
  EXPECT_EQ(taken(story, sent), (Ranges{{30000, 50000}}));
}

TEST(Pools, SkipFenThatWereStruck) {
  AidStory story;
  const Seq wrong = story.gift(100_yuan);
  story.gift(100_yuan);
  const Seq reversed = story.write_money(reversal(wrong));
  EXPECT_EQ(taken(story, reversed), (Ranges{{1000000, 1010000}}));
  EXPECT_EQ(story.state.struck.all().size(), 1U);
  const Seq sent = story.write_money(sending(10050_yuan));
  EXPECT_EQ(taken(story, sent), (Ranges{{0, 1000000}, {1010000, 1015000}}));
  EXPECT_TRUE(story.state.struck.all().empty()) << "what lies behind is forgotten";
}

TEST(Pools, RefundTheOwnRestHighestFirstAndThenTheLowestFree) {
  AidStory story;
  const Seq gift = story.gift(100_yuan);
  story.gift(100_yuan);
  EXPECT_EQ(taken(story, story.write_money(refund(gift, 30_yuan))), (Ranges{{1007000, 1010000}}));
  story.write_money(sending(10040_yuan));  // [0, 1,004,000)
  const Seq beyond = story.write_money(refund(gift, 70_yuan));
  EXPECT_EQ(taken(story, beyond), (Ranges{{1004000, 1007000}, {1010000, 1014000}}));
}

TEST(Pools, ChangeOfPurposeLeavesOneAndEntersAnother) {
  AidStory story;
  const Seq gift = story.gift(100_yuan);
  const Seq changed = story.write_money(new_purpose(gift, 40_yuan, kCounty));
  EXPECT_EQ(taken(story, changed), (Ranges{{1006000, 1010000}}));
  EXPECT_EQ(story.state.pools.find({"jinan", Source::donation, kCounty})->in.fen(), 4000);
  const IndexRow inflow = story.rows(Index::inflows).back();
  EXPECT_EQ(inflow.values[1], 0);
  EXPECT_EQ(inflow.values[2], static_cast<std::int64_t>(changed));
}

TEST(Pools, HaveOneInflowRowForARunOfIncomes) {
  AidStory story;
  const std::size_t before = story.rows(Index::inflows).size();
  const Seq first = story.write(donation(1_yuan));
  story.write(donation(2_yuan));
  const Seq other = story.write(donation(3_yuan).with([](auto& body) { body.purpose = kCounty; }));
  const Seq third = story.write(donation(4_yuan));
  const Seq last = story.write(donation(5_yuan));
  const Seq by = story.write(confirmation(first, last, 5, 15_yuan));
  const Seq next = story.write(donation(6_yuan));
  const Seq later = story.write(confirmation(next, next, 1, 6_yuan));
  std::vector<std::pair<Seq, Seq>> runs;
  for (const IndexRow& row : story.rows(Index::inflows)) {
    runs.emplace_back(static_cast<Seq>(row.values[2]), static_cast<Seq>(row.values[3]));
  }
  runs.erase(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(before));
  EXPECT_EQ(runs, (std::vector<std::pair<Seq, Seq>>{
                      {first, by}, {other, by}, {third, by}, {next, later}}));
}

TEST(Pools, AreUsedNarrowestPurposeFirst) {
  AidStory story;
  story.gift(4_yuan, kCounty);
  story.gift(3_yuan, kAccident);
  story.gift(2_yuan, kHome);
  const Seq payment = story.paid("c1", "b1", 10_yuan);
  EXPECT_EQ(taken(story, payment, kHome), (Ranges{{0, 200}}));
  EXPECT_EQ(taken(story, payment, kAccident), (Ranges{{0, 300}}));
  EXPECT_EQ(taken(story, payment, kCounty), (Ranges{{0, 400}}));
  EXPECT_EQ(taken(story, payment), (Ranges{{0, 100}}));
}

TEST(Pools, OfTheTwoSourcesAreNeverMixed) {
  AidStory story;
  story.grant(6_yuan);
  story.approved("c1", 10_yuan);
  const Case& request = story.open_case("c1");
  EXPECT_EQ(award_of(request, Source::gov)->amount, 600) << "government money first";
  EXPECT_EQ(award_of(request, Source::donation)->amount, 400);
  const auto of_gov = [](auto& body) {
    body.account = "treasury";
    body.source = Source::gov;
  };
  story.write(batch("b1", "c1", 6_yuan).with(of_gov));
  story.write(releasing("b1"));
  const Seq granted = story.write(payment("b1", "c1", 6_yuan).with(of_gov));
  const Seq given = story.pay_line("c1", "b2", 4_yuan);
  EXPECT_EQ(taken(story, granted, {}, Source::gov), (Ranges{{0, 600}}));
  EXPECT_EQ(taken(story, granted), Ranges{});
  EXPECT_EQ(taken(story, given), (Ranges{{0, 400}}));
  EXPECT_EQ(taken(story, given, {}, Source::gov), Ranges{});
}

TEST(Pools, TakeBackTheLastFenPaidAndPayThemAgainFirst) {
  AidStory story;
  story.gift(2_yuan, kHome);
  story.paid("c1", "b1", 10_yuan);  // 200 fen for the village, then [0, 800).
  story.write(sent_back("b1", "c1", 9_yuan));
  const Seq again = story.pay_line("c1", "b2", 5_yuan);
  EXPECT_EQ(taken(story, again, kHome), (Ranges{{100, 200}}));
  EXPECT_EQ(taken(story, again), (Ranges{{0, 400}}));
  story.pass_days(91);
  const Seq lapsed = story.write(lapse("c1"));
  EXPECT_EQ(taken(story, lapsed), (Ranges{{400, 800}})) << "held until now";
  EXPECT_EQ(story.state.pools.find({"jinan", Source::donation, {}})->in.fen(), 1000400);
}

TEST(Ranges, InPartsAreTakenHighestFirst) {
  State state;
  Effects effects;
  Pool& pool = open_pool(state, {"f", Source::donation, {}});
  arrive(pool, 100, 1, 1, effects);
  take_within(state, pool, {25, 30}, 5, 2, effects);
  EXPECT_EQ(take_within(state, pool, {20, 35}, 6, 3, effects), 6);
  EXPECT_EQ(untaken(state, pool, {30, 35}), 0);
  EXPECT_EQ(untaken(state, pool, {24, 25}), 0);
  EXPECT_EQ(untaken(state, pool, {20, 24}), 4);
}

TEST(Ranges, AreCountedBesideWhatWasStruck) {
  State state;
  Effects effects;
  Pool& pool = open_pool(state, {"f", Source::donation, {}});
  arrive(pool, 100, 1, 1, effects);
  EXPECT_EQ(take_within(state, pool, {20, 40}, 5, 2, effects), 5);
  EXPECT_EQ(take_within(state, pool, {20, 40}, 99, 3, effects), 15) << "no more than there is";
  EXPECT_EQ(take_within(state, pool, {20, 40}, 1, 4, effects), 0);
  EXPECT_EQ(untaken(state, pool), 80);
  EXPECT_EQ(untaken(state, pool, {0, 30}), 20);
  const std::vector<Range> took = take_lowest(state, pool, 999, 5, effects);
  ASSERT_EQ(took.size(), 2U);
  EXPECT_EQ(took[0].end, 20);
  EXPECT_EQ(took[1].start, 40);
  EXPECT_EQ(took[1].end, 100);
  EXPECT_EQ(pool.balance.fen(), 0);
  EXPECT_EQ(untaken(state, pool), 0);
}

}  // namespace pools_test
}  // namespace mingzhang::test
