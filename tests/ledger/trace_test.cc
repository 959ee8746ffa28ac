#include <fmt/format.h>

#include "tests/ledger/trace_desk.h"

/// Money followed through real ledgers: what an auditor is told of each thing that can happen.
namespace mingzhang::test {
namespace trace_test {

std::vector<Trace> follow(const Desk& desk, Seq seq) {
  const auto rows = desk.rows();
  return Tracer(*rows).follow(seq);
}

/// Expects one trace that holds; gives its text.
std::string only_trace(const Desk& desk, Seq seq, Way way) {
  for (const Trace& trace : follow(desk, seq)) {
    if (trace.way != way) continue;
    EXPECT_TRUE(trace.holds()) << trace_text(trace);
    return trace_text(trace);
  }
  return "no such trace";
}
std::string forward(const Desk& desk, Seq seq) { return only_trace(desk, seq, Way::forward); }
std::string back(const Desk& desk, Seq seq) { return only_trace(desk, seq, Way::back); }

std::string case_text(const Desk& desk, const Id& id) {
  const auto rows = desk.rows();
  const Trace trace = Tracer(*rows).follow_case(id);
  EXPECT_TRUE(trace.holds()) << trace_text(trace);
  return trace_text(trace);
}

TEST(Trace, LeadsFromAGiftToEachPaymentThatHasAPartOfIt) {
  TraceDesk desk;
  const Seq first = desk.gift(100_yuan);
  const Seq second = desk.gift(250_yuan);
  desk.approved("c1", 150_yuan);
  desk.approved("c2", 120_yuan);
  const Seq paid1 = desk.pay("c1", "b1", 150_yuan);
  const Seq paid2 = desk.pay("c2", "b2", 120_yuan);
  desk.written(delivery("b1", "c1"));
  EXPECT_EQ(forward(desk, first), fmt::format("10000 paid by {} c1 delivered\n", paid1));
  EXPECT_EQ(forward(desk, second),
            fmt::format("5000 paid by {} c1 delivered\n12000 paid by {} c2\n8000 unspent\n", paid1,
                        paid2));
}

TEST(Trace, LeadsFromAPaymentBackToItsGifts) {
  TraceDesk desk;
  const Seq first = desk.gift(100_yuan);
  const Seq second = desk.gift(250_yuan);
  desk.approved("c1", 150_yuan);
  const Seq paid = desk.pay("c1", "b1", 150_yuan);
  EXPECT_EQ(back(desk, paid), fmt::format("10000 given by {}\n5000 given by {}\n", first, second));
  EXPECT_EQ(case_text(desk, "c1"),
            fmt::format("15000 paid by {} c1\n  10000 given by {}\n  5000 given by {}\n", paid,
                        first, second));
}

TEST(Trace, TellsTheDonorHowManyHelpedHowMany) {
  TraceDesk desk;
  desk.gift(100_yuan);
  const Seq second = desk.gift(250_yuan);
  desk.gift(70_yuan);
  desk.approved("c1", 150_yuan);
  desk.approved("c2", 220_yuan);
  desk.pay("c1", "b1", 150_yuan);
  desk.pay("c2", "b2", 220_yuan);
  const auto rows = desk.rows();
  Tracer tracer(*rows);
  const Company company = tracer.company(tracer.follow(second).front(), second);
  EXPECT_EQ(company.households, 2U);
  EXPECT_EQ(company.other_gifts, 2U);
}

TEST(Trace, SaysThatMoneySentBackIsHeldForItsHousehold) {
  TraceDesk desk;
  const Seq gift = desk.gift(300_yuan);
  desk.approved("c1", 200_yuan);
  const Seq paid = desk.pay("c1", "b1", 200_yuan);
  desk.back("c1", "b1", 50_yuan, AfterReturn::resend);
  EXPECT_EQ(forward(desk, gift), fmt::format("15000 paid by {0} c1\n5000 held by {0} c1\n"
                                             "10000 unspent\n",
                                             paid));
  EXPECT_EQ(case_text(desk, "c1"),
            fmt::format("15000 paid by {} c1\n  15000 given by {}\n", paid, gift));
}

TEST(Trace, FollowsMoneyThatIsSentAgainInParts) {
  TraceDesk desk;
  const Seq gift = desk.gift(300_yuan);
  desk.approved("c1", 200_yuan);
  const Seq first = desk.pay("c1", "b1", 200_yuan);
  desk.back("c1", "b1", 80_yuan, AfterReturn::resend);
  const Seq second = desk.pay("c1", "b2", 30_yuan);
  EXPECT_EQ(forward(desk, gift), fmt::format("12000 paid by {0} c1\n3000 paid by {1} c1\n"
                                             "5000 held by {0} c1\n10000 unspent\n",
                                             first, second));
  const Seq third = desk.pay("c1", "b3", 50_yuan);
  EXPECT_EQ(forward(desk, gift), fmt::format("12000 paid by {} c1\n3000 paid by {} c1\n"
                                             "5000 paid by {} c1\n10000 unspent\n",
                                             first, second, third));
  EXPECT_EQ(back(desk, third), fmt::format("5000 given by {}\n", gift));
}

TEST(Trace, KnowsWhichOfTwoPurposesCameBackFirst) {
  TraceDesk desk;
  // The pool of no purpose is opened first; a payment takes the village's money first all the same.
  const Seq open = desk.gift(100_yuan);
  const Seq village = desk.gift(60_yuan, village_purpose());
  desk.approved("c1", 100_yuan);
  const Seq paid = desk.pay("c1", "b1", 100_yuan);
  desk.back("c1", "b1", 50_yuan, AfterReturn::resend);
  EXPECT_EQ(forward(desk, village),
            fmt::format("5000 paid by {0} c1\n1000 held by {0} c1\n", paid));
  EXPECT_EQ(forward(desk, open), fmt::format("4000 held by {} c1\n6000 unspent\n", paid));
}

TEST(Trace, FollowsMoneyOfACancelledAwardIntoItsPoolAgain) {
  TraceDesk desk;
  const Seq gift = desk.gift(100_yuan);
  desk.approved("c1", 100_yuan);
  const Seq first = desk.pay("c1", "b1", 100_yuan);
  const Seq cancel = desk.back("c1", "b1", 40_yuan, AfterReturn::cancel);
  const Seq late = desk.gift(10_yuan);
  desk.approved("c2", 45_yuan);
  const Seq second = desk.pay("c2", "b2", 45_yuan);
  EXPECT_EQ(forward(desk, gift), fmt::format("6000 paid by {} c1\n4000 moved by {}\n"
                                             "  4000 paid by {} c2\n",
                                             first, cancel, second));
  EXPECT_EQ(back(desk, second), fmt::format("4000 moved by {}\n  4000 given by {}\n"
                                            "500 given by {}\n",
                                            cancel, gift, late));
  EXPECT_EQ(forward(desk, cancel), fmt::format("4000 paid by {} c2\n", second));
  EXPECT_EQ(back(desk, cancel), fmt::format("4000 given by {}\n", gift));
}

TEST(Trace, FollowsHeldMoneyOfACaseThatLapses) {
  TraceDesk desk;
  const Seq gift = desk.gift(100_yuan);
  desk.approved("c1", 100_yuan);
  const Seq paid = desk.pay("c1", "b1", 100_yuan);
  desk.back("c1", "b1", 40_yuan, AfterReturn::resend);
  desk.clock.pass_ms(std::int64_t{92} * 86'400'000);
  const Seq late = desk.gift(1_yuan);
  const std::string text = forward(desk, gift);
  ASSERT_THAT(text, testing::HasSubstr("4000 moved by"));
  const Seq lapsed = late - 1;
  EXPECT_EQ(text,
            fmt::format("6000 paid by {} c1\n4000 moved by {}\n  4000 unspent\n", paid, lapsed));
}

TEST(Trace, FollowsAGiftThatGetsAnotherPurpose) {
  TraceDesk desk;
  desk.gift(20_yuan);
  const Seq gift = desk.gift(100_yuan);
  const Seq change = desk.change_purpose(gift, 30_yuan, village_purpose());
  desk.approved("c1", 70_yuan);
  const Seq paid = desk.pay("c1", "b1", 70_yuan);
  EXPECT_EQ(forward(desk, gift), fmt::format("2000 paid by {0} c1\n5000 unspent\n"
                                             "3000 moved by {1}\n  3000 paid by {0} c1\n",
                                             paid, change));
  EXPECT_THAT(back(desk, paid), testing::HasSubstr(fmt::format(
                                    "3000 moved by {}\n  3000 given by {}\n", change, gift)));
}

TEST(Trace, SeparatesARefundFromWhatOtherGiftsLentToIt) {
  TraceDesk desk;
  const Seq first = desk.gift(100_yuan);
  const Seq second = desk.gift(100_yuan);
  desk.approved("c1", 80_yuan);
  const Seq paid = desk.pay("c1", "b1", 80_yuan);
  const Seq refund = desk.refund(first, 50_yuan);
  EXPECT_EQ(forward(desk, first),
            fmt::format("8000 paid by {} c1\n2000 refunded by {}\n", paid, refund));
  EXPECT_EQ(forward(desk, second), fmt::format("3000 lent_refund by {}\n7000 unspent\n", refund));
  EXPECT_EQ(back(desk, refund), fmt::format("2000 given by {}\n3000 given by {}\n", first, second));
}

TEST(Trace, EndsWhereAnIncomeWasReversed) {
  TraceDesk desk;
  desk.gift(10_yuan);
  const Seq wrong = desk.gift(100_yuan);
  const Seq right = desk.gift(200_yuan);
  const Seq reversed = desk.reverse(wrong);
  desk.approved("c1", 60_yuan);
  const Seq paid = desk.pay("c1", "b1", 60_yuan);
  EXPECT_EQ(forward(desk, wrong), fmt::format("10000 reversed by {}\n", reversed));
  EXPECT_EQ(forward(desk, right), fmt::format("5000 paid by {} c1\n15000 unspent\n", paid));
}

TEST(Trace, LeadsThroughATransferToTheCounty) {
  TraceDesk desk;
  const Seq first = desk.gift(60_yuan);
  const Seq second = desk.gift(60_yuan);
  const Seq sent = desk.send(100_yuan);
  EXPECT_EQ(forward(desk, first), fmt::format("6000 in_transit by {}\n", sent));
  const Seq received = desk.receive(sent, 100_yuan);
  EXPECT_EQ(forward(desk, sent), fmt::format("10000 in_transit by {}\n", sent));
  desk.confirm(received, 100_yuan, "changqing");
  desk.approved("c9", 80_yuan, "changqing");
  const Seq paid = desk.pay("c9", "b9", 80_yuan, "changqing");
  EXPECT_EQ(forward(desk, first),
            fmt::format("6000 transferred by {}\n  6000 paid by {} c9\n", sent, paid));
  EXPECT_EQ(forward(desk, second), fmt::format("4000 transferred by {}\n  2000 paid by {} c9\n"
                                               "  2000 unspent\n2000 unspent\n",
                                               sent, paid));
  EXPECT_EQ(back(desk, paid), fmt::format("8000 transferred by {}\n  6000 given by {}\n"
                                          "  2000 given by {}\n",
                                          received, first, second));
  EXPECT_EQ(back(desk, received),
            fmt::format("6000 given by {}\n4000 given by {}\n", first, second));
}

TEST(Trace, SpendsAVillageGiftInItsVillage) {
  TraceDesk desk;
  const Seq open = desk.gift(100_yuan);
  const Seq village = desk.gift(100_yuan, village_purpose());
  desk.approved("c1", 120_yuan);
  const Seq paid = desk.pay("c1", "b1", 120_yuan);
  EXPECT_EQ(forward(desk, village), fmt::format("10000 paid by {} c1\n", paid));
  EXPECT_EQ(forward(desk, open), fmt::format("2000 paid by {} c1\n8000 unspent\n", paid));
}

TEST(Trace, KnowsIncomeThatIsNotConfirmedFromIncomeThatNeverWillBe) {
  TraceDesk desk;
  const Seq waiting = desk.written(donation(5_yuan));
  const Seq dropped = desk.written(donation(6_yuan));
  const Seq cancel = desk.written(cancellation(dropped));
  EXPECT_EQ(forward(desk, waiting), fmt::format("500 unconfirmed by {}\n", waiting));
  EXPECT_EQ(forward(desk, dropped), fmt::format("600 cancelled by {}\n", cancel));
}

TEST(Trace, FindsAGiftByItsRegisterNumber) {
  TraceDesk desk;
  const Seq first = desk.gift(1_yuan);
  const Seq second = desk.written(donation(2_yuan));
  const Seq third = desk.written(donation(3_yuan));
  const auto rows = desk.rows();
  Tracer tracer(*rows);
  EXPECT_EQ(tracer.gift("jinan", 2026, 1), first);
  EXPECT_EQ(tracer.gift("jinan", 2026, 2), second);
  EXPECT_EQ(tracer.gift("jinan", 2026, 3), third);
  EXPECT_EQ(tracer.gift("jinan", 2026, 4), std::nullopt);
  EXPECT_EQ(tracer.gift("jinan", 2026, 0), std::nullopt);
  EXPECT_EQ(tracer.gift("jinan", 2025, 1), std::nullopt);
  EXPECT_EQ(tracer.gift("nowhere", 2026, 1), std::nullopt);
}

TEST(Trace, HasNothingToSayOfAnEntryThatMovesNoMoney) {
  TraceDesk desk;
  EXPECT_TRUE(follow(desk, 0).empty());
}

/// What a stranger does to the rows, and the row that the trace names.
struct Forgery {
  std::string sql;
  std::string named;
};

void PrintTo(const Forgery& forgery, std::ostream* out) { *out << forgery.sql; }

class TraceOfForgedRows : public testing::TestWithParam<Forgery> {};

TEST_P(TraceOfForgedRows, NamesTheRow) {
  TraceDesk desk;
  const Seq first = desk.gift(40_yuan);
  const Seq second = desk.gift(60_yuan);
  desk.approved("c1", 70_yuan);
  const Seq paid = desk.pay("c1", "b1", 70_yuan);
  desk.back("c1", "b1", 20_yuan, AfterReturn::cancel);
  desk.close();
  forge(desk.database(), GetParam().sql);
  std::string damages;
  for (const Seq seq : {first, second, paid}) {
    for (const Trace& trace : follow(desk, seq)) {
      for (const RowDamage& damage : trace.damages) damages += damage.row + "\n";
    }
  }
  EXPECT_THAT(damages, testing::HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TraceOfForgedRows,
    testing::Values(
        Forgery{"DELETE FROM index_outflows WHERE start=0", "outflows(0,0,"},
        Forgery{"DELETE FROM index_outflows; DELETE FROM index_taken", "outflows(0,0,"},
        Forgery{"UPDATE index_outflows SET \"end\"=\"end\"-1 WHERE start=0;"
                "UPDATE index_taken SET \"end\"=\"end\"-1 WHERE start=0",
                "entry "},
        Forgery{"DELETE FROM index_inflows WHERE start=4000;"
                "DELETE FROM index_income WHERE start=4000",
                "inflows(0,4000"},
        Forgery{"UPDATE index_inflows SET start=10001 WHERE start=10000;"
                "UPDATE index_income SET start=10001 WHERE start=10000",
                "inflows(0,10000"},
        Forgery{"DELETE FROM index_taken", "outflows(0,0,"},
        Forgery{"UPDATE index_taken SET \"end\"=\"end\"+1 WHERE start=0", "taken("},
        Forgery{"UPDATE index_outflows SET \"end\"=\"end\"+1 WHERE start=0", "outflows(0,0,"},
        Forgery{"DELETE FROM index_inflows", "inflows(0,"},
        Forgery{"DELETE FROM index_income WHERE start=0", "income("},
        Forgery{"UPDATE index_income SET start=1 WHERE start=0", "inflows(0,1"},
        Forgery{"UPDATE index_inflows SET start=9223372036854775807 WHERE start=0", "inflows(0,"},
        Forgery{"UPDATE index_inflows SET by=999 WHERE start=0", "inflows(0,0,"},
        Forgery{"DELETE FROM state WHERE key LIKE 'pool/%'", "state pool/"},
        Forgery{"UPDATE state SET value='{}' WHERE key LIKE 'pool/%'", "state pool/"},
        Forgery{"DELETE FROM entries WHERE CAST(bytes AS TEXT) LIKE '%donation.received%'",
                "entry "}));

}  // namespace trace_test
}  // namespace mingzhang::test
