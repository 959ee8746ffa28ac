#include "ledger/fund/journal.h"

#include "tests/fund/story.h"

namespace mingzhang::test {
namespace journal_test {

Story governed() {
  Story story;
  story.governed();
  return story;
}

struct PostedRow {
  std::string name;
  Command income;
  Money amount;
  Id debit;
  Id credit;
};

Command gift_on(std::string_view date, const Id& account) {
  return donation(10_yuan).with([&](DonationReceived& body) {
    body.account = account;
    body.value_date = day(date);
  });
}

TEST(Posting, IsDebitAccountCreditIncomeByTheChartOfTheBookDate) {
  const auto grant_on = [](std::string_view date) -> Command {
    return injection(10_yuan).with([&](InjectionReceived& body) { body.value_date = day(date); });
  };
  const std::vector<PostedRow> rows{
      {"bank, the old chart's last day", gift_on("2025-12-31", "bank"), 10_yuan, "1002", "4101"},
      {"bank, the new chart's first day", gift_on("2026-01-01", "bank"), 10_yuan, "100201",
       "410102"},
      {"before the books: their first day", gift_on("2001-05-05", "bank"), 10_yuan, "1002", "4101"},
      {"channel, old", gift_on("2020-02-02", "wechat"), 10_yuan, "1009", "4101"},
      {"channel, new", gift_on("2026-02-02", "wechat"), 10_yuan, "100901", "410102"},
      {"cash", gift_on("2026-02-02", "cash"), 10_yuan, "1001", "410102"},
      {"government money, old", grant_on("2025-12-31"), 10_yuan, "100202", "4401"},
      {"government money, new", grant_on("2026-01-01"), 10_yuan, "100202", "440102"},
  };
  for (const PostedRow& row : rows) {
    SCOPED_TRACE(row.name);
    Story story = governed();
    const Seq income = story.write(row.income);
    EXPECT_THAT(story.effects.back().postings, testing::IsEmpty()) << "a receipt posts nothing";
    story.write(confirmation(income, income, 1, row.amount));
    ASSERT_THAT(story.effects.back().postings, testing::SizeIs(1));
    const Posting& posting = story.effects.back().postings.front();
    EXPECT_EQ(posting.debit, row.debit);
    EXPECT_EQ(posting.credit, row.credit);
    EXPECT_EQ(posting.amount, row.amount);
    EXPECT_EQ(posting.origin, income);
    EXPECT_EQ(posting.account, row.income.kind == &kinds::donation_received()
                                   ? row.income.as<DonationReceived>().account
                                   : Id("treasury"));
    EXPECT_EQ(posting.entity, Id("jinan"));
    EXPECT_EQ(posting.fund, Id("jinan"));
    const BookBalance* const debited = story.state.book_balances.find(
        {"jinan", posting.book_date.month(), row.debit, "jinan", posting.source});
    ASSERT_NE(debited, nullptr);
    EXPECT_EQ(debited->debit, Total(1000));
    EXPECT_EQ(debited->credit, Total(0));
  }
}

TEST(Posting, CarriesWhatTheVoucherNeeds) {
  Story story = governed();
  const Seq gift = story.write(donation(10_yuan).with([](DonationReceived& body) {
    body.channel = "counter";
    body.purpose = {"illness", PurposeType::cause};
  }));
  story.write(confirmation(gift, gift, 1, 10_yuan));
  const Posting& posting = story.effects.back().postings.at(0);
  EXPECT_EQ(posting.channel, Id("counter"));
  EXPECT_EQ(posting.source, Source::donation);
  EXPECT_EQ(posting.purpose, (Purpose{"illness", PurposeType::cause}));
  EXPECT_EQ(posting.book_date, day("2026-11-20"));
}

TEST(Posting, IsOnePerGiftOfAConfirmation) {
  Story story = governed();
  const Seq first = story.write(gift_on("2025-12-31", "bank"));
  story.write(gift_on("2026-01-01", "bank"));
  story.write(gift_on("2025-12-31", "cash"));
  const Seq last = story.write(gift_on("2025-12-31", "bank"));
  story.write(confirmation(first, last, 4, 40_yuan));
  std::vector<std::string> debits;
  for (const Posting& posting : story.effects.back().postings) {
    debits.push_back(posting.debit.str() + " " + std::to_string(posting.origin - first));
  }
  EXPECT_THAT(debits, testing::ElementsAre("1002 0", "100201 1", "1001 2", "1002 3"));
}

TEST(Pools, AreOnePerFundSourceAndPurposeNumberedInOrder) {
  Story story = governed();
  const auto for_cause = donation(2_yuan).with(
      [](DonationReceived& body) { body.purpose = {"illness", PurposeType::cause}; });
  const Seq first = story.write(donation(1_yuan));
  story.write(for_cause);
  story.write(injection(4_yuan));
  const Seq last = story.write(for_cause);
  story.write(confirmation(first, last, 4, 9_yuan));
  const Pool* const none = story.state.pools.find({"jinan", Source::donation, {}});
  const Pool* const cause =
      story.state.pools.find({"jinan", Source::donation, {"illness", PurposeType::cause}});
  const Pool* const gov = story.state.pools.find({"jinan", Source::gov, {}});
  ASSERT_TRUE(none != nullptr && cause != nullptr && gov != nullptr);
  EXPECT_EQ(none->no, 0);
  EXPECT_EQ(cause->no, 1);
  EXPECT_EQ(gov->no, 2);
  EXPECT_EQ(cause->balance, Total(400));
  EXPECT_EQ(cause->in, Total(400));
  std::vector<std::int64_t> starts;
  for (const IndexRow& row : story.rows(Index::income)) starts.push_back(row.values[2]);
  EXPECT_THAT(starts, testing::ElementsAre(0, 0, 0, 200));
}

}  // namespace journal_test
}  // namespace mingzhang::test
