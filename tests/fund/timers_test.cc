#include "ledger/fund/timers.h"

#include "ledger/fund/calendar.h"
#include "tests/fund/aid_acts.h"

namespace mingzhang::test {
namespace timers_test {

TEST(Timers, LapseAnAwardAsItsLastDayEnds) {
  AidStory story;
  EXPECT_EQ(next_due(story.state), std::nullopt);
  story.approved("c1");
  // Valid until 2027-02-21 in Jinan, eight hours ahead of UTC.
  const Timestamp end = moment("2027-02-21T16:00:00.000Z");
  EXPECT_EQ(next_due(story.state), end);
  EXPECT_TRUE(due(story.state, {end.ms - 1}, 9).empty());
  const std::vector<Command> commands = due(story.state, end, 9);
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(commands[0].kind, &kinds::case_lapsed());
  story.now = {end.ms - 1};
  EXPECT_THAT(story.refusal(commands[0]), refused(Code::award_valid, "body.case"));
  story.now = end;
  story.write(commands[0]);
  EXPECT_TRUE(due(story.state, end, 9).empty());
  EXPECT_EQ(next_due(story.state), std::nullopt);
}

TEST(Timers, WaitWhileAPaymentIsUnderWayAndLeaveWhatIsPaid) {
  AidStory story;
  story.approved("c1");
  story.write(batch("b1", "c1"));
  EXPECT_EQ(next_due(story.state), std::nullopt);
  story.write(releasing("b1"));
  AidStory failed = story;
  failed.write(failure("b1", "c1"));
  EXPECT_TRUE(next_due(failed.state));
  story.write(payment("b1", "c1"));
  EXPECT_EQ(next_due(story.state), std::nullopt) << "paid in full, not yet signed for";
  story.write(sent_back("b1", "c1", 1_yuan));
  EXPECT_TRUE(next_due(story.state)) << "held money is not paid";
}

TEST(Timers, DeclineAProposalAfterItsMoment) {
  AidStory story;
  const Seq proposal = story.write(proposal_of(fund("new", "jinan", "370100")));
  const Timestamp expires = story.state.proposals.find(proposal)->expires;
  EXPECT_EQ(next_due(story.state), (Timestamp{expires.ms + 1}));
  EXPECT_TRUE(due(story.state, expires, 9).empty()) << "that moment included";
  const std::vector<Command> commands = due(story.state, {expires.ms + 1}, 9);
  ASSERT_EQ(commands.size(), 1U);
  story.now = {expires.ms + 1};
  story.write(commands[0]);
  EXPECT_EQ(story.state.proposals.find(proposal), nullptr);
}

TEST(Timers, GiveNoMoreThanAsked) {
  AidStory story;
  story.write(proposal_of(fund("new", "jinan", "370100")));
  story.approved("c1");
  const Timestamp later = moment("2028-01-01T00:00:00.000Z");
  EXPECT_EQ(due(story.state, later, 9).size(), 2U);
  EXPECT_EQ(due(story.state, later, 1).size(), 1U);
  EXPECT_TRUE(due(story.state, later, 0).empty());
}

TEST(Calendar, CountsMondayToFridayAndSaysSoWithoutATable) {
  const Tables none;
  const Date friday = day("2026-11-20");
  EXPECT_EQ(working_days_after(none, friday, 0).date, friday);
  EXPECT_FALSE(working_days_after(none, friday, 0).provisional);
  EXPECT_EQ(working_days_after(none, friday, 1).date, day("2026-11-23"));
  EXPECT_EQ(working_days_after(none, friday, 5).date, day("2026-11-27"));
  EXPECT_EQ(working_days_after(none, friday, 6).date, day("2026-11-30"));
  EXPECT_EQ(working_days_after(none, day("2026-11-21"), 1).date, day("2026-11-23"));
  EXPECT_TRUE(working_days_after(none, friday, 1).provisional);
  EXPECT_EQ(working_days_after(none, day("1969-12-31"), 1).date, day("1970-01-01")) << "a Thursday";
}

TEST(Calendar, FollowsTheTableOfTheYear) {
  const auto row = [](std::string_view date, const Id& type) {
    TableRow holiday;
    holiday.date = day(date);
    holiday.type = type;
    return holiday;
  };
  Tables tables;
  tables.adopt(TableName::holidays, day("2026-01-01"),
               {row("2026-01-01", "off"), row("2026-10-01", "off"), row("2026-10-02", "off"),
                row("2026-10-10", "work")});
  const Date before = day("2026-09-30");
  EXPECT_EQ(working_days_after(tables, before, 1).date, day("2026-10-05"));
  EXPECT_FALSE(working_days_after(tables, before, 1).provisional);
  EXPECT_EQ(working_days_after(tables, before, 6).date, day("2026-10-10")) << "a worked Saturday";
  EXPECT_FALSE(working_days_after(tables, day("2026-12-30"), 1).provisional);
  EXPECT_TRUE(working_days_after(tables, day("2026-12-30"), 2).provisional) << "the next year";
}

}  // namespace timers_test
}  // namespace mingzhang::test
