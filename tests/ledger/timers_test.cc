#include "ledger/fund/timers.h"

#include "ledger/fund/kinds/proposal.h"
#include "tests/fund/aid_acts.h"
#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace timers_test {

constexpr std::int64_t kDayMs = 86'400'000;

/// A proposal that expires `ms` after now.
Act<ActionProposed> proposal_for(Desk& desk, std::int64_t ms) {
  return proposal_of(account("bank9", "jinan", AccountType::bank)).with([&](ActionProposed& body) {
    body.expires = Timestamp{desk.clock.now().ms + ms};
  });
}

Entry entry_of(const Desk& desk, Seq seq) { return *decode(*desk.rows()->entry(seq)); }

/// A policy under which one approver grants 1,000.00 yuan for two days.
void allow_aid(Desk& desk) {
  const auto limits = policy().with([](PolicyAdopted& body) {
    body.limits.award_valid_days = 2;
    body.limits.two_approvers_above = 2000000;
  });
  const Seq proposed = desk.written(proposal_of(limits));
  desk.written(limits.citing(proposed));
}

TEST(Timers, AnExpiredProposalIsDeclinedThoughNobodyAsks) {
  Desk desk;
  std::promise<void> declined;
  desk.options.on_commit = [&](const Batch& batch) {
    if (batch.size() == kFounded + 2) declined.set_value();
  };
  desk.found();
  const Seq proposal = desk.written(proposal_for(desk, 20));
  ASSERT_EQ(proposal, kFounded);
  desk.clock.pass_ms(21);
  declined.get_future().wait();
  const Entry entry = entry_of(desk, proposal + 1);
  EXPECT_EQ(entry.kind, &kinds::action_declined());
  EXPECT_EQ(entry.actor, kSystemActor);
  EXPECT_EQ(entry.as<ActionDeclined>().proposal, proposal);
}

TEST(Timers, WhatFellDueComesBeforeWhatIsAskedNow) {
  Desk desk;
  desk.found();
  const Seq first = desk.written(proposal_for(desk, 1000));
  const Seq second = desk.written(proposal_for(desk, 2000));
  desk.close();
  desk.clock.pass_ms(2001);
  desk.open();
  const Seq asked = desk.written(gift(1));
  EXPECT_EQ(asked, second + 3);
  EXPECT_EQ(entry_of(desk, second + 1).as<ActionDeclined>().proposal, first);
  EXPECT_EQ(entry_of(desk, second + 2).as<ActionDeclined>().proposal, second);
}

TEST(Timers, AnAwardLapsesWhenItsLastDayIsOver) {
  Desk desk;
  desk.found();
  allow_aid(desk);
  const Seq money = desk.written(donation(1000_yuan));
  desk.written(confirmation(money, money, 1, 1000_yuan));
  desk.written(household("h1"));
  desk.written(request("c1", "h1"));
  desk.written(survey("c1"));
  desk.written(review("c1"));
  const Seq award = desk.written(approval("c1"));
  desk.clock.pass_ms(2 * kDayMs);
  const Seq still = desk.written(gift(1));
  EXPECT_EQ(still, award + 1) << "its last day is not over";
  desk.clock.pass_ms(kDayMs);
  const Seq after = desk.written(gift(2));
  EXPECT_EQ(after, still + 2);
  EXPECT_EQ(entry_of(desk, still + 1).kind, &kinds::case_lapsed());
  EXPECT_EQ(code_of(desk.write(payee("c1"))), Code::case_unknown);
}

}  // namespace timers_test
}  // namespace mingzhang::test
