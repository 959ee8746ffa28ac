#include "ledger/fund/kinds/case.h"

#include "tests/fund/aid_acts.h"

/// A request for aid until somebody decides, and how it ends without money.
namespace mingzhang::test {
namespace case_test {

Act<CaseOpened> ill(const Id& id) {
  return request(id, "h1").with([](CaseOpened& body) { body.cause = "illness"; });
}

Medical bill(std::int64_t total, std::int64_t basic, std::int64_t self) {
  Medical medical;
  medical.total = total;
  medical.basic = basic;
  medical.self = self;
  return medical;
}

void certify(AidStory& story) {
  story.write(household_change("h1").with([](HouseholdChanged& body) {
    Certificate paper;
    paper.type = HouseholdClass::dibao;
    paper.to = day("2026-11-20");
    body.certificates = List<Certificate, 8>{{paper}};
    body.household_class = HouseholdClass::dibao;
  }));
}

TEST(Request, IsRefusedWhereItDoesNotFit) {
  AidStory story;
  story.write(request("c1", "h1"));
  story.write(request("c0", "h1"));
  story.write(rejection("c0"));
  expect_refused(
      story,
      {
          {"the number of another", request("c1", "h1"), Code::exists_already, "body.case"},
          {"the number of one that ended", request("c0", "h1"), Code::exists_already, "body.case"},
          {"no such cause",
           request("c2", "h1").with([](CaseOpened& body) { body.cause = "boredom"; }),
           Code::code_unknown, "body.cause"},
          {"tomorrow's accident",
           request("c2", "h1").with([](CaseOpened& body) { body.event_date = day("2026-11-24"); }),
           Code::date_in_future, "body.event_date"},
          {"nobody's", request("c2", "h9"), Code::household_unknown, "body.household"},
          {"a victim of another family",
           request("c2", "h1").with([](CaseOpened& body) { body.victim = "s.h2a"; }),
           Code::person_unknown, "body.victim"},
          {"by the cashier", request("c2", "h1").by("cashier"), Code::duty_missing, "actor"},
      });
  expect_allowed(story, {{"new", request("c2", "h1")},
                         {"by the township", request("c2", "h1").by("reviewer")},
                         {"today's", request("c2", "h1").with([](CaseOpened& body) {
                            body.event_date = day("2026-11-23");
                            body.victim = "s.h1b";
                          })}});
}

TEST(Request, IsRefusedOutsideTheFundsTerritory) {
  AidStory story;
  story.write(
      household("far").with([](HouseholdRegistered& body) { body.village = Id(kFarVillage); }));
  story.write_by_two(enrolment("cq.caseworker", {{Duty::caseworker}}, "changqing"));
  const auto of_county = request("c1", "far").in("changqing").by("cq.caseworker");
  EXPECT_THAT(story.refusal(of_county), refused(Code::outside_territory, "body.household"));
  expect_allowed(story, {{"the city's fund", request("c1", "far")},
                         {"at home", request("c1", "h1").in("changqing").by("cq.caseworker")}});
}

TEST(Survey, IsRefusedWhenItShowsTooLittle) {
  AidStory story;
  story.enrol("reviewer2", {{Duty::reviewer}}, "reviewer");
  story.write(request("c1", "h1"));
  story.write(ill("c2"));
  const auto by = [](List<Id, 10> surveyors) {
    return [=](CaseSurveyed& body) { body.surveyors = surveyors; };
  };
  const auto means = [](Means how) { return [=](CaseSurveyed& body) { body.means = how; }; };
  const auto cost = [](Medical medical) {
    return [=](CaseSurveyed& body) { body.medical = medical; };
  };
  expect_refused(
      story,
      {
          {"tomorrow's",
           survey("c1").with([](CaseSurveyed& body) { body.date = day("2026-11-24"); }),
           Code::date_in_future, "body.date"},
          {"one alone", survey("c1").with(by({{"caseworker"}})), Code::two_surveyors,
           "body.surveyors"},
          {"the same twice", survey("c1").with(by({{"caseworker", "caseworker"}})),
           Code::two_surveyors, "body.surveyors"},
          {"one under two ids", survey("c1").with(by({{"reviewer", "reviewer2"}})),
           Code::two_surveyors, "body.surveyors"},
          {"a third who is nobody", survey("c1").with(by({{"caseworker", "reviewer", "nobody"}})),
           Code::person_unknown, "body.surveyors"},
          {"no such case", survey("c9"), Code::case_unknown, "body.case"},
          {"another fund's", survey("c1").in("education"), Code::case_unknown, "body.case"},
          {"no certificate", survey("c1").with(means(Means::certificate)),
           Code::certificate_missing, "body.means"},
          {"no income", survey("c1").with([](CaseSurveyed& body) { body.income.reset(); }),
           Code::field_missing, "body.income"},
          {"later, though nothing hurries", survey("c1").with(means(Means::pending)),
           Code::value_unknown, "body.means"},
          {"illness without its cost", survey("c2"), Code::field_missing, "body.medical"},
          {"a sum that is wrong", survey("c2").with(cost(bill(900, 500, 401))),
           Code::amount_differs, "body.medical.self"},
      });
  expect_allowed(story, {{"two", survey("c1")},
                         {"with its cost", survey("c2").with(cost(bill(900, 500, 400)))},
                         {"the cost of an accident", survey("c1").with(cost(bill(9, 9, 0)))}});
  story.limit([](PolicyLimits& limits) { limits.medical_remainder.on = false; });
  expect_allowed(story, {{"no cost where the policy asks for none", survey("c2")}});
}

TEST(Survey, AsksNoIncomeOfThoseWithACertificate) {
  AidStory story;
  certify(story);
  story.write(request("c1", "h1"));
  const auto by_paper = survey("c1").with([](CaseSurveyed& body) {
    body.income.reset();
    body.means = Means::certificate;
  });
  EXPECT_THAT(story.refusal(survey("c1")), refused(Code::certificate_enough, "body.means"));
  const auto later = [](CaseSurveyed& body) { body.date = day("2026-11-21"); };
  EXPECT_THAT(story.refusal(by_paper.with(later)),
              refused(Code::certificate_missing, "body.means"));
  expect_allowed(story, {{"on its last day", by_paper}, {"after it", survey("c1").with(later)}});
}

TEST(Survey, MayWaitWhenAidIsUrgent) {
  AidStory story;
  story.write(ill("c1").with([](CaseOpened& body) { body.urgent.on = true; }));
  const auto later = survey("c1").with([](CaseSurveyed& body) {
    body.income.reset();
    body.means = Means::pending;
  });
  story.write(later);
  EXPECT_EQ(story.open_case("c1").found->means, Means::pending);
}

TEST(Review, NeedsASurveyAndTheNewestOfTheCase) {
  AidStory story;
  story.urgent("c1");
  story.write(request("c2", "h1"));
  story.write(survey("c2"));
  const Hash newest = story.newest();
  const auto seen = [](const Hash& leaf) { return [=](auto& body) { body.seen = leaf; }; };
  expect_refused(
      story, {
                 {"urgent aid before its survey", review("c1"), Code::survey_missing, "body.case"},
                 {"an old page", review("c2").with(seen(story.entries[1].prev)), Code::case_changed,
                  "body.seen"},
                 {"by the caseworker", review("c2").by("caseworker"), Code::duty_missing, "actor"},
                 {"no such case", review("c9"), Code::case_unknown, "body.case"},
             });
  expect_allowed(story, {{"as shown", review("c2").with(seen(newest))}, {"unseen", review("c2")}});
  story.write(household("h2"));
  expect_allowed(story, {{"another's entry changes nothing", review("c2").with(seen(newest))}});
  story.write(minutes("c2"));
  EXPECT_THAT(story.refusal(review("c2").with(seen(newest))),
              refused(Code::case_changed, "body.seen"));
}

TEST(Return, AsksForMoreAndForgetsTheOpinion) {
  AidStory story;
  story.reviewed("c1");
  const auto whim = [](auto& body) { body.reason = "whim"; };
  expect_refused(
      story,
      {
          {"no such reason", supplement("c1").with(whim), Code::code_unknown, "body.reason"},
          {"rejected on a whim", rejection("c1").with(whim), Code::code_unknown, "body.reason"},
          {"withdrawn on a whim", withdrawal("c1").with(whim), Code::code_unknown, "body.reason"},
          {"by the caseworker", supplement("c1").by("caseworker"), Code::duty_missing, "actor"},
          {"rejected by the cashier", rejection("c1").by("cashier"), Code::duty_missing, "actor"},
          {"withdrawn by the approver", withdrawal("c1").by("approver"), Code::duty_missing,
           "actor"},
      });
  story.write(supplement("c1").by("approver"));
  EXPECT_EQ(story.open_case("c1").stage, CaseStage::opened);
  EXPECT_FALSE(story.open_case("c1").reviewed.on);
  EXPECT_EQ(story.open_case("c1").requesters.items.size(), 2U) << "who asked is not forgotten";
}

TEST(Withdrawal, FreesTheMoneyUntilAPaymentIsUnderWay) {
  AidStory story;
  story.approved("c1");
  EXPECT_EQ(story.free_money(), 900000);
  AidStory withdrawn = story;
  withdrawn.write(withdrawal("c1"));
  EXPECT_EQ(withdrawn.free_money(), 1000000);
  EXPECT_TRUE(withdrawn.state.aid.all().empty());
  const auto is_refused = refused(Code::payment_under_way, "body.case");
  story.write(batch("b1", "c1"));
  EXPECT_THAT(story.refusal(withdrawal("c1")), is_refused);
  story.write(releasing("b1"));
  EXPECT_THAT(story.refusal(withdrawal("c1")), is_refused);
  AidStory failed = story;
  failed.write(failure("b1", "c1"));
  expect_allowed(failed, {{"the money never left", withdrawal("c1")}});
  story.write(payment("b1", "c1"));
  EXPECT_THAT(story.refusal(withdrawal("c1")), is_refused);
  story.write(sent_back("b1", "c1"));
  EXPECT_THAT(story.refusal(withdrawal("c1")), is_refused) << "held";
}

TEST(Rejection, EndsTheCaseForGood) {
  AidStory story;
  story.reviewed("c1");
  story.write(rejection("c1").by("reviewer"));
  EXPECT_EQ(story.state.cases.find("c1"), nullptr);
  EXPECT_THAT(story.refusal(survey("c1")), refused(Code::case_unknown, "body.case"));
}

TEST(Lapse, IsTheSystemsAfterTheLastDay) {
  AidStory story;
  story.approved("c1");
  story.write(request("c2", "h1"));
  EXPECT_THAT(story.refusal(lapse("c1")), refused(Code::award_valid, "body.case"));
  story.pass_days(90);
  EXPECT_THAT(story.refusal(lapse("c1")), refused(Code::award_valid, "body.case")) << "last day";
  story.pass_days(1);
  expect_refused(story, {
                            {"a person's", lapse("c1").by("approver"), Code::system_only, "actor"},
                            {"of no award", lapse("c2"), Code::step_not_allowed, "body.case"},
                            {"of no case", lapse("c9"), Code::case_unknown, "body.case"},
                        });
  story.write(lapse("c1"));
  EXPECT_EQ(story.free_money(), 1000000);
  EXPECT_EQ(story.state.cases.find("c1"), nullptr);
  EXPECT_TRUE(story.state.aid.all().empty());
}

TEST(Lapse, WaitsForALineThatMayHaveBeenPaid) {
  AidStory story;
  story.approved("c1");
  story.write(batch("b1", "c1", 400_yuan));
  story.pass_days(91);
  EXPECT_THAT(story.refusal(lapse("c1")), refused(Code::payment_under_way, "body.case"));
  story.write(releasing("b1"));
  EXPECT_THAT(story.refusal(lapse("c1")), refused(Code::payment_under_way, "body.case"));
  story.write(payment("b1", "c1", 400_yuan));
  story.write(lapse("c1"));
  EXPECT_EQ(story.free_money(), 960000) << "what was not paid is free";
  EXPECT_EQ(story.state.aid.find("c1")->amount, 40000);
  story.write(delivery("b1", "c1"));
  EXPECT_EQ(story.state.cases.find("c1"), nullptr);
}

}  // namespace case_test
}  // namespace mingzhang::test
