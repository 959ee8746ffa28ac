#include "ledger/fund/kinds/payment.h"

#include "tests/fund/money_acts.h"

/// Lists of payments, and what came of each line.
namespace mingzhang::test {
namespace payment_test {

auto from_account(const Id& account) {
  return [=](auto& body) { body.account = account; };
}
auto with_lines(std::vector<BatchLine> lines) {
  return [=](BatchBuilt& body) {
    body.count = static_cast<std::int64_t>(lines.size());
    std::int64_t fen = 0;
    for (const BatchLine& line : lines) fen += line.amount.fen();
    body.lines.items = lines;
    body.total = *Money::of_fen(fen);
  };
}
auto line_no(std::int64_t line) {
  return [=](auto& body) { body.line = line; };
}
const auto whim = [](auto& body) { body.reason = "whim"; };
const auto cash_payee = [](PayeeSet& body) {
  body.account_tag.reset();
  body.method = PayMethod::cash;
};

TEST(Payee, IsSetByOneAndChangedByTwo) {
  AidStory story;
  story.reviewed("c1");
  const auto tagless = [](PayeeSet& body) { body.account_tag.reset(); };
  const auto cash = [](PayeeSet& body) { body.method = PayMethod::cash; };
  const auto hospital = [](PayeeSet& body) {
    body.holder = "hospital1";
    body.type = PayeeType::hospital;
  };
  expect_refused(
      story,
      {
          {"a bank without an account", payee("c1").with(tagless), Code::field_missing,
           "body.account_tag"},
          {"cash into an account", payee("c1").with(cash), Code::key_unknown, "body.account_tag"},
          {"no such case", payee("c9"), Code::case_unknown, "body.case"},
          {"another fund's", payee("c1").in("education"), Code::case_unknown, "body.case"},
          {"by the cashier", payee("c1").by("cashier"), Code::duty_missing, "actor"},
      });
  expect_allowed(story, {{"an account", payee("c1")},
                         {"cash", payee("c1").with(cash_payee)},
                         {"the hospital", payee("c1").with(hospital)}});
  story.write(payee("c1"));
  const auto other_tag = payee("c1").with([](PayeeSet& body) { body.account_tag = "a2"; });
  const auto by_two = [&](const Act<PayeeSet>& act, const Id& second) {
    return story.proposed(act, "caseworker", second);
  };
  expect_refused(
      story,
      {
          {"changed by one", other_tag, Code::proposal_needed, "body.proposal"},
          {"another holder by the bookkeeper", by_two(payee("c1").with(hospital), "bookkeeper"),
           Code::duty_missing, "actor"},
          {"the same holder in another part",
           by_two(payee("c1").with([](PayeeSet& body) { body.type = PayeeType::guardian; }),
                  "bookkeeper"),
           Code::duty_missing, "actor"},
          {"seconded by the township", by_two(other_tag, "reviewer"), Code::duty_missing, "actor"},
      });
  expect_allowed(story, {{"another account of the same holder", by_two(other_tag, "bookkeeper")},
                         {"another holder", by_two(payee("c1").with(hospital), "approver")}});
}

TEST(Payee, StandsWhileAPaymentIsUnderWay) {
  AidStory story;
  story.approved("c1");
  story.write(batch("b1", "c1"));
  EXPECT_THAT(story.refusal(story.proposed(payee("c1"), "caseworker", "bookkeeper")),
              refused(Code::payment_under_way, "body.case"));
  story.write(releasing("b1"));
  story.write(failure("b1", "c1"));
  expect_allowed(story, {{"it failed", story.proposed(payee("c1"), "caseworker", "bookkeeper")}});
}

TEST(Batch, IsRefusedWhereItDoesNotFit) {
  AidStory story;
  story.paid("c0", "b0");
  story.write(delivery("b0", "c0"));
  story.write(request("c1", "h1").with([](CaseOpened& body) { body.victim = "s.h1a"; }));
  EXPECT_THAT(story.refusal(batch("b1", "c1")), refused(Code::award_missing, "body.lines.case"));
  story.write(survey("c1"));
  story.write(review("c1"));
  story.write(approval("c1"));
  EXPECT_THAT(story.refusal(batch("b1", "c1")), refused(Code::payee_missing, "body.lines.case"));
  story.write(payee("c1"));
  const auto total = [](BatchBuilt& body) { body.total = 999_yuan; };
  expect_refused(
      story,
      {
          {"a number used before", batch("b0", "c1"), Code::exists_already, "body.batch"},
          {"no such account", batch("b1", "c1").with(from_account("none")), Code::account_unknown,
           "body.account"},
          {"another entity's", batch("b1", "c1").with(from_account("cq.bank")),
           Code::account_of_other_entity, "body.account"},
          {"government money's", batch("b1", "c1").with(from_account("treasury")),
           Code::account_source_bound, "body.account"},
          {"a warehouse", batch("b1", "c1").with(from_account("warehouse")),
           Code::account_source_bound, "body.account"},
          {"lines not counted from 1", batch("b1", "c1").with(with_lines({{1_yuan, "c1", 2}})),
           Code::key_order, "body.lines.line"},
          {"a count that differs", batch("b1", "c1").with([](BatchBuilt& b) { b.count = 2; }),
           Code::count_differs, "body.count"},
          {"a total that differs", batch("b1", "c1").with(total), Code::amount_differs,
           "body.total"},
          {"no such case", batch("b1", "c9"), Code::case_unknown, "body.lines.case"},
          {"another fund's", batch("b1", "c1").in("education"), Code::case_unknown,
           "body.lines.case"},
          {"another source than granted",
           batch("b1", "c1").with([](BatchBuilt& body) { body.source = Source::gov; }),
           Code::award_missing, "body.lines.case"},
          {"one fen more", batch("b1", "c1", 100001_fen), Code::above_award, "body.lines.amount"},
          {"one fen more in two lines",
           batch("b1", "c1").with(with_lines({{600_yuan, "c1", 1}, {40001_fen, "c1", 2}})),
           Code::above_award, "body.lines.amount"},
          {"by the bookkeeper", batch("b1", "c1").by("bookkeeper"), Code::duty_missing, "actor"},
      });
  expect_allowed(
      story, {{"all of it", batch("b1", "c1")},
              {"a part", batch("b1", "c1", 1_fen)},
              {"in two lines",
               batch("b1", "c1").with(with_lines({{600_yuan, "c1", 1}, {400_yuan, "c1", 2}}))}});
  story.write(batch("b1", "c1", 600_yuan));
  EXPECT_THAT(story.refusal(batch("b1", "c1", 1_yuan)),
              refused(Code::exists_already, "body.batch"));
  EXPECT_THAT(story.refusal(batch("b2", "c1", 40001_fen)),
              refused(Code::above_award, "body.lines.amount"));
  expect_allowed(story, {{"the rest", batch("b2", "c1", 400_yuan)}});
}

TEST(Batch, PaysLittleCash) {
  AidStory story;
  story.reviewed("c1", 2000_yuan);
  story.write(approval("c1", 2000_yuan));
  story.write(payee("c1").with(cash_payee));
  EXPECT_THAT(story.refusal(batch("b1", "c1", 100001_fen)),
              refused(Code::cash_above_limit, "body.lines.amount"));
  expect_allowed(story, {{"at the limit", batch("b1", "c1", 100000_fen)}});
  AidStory accountless = story;
  accountless.write(accountless.proposed(
      payee("c1").with(cash_payee).with([](PayeeSet& body) { body.no_account.on = true; }),
      "caseworker", "bookkeeper"));
  expect_allowed(accountless, {{"there is no account", batch("b1", "c1", 2000_yuan)}});
  story.write(story.proposed(payee("c1"), "caseworker", "bookkeeper"));
  EXPECT_THAT(story.refusal(batch("b1", "c1", 2000_yuan).with(from_account("cash"))),
              refused(Code::cash_above_limit, "body.lines.amount"))
      << "from the cash box";
  expect_allowed(story, {{"from the bank", batch("b1", "c1", 2000_yuan)}});
}

TEST(Batch, IsOfAwardsThatStand) {
  AidStory story;
  story.approved("c1");
  story.pass_days(90);
  expect_allowed(story, {{"on the last day", batch("b1", "c1")}});
  story.pass_days(1);
  EXPECT_THAT(story.refusal(batch("b1", "c1")), refused(Code::award_lapsed, "body.lines.case"));
  story.urgent("c2");
  story.write(no_ratification("c2"));
  EXPECT_THAT(story.refusal(batch("b1", "c2")), refused(Code::award_missing, "body.lines.case"));
}

TEST(Release, IsOnceByAnotherFromAnAccountThatCovers) {
  AidStory story;
  story.approved("c1");
  story.write(batch("b1", "c1"));
  EXPECT_THAT(story.refusal(releasing("b9")), refused(Code::batch_unknown, "body.batch"));
  EXPECT_THAT(story.refusal(releasing("b1").in("education")),
              refused(Code::batch_unknown, "body.batch"));
  EXPECT_THAT(story.refusal(releasing("b1").by("cashier2")), refused(Code::duty_missing, "actor"));
  AidStory poor = story;
  poor.write(moving(9001_yuan));
  EXPECT_THAT(poor.refusal(releasing("b1")), refused(Code::balance_negative, "body.batch"));
  story.write(moving(9000_yuan));
  story.write(releasing("b1"));
  EXPECT_THAT(story.refusal(releasing("b1")), refused(Code::step_not_allowed, "body.batch"));
}

TEST(Release, CountsWhatIsUnderWayFromTheSameAccount) {
  AidStory story;
  story.approved("c1");
  story.write(
      request("c2", "h1").with([](CaseOpened& body) { body.event_date = day("2026-11-11"); }));
  for (const Command& act :
       std::vector<Command>{survey("c2"), review("c2"), approval("c2"), payee("c2")}) {
    story.write(act);
  }
  story.write(batch("b1", "c1"));
  story.write(batch("b2", "c2"));
  story.write(moving(8500_yuan));
  story.write(releasing("b1"));
  EXPECT_THAT(story.refusal(releasing("b2")), refused(Code::balance_negative, "body.batch"));
  story.write(failure("b1", "c1"));
  story.write(releasing("b2"));
}

TEST(Release, LeavesOutWhatWasNotRatified) {
  AidStory story;
  story.urgent("c1");
  story.write(batch("b1", "c1"));
  story.write(no_ratification("c1"));
  EXPECT_THAT(story.refusal(releasing("b1")), refused(Code::award_missing, "body.batch"));
  story.write(failure("b1", "c1"));
  EXPECT_EQ(story.free_money(), 1000000);
}

TEST(Payment, IsWhatTheBankSaysOfTheLine) {
  AidStory story;
  story.approved("c1");
  story.write(request("c2", "h1"));
  story.write(batch("b1", "c1"));
  EXPECT_THAT(story.refusal(payment("b1", "c1")), refused(Code::step_not_allowed, "body.line"))
      << "not released";
  story.write(releasing("b1"));
  story.write(moving(1000_yuan));
  const auto on = [](std::string_view date) {
    return [=](AidPaid& body) { body.value_date = day(date); };
  };
  expect_refused(
      story,
      {
          {"tomorrow", payment("b1", "c1").with(on("2026-11-24")), Code::date_in_future,
           "body.value_date"},
          {"another book date",
           payment("b1", "c1").with([](AidPaid& body) { body.book_date = day("2026-11-21"); }),
           Code::book_date_not_allowed, "body.book_date"},
          {"no such batch", payment("b9", "c1"), Code::batch_unknown, "body.batch"},
          {"no such line", payment("b1", "c1").with(line_no(2)), Code::line_unknown, "body.line"},
          {"another case's line", payment("b1", "c2"), Code::line_unknown, "body.line"},
          {"from another account", payment("b1", "c1").with(from_account("cash")),
           Code::account_differs, "body.account"},
          {"of another source",
           payment("b1", "c1").with([](AidPaid& body) { body.source = Source::gov; }),
           Code::source_not_allowed, "body.source"},
          {"another amount", payment("b1", "c1", 999_yuan), Code::amount_differs, "body.amount"},
          {"an old page",
           payment("b1", "c1").with([](AidPaid& body) { body.seen = sha256(bytes_of("old")); }),
           Code::case_changed, "body.seen"},
          {"by the bookkeeper", payment("b1", "c1").by("bookkeeper"), Code::duty_missing, "actor"},
          {"failed on a whim", failure("b1", "c1").with(whim), Code::code_unknown, "body.reason"},
          {"returned before it was paid", sent_back("b1", "c1"), Code::step_not_allowed,
           "body.line"},
          {"signed for before it was paid", delivery("b1", "c1"), Code::step_not_allowed,
           "body.line"},
      });
  expect_allowed(story, {{"paid", payment("b1", "c1")}, {"failed", failure("b1", "c1")}});
}

TEST(Payment, NeedsTheAccountCoveredAndTheChart) {
  AidStory story;
  story.approved("c1");
  story.write(batch("b1", "c1"));
  story.write(releasing("b1"));
  AidStory poor = story;
  poor.write(moving(9001_yuan));
  // Another account has the money, and the line is of this one.
  EXPECT_THAT(poor.violations(payment("b1", "c1").with(from_account("bank"))),
              testing::ElementsAre(refused(Code::balance_negative, "body.account")));
  story.write_by_two(table(TableName::chart_map, "2026-11-01", {use_row("account_bank", "1")}),
                     "approver");
  EXPECT_THAT(story.refusal(payment("b1", "c1")), refused(Code::code_unknown, "body"));
}

TEST(Return, IsOfAPaidLine) {
  AidStory story;
  story.paid("c1", "b1");
  expect_refused(
      story,
      {
          {"on a whim", sent_back("b1", "c1").with(whim), Code::code_unknown, "body.reason"},
          {"more than was paid", sent_back("b1", "c1", 100001_fen), Code::above_award,
           "body.amount"},
          {"into government money's account", sent_back("b1", "c1").with(from_account("treasury")),
           Code::account_source_bound, "body.account"},
          {"tomorrow",
           sent_back("b1", "c1").with([](AidReturned& b) { b.value_date = day("2026-11-24"); }),
           Code::date_in_future, "body.value_date"},
          {"no such line", sent_back("b1", "c1").with(line_no(2)), Code::line_unknown, "body.line"},
          {"paid twice", payment("b1", "c1"), Code::step_not_allowed, "body.line"},
          {"failed after it was paid", failure("b1", "c1"), Code::step_not_allowed, "body.line"},
          {"signed tomorrow",
           delivery("b1", "c1").with([](AidDelivered& b) { b.date = day("2026-11-24"); }),
           Code::date_in_future, "body.date"},
          {"signed by nobody", delivery("b1", "c1").with([](AidDelivered& b) {
             b.paper = Paper{day("2026-11-23"), {}, "nobody"};
           }),
           Code::person_unknown, "body.paper.signer"},
          {"signed for before the cashier", delivery("b1", "c1").by("cashier"), Code::duty_missing,
           "actor"},
      });
  expect_allowed(story,
                 {{"a part", sent_back("b1", "c1", 1_fen)},
                  {"all", sent_back("b1", "c1")},
                  {"to another own account", sent_back("b1", "c1").with(from_account("wechat"))},
                  {"signed for", delivery("b1", "c1")}});
  story.write(delivery("b1", "c1"));
  EXPECT_THAT(story.refusal(sent_back("b1", "c1")), refused(Code::batch_unknown, "body.batch"));
}

TEST(Return, UnderAnAwardThatNoLongerStandsIsNotSentAgain) {
  AidStory story;
  story.approved("c1");
  story.pay_line("c1", "b1", 400_yuan);
  story.limit([](PolicyLimits& limits) { limits.aid_per_year_count = 2; });
  story.urgent("c2");
  story.pay_line("c2", "b2");
  story.write(no_ratification("c2"));
  story.pass_days(91);
  story.write(lapse("c1"));
  const auto cancel = [](AidReturned& body) { body.next = AfterReturn::cancel; };
  expect_refused(story,
                 {
                     {"lapsed", sent_back("b1", "c1", 400_yuan), Code::award_missing, "body.next"},
                     {"not ratified", sent_back("b2", "c2"), Code::award_missing, "body.next"},
                 });
  expect_allowed(story, {{"lapsed", sent_back("b1", "c1", 400_yuan).with(cancel)},
                         {"not ratified", sent_back("b2", "c2").with(cancel)}});
  story.write(sent_back("b2", "c2").with(cancel));
  story.write(sent_back("b1", "c1", 400_yuan).with(cancel));
  EXPECT_EQ(story.free_money(), 1000000);
  EXPECT_TRUE(story.state.aid.all().empty());
}

TEST(Return, IsBookedAsOwedOrAsLessAid) {
  AidStory story;
  const auto posted = [&] {
    std::vector<std::string> texts;
    for (const Posting& posting : story.effects.back().postings) {
      texts.push_back(posting.debit.str() + "/" + posting.credit.str() + " " +
                      std::to_string(posting.amount.fen()));
    }
    return texts;
  };
  using testing::ElementsAre;
  story.paid("c1", "b1");
  EXPECT_THAT(posted(), ElementsAre("510101/100201 100000"));
  story.write(sent_back("b1", "c1", 300_yuan));
  EXPECT_THAT(posted(), ElementsAre("100201/220901 30000"));
  story.write(sent_back("b1", "c1", 200_yuan).with([](AidReturned& body) {
    body.next = AfterReturn::cancel;
  }));
  EXPECT_THAT(posted(), ElementsAre("100201/510101 20000"));
  story.pay_line("c1", "b2", 100_yuan);
  EXPECT_THAT(posted(), ElementsAre("220901/100201 10000")) << "it was owed";
  story.pass_days(91);
  story.write(lapse("c1"));
  EXPECT_THAT(posted(), ElementsAre("220901/510101 20000"));
  EXPECT_EQ(story.state.entities.find("jinan")->held.fen(), 0);
}

}  // namespace payment_test
}  // namespace mingzhang::test
