#include "ledger/fund/kinds/decision_rules.h"

#include "tests/fund/aid_acts.h"

/// What a decision's rules look at, as people are shown it beforehand.
namespace mingzhang::test {
namespace decision_rules_test {

using testing::ElementsAre;
using testing::IsEmpty;

RulesSeen seen_by(const Story& story, const Command& act) {
  return rules_seen(story.state, complete(story.state, act, story.outside()));
}

/// The rule of this code that was looked at; the test fails when there is none.
RuleSeen rule_of(const RulesSeen& seen, Code code) {
  for (const RuleSeen& rule : seen) {
    if (rule.rule == code) return rule;
  }
  ADD_FAILURE() << code_name(code) << " was not looked at";
  return {};
}

std::vector<Code> broken(const RulesSeen& seen) {
  std::vector<Code> codes;
  for (const RuleSeen& rule : seen) {
    if (!rule.holds) codes.push_back(rule.rule);
  }
  return codes;
}

std::vector<Code> codes_of(const Violations& violations) {
  std::vector<Code> codes;
  for (const Refusal& refusal : violations) codes.push_back(refusal.code);
  return codes;
}

testing::AssertionResult compares(const RuleSeen& rule, bool holds, std::int64_t has,
                                  std::int64_t limit) {
  if (rule.holds == holds && rule.has == has && rule.limit == limit) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure()
         << rule.holds << " " << rule.has.value_or(-1) << " of " << rule.limit.value_or(-1);
}

TEST(RulesSeen, HaveTheFiguresThatAreCompared) {
  AidStory story;
  story.reviewed("c1");
  const RulesSeen seen = seen_by(story, approval("c1", 1000_yuan));
  EXPECT_THAT(broken(seen), IsEmpty());
  EXPECT_TRUE(compares(rule_of(seen, Code::income_above_line), true, 800000, 800000));
  EXPECT_TRUE(compares(rule_of(seen, Code::two_approvers_needed), true, 100000, 2000000));
  EXPECT_TRUE(compares(rule_of(seen, Code::aid_repeated), true, 1, 1));
  const RuleSeen money = rule_of(seen, Code::money_not_free);
  EXPECT_TRUE(compares(money, true, 100000, 1000000));
  EXPECT_EQ(money.source, Source::donation);
  EXPECT_FALSE(rule_of(seen, Code::same_person).has);
}

TEST(RulesSeen, ShowARepeatAndWhatIsTooMuch) {
  AidStory story;
  story.approved("c1");
  story.reviewed("c2", 20001_yuan);
  const RulesSeen seen = seen_by(story, approval("c2", 20001_yuan));
  EXPECT_THAT(broken(seen),
              ElementsAre(Code::two_approvers_needed, Code::aid_repeated, Code::money_not_free));
  EXPECT_TRUE(compares(rule_of(seen, Code::aid_repeated), false, 2, 1));
  EXPECT_TRUE(compares(rule_of(seen, Code::money_not_free), false, 2000100, 900000));
  const Date today = story.state.business_date(story.now);
  EXPECT_EQ(aided_in_window(story.state, story.open_case("c2"), today), 1);
  EXPECT_EQ(aided_in_window(story.state, story.open_case("c1"), today), 0);
}

TEST(RulesSeen, OfIllnessCompareAllAidOfTheEventWithWhatIsLeftToPay) {
  AidStory story;
  story.write(request("c1", "h1").with([](CaseOpened& body) { body.cause = "illness"; }));
  story.write(survey("c1").with([](CaseSurveyed& body) {
    Medical medical;
    medical.total = 500000;
    medical.basic = 300000;
    medical.self = 200000;
    body.medical = medical;
  }));
  story.write(review("c1"));
  const RulesSeen seen = seen_by(story, approval("c1", 2001_yuan));
  EXPECT_TRUE(compares(rule_of(seen, Code::above_medical_remainder), false, 200100, 200000));
}

TEST(RulesSeen, AreThoseOfTheCheck) {
  AidStory story;
  story.enrol("approver2", {{Duty::approver}});
  story.reviewed("c1");
  story.approved("c2");
  story.reviewed("c3", 30000_yuan);
  story.write(request("c4", "h1"));
  story.write(survey("c4"));
  story.write(request("c5", "h1", 6000_yuan).with([](CaseOpened& body) { body.urgent.on = true; }));
  story.write(request("c6", "h1", 10_yuan).with([](CaseOpened& body) {
    body.event_date = day("2026-11-11");
    body.urgent.on = true;
  }));
  story.write(approval("c6", 10_yuan));
  const std::vector<Command> acts{
      approval("c1"),
      approval("c1", 20001_yuan),
      approval("c1").by("reviewer"),
      approval("c3", 30000_yuan).by("approver2"),
      approval("c4"),
      approval("c4").by("reviewer"),
      approval("c5", 6000_yuan),
      meeting("c1"),
      ratification("c6"),
      ratification("c6").by("approver2"),
  };
  for (const Command& act : acts) {
    std::vector<Code> wanted = codes_of(story.violations(act));
    std::erase(wanted, Code::duty_missing);  // Of whoever acts, in whatever it is.
    EXPECT_EQ(broken(seen_by(story, act)), wanted) << act.kind->name;
  }
  EXPECT_THAT(seen_by(story, review("c1")), IsEmpty());
  EXPECT_THAT(seen_by(story, approval("nobody")), IsEmpty());
}

}  // namespace decision_rules_test
}  // namespace mingzhang::test
