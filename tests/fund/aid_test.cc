#include "tests/fund/aid_acts.h"

namespace mingzhang::test {
namespace aid_test {

TEST(AidStoryTest, GoesFromRequestToSignature) {
  AidStory story;
  story.write(request("c1", "h1"));
  story.write(survey("c1"));
  story.write(review("c1"));
  story.write(approval("c1"));
  EXPECT_EQ(story.free_money(), 900000);
  story.write(payee("c1"));
  story.write(batch("b1", "c1"));
  story.write(releasing("b1"));
  EXPECT_EQ(story.balance("bank"), 1000000);
  story.write(payment("b1", "c1"));
  EXPECT_EQ(story.balance("bank"), 900000);
  EXPECT_EQ(story.free_money(), 900000);
  story.write(delivery("b1", "c1"));
  EXPECT_EQ(story.state.cases.find("c1"), nullptr);
  EXPECT_TRUE(story.state.lines.all().empty());
  EXPECT_TRUE(story.state.batches.all().empty());
  EXPECT_EQ(story.state.aid.find("c1")->amount, 100000);
}

TEST(AidStoryTest, MoneySentBackKeepsItsGiftsWhileTheAwardStands) {
  AidStory story;
  const Seq first = story.paid("c1", "b1");
  const Seq back = story.write(sent_back("b1", "c1"));
  EXPECT_EQ(story.balance("bank"), 1000000);
  EXPECT_EQ(story.state.entities.find("jinan")->held.fen(), 100000);
  EXPECT_EQ(story.free_money(), 900000);
  const Seq second = story.pay_line("c1", "b2");
  EXPECT_EQ(story.state.entities.find("jinan")->held.fen(), 0);
  const auto rows = story.rows(Index::taken);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].values,
            (std::array<std::int64_t, 4>{static_cast<std::int64_t>(first), 0, 0, 100000}));
  EXPECT_EQ(rows[1].values,
            (std::array<std::int64_t, 4>{static_cast<std::int64_t>(second), 0, 0, 100000}));
  EXPECT_LT(back, second);
  story.write(delivery("b2", "c1"));
  EXPECT_EQ(story.state.cases.find("c1"), nullptr);
}

TEST(AidStoryTest, MoneySentBackForGoodEntersItsPoolAnew) {
  AidStory story;
  story.paid("c1", "b1");
  const Seq back = story.write(sent_back("b1", "c1", 400_yuan).with([](AidReturned& body) {
    body.next = AfterReturn::cancel;
  }));
  EXPECT_EQ(story.free_money(), 940000);
  const IndexRow inflow = story.rows(Index::income).back();
  EXPECT_EQ(inflow.values, (std::array<std::int64_t, 4>{static_cast<std::int64_t>(back), 0, 1000000,
                                                        static_cast<std::int64_t>(back)}));
  story.write(delivery("b1", "c1"));
  EXPECT_EQ(story.state.aid.find("c1")->amount, 60000);
}

}  // namespace aid_test
}  // namespace mingzhang::test
