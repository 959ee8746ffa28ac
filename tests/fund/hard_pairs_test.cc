#include "tests/fund/money_acts.h"

/// The hard pairs of office M16, by subject: each refused, nothing beyond them. And what a stranger
/// would try, each refused.
namespace mingzhang::test {
namespace hard_pairs_test {

TEST(HardPairs, RequestOrSurveyAndApproveAreOfDifferentPeople) {
  AidStory story;
  story.enrol("boss", {{Duty::approver, Duty::caseworker}});
  story.enrol("boss2", {{Duty::approver}}, "caseworker");
  story.enrol("clerk", {{Duty::caseworker}});
  const auto case_of = [&](const Id& id, const Act<CaseOpened>& asked,
                           const Act<CaseSurveyed>& surveyed) {
    story.write(asked.with([&](CaseOpened& body) { body.id = id; }));
    story.write(surveyed.with([&](CaseSurveyed& body) { body.id = id; }));
    story.write(review(id).by("reviewer"));
  };
  const auto signed_by = [](const Id& signer) {
    return [=](auto& body) { body.paper = Paper{day("2026-11-20"), {}, signer}; };
  };
  const auto visited = survey("x").by("clerk").with(
      [](CaseSurveyed& body) { body.surveyors.items = {"clerk", "reviewer"}; });
  case_of("asked", request("x", "h1").by("boss"), visited);
  case_of("paper", request("x", "h1").by("clerk").with(signed_by("boss")), visited);
  case_of("visited", request("x", "h1").by("clerk"),
          visited.with([](CaseSurveyed& body) { body.surveyors.items = {"boss", "clerk"}; }));
  case_of("typed", request("x", "h1").by("clerk"), visited.by("boss"));
  case_of("report", request("x", "h1").by("clerk"), visited.with(signed_by("boss")));
  case_of("twin", request("x", "h1"), visited);
  case_of("other", request("x", "h1").by("boss").with(signed_by("clerk")), visited);
  for (const Id id : {"asked", "paper", "visited", "typed", "report"}) {
    SCOPED_TRACE(id.view());
    EXPECT_THAT(story.refusal(approval(id).by("boss")), refused(Code::same_person, "actor"));
    expect_allowed(story, {{"another approver", approval(id)}});
  }
  EXPECT_THAT(story.refusal(approval("twin").by("boss2")), refused(Code::same_person, "actor"));
  EXPECT_THAT(story.refusal(story.proposed(approval("asked"), "boss", "approver")),
              refused(Code::same_person, "actor"))
      << "who proposes decides too";
  expect_allowed(story, {{"a typist did not ask", approval("other").by("boss")}});
}

TEST(HardPairs, ApproveBuildAndReleaseAreOfDifferentPeople) {
  AidStory story;
  story.enrol("boss", {{Duty::approver, Duty::cashier}});
  story.enrol("books2", {{Duty::bookkeeper}}, "cashier");
  story.enrol("all", {{Duty::approver, Duty::bookkeeper}});
  story.reviewed("c1");
  story.write(approval("c1").by("boss"));
  story.write(payee("c1"));
  EXPECT_THAT(story.refusal(batch("b1", "c1").by("boss")), refused(Code::same_person, "actor"));
  story.write(batch("b1", "c1"));
  EXPECT_THAT(story.refusal(releasing("b1").by("books2")), refused(Code::same_person, "actor"));
  expect_allowed(story, {{"another bookkeeper", releasing("b1")},
                         {"one who approves", releasing("b1").by("all")}});
  story.write(releasing("b1"));
  expect_allowed(story, {{"its builder enters what the bank says", payment("b1", "c1")}});
}

TEST(HardPairs, ProposeAndSecondAreOfDifferentPeople) {
  AidStory story;
  story.enrol("books2", {{Duty::bookkeeper}}, "cashier");
  const Seq gift = story.gift(10_yuan);
  const auto is_refused = refused(Code::same_person, "actor");
  EXPECT_THAT(story.refusal(story.proposed(reversal(gift), "cashier", "books2")), is_refused);
  EXPECT_THAT(story.refusal(story.proposed(sending(1_yuan), "cashier", "books2")), is_refused);
  expect_allowed(story, {{"another", story.proposed(reversal(gift), "cashier", "bookkeeper")}});
}

TEST(HardPairs, CollectAndConfirmAreOfDifferentPeople) {
  AidStory story;
  story.enrol("books2", {{Duty::bookkeeper}}, "cashier");
  const Seq gift = story.write(donation(10_yuan));
  EXPECT_THAT(story.refusal(confirmation(gift, gift, 1, 10_yuan).by("books2")),
              refused(Code::same_person, "actor"));
  expect_allowed(story, {{"another", confirmation(gift, gift, 1, 10_yuan)}});
}

/// Five people and no more do everything for a month: cashier A, bookkeeper B, approver C, work
/// team D (two visit), township clerk E (office M16).
TEST(SmallOffice, OfFivePeopleRunsAMonth) {
  AidStory story;
  story.limit([](PolicyLimits& limits) { limits.aid_per_year_count = 9; });
  story.enrol("clerk2", {{Duty::caseworker}});
  const auto visited = [](const Id& id) {
    return survey(id).with(
        [](CaseSurveyed& body) { body.surveyors.items = {"caseworker", "clerk2"}; });
  };
  story.gift(800_yuan);
  story.grant(50_yuan, {Id(kVillage), PurposeType::village});
  // The county decides: E surveyed and gave the township's opinion.
  story.approved("county", 2500_yuan);
  story.pay_line("county", "b1", 2450_yuan);
  story.write(sent_back("b1", "county", 2450_yuan));
  story.pay_line("county", "b2", 2450_yuan);
  story.write(delivery("b2", "county"));
  // The township decides alone: the work team surveyed.
  story.write(request("small", "h1"));
  story.write(visited("small"));
  story.write(approval("small", 100_yuan).by("reviewer"));
  story.write(payee("small"));
  story.write(batch("b3", "small", 100_yuan));
  story.write(releasing("b3"));
  story.write(failure("b3", "small"));
  story.pay_line("small", "b4", 100_yuan);
  story.write(delivery("b4", "small").by("reviewer"));
  // Money first, papers later.
  story.urgent("fire", 500_yuan);
  story.pay_line("fire", "b5", 500_yuan);
  story.write(delivery("b5", "fire"));
  story.write(survey("fire"));
  story.write(review("fire"));
  story.write(ratification("fire"));
  EXPECT_EQ(story.balance("bank"), (10000 + 800 - 2450 - 100 - 500) * 100);
  story.at("2026-12-01T08:00:00.000Z");
  close_until(story, "2026-12");
  EXPECT_EQ(story.state.cases.all().size(), 1U) << "50 yuan of government money are not paid";
  EXPECT_THAT(check_all_invariants(story.state), testing::IsEmpty());
}

TEST(Stranger, ApprovesNothingThatNobodyAskedFor) {
  AidStory story;
  EXPECT_THAT(story.refusal(approval("c1")), refused(Code::case_unknown, "body.case"));
}

TEST(Stranger, PaysNothingTwice) {
  AidStory story;
  story.paid("c1", "b1");
  EXPECT_THAT(story.refusal(payment("b1", "c1")), refused(Code::step_not_allowed, "body.line"));
  EXPECT_THAT(story.refusal(batch("b2", "c1")), refused(Code::above_award, "body.lines.amount"));
  story.write(delivery("b1", "c1"));
  EXPECT_THAT(story.refusal(payment("b1", "c1")), refused(Code::batch_unknown, "body.batch"));
  EXPECT_THAT(story.refusal(batch("b2", "c1")), refused(Code::case_unknown, "body.lines.case"));
}

TEST(Stranger, PaysNothingAfterALapse) {
  AidStory story;
  story.approved("c1");
  story.pass_days(91);
  EXPECT_THAT(story.refusal(batch("b1", "c1")), refused(Code::award_lapsed, "body.lines.case"));
  story.write(lapse("c1"));
  EXPECT_THAT(story.refusal(batch("b1", "c1")), refused(Code::case_unknown, "body.lines.case"));
}

TEST(Stranger, SpendsNoUnconfirmedMoney) {
  AidStory story;
  story.write(donation(5000_yuan));
  story.reviewed("c1", 10001_yuan);
  EXPECT_THAT(story.refusal(approval("c1", 10001_yuan)),
              refused(Code::money_not_free, "body.sources"));
  expect_allowed(story, {{"what is confirmed", approval("c1", 10000_yuan)}});
}

TEST(Stranger, SpendsNoVillagesGiftOnAnother) {
  AidStory story;
  story.gift(50_yuan, {Id(kNextVillage), PurposeType::village});
  story.gift(50_yuan, {"illness", PurposeType::cause});
  story.gift(50_yuan, {"370124", PurposeType::county});
  story.reviewed("c1", 10001_yuan);
  EXPECT_THAT(story.refusal(approval("c1", 10001_yuan)),
              refused(Code::money_not_free, "body.sources"));
  story.gift(1_yuan, {Id(kVillage), PurposeType::village});
  expect_allowed(story, {{"with its own village's", approval("c1", 10001_yuan)}});
}

TEST(Stranger, MixesNoSources) {
  AidStory story;
  story.grant(100_yuan);
  story.reviewed("c1", 200_yuan);
  story.write(approval("c1", 200_yuan));
  story.write(payee("c1"));
  EXPECT_THAT(story.refusal(batch("b1", "c1", 101_yuan)),
              refused(Code::above_award, "body.lines.amount"));
  EXPECT_THAT(story.refusal(batch("b1", "c1", 100_yuan).with([](BatchBuilt& body) {
    body.account = "treasury";
  })),
              refused(Code::account_source_bound, "body.account"));
  EXPECT_THAT(story.refusal(moving(1_yuan, "bank", "treasury")),
              refused(Code::account_source_bound, "body.to_account"));
}

}  // namespace hard_pairs_test
}  // namespace mingzhang::test
