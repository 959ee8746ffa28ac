#include "tests/fund/story.h"

namespace mingzhang::test {
namespace income_test {

Story governed() {
  Story story;
  story.governed();
  return story;
}

Act<DonationReceived> to(const Id& account) {
  return donation(1_yuan).with([&](DonationReceived& body) { body.account = account; });
}
Act<DonationReceived> dated(std::string_view value_date) {
  return donation(1_yuan).with([&](DonationReceived& body) { body.value_date = day(value_date); });
}
Act<DonationReceived> booked(std::string_view value_date, std::string_view book_date) {
  return dated(value_date).with([&](DonationReceived& body) { body.book_date = day(book_date); });
}
Act<DonationReceived> meant_for(PurposeType type, const std::optional<Id>& code) {
  return donation(1_yuan).with([&](DonationReceived& body) { body.purpose = {code, type}; });
}
Act<DonationReceived> called(std::string_view ref) {
  return donation(1_yuan).with([&](DonationReceived& body) { body.ref = Ref(ref); });
}
Act<DonationReceived> out_of(const Id& import, const Id& account = "wechat") {
  return to(account).with([&](DonationReceived& body) { body.import = import; });
}

TEST(Income, GoesToAFundThatIsThere) {
  const Story story = governed();
  std::vector<RefusedAct> acts;
  const auto grant =
      injection(1_yuan).with([](InjectionReceived& body) { body.book_date = body.value_date; });
  const std::vector<Command> commands{booked("2026-11-20", "2026-11-20"), grant, import_of(1)};
  for (Command command : commands) {
    command.fund = "nowhere";
    acts.push_back({"no such fund", command, Code::fund_unknown, "fund"});
    command.fund = {};
    acts.push_back({"no fund", command, Code::fund_missing, "fund"});
  }
  expect_refused(story, acts);
}

TEST(Income, GoesToAnAccountOfTheFundsEntityThatTakesItsSource) {
  const Story story = governed();
  const auto into = [](const Id& account) {
    return injection(1_yuan).with([&](InjectionReceived& body) { body.account = account; });
  };
  expect_refused(
      story,
      {
          {"no such account", to("nowhere"), Code::account_unknown, "body.account"},
          {"another entity's", to("cq.bank"), Code::account_of_other_entity, "body.account"},
          {"a gift to the treasury", to("treasury"), Code::account_source_bound, "body.account"},
          {"money in the store", to("warehouse"), Code::account_source_bound, "body.account"},
          {"no such account of government money", into("nowhere"), Code::account_unknown,
           "body.account"},
          {"an import of no account",
           import_of(1).with([](ImportRecorded& body) { body.account = "nowhere"; }),
           Code::account_unknown, "body.account"},
          {"an import of another entity",
           import_of(1).with([](ImportRecorded& body) { body.account = "cq.bank"; }),
           Code::account_of_other_entity, "body.account"},
      });
  expect_allowed(story, {{"bank", to("bank")},
                         {"cash", to("cash")},
                         {"channel", to("wechat")},
                         {"government money in an unbound bank", into("bank")},
                         {"government money in the treasury", into("treasury")}});
}

TEST(Income, AccountsBoundToGiftsTakeNoGovernmentMoney) {
  Story story = governed();
  story.write_by_two(account("gifts", "jinan", AccountType::bank).with([](AccountOpened& body) {
    body.bound_source = Source::donation;
  }));
  EXPECT_THAT(story.refusal(
                  injection(1_yuan).with([](InjectionReceived& body) { body.account = "gifts"; })),
              refused(Code::account_source_bound, "body.account"));
  expect_allowed(story, {{"a gift", to("gifts")}});
}

TEST(Income, HasTheSourceOfItsKind) {
  const auto gift = donation(1_yuan).with([](auto& body) { body.source = Source::gov; });
  const auto grant = injection(1_yuan).with([](auto& body) { body.source = Source::donation; });
  const Story story = governed();
  expect_refused(story,
                 {{"a grant from donors", grant.with([](auto& body) { body.account = "bank"; }),
                   Code::source_not_allowed, "body.source"},
                  {"a gift of the government", gift, Code::source_not_allowed, "body.source"}});
}

TEST(Income, IsNotDatedAfterTodayInTheLedgersTimeZone) {
  Story story = governed();
  story.at("2026-11-23T15:59:59.999Z");
  expect_allowed(story, {{"today", dated("2026-11-23")}, {"long ago", dated("1900-01-01")}});
  EXPECT_THAT(story.refusal(dated("2026-11-24")), refused(Code::date_in_future, "body.value_date"));
  story.at("2026-11-23T16:00:00.000Z");
  expect_allowed(story, {{"already tomorrow in Jinan", dated("2026-11-24")}});
}

TEST(Income, BooksOnItsValueDateOrTheFirstOpenDay) {
  Story story = governed();
  expect_refused(story,
                 {
                     {"another open day", booked("2026-11-20", "2026-11-21"),
                      Code::book_date_not_allowed, "body.book_date"},
                     {"the first day, though its own is open", booked("2026-11-20", "2020-01-01"),
                      Code::book_date_not_allowed, "body.book_date"},
                     {"before the books", booked("2019-12-31", "2019-12-31"), Code::period_not_open,
                      "body.book_date"},
                     {"not the first day", booked("2019-12-31", "2020-01-02"),
                      Code::book_date_not_allowed, "body.book_date"},
                 });
  const Seq late = story.write(dated("2019-12-31"));
  const Seq now = story.write(dated("2026-11-20"));
  EXPECT_EQ(story.state.unconfirmed.find({"jinan", late})->book_date, day("2020-01-01"));
  EXPECT_EQ(story.state.unconfirmed.find({"jinan", now})->book_date, day("2026-11-20"));
  EXPECT_EQ(story.entries.back().as<DonationReceived>().book_date, day("2026-11-20"));
}

TEST(Income, WithoutBookDateIsRefusedWhenReadFromTheBooks) {
  const Story story = governed();
  for (const Command& command : {Command(donation(1_yuan)), Command(injection(1_yuan))}) {
    Entry entry = complete(story.state, command, story.outside());
    entry.body = command.body;
    EXPECT_THAT(story.violations_of(entry),
                testing::ElementsAre(refused(Code::field_missing, "body.book_date")));
  }
}

TEST(Income, HasAPurposeOfTheTables) {
  using enum PurposeType;
  constexpr auto kField = "body.purpose.code";
  const Story story = governed();
  expect_refused(
      story, {
                 {"none with a code", meant_for(none, "illness"), Code::key_unknown, kField},
                 {"a cause without", meant_for(cause, {}), Code::field_missing, kField},
                 {"an unknown cause", meant_for(cause, "boredom"), Code::code_unknown, kField},
                 {"an unknown county", meant_for(county, "110000"), Code::code_unknown, kField},
                 {"an unknown village", meant_for(village, "370100"), Code::code_unknown, kField},
                 {"a campaign", meant_for(campaign, "spring"), Code::code_unknown, kField},
             });
  expect_allowed(story, {{"none", meant_for(none, {})},
                         {"a cause", meant_for(cause, "illness")},
                         {"a county", meant_for(county, "370113")},
                         {"a village", meant_for(village, "370113001001")}});
}

TEST(Income, ComesThroughAKnownChannel) {
  const auto through = [](const Id& channel) {
    return donation(1_yuan).with([&](DonationReceived& body) { body.channel = channel; });
  };
  const Story story = governed();
  EXPECT_THAT(story.refusal(through("pigeon")), refused(Code::code_unknown, "body.channel"));
  expect_allowed(story, {{"a channel of the table", through("counter")}});
}

TEST(Reference, IsHeldByOneStandingIncomeAcrossFundsAndKinds) {
  Story story = governed();
  story.write(called("wechat:acct:1"));
  expect_refused(story, {
                            {"again", called("wechat:acct:1"), Code::ref_standing, "body.ref"},
                            {"in another fund", called("wechat:acct:1").in("education"),
                             Code::ref_standing, "body.ref"},
                            {"as an injection", injection(1_yuan).with([](InjectionReceived& body) {
                               body.ref = "wechat:acct:1";
                             }),
                             Code::ref_standing, "body.ref"},
                        });
  expect_allowed(story, {{"another", called("wechat:acct:2")}, {"none", donation(1_yuan)}});
}

TEST(Reference, StandsAfterConfirmation) {
  Story story = governed();
  const Seq gift = story.write(called("wechat:acct:1"));
  story.write(confirmation(gift, gift, 1, 1_yuan));
  EXPECT_THAT(story.refusal(called("wechat:acct:1")), refused(Code::ref_standing, "body.ref"));
}

TEST(Reference, IsReleasedByCancellationAndCanBeHeldAgain) {
  Story story = governed();
  const Seq gift = story.write(called("wechat:acct:1"));
  story.write(cancellation(gift));
  const Seq again = story.write(called("wechat:acct:1").in("education"));
  EXPECT_THAT(story.refusal(called("wechat:acct:1")), refused(Code::ref_standing, "body.ref"));
  story.write(cancellation(again).in("education"));
  story.write(called("wechat:acct:1"));
}

TEST(Import, OfOneFileIsRecordedOnce) {
  Story story = governed();
  EXPECT_THAT(story.refusal(import_of(1).with([](ImportRecorded& body) { body.import = "i0"; })),
              refused(Code::digest_differs, "body.import"));
  story.write(import_of(1));
  EXPECT_THAT(story.refusal(import_of(1)), refused(Code::exists_already, "body.import"));
  EXPECT_THAT(story.refusal(import_of(1).in("education")),
              refused(Code::exists_already, "body.import"));
  expect_allowed(story, {{"another file", import_of(2)}});
}

TEST(Import, IsCitedByIncomeOfItsFundAndAccount) {
  Story story = governed();
  const Id import = import_of(1).body().import;
  EXPECT_THAT(story.refusal(out_of(import)), refused(Code::import_unknown, "body.import"));
  story.write(import_of(1));
  expect_refused(
      story,
      {
          {"another fund", out_of(import).in("education"), Code::import_unknown, "body.import"},
          {"another account", out_of(import, "bank"), Code::import_unknown, "body.import"},
      });
  expect_allowed(story, {{"its own", out_of(import)}});
}

TEST(Import, IsAFactOnceTheMonthAfterItsOwnIsOver) {
  Story story = governed();
  const Id import = import_of(1).body().import;
  story.write(import_of(1));
  story.at("2026-12-31T15:59:59.999Z").write(donation(1_yuan));
  EXPECT_NE(story.state.imports.find(import), nullptr);
  story.at("2026-12-31T16:00:00.000Z").write(donation(1_yuan));
  EXPECT_EQ(story.state.imports.find(import), nullptr);
  expect_allowed(story, {{"by its fact", out_of(import)}});
  EXPECT_THAT(story.refusal(import_of(1)), refused(Code::exists_already, "body.import"));
  EXPECT_THAT(story.refusal(out_of(import_of(2).body().import)),
              refused(Code::import_unknown, "body.import"));
}

}  // namespace income_test
}  // namespace mingzhang::test
