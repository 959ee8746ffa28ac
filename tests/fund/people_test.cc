#include "tests/fund/story.h"

namespace mingzhang::test {
namespace people_test {

Story founded() {
  Story story;
  story.founded();
  return story;
}

Act<PersonEnrolled> in_scope_of(const Id& fund) {
  return enrolment("p", {{Duty::cashier}}).with([&](PersonEnrolled& body) {
    body.scope = FundList{{fund}};
  });
}

Act<PersonEnrolled> as_subject(const Id& person, DutyList duties, const Id& subject,
                               const Id& entity) {
  return enrolment(person, std::move(duties), entity).with([&](PersonEnrolled& body) {
    body.subject = subject;
  });
}

TEST(Person, IsEnrolledOnceWithinAnEntity) {
  const Story story = founded();
  expect_refused(
      story,
      {
          {"the id again", as_subject("cashier", {{Duty::cashier}}, "s.other", "changqing"),
           Code::exists_already, "body.person"},
          {"the subject again", as_subject("p", {{Duty::reviewer}}, "s.cashier", "jinan"),
           Code::exists_already, "body.subject"},
          {"no such entity", enrolment("p", {{Duty::cashier}}, "nowhere"), Code::entity_unknown,
           "body.entity"},
          {"the system", enrolment("system", {{Duty::cashier}}), Code::system_only, "body.person"},
          {"no such fund", in_scope_of("nowhere"), Code::fund_unknown, "body.scope"},
      });
  expect_allowed(
      story, {
                 {"another entity", as_subject("p", {{Duty::cashier}}, "s.cashier", "changqing")},
                 {"a known fund", in_scope_of("education")},
             });
}

struct DutiesRow {
  DutyList duties;
  bool allowed;
};

TEST(Person, HoldsNoDutiesThatMayNotBeJoined) {
  using enum Duty;
  const Story story = founded();
  const std::vector<DutiesRow> rows{
      {{{administrator}}, true},
      {{{auditor}}, true},
      {{{approver, responsible}}, true},
      {{{bookkeeper, reviewer}}, true},
      {{{caseworker, cashier}}, true},
      {{{administrator, cashier}}, false},
      {{{administrator, auditor}}, false},
      {{{approver, auditor}}, false},
      {{{bookkeeper, cashier}}, false},
      {{{administrator, approver, auditor, bookkeeper, caseworker, cashier, responsible, reviewer}},
       false},
  };
  for (const DutiesRow& row : rows) {
    const Command enrol = enrolment("p", row.duties);
    const Command change =
        change_of("reviewer").with([&](PersonChanged& body) { body.duties = row.duties; });
    SCOPED_TRACE(name_of(row.duties.items.front()));
    if (row.allowed) {
      expect_allowed(story, {{"enrol", enrol}, {"change", change}});
    } else {
      expect_refused(story, {{"enrol", enrol, Code::duties_conflict, "body.duties"},
                             {"change", change, Code::duties_conflict, "body.duties"}});
    }
  }
}

TEST(Person, HasDutiesInOrderEachOnce) {
  using enum Duty;
  expect_refused(
      founded(),
      {
          {"out of order", enrolment("p", {{reviewer, approver}}), Code::key_order, "body.duties"},
          {"twice", enrolment("p", {{reviewer, reviewer}}), Code::key_order, "body.duties"},
      });
}

TEST(Person, WhoAdministersOrAuditsHoldsNoOtherDutyUnderAnotherIdEither) {
  const Story story = founded();
  expect_refused(
      story,
      {
          {"administrator as cashier",
           as_subject("p", {{Duty::cashier}}, subject("admin"), "jinan"), Code::duties_conflict,
           "body.duties"},
          {"auditor as reviewer", as_subject("p", {{Duty::reviewer}}, subject("auditor"), "jinan"),
           Code::duties_conflict, "body.duties"},
          {"cashier as administrator",
           as_subject("p", {{Duty::administrator}}, subject("cashier"), "changqing"),
           Code::duties_conflict, "body.duties"},
      });
  expect_allowed(story, {
                            {"administrator of two entities",
                             as_subject("p", {{Duty::administrator}}, subject("admin"), "jinan")},
                            {"approver as reviewer",
                             as_subject("p", {{Duty::reviewer}}, subject("approver"), "jinan")},
                        });
}

TEST(Person, WhoHasLeftAsAnAdministratorMayServeOtherwise) {
  Story story;
  story.founded();
  const auto cashier = as_subject("p", {{Duty::cashier}}, "s.admin2", "changqing");
  story.write(as_subject("admin2", {{Duty::administrator}}, "s.admin2", "jinan"));
  EXPECT_THAT(story.refusal(cashier), refused(Code::duties_conflict, "body.duties"));
  story.write(change_of("admin2", PersonStatus::left));
  story.write(cashier);
  EXPECT_THAT(story.refusal(change_of("admin2", PersonStatus::active)),
              refused(Code::duties_conflict, "body.duties"));
}

TEST(Person, TheSameHoldsForNewDuties) {
  Story story;
  story.founded();
  story.write(as_subject("p", {{Duty::reviewer}}, subject("cashier"), "changqing"));
  const auto becomes = [](DutyList duties) {
    return change_of("p").with([&](PersonChanged& body) { body.duties = std::move(duties); });
  };
  expect_refused(story, {{"administrator", becomes({{Duty::administrator}}), Code::duties_conflict,
                          "body.duties"}});
  expect_allowed(story, {{"caseworker", becomes({{Duty::caseworker}})}});
}

TEST(PersonChange, IsOfSomebodyKnown) {
  const Story story = founded();
  const auto scoped = [](const Id& fund) {
    return change_of("cashier").with([&](PersonChanged& body) { body.scope = FundList{{fund}}; });
  };
  expect_refused(story, {
                            {"nobody", change_of("nobody"), Code::person_unknown, "body.person"},
                            {"scope", scoped("nowhere"), Code::fund_unknown, "body.scope"},
                        });
  expect_allowed(story, {{"scope", scoped("education")}});
}

TEST(PersonChange, KeepsDutiesThatItDoesNotName) {
  Story story;
  story.founded();
  story.write(change_of("cashier", PersonStatus::suspended));
  const Person* const person = story.state.people.find("cashier");
  EXPECT_EQ(person->status, PersonStatus::suspended);
  EXPECT_TRUE(person->duty_set().has(Duty::cashier));
}

TEST(Actor, WhoIsSuspendedOrHasLeftMayNothing) {
  for (const PersonStatus status : {PersonStatus::suspended, PersonStatus::left}) {
    Story story;
    story.governed();
    story.write_by_two(change_of("cashier", status));
    EXPECT_THAT(story.refusal(donation(1_yuan)), refused(Code::actor_suspended, "actor"));
    story.write_by_two(change_of("cashier", PersonStatus::active));
    expect_allowed(story, {{"again", donation(1_yuan)}});
  }
}

TEST(Actor, MustBeKnownAndHaveTheDuty) {
  Story story;
  story.governed();
  std::vector<RefusedAct> acts{
      {"nobody", donation(1_yuan).by("nobody"), Code::actor_unknown, "actor"},
      {"the system", donation(1_yuan).by(kSystemActor), Code::actor_unknown, "actor"},
  };
  for (const char* who :
       {"admin", "leader", "approver", "auditor", "bookkeeper", "caseworker", "reviewer"}) {
    acts.push_back({who, donation(1_yuan).by(who), Code::duty_missing, "actor"});
    acts.push_back({who, injection(1_yuan).by(who), Code::duty_missing, "actor"});
    acts.push_back({who, import_of(1).by(who), Code::duty_missing, "actor"});
  }
  expect_refused(story, acts);
}

TEST(Actor, ServesTheFundsOfTheirEntity) {
  Story story;
  story.governed();
  const auto abroad = donation(1_yuan).in("changqing").with([](DonationReceived& body) {
    body.account = "cq.bank";
  });
  expect_refused(story, {
                            {"the city's in the county", abroad, Code::fund_out_of_scope, "actor"},
                            {"the county's in the city", donation(1_yuan).by("cq.cashier"),
                             Code::fund_out_of_scope, "actor"},
                        });
  expect_allowed(story, {{"at home", abroad.by("cq.cashier")},
                         {"another fund of the entity", donation(1_yuan).in("education")}});
}

TEST(Actor, WithAScopeServesOnlyTheFundsNamed) {
  Story story;
  story.governed();
  story.write_by_two(
      change_of("cashier").with([](PersonChanged& body) { body.scope = FundList{{"education"}}; }));
  EXPECT_THAT(story.refusal(donation(1_yuan)), refused(Code::fund_out_of_scope, "actor"));
  expect_allowed(story, {{"the fund named", donation(1_yuan).in("education")}});
}

}  // namespace people_test
}  // namespace mingzhang::test
