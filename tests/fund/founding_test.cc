#include "tests/fund/story.h"

namespace mingzhang::test {
namespace founding_test {

using testing::IsEmpty;

TEST(Founding, NothingIsWrittenBeforeTheLedgerIsOpened) {
  const Story story;
  expect_refused(story, {
                            {"a gift", donation(1_yuan), Code::ledger_not_open, "kind"},
                            {"a fund", fund("a", "b", "c"), Code::ledger_not_open, "kind"},
                            {"a proposal", proposal_of(policy()), Code::ledger_not_open, "kind"},
                        });
  expect_allowed(story, {{"the opening", opening()}});
}

TEST(Founding, ALedgerIsOpenedOnce) {
  Story story;
  story.write(opening());
  EXPECT_THAT(story.refusal(opening()), refused(Code::exists_already, "kind"));
}

Act<LedgerOpened> with_subject(Founder LedgerOpened::* who, Founder LedgerOpened::* as) {
  return opening().with([&](LedgerOpened& body) { (body.*who).subject = (body.*as).subject; });
}

TEST(Founding, TheAdministratorAndTheAuditorHoldNoOtherRole) {
  using L = LedgerOpened;
  const Story story;
  expect_refused(story,
                 {
                     {"administrator approves", with_subject(&L::approver, &L::administrator),
                      Code::duties_conflict, "body.approver"},
                     {"administrator audits", with_subject(&L::auditor, &L::administrator),
                      Code::duties_conflict, "body.auditor"},
                     {"administrator answers", with_subject(&L::responsible, &L::administrator),
                      Code::duties_conflict, "body.responsible"},
                     {"auditor approves", with_subject(&L::auditor, &L::approver),
                      Code::duties_conflict, "body.auditor"},
                     {"auditor answers", with_subject(&L::auditor, &L::responsible),
                      Code::duties_conflict, "body.auditor"},
                     {"one subject, two ids", with_subject(&L::responsible, &L::approver),
                      Code::duties_conflict, "body.responsible"},
                 });
}

TEST(Founding, TheResponsiblePersonMayApproveToo) {
  Story story;
  story.write(opening().with([](LedgerOpened& body) { body.responsible = body.approver; }));
  const Person* const person = story.state.people.find("approver");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->duty_set(), (Duties{Duty::approver, Duty::responsible}));
}

TEST(Founding, TheOpeningIsRefusedUnlessItsAdministratorWritesIt) {
  const Story story;
  expect_refused(story, {
                            {"another", opening().by("leader"), Code::duty_missing, "actor"},
                            {"in a fund", opening().in("jinan"), Code::fund_forbidden, "fund"},
                            {"another log's key", opening().with([](LedgerOpened& body) {
                               body.vkey = "mingzhang.example/other+00000000+AQ==";
                             }),
                             Code::value_unknown, "body.vkey"},
                            {"the system's name", opening().with([](LedgerOpened& body) {
                               body.auditor.person = kSystemActor;
                             }),
                             Code::system_only, "body"},
                        });
}

TEST(Founding, TheAdministratorAloneWritesWhatTheOfficeNeeds) {
  Story story;
  story.founded();
  EXPECT_EQ(story.entries.size(), founding_acts().size());
  EXPECT_EQ(story.state.policy_in_force(), nullptr);
  EXPECT_EQ(story.state.people.all().size(), 11U);
}

TEST(Founding, OnlyTheAdministratorIsExemptFromTwoPeople) {
  Story story;
  story.founded();
  const auto by_leader = [](const auto& act) -> Command { return act.by("leader"); };
  expect_refused(
      story,
      {
          {"entity", by_leader(entity("e", "370113")), Code::duty_missing, "actor"},
          {"account", by_leader(account("a", "jinan", AccountType::bank)), Code::duty_missing,
           "actor"},
          {"fund", by_leader(fund("f", "jinan", "370113")), Code::duty_missing, "actor"},
          {"person", by_leader(enrolment("p", {{Duty::cashier}})), Code::duty_missing, "actor"},
          {"change", by_leader(change_of("cashier")), Code::duty_missing, "actor"},
          {"table", by_leader(table(TableName::causes, "2015-01-01", {})), Code::duty_missing,
           "actor"},
      });
}

TEST(Founding, NoMoneyMovesBeforeTheFirstPolicy) {
  Story story;
  story.founded();
  expect_refused(story, {
                            {"gift", donation(1_yuan), Code::policy_missing, "kind"},
                            {"injection", injection(1_yuan), Code::policy_missing, "kind"},
                            {"import", import_of(1), Code::policy_missing, "kind"},
                        });
}

TEST(Founding, TheFirstPolicyItselfNeedsTwoPeople) {
  Story story;
  story.founded();
  expect_refused(
      story,
      {
          {"administrator alone", policy().by("admin"), Code::proposal_needed, "body.proposal"},
          {"responsible person alone", policy(), Code::proposal_needed, "body.proposal"},
          {"approver proposes", proposal_of(policy()).by("approver"), Code::duty_missing, "actor"},
          {"responsible person proposes", proposal_of(policy()).by("leader"), Code::duty_missing,
           "actor"},
      });
}

TEST(Founding, EndsWithTheFirstPolicy) {
  Story story;
  story.founded().governed();
  ASSERT_NE(story.state.policy_in_force(), nullptr);
  std::vector<RefusedAct> acts;
  const auto add_row = [&](std::string name, Command act) {
    acts.push_back({std::move(name), std::move(act), Code::proposal_needed, "body.proposal"});
  };
  add_row("entity", entity("e", "370113"));
  add_row("account", account("a", "jinan", AccountType::bank));
  add_row("fund", fund("f", "jinan", "370113"));
  add_row("person", enrolment("p", {{Duty::cashier}}));
  add_row("change", change_of("cashier"));
  add_row("table", table(TableName::causes, "2015-01-01", {code_row("a")}));
  add_row("policy", policy());
  expect_refused(story, acts);
}

TEST(Founding, AfterItEachOfItsActsIsDoneByTwo) {
  Story story;
  story.governed();
  story.write_by_two(entity("laiwu", "370113"));
  story.write_by_two(account("lw.bank", "laiwu", AccountType::bank), "approver");
  story.write_by_two(fund("laiwu", "laiwu", "370113"));
  story.write_by_two(enrolment("lw.cashier", {{Duty::cashier}}, "laiwu"), "approver");
  story.write_by_two(change_of("lw.cashier", PersonStatus::left));
  story.write_by_two(policy());
  EXPECT_THAT(story.state.proposals.all(), IsEmpty());
}

}  // namespace founding_test
}  // namespace mingzhang::test
