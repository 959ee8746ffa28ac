#include "ledger/fund/kinds/correction.h"

#include "tests/fund/money_acts.h"

namespace mingzhang::test {
namespace correction_test {

/// Two confirmed gifts; of the first, 400 yuan are spent when `spent`.
struct Gifts : AidStory {
  explicit Gifts(bool spent = false) : AidStory(governed_by_aid()) {
    write(household("h1"));
    first = gift(1000_yuan);
    second = gift(500_yuan);
    if (spent) paid("c1", "b1", 400_yuan);
  }
  static Story governed_by_aid() {
    AidStory story;
    const Story& told = story;
    Story fresh;
    // The same founding and limits, without the first gift and household.
    for (std::size_t i = 0; i + 3 < told.entries.size(); ++i) fresh.force(told.entries[i]);
    fresh.now = told.now;
    return fresh;
  }
  template <class T>
  Act<T> by_two(const Act<T>& act) {
    return proposed(act, "cashier", "bookkeeper");
  }
  Seq first = 0;
  Seq second = 0;
};

const Purpose kCounty{"370113", PurposeType::county};

TEST(Reversal, IsOfAWholeUnspentIncome) {
  Gifts story;
  const Seq waiting = story.write(donation(1_yuan));
  const Seq elsewhere = story.write(donation(1_yuan).in("education"));
  story.write(confirmation(elsewhere, elsewhere, 1, 1_yuan).in("education"));
  const auto whim = [](EntryReversed& body) { body.reason = "whim"; };
  const auto on = [](std::string_view date) {
    return [=](EntryReversed& body) { body.book_date = day(date); };
  };
  expect_refused(
      story, {
                 {"alone", reversal(story.first), Code::proposal_needed, "body.proposal"},
                 {"by one person", story.proposed(reversal(story.first), "cashier", "cashier2"),
                  Code::duty_missing, "actor"},
                 {"on a whim", story.by_two(reversal(story.first).with(whim)), Code::code_unknown,
                  "body.reason"},
                 {"not confirmed", story.by_two(reversal(waiting)), Code::income_not_confirmed,
                  "body.entry"},
                 {"no income", story.by_two(reversal(0)), Code::income_not_confirmed, "body.entry"},
                 {"another fund's", story.by_two(reversal(elsewhere)), Code::income_not_confirmed,
                  "body.entry"},
                 {"tomorrow", story.by_two(reversal(story.first).with(on("2026-11-24"))),
                  Code::date_in_future, "body.book_date"},
             });
  const Act<EntryReversed> good = story.by_two(reversal(story.first));
  story.write(good);
  EXPECT_EQ(story.free_money(), 50000);
  EXPECT_THAT(story.refusal(story.by_two(reversal(story.first))),
              refused(Code::corrected_already, "body.entry"));
  EXPECT_EQ(story.effects.back().postings.size(), 0U);
}

TEST(Reversal, OfSpentOrPromisedMoneyIsRefused) {
  Gifts spent(true);
  EXPECT_THAT(spent.refusal(spent.by_two(reversal(spent.first))),
              refused(Code::money_spent, "body.entry"));
  expect_allowed(spent, {{"the other gift", spent.by_two(reversal(spent.second))}});
  Gifts promised;
  promised.approved("c1", 1200_yuan);
  EXPECT_THAT(promised.refusal(promised.by_two(reversal(promised.second))),
              refused(Code::money_not_free, "body.entry"));
  Gifts moved;
  moved.write(moving(1400_yuan));
  EXPECT_THAT(moved.refusal(moved.by_two(reversal(moved.second))),
              refused(Code::balance_negative, "body.entry"));
}

TEST(Reversal, ReleasesTheReference) {
  Gifts story;
  const auto called = [](DonationReceived& body) { body.ref = Ref("bank:1"); };
  const Seq gift = story.write(donation(1_yuan).with(called));
  story.write(confirmation(gift, gift, 1, 1_yuan));
  EXPECT_THAT(story.refusal(donation(1_yuan).with(called)),
              refused(Code::ref_standing, "body.ref"));
  story.write_money(reversal(gift));
  expect_allowed(story, {{"again", donation(1_yuan).with(called)}});
}

TEST(Refund, IsOfAGiftAndOfFreeMoney) {
  Gifts story(true);
  const Seq grant = story.grant(10_yuan);
  const auto with = [&](auto change) {
    return story.by_two(refund(story.first, 1_yuan).with(change));
  };
  expect_refused(
      story, {
                 {"alone", refund(story.first, 1_yuan), Code::proposal_needed, "body.proposal"},
                 {"for the donor's whim", with([](DonationRefunded& b) { b.reason = "whim"; }),
                  Code::code_unknown, "body.reason"},
                 {"more than was given", story.by_two(refund(story.second, 50001_fen)),
                  Code::corrected_already, "body.amount"},
                 {"of government money", story.by_two(refund(grant, 1_yuan)),
                  Code::source_not_allowed, "body.donation"},
                 {"tomorrow", with([](DonationRefunded& b) { b.value_date = day("2026-11-24"); }),
                  Code::date_in_future, "body.value_date"},
                 {"from an empty account", with([](DonationRefunded& b) { b.account = "cash"; }),
                  Code::balance_negative, "body.account"},
                 {"of no gift", story.by_two(refund(0, 1_yuan)), Code::income_not_confirmed,
                  "body.donation"},
             });
  story.write_money(refund(story.first, 700_yuan));
  EXPECT_THAT(story.refusal(story.by_two(refund(story.first, 30001_fen))),
              refused(Code::corrected_already, "body.amount"));
  expect_allowed(story, {{"the rest", story.by_two(refund(story.first, 300_yuan))}});
  story.write(request("c2", "h1").with([](CaseOpened& body) { body.victim = "s.h1a"; }));
  story.write(survey("c2"));
  story.write(review("c2"));
  story.write(approval("c2", 101_yuan).with([](CaseApproved& body) {
    body.sources = List<SourceAmount, 2>{{{101_yuan, Source::donation}}};
  }));
  EXPECT_THAT(story.refusal(story.by_two(refund(story.first, 300_yuan))),
              refused(Code::money_not_free, "body.amount"));
}

TEST(Purpose, ChangesForUnspentFenOfAnIncome) {
  Gifts story(true);
  const auto to = [&](const Purpose& purpose, Money amount = 1_yuan) {
    return story.by_two(new_purpose(story.first, amount, purpose));
  };
  expect_refused(story,
                 {
                     {"alone", new_purpose(story.first, 1_yuan, kCounty), Code::proposal_needed,
                      "body.proposal"},
                     {"the same", to({}), Code::purpose_same, "body.purpose"},
                     {"to nothing", to({"boredom", PurposeType::cause}), Code::code_unknown,
                      "body.purpose.code"},
                     {"of spent money", to(kCounty, 60001_fen), Code::money_spent, "body.amount"},
                     {"of no income", story.by_two(new_purpose(0, 1_yuan, kCounty)),
                      Code::income_not_confirmed, "body.income"},
                 });
  expect_allowed(
      story, {{"all that is left", to(kCounty, 600_yuan)},
              {"seconded by the responsible person",
               story.proposed(new_purpose(story.first, 1_yuan, kCounty), "cashier", "leader")}});
  story.write_money(new_purpose(story.first, 600_yuan, kCounty));
  EXPECT_EQ(story.free_money(kCounty), 60000);
  EXPECT_EQ(story.free_money(), 50000);
  EXPECT_THAT(story.refusal(to(kCounty, 1_fen)), refused(Code::money_spent, "body.amount"));
}

}  // namespace correction_test
}  // namespace mingzhang::test
