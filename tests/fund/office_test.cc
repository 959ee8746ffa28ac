#include "tests/fund/story.h"

namespace mingzhang::test {
namespace office_test {

Story founded() {
  Story story;
  story.founded();
  return story;
}

TEST(Office, AnIdIsGivenOnce) {
  expect_refused(
      founded(),
      {
          {"entity", entity("jinan", "370113"), Code::exists_already, "body.entity"},
          {"account", account("bank", "changqing", AccountType::cash), Code::exists_already,
           "body.account"},
          {"fund", fund("education", "changqing", "370113"), Code::exists_already, "body.fund"},
      });
}

TEST(Office, AnAccountAndAFundNeedAnEntity) {
  expect_refused(founded(),
                 {
                     {"account", account("a", "nowhere", AccountType::bank), Code::entity_unknown,
                      "body.entity"},
                     {"fund", fund("f", "nowhere", "370100"), Code::entity_unknown, "body.entity"},
                 });
}

TEST(Office, ARegionIsOneOfTheTable) {
  expect_refused(founded(),
                 {
                     {"entity", entity("e", "110000"), Code::code_unknown, "body.region"},
                     {"fund", fund("f", "jinan", "110000"), Code::code_unknown, "body.territory"},
                 });
}

TEST(Office, AnyRegionWillDoWhereThereIsNoTable) {
  Story story;
  story.write(opening());
  expect_allowed(story, {{"entity", entity("e", "110000")}});
}

TEST(Office, ACustodianIsAPerson) {
  const auto kept_by = [](const Id& person) {
    return account("a", "jinan", AccountType::cash).with([&](AccountOpened& body) {
      body.custodian = person;
    });
  };
  const Story story = founded();
  expect_refused(story, {{"nobody", kept_by("nobody"), Code::person_unknown, "body.custodian"}});
  expect_allowed(story, {{"the cashier", kept_by("cashier")}});
}

TEST(Office, IsOfTheWholeLedgerAndOfNoFund) {
  std::vector<RefusedAct> acts;
  const auto add_row = [&](std::string name, Command act) {
    acts.push_back({std::move(name), std::move(act), Code::fund_forbidden, "fund"});
  };
  add_row("entity", entity("e", "370113").in("jinan"));
  add_row("account", account("a", "jinan", AccountType::bank).in("jinan"));
  add_row("fund", fund("f", "jinan", "370113").in("jinan"));
  add_row("person", enrolment("p", {{Duty::cashier}}).in("jinan"));
  add_row("change", change_of("cashier").in("jinan"));
  add_row("table", table(TableName::causes, "2015-01-01", {code_row("a")}).in("jinan"));
  add_row("proposal", proposal_of(policy()).in("jinan"));
  expect_refused(founded(), acts);
}

TEST(Office, AFundIsNumberedInTheOrderOfOpening) {
  const Story story = founded();
  EXPECT_EQ(story.state.funds.find("jinan")->no, 0);
  EXPECT_EQ(story.state.funds.find("education")->no, 1);
  EXPECT_EQ(story.state.funds.find("changqing")->no, 2);
}

TEST(Office, OpeningAgainByForceChangesNothing) {
  Story story;
  story.founded().governed();
  story.write(donation(100_yuan));
  const std::vector<Command> again{
      entity("jinan", "370113"), account("bank", "changqing", AccountType::cash),
      fund("jinan", "changqing", "370113"), enrolment("cashier", {{Duty::bookkeeper}})};
  for (const Command& act : again) story.force(complete(story.state, act, story.outside()));
  EXPECT_EQ(story.state.entities.find("jinan")->unconfirmed, Total(10000));
  EXPECT_EQ(story.state.accounts.find("bank")->balance, Total(10000));
  EXPECT_EQ(story.state.funds.find("jinan")->entity, Id("jinan"));
  EXPECT_TRUE(story.state.people.find("cashier")->duty_set().has(Duty::cashier));
}

}  // namespace office_test
}  // namespace mingzhang::test
