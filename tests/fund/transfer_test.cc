#include "ledger/fund/kinds/transfer.h"

#include "tests/fund/money_acts.h"

namespace mingzhang::test {
namespace transfer_test {

TEST(Transfer, IsRefusedWhereItDoesNotFit) {
  AidStory story;
  story.reviewed("c1", 9000_yuan);
  story.write(approval("c1", 9000_yuan));
  const auto row = [&](std::string name, const Act<TransferSent>& act, Code code,
                       std::string field) {
    return RefusedAct{std::move(name), story.proposed(act, "cashier", "bookkeeper"), code,
                      std::move(field)};
  };
  const auto with = [](auto change) { return sending(1000_yuan).with(change); };
  expect_refused(
      story,
      {
          {"alone", sending(1000_yuan), Code::proposal_needed, "body.proposal"},
          {"by one person", story.proposed(sending(1_yuan), "cashier", "cashier2"),
           Code::duty_missing, "actor"},
          row("what is promised", sending(100001_fen), Code::money_not_free, "body.amount"),
          row("another pool's",
              with([](TransferSent& b) { b.purpose = {"illness", PurposeType::cause}; }),
              Code::money_not_free, "body.amount"),
          row("to itself", with([](TransferSent& b) {
                b.to_entity = "jinan";
                b.to_fund = "jinan";
              }),
              Code::fund_forbidden, "body.to_fund"),
          row("to a fund of another entity", with([](TransferSent& b) { b.to_entity = "pingyin"; }),
              Code::entity_unknown, "body.to_entity"),
          row("tomorrow", with([](TransferSent& b) { b.value_date = day("2026-11-24"); }),
              Code::date_in_future, "body.value_date"),
      });
  expect_allowed(
      story, {{"all that is free", story.proposed(sending(1000_yuan), "cashier", "bookkeeper")}});
}

TEST(Transfer, ArrivesOnceAsItWasSent) {
  AidStory story;
  const Seq sent = story.write_money(sending(100_yuan));
  EXPECT_EQ(story.free_money(), 990000);
  EXPECT_EQ(story.balance("bank"), 990000);
  const auto purpose = [](TransferReceived& body) { body.source = Source::gov; };
  expect_refused(
      story,
      {
          {"of no transfer", arrival(0, 100_yuan), Code::entry_unknown, "body.sent"},
          {"more than was sent", arrival(sent, 101_yuan), Code::amount_differs, "body.amount"},
          {"of another source", arrival(sent, 100_yuan).with(purpose), Code::source_not_allowed,
           "body.source"},
          {"at another fund",
           arrival(sent, 100_yuan).in("jinan").by("cashier").with([](TransferReceived& b) {
             b.account = "bank";
           }),
           Code::entry_unknown, "body.sent"},
      });
  const Seq arrived = story.write(arrival(sent, 100_yuan));
  EXPECT_THAT(story.refusal(arrival(sent, 100_yuan)), refused(Code::exists_already, "body.sent"));
  story.write(confirmation(arrived, arrived, 1, 100_yuan).in("changqing").by("cq.bookkeeper"));
  EXPECT_EQ(story.state.pools.find({"changqing", Source::donation, {}})->free(), 10000);
}

TEST(Moving, StaysWithinTheEntityAndItsSources) {
  AidStory story;
  story.grant(50_yuan);
  const auto by_entity = [](const Id& id) { return [=](MoneyMoved& body) { body.entity = id; }; };
  expect_refused(
      story,
      {
          {"no such account", moving(1_yuan, "bank", "none"), Code::account_unknown,
           "body.to_account"},
          {"from none", moving(1_yuan, "none", "bank"), Code::account_unknown, "body.from_account"},
          {"another entity's", moving(1_yuan, "bank", "cq.bank"), Code::account_of_other_entity,
           "body.to_account"},
          {"to itself", moving(1_yuan, "bank", "bank"), Code::account_differs, "body.to_account"},
          {"gifts into government money", moving(1_yuan, "bank", "treasury"),
           Code::account_source_bound, "body.to_account"},
          {"more than there is", moving(10001_yuan), Code::balance_negative, "body.from_account"},
          {"tomorrow",
           moving(1_yuan).with([](MoneyMoved& body) { body.value_date = day("2026-11-24"); }),
           Code::date_in_future, "body.value_date"},
          {"into a warehouse", moving(1_yuan, "bank", "warehouse"), Code::code_unknown, "body"},
          {"in a fund", moving(1_yuan).in("jinan"), Code::fund_forbidden, "fund"},
          {"by the bookkeeper", moving(1_yuan).by("bookkeeper"), Code::duty_missing, "actor"},
          {"by another entity's cashier", moving(1_yuan).by("cq.cashier"), Code::fund_out_of_scope,
           "actor"},
      });
  EXPECT_THAT(story.violations(moving(1_yuan).with(by_entity("none"))),
              testing::Contains(refused(Code::entity_unknown, "body.entity")));
  story.write(moving(10000_yuan));
  EXPECT_EQ(story.balance("bank"), 0);
  EXPECT_EQ(story.balance("cash"), 1000000);
  EXPECT_EQ(story.free_money(), 1000000) << "no pool is touched";
}

TEST(Close, GoesMonthByMonthAndIsFinal) {
  AidStory story;
  expect_refused(
      story,
      {
          {"a month skipped", closing("2020-02"), Code::period_not_next, "body.period"},
          {"no such entity", closing("2020-01", "none"), Code::entity_unknown, "body.entity"},
          {"another entity's bookkeeper", closing("2020-01").by("cq.bookkeeper"),
           Code::fund_out_of_scope, "actor"},
          {"by the cashier", closing("2020-01").by("cashier"), Code::duty_missing, "actor"},
      });
  const Seq waiting = story.write(donation(1_yuan));
  close_until(story, "2026-11");
  EXPECT_THAT(story.refusal(closing("2026-11")), refused(Code::date_in_future, "body.period"));
  EXPECT_THAT(story.refusal(closing("2026-10")), refused(Code::period_not_next, "body.period"));
  const auto on = [](std::string_view book) {
    return [=](DonationReceived& body) {
      body.value_date = day("2026-10-31");
      body.book_date = day(book);
    };
  };
  EXPECT_THAT(story.refusal(donation(1_yuan).with(on("2026-10-31"))),
              refused(Code::period_not_open, "body.book_date"));
  expect_allowed(story, {{"the first open day", donation(1_yuan).with(on("2026-11-01"))}});
  story.at("2026-12-01T08:00:00.000Z").write(closing("2026-11"));
  story.write(confirmation(waiting, waiting, 1, 1_yuan));
  EXPECT_EQ(story.effects.back().postings[0].book_date, day("2026-12-01"))
      << "it was closed before anybody confirmed it";
}

}  // namespace transfer_test
}  // namespace mingzhang::test
