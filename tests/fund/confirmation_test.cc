#include "tests/fund/story.h"

namespace mingzhang::test {
namespace confirmation_test {

Story governed() {
  Story story;
  story.governed();
  return story;
}

/// Three gifts of 1, 2 and 3 yuan, one after the other.
struct ThreeGifts {
  Story story = governed();
  Seq first = story.write(donation(1_yuan));
  Seq second = story.write(donation(2_yuan));
  Seq third = story.write(donation(3_yuan));
};

TEST(Confirmation, CoversEveryUnconfirmedIncomeOfItsSpan) {
  ThreeGifts gifts;
  const auto [story, first, second, third] = gifts;
  expect_allowed(story, {{"all", confirmation(first, third, 3, 6_yuan)},
                         {"one", confirmation(second, second, 1, 2_yuan)},
                         {"a wider span", confirmation(0, 1000, 3, 6_yuan)}});
  expect_refused(
      story,
      {
          {"none there", confirmation(third + 1, third + 9, 1, 1_yuan), Code::income_unknown,
           "body.first"},
          {"backwards", confirmation(third, first, 3, 6_yuan), Code::income_unknown, "body.first"},
          {"another fund", confirmation(first, third, 3, 6_yuan).in("education"),
           Code::income_unknown, "body.first"},
          {"too few", confirmation(first, third, 2, 6_yuan), Code::count_differs, "body.count"},
          {"too many", confirmation(first, third, 4, 6_yuan), Code::count_differs, "body.count"},
          {"a fen less", confirmation(first, third, 3, 599_fen), Code::amount_differs,
           "body.amount"},
          {"a fen more", confirmation(first, third, 3, 601_fen), Code::amount_differs,
           "body.amount"},
      });
}

TEST(Confirmation, IsTheBookkeepersAlone) {
  const ThreeGifts gifts;
  std::vector<RefusedAct> acts;
  for (const char* who : {"admin", "leader", "approver", "auditor", "cashier2", "caseworker"}) {
    acts.push_back({who, confirmation(gifts.first, gifts.third, 3, 6_yuan).by(who),
                    Code::duty_missing, "actor"});
  }
  acts.push_back({"another entity's",
                  confirmation(gifts.first, gifts.third, 3, 6_yuan).by("cq.bookkeeper"),
                  Code::fund_out_of_scope, "actor"});
  expect_refused(gifts.story, acts);
}

TEST(Confirmation, LeavesOutWhatItExcepts) {
  const auto [story, first, second, third] = ThreeGifts();
  const auto except = [&](std::vector<Seq> seqs, std::int64_t count, Money amount) {
    return confirmation(first, third, count, amount).with([&](IncomeConfirmed& body) {
      body.except = List<Seq, 500>{std::move(seqs)};
    });
  };
  expect_allowed(story, {{"the middle", except({second}, 2, 4_yuan)},
                         {"two", except({first, third}, 1, 2_yuan)}});
  const auto tail = confirmation(first, second, 2, 3_yuan).with([&](IncomeConfirmed& body) {
    body.except = List<Seq, 500>{{third}};
  });
  expect_refused(
      story,
      {
          {"still counted",
           except({second}, 3, 6_yuan).with([](IncomeConfirmed& body) { body.amount = 4_yuan; }),
           Code::count_differs, "body.count"},
          {"no income", except({0, second}, 2, 4_yuan), Code::income_unknown, "body.except"},
          {"outside the span", tail, Code::income_unknown, "body.except"},
          {"out of order", except({third, first}, 3, 6_yuan), Code::key_order, "body.except"},
          {"twice", except({second, second}, 2, 4_yuan), Code::key_order, "body.except"},
          {"everything", except({first, second, third}, 1, 1_yuan), Code::income_unknown,
           "body.first"},
      });
}

TEST(Confirmation, OfAnImportCoversOnlyItsGifts) {
  Story story = governed();
  story.write(import_of(1));
  const auto imported = donation(5_yuan).with([](DonationReceived& body) {
    body.account = "wechat";
    body.import = import_of(1).body().import;
  });
  const Seq first = story.write(donation(1_yuan));
  story.write(imported);
  story.write(donation(2_yuan));
  const Seq last = story.write(imported);
  const auto of_import = confirmation(first, last, 2, 10_yuan).with([](IncomeConfirmed& body) {
    body.import = import_of(1).body().import;
  });
  EXPECT_THAT(story.refusal(of_import.with([](IncomeConfirmed& body) { body.import = "i0"; })),
              refused(Code::income_unknown, "body.first"));
  story.write(of_import);
  EXPECT_EQ(story.state.unconfirmed.all().size(), 2U);
  story.write(confirmation(first, last, 2, 3_yuan));
  EXPECT_THAT(story.state.unconfirmed.all(), testing::IsEmpty());
}

TEST(Confirmation, HappensOnce) {
  auto [story, first, second, third] = ThreeGifts();
  story.write(confirmation(first, third, 3, 6_yuan));
  EXPECT_THAT(story.refusal(confirmation(first, third, 3, 6_yuan)),
              refused(Code::income_unknown, "body.first"));
  EXPECT_THAT(story.refusal(cancellation(second)), refused(Code::income_unknown, "body.income"));
}

TEST(Confirmation, IsRefusedToTheCollector) {
  ThreeGifts gifts;
  Story& story = gifts.story;
  story.write_by_two(change_of("cashier").with(
      [](PersonChanged& body) { body.duties = DutyList{{Duty::bookkeeper}}; }));
  const auto all = confirmation(gifts.first, gifts.third, 3, 6_yuan);
  EXPECT_THAT(story.refusal(all.by("cashier")), refused(Code::same_person, "actor"));
  expect_allowed(story, {{"another bookkeeper", all}});
}

TEST(Confirmation, IsRefusedToTheCollectorUnderAnotherId) {
  Story story = governed();
  story.write_by_two(
      enrolment("twin", {{Duty::bookkeeper}}, "changqing").with([](PersonEnrolled& body) {
        body.subject = subject("cashier2");
        body.scope = FundList{{"jinan"}};
      }));
  const Seq first = story.write(donation(1_yuan));
  const Seq last = story.write(donation(2_yuan).by("cashier2"));
  EXPECT_THAT(story.refusal(confirmation(first, last, 2, 3_yuan).by("twin")),
              refused(Code::same_person, "actor"));
  expect_allowed(story,
                 {{"what another collected", confirmation(first, first, 1, 1_yuan).by("twin")}});
}

TEST(Confirmation, NeedsACodeToPostTo) {
  Story story = governed();
  story.write_by_two(account("float", "jinan", AccountType::floating));
  const Seq gift =
      story.write(donation(1_yuan).with([](DonationReceived& body) { body.account = "float"; }));
  EXPECT_THAT(story.refusal(confirmation(gift, gift, 1, 1_yuan)),
              refused(Code::code_unknown, "body"));
}

TEST(Confirmation, MakesMoneySpendable) {
  auto [story, first, second, third] = ThreeGifts();
  const Entity& entity = *story.state.entities.find("jinan");
  EXPECT_EQ(entity.unconfirmed, Total(600));
  EXPECT_EQ(entity.pools, Total(0));
  const Seq by = story.write(confirmation(first, second, 2, 3_yuan));
  EXPECT_EQ(entity.unconfirmed, Total(300));
  EXPECT_EQ(entity.pools, Total(300));
  EXPECT_EQ(entity.accounts, Total(600));
  const Pool* const pool = story.state.pools.find({"jinan", Source::donation, {}});
  ASSERT_NE(pool, nullptr);
  EXPECT_EQ(pool->balance, Total(300));
  story.write(confirmation(third, third, 1, 3_yuan));
  const auto i64 = [](Seq seq) { return static_cast<std::int64_t>(seq); };
  const std::vector<IndexRow> expected{{Index::income, {i64(first), 0, 0, i64(by)}},
                                       {Index::income, {i64(second), 0, 100, i64(by)}},
                                       {Index::income, {i64(third), 0, 300, i64(by) + 1}}};
  EXPECT_EQ(story.rows(Index::income), expected);
}

TEST(Confirmation, CoversAtMostTenThousandAtOnce) {
  Story story = governed();
  const auto count = static_cast<std::int64_t>(kConfirmedMax);
  const Seq first = story.write(donation(1_fen));
  for (std::int64_t i = 0; i < count; ++i) {
    story.force(complete(story.state, donation(1_fen), story.outside()));
  }
  const Seq last = story.link.size - 1;
  EXPECT_THAT(story.refusal(confirmation(first, last, count, 10000_fen)),
              refused(Code::span_too_large, "body.last"));
  story.write(confirmation(first, last - 1, count, 10000_fen));
  EXPECT_EQ(story.state.unconfirmed.all().size(), 1U);
}

TEST(SmallOffice, ACashierAndABookkeeperRunTheDailyMoney) {
  Story story = governed();
  const Seq first = story.write(donation(1_yuan));
  const Seq wrong = story.write(donation(1_yuan));
  story.write(injection(5_yuan));
  story.write(cancellation(wrong));
  const Seq back = story.write(donation(2_yuan));
  story.write(cancellation(back).by("bookkeeper"));
  story.write(confirmation(first, back, 2, 6_yuan));
  EXPECT_THAT(story.state.unconfirmed.all(), testing::IsEmpty());
}

TEST(Cancellation, IsTheMakersOrTheBookkeepers) {
  const auto [story, first, second, third] = ThreeGifts();
  expect_refused(
      story, {
                 {"another cashier", cancellation(first).by("cashier2"), Code::maker_only, "actor"},
                 {"no such income", cancellation(0), Code::income_unknown, "body.income"},
                 {"another fund's", cancellation(first).in("education"), Code::income_unknown,
                  "body.income"},
                 {"no such reason",
                  cancellation(first).with([](IncomeCancelled& body) { body.reason = "whim"; }),
                  Code::code_unknown, "body.reason"},
             });
  EXPECT_THAT(story.violations(cancellation(first).by("approver")),
              testing::ElementsAre(refused(Code::duty_missing, "actor"),
                                   refused(Code::maker_only, "actor")));
  expect_allowed(story, {{"the maker", cancellation(first)},
                         {"the bookkeeper", cancellation(first).by("bookkeeper")}});
}

TEST(Cancellation, TakesTheMoneyBackAndHappensOnce) {
  auto [story, first, second, third] = ThreeGifts();
  story.write(cancellation(second));
  EXPECT_EQ(story.state.accounts.find("bank")->balance, Total(400));
  EXPECT_EQ(story.state.entities.find("jinan")->unconfirmed, Total(400));
  EXPECT_THAT(story.refusal(cancellation(second)), refused(Code::income_unknown, "body.income"));
  story.write(confirmation(first, third, 2, 4_yuan));
}

}  // namespace confirmation_test
}  // namespace mingzhang::test
