#include "ledger/fund/kinds/decision.h"

#include "tests/fund/aid_acts.h"

/// Who decides, how much, and from which money.
namespace mingzhang::test {
namespace decision_test {

using Sources = List<SourceAmount, 2>;

auto from(std::vector<SourceAmount> parts) {
  return [=](CaseApproved& body) { body.sources = Sources{parts}; };
}

/// An approver, a reviewer and a clerk who have seen none of the cases.
AidStory staffed() {
  AidStory story;
  story.enrol("approver2", {{Duty::approver}});
  story.enrol("reviewer2", {{Duty::reviewer}});
  story.gift(100000_yuan);
  return story;
}

TEST(Approval, IsRefusedWithoutItsPapers) {
  AidStory story = staffed();
  story.reviewed("c1");
  story.write(request("c2", "h1"));
  story.write(request("c3", "h1"));
  story.write(survey("c3"));
  const auto no = [](Basis basis, bool number) {
    return [=](CaseApproved& body) {
      body.basis = basis;
      if (number) body.minutes_no = Number("M-7");
    };
  };
  expect_refused(
      story,
      {
          {"without a request", approval("c9"), Code::case_unknown, "body.case"},
          {"another fund's", approval("c1").in("education"), Code::case_unknown, "body.case"},
          {"without a survey", approval("c2"), Code::step_not_allowed, "body.case"},
          {"the county without the township", approval("c3"), Code::step_not_allowed, "body.case"},
          {"a number without minutes", approval("c1").with(no(Basis::person, true)),
           Code::key_unknown, "body.minutes_no"},
          {"minutes without a number", approval("c1").with(no(Basis::minutes, false)),
           Code::field_missing, "body.minutes_no"},
          {"minutes nobody recorded", approval("c1").with(no(Basis::minutes, true)),
           Code::minutes_missing, "body.basis"},
          {"an old page",
           approval("c1").with([](CaseApproved& body) { body.seen = sha256(bytes_of("old")); }),
           Code::case_changed, "body.seen"},
          {"by the bookkeeper", approval("c1").by("bookkeeper"), Code::duty_missing, "actor"},
      });
  expect_allowed(story, {{"the county", approval("c1")},
                         {"the township", approval("c3").by("reviewer2")},
                         {"as shown", approval("c1").with([&](CaseApproved& body) {
                            body.seen = Story::leaf_of(
                                encode(story.entries[story.state.cases.find("c1")->last]));
                          })}});
  story.write(minutes("c1"));
  expect_allowed(story, {{"a meeting", meeting("c1")}});
}

TEST(Approval, IsForThoseUnderTheLine) {
  AidStory story = staffed();
  const auto surveyed = [&](const Id& id, std::optional<std::int64_t> income, Means means) {
    story.write(request(id, "h1").with([](CaseOpened& body) { body.urgent.on = true; }));
    story.write(survey(id).with([&](CaseSurveyed& body) {
      if (income) body.income = *income;
      if (!income) body.income.reset();
      body.means = means;
    }));
    story.write(review(id));
  };
  surveyed("at", 800000, Means::surveyed);
  surveyed("above", 800001, Means::surveyed);
  surveyed("later", std::nullopt, Means::pending);
  surveyed("guess", 1, Means::pending);
  expect_refused(story,
                 {
                     {"one fen more", approval("above"), Code::income_above_line, "body.case"},
                     {"not yet surveyed", approval("later"), Code::survey_missing, "body.case"},
                     {"a guess is no survey", approval("guess"), Code::survey_missing, "body.case"},
                 });
  expect_allowed(story, {{"exactly at the line", approval("at")}});
}

TEST(Approval, NeedsNoIncomeWithACertificate) {
  AidStory story = staffed();
  story.write(household_change("h1").with([](HouseholdChanged& body) {
    Certificate paper;
    paper.type = HouseholdClass::tekun;
    body.certificates = List<Certificate, 8>{{paper}};
    body.household_class = HouseholdClass::tekun;
  }));
  story.write(request("c1", "h1"));
  story.write(survey("c1").with([](CaseSurveyed& body) {
    body.income.reset();
    body.means = Means::certificate;
  }));
  story.write(review("c1"));
  expect_allowed(story, {{"by certificate", approval("c1")}});
}

TEST(Approval, OfIllnessFillsWhatIsLeftToPay) {
  AidStory story = staffed();
  const auto ill = [&](const Id& id, std::int64_t self) {
    story.write(request(id, "h1").with([](CaseOpened& body) {
      body.cause = "illness";
      body.victim = "s.h1a";
    }));
    story.write(survey(id).with([&](CaseSurveyed& body) {
      body.medical.emplace();
      body.medical->total = self;
      body.medical->self = self;
    }));
    story.write(review(id));
  };
  ill("c1", 100000);
  EXPECT_THAT(story.refusal(approval("c1", 100001_fen)),
              refused(Code::above_medical_remainder, "body.amount"));
  story.write(approval("c1", 60000_fen));
  ill("c2", 100000);
  const auto again = [](CaseApproved& body) { body.same_event_override.on = true; };
  const auto both = [&](Money amount) {
    return story.proposed(approval("c2", amount).with(again), "approver", "approver2");
  };
  EXPECT_THAT(story.refusal(both(40001_fen)), refused(Code::above_medical_remainder, "body.amount"))
      << "all aid of one event counts";
  expect_allowed(story, {{"the rest", both(40000_fen)}});
  story.limit([](PolicyLimits& limits) { limits.medical_remainder.on = false; });
  expect_allowed(story, {{"without that policy", both(40001_fen)}});
}

TEST(Approval, AboveTheLimitIsByTwoOrAMeeting) {
  AidStory story = staffed();
  story.reviewed("c1", 20000_yuan);
  const Money above = 2000001_fen;
  EXPECT_THAT(story.refusal(approval("c1", above)),
              refused(Code::two_approvers_needed, "body.amount"));
  expect_allowed(story,
                 {{"at the limit", approval("c1", 2000000_fen)},
                  {"by two", story.proposed(approval("c1", above), "approver", "approver2")}});
  story.write(minutes("c1").by("approver"));
  EXPECT_THAT(story.refusal(meeting("c1", above)),
              refused(Code::two_approvers_needed, "body.amount"))
      << "minutes of one's own hand";
  story.write(minutes("c1"));
  expect_allowed(story, {{"minutes of another's hand", meeting("c1", above)}});
  const auto second = [&](const Id& first, const Id& last) {
    return story.proposed(approval("c1", above), first, last);
  };
  expect_refused(story, {
                            {"proposed and seconded by one", second("approver", "approver"),
                             Code::same_person, "actor"},
                            {"seconded by the township",
                             story.proposed(approval("c1"), "approver", "reviewer2"),
                             Code::duty_missing, "actor"},
                        });
}

TEST(Approval, ByTheTownshipIsSmall) {
  AidStory story = staffed();
  story.reviewed("c1", 2000_yuan);
  const auto township = [](Money amount) { return approval("c1", amount).by("reviewer2"); };
  EXPECT_THAT(story.refusal(township(200001_fen)), refused(Code::above_small_limit, "body.amount"));
  expect_allowed(story, {{"at its limit", township(200000_fen)},
                         {"the county above it", approval("c1", 200001_fen)}});
}

TEST(Approval, OfACauseOutsideTheListIsByAMeetingOfTheCounty) {
  AidStory story = staffed();
  story.write(request("c1", "h1").with([](CaseOpened& body) { body.cause = "other"; }));
  story.write(survey("c1"));
  story.write(review("c1"));
  story.write(minutes("c1"));
  expect_refused(story, {
                            {"a person", approval("c1"), Code::minutes_missing, "body.basis"},
                            {"the township", meeting("c1").by("reviewer2"), Code::above_small_limit,
                             "body.amount"},
                        });
  expect_allowed(story, {{"a meeting of the county", meeting("c1")}});
}

TEST(Approval, OfUrgentAidIsLimited) {
  AidStory story = staffed();
  story.write(request("c1", "h1").with([](CaseOpened& body) { body.urgent.on = true; }));
  EXPECT_THAT(story.refusal(approval("c1", 500001_fen)),
              refused(Code::above_urgent_limit, "body.amount"));
  expect_allowed(story, {{"at the limit", approval("c1", 500000_fen)}});
}

TEST(Approval, OfTheSameEventTwiceNeedsTwo) {
  AidStory story = staffed();
  story.approved("c1");
  story.reviewed("c2");
  const auto override = [](CaseApproved& body) { body.same_event_override.on = true; };
  expect_refused(
      story,
      {
          {"again", approval("c2"), Code::aid_repeated, "body.case"},
          {"one may not override", approval("c2").with(override), Code::aid_repeated, "body.case"},
          {"two must say so", story.proposed(approval("c2"), "approver", "approver2"),
           Code::aid_repeated, "body.case"},
      });
  expect_allowed(story, {{"two say so",
                          story.proposed(approval("c2").with(override), "approver", "approver2")}});
  const auto another = [&](const Id& id, auto change) {
    story.write(request(id, "h1").with(change));
    story.write(survey(id));
    story.write(review(id));
    expect_allowed(story, {{id.str(), approval(id)}});
  };
  another("victim", [](CaseOpened& body) { body.victim = "s.h1b"; });
  another("day", [](CaseOpened& body) { body.event_date = day("2026-11-11"); });
  story.limit([](PolicyLimits& limits) { limits.aid_per_year_count = 2; });
  expect_allowed(story, {{"as often as the policy says", approval("c2")}});
  story.limit([](PolicyLimits& limits) { limits.aid_per_year_count = 1; });
  story.at("2027-01-01T00:00:00.000Z");
  expect_allowed(story, {{"in the next year", approval("c2")}});
  story.limit([](PolicyLimits& limits) { limits.aid_window = AidWindow::rolling_12_months; });
  EXPECT_THAT(story.refusal(approval("c2")), refused(Code::aid_repeated, "body.case"));
}

TEST(Approval, ThatCameBackWholeIsNoAid) {
  AidStory story = staffed();
  story.paid("c1", "b1");
  story.write(
      sent_back("b1", "c1").with([](AidReturned& body) { body.next = AfterReturn::cancel; }));
  EXPECT_EQ(story.state.cases.find("c1"), nullptr);
  story.reviewed("c2");
  expect_allowed(story, {{"nothing was given", approval("c2")}});
}

TEST(Approval, NamesFreeMoneyOfEachSource) {
  AidStory story;
  story.grant(500_yuan);
  story.reviewed("c1");
  const SourceAmount gift{600_yuan, Source::donation};
  const SourceAmount grant{400_yuan, Source::gov};
  expect_refused(
      story,
      {
          {"out of order", approval("c1").with(from({grant, gift})), Code::key_order,
           "body.sources"},
          {"a sum that differs", approval("c1").with(from({gift})), Code::amount_differs,
           "body.sources"},
          {"more than its source has",
           approval("c1", 501_yuan).with(from({{501_yuan, Source::gov}})), Code::money_not_free,
           "body.sources"},
          {"more than there is", approval("c1", 10501_yuan), Code::money_not_free, "body.sources"},
          {"valid yesterday",
           approval("c1").with([](CaseApproved& body) { body.valid_until = day("2026-11-22"); }),
           Code::expiry_not_allowed, "body.valid_until"},
          {"valid too long",
           approval("c1").with([](CaseApproved& body) { body.valid_until = day("2027-02-22"); }),
           Code::expiry_not_allowed, "body.valid_until"},
      });
  expect_allowed(
      story,
      {{"two sources", approval("c1").with(from({gift, grant}))},
       {"all of one", approval("c1", 500_yuan).with(from({{500_yuan, Source::gov}}))},
       {"all there is", approval("c1", 10500_yuan)},
       {"today alone",
        approval("c1").with([](CaseApproved& body) { body.valid_until = day("2026-11-23"); })},
       {"the last day",
        approval("c1").with([](CaseApproved& body) { body.valid_until = day("2027-02-21"); })}});
}

TEST(Approval, OfAHostileFileSaysItsDefaults) {
  AidStory story;
  story.reviewed("c1");
  Entry entry = complete(story.state, approval("c1"), story.outside());
  auto bare = std::make_shared<BodyOf<CaseApproved>>(approval("c1").body());
  entry.body = bare;
  EXPECT_THAT(story.violations_of(entry),
              testing::ElementsAre(refused(Code::field_missing, "body.sources"),
                                   refused(Code::field_missing, "body.valid_until")));
}

TEST(Approval, IsNotUnderALimitThatOnePutInForceMeanwhile) {
  AidStory story = staffed();
  story.enrol("chief", {{Duty::approver, Duty::responsible}});
  story.reviewed("c1");
  expect_allowed(story, {{"before", approval("c1").by("chief")}});
  story.write(
      policy()
          .by("chief")
          .citing(story.write(proposal_of(policy().with(
              [&](PolicyAdopted& body) { body.limits = story.state.policy_in_force()->limits; }))))
          .with([&](PolicyAdopted& body) { body.limits = story.state.policy_in_force()->limits; }));
  expect_refused(story, {
                            {"alone", approval("c1").by("chief"), Code::own_limit, "actor"},
                            {"as second", story.proposed(approval("c1"), "approver", "chief"),
                             Code::own_limit, "actor"},
                            {"as first", story.proposed(approval("c1"), "chief", "approver"),
                             Code::own_limit, "actor"},
                        });
  expect_allowed(story, {{"another", approval("c1")}});
  story.write(request("c2", "h1").with([](CaseOpened& body) { body.victim = "s.h1a"; }));
  story.write(survey("c2"));
  story.write(review("c2"));
  expect_allowed(story, {{"a case that came later", approval("c2").by("chief")}});
}

TEST(Ratification, NeedsAllThePapers) {
  AidStory story = staffed();
  story.urgent("c1");
  const auto reason = [](std::optional<Id> why) {
    return [=](CaseRatified& body) { body.reason = why; };
  };
  const auto is_refused = [&](const Command& act, Code code, std::string_view field) {
    EXPECT_THAT(story.violations(act), testing::Contains(refused(code, std::string(field))));
  };
  is_refused(ratification("c1"), Code::review_missing, "body.case");
  is_refused(ratification("c1"), Code::survey_missing, "body.case");
  story.write(survey("c1").with([](CaseSurveyed& body) { body.income = 800001; }));
  story.write(review("c1"));
  expect_refused(
      story,
      {
          {"above the line", ratification("c1"), Code::income_above_line, "body.case"},
          {"no such case", ratification("c9"), Code::case_unknown, "body.case"},
          {"by the township", no_ratification("c1").by("reviewer2"), Code::duty_missing, "actor"},
          {"no reason", no_ratification("c1").with(reason({})), Code::field_missing, "body.reason"},
          {"a whim", no_ratification("c1").with(reason("whim")), Code::code_unknown, "body.reason"},
      });
  expect_allowed(story, {{"it does not stand", no_ratification("c1")}});
  story.write(survey("c1"));
  EXPECT_THAT(story.refusal(ratification("c1").with(reason("not_agreed"))),
              refused(Code::key_unknown, "body.reason"));
  expect_allowed(story, {{"it stands", ratification("c1")}});
  story.write(ratification("c1"));
  EXPECT_THAT(story.refusal(ratification("c1")), refused(Code::step_not_allowed, "body.case"));
}

TEST(Ratification, OfIllnessFillsWhatIsLeftToPay) {
  AidStory story = staffed();
  story.write(request("c1", "h1").with([](CaseOpened& body) {
    body.cause = "illness";
    body.urgent.on = true;
  }));
  story.write(approval("c1"));
  const auto left = [&](std::int64_t self) {
    story.write(survey("c1").with([&](CaseSurveyed& body) {
      body.medical.emplace();
      body.medical->total = self;
      body.medical->self = self;
    }));
  };
  left(99999);
  story.write(review("c1"));
  EXPECT_THAT(story.refusal(ratification("c1")),
              refused(Code::above_medical_remainder, "body.case"));
  left(100000);
  expect_allowed(story, {{"exactly that", ratification("c1")}});
}

TEST(Ratification, ThatFailsFreesWhatIsNotPaidOnceNothingIsUnderWay) {
  AidStory story = staffed();
  story.urgent("c1");
  const std::int64_t before = story.free_money();
  story.write(batch("b1", "c1", 400_yuan));
  story.write(releasing("b1"));
  story.write(no_ratification("c1"));
  EXPECT_EQ(story.free_money(), before) << "the line may have been paid";
  AidStory failed = story;
  failed.write(failure("b1", "c1"));
  EXPECT_EQ(failed.free_money(), before + 100000);
  EXPECT_EQ(failed.open_case("c1").stage, CaseStage::recovering);
  story.write(payment("b1", "c1", 400_yuan));
  EXPECT_EQ(story.free_money(), before + 60000);
  EXPECT_FALSE(story.open_case("c1").reserved);
  EXPECT_EQ(story.state.aid.find("c1")->amount, 40000);
}

TEST(Evidence, IsOfAnOpenCaseOfTheFund) {
  AidStory story;
  story.reviewed("c1");
  expect_refused(
      story,
      {
          {"no such case", minutes("c9"), Code::case_unknown, "body.case"},
          {"another fund's", minutes("c1").in("education"), Code::case_unknown, "body.case"},
          {"the auditor never acts", minutes("c1").by("auditor"), Code::duty_missing, "actor"},
      });
  story.write(minutes("c1").with([](EvidenceAttached& body) { body.docs = {{doc("photo")}}; }));
  EXPECT_FALSE(story.open_case("c1").minutes_by);
  story.write(minutes("c1"));
  EXPECT_EQ(story.open_case("c1").minutes_by, subject("bookkeeper"));
}

}  // namespace decision_test
}  // namespace mingzhang::test
