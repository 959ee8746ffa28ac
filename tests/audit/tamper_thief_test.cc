#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/tlog/merkle.h"
#include "tests/audit/ledger_copy.h"

namespace mingzhang::test {
namespace tamper_thief_test {

using audit::Damage;
using testing::HasSubstr;

/// The checkpoints around an entry: the largest that does not cover it, the smallest that does.
struct Around {
  std::uint64_t before = 0;
  std::uint64_t after = 0;
};

Around around(LedgerCopy& copy, Seq seq) {
  Around found;
  for (const std::uint64_t size : copy.checkpoint_sizes()) {
    if (size <= seq) found.before = size;
    if (size > seq && found.after == 0) found.after = size;
  }
  return found;
}

template <class T>
void set_body(Entry& entry, T body) {
  entry.body = std::make_shared<BodyOf<T>>(std::move(body));
}

void set_amount(Entry& entry, std::int64_t fen) {
  DonationReceived body = entry.as<DonationReceived>();
  body.amount = *Money::of_fen(fen);
  set_body(entry, body);
}

TEST(RewrittenTail, WithoutTheKeyIsAlteredFromTheLastCheckpointThatIsMet) {
  for (const bool with_nodes : {false, true}) {
    LedgerCopy copy;
    const Seq seq = 400;
    const Around sizes = around(copy, seq);
    copy.rewrite([&](std::vector<Entry>& entries) { set_amount(entries[seq], 9'999); });
    if (with_nodes) copy.recompute_nodes();
    const audit::Report report = copy.verify();
    EXPECT_THAT(first_causes(report), HasSubstr("altered " + std::to_string(sizes.before) + "-" +
                                                std::to_string(sizes.after - 1) + " root\n"))
        << all_findings(report);
    EXPECT_EQ(report.trustworthy(), sizes.before);
    EXPECT_GT(report.unchecked_checkpoints, 0);
  }
}

TEST(RewrittenTail, SignedWithTheStolenKeyIsForkedFromTheCheckpointThatWasKept) {
  LedgerCopy copy;
  const std::string kept = copy.checkpoint();
  copy.rewrite([](std::vector<Entry>& entries) { set_amount(entries[400], 9'999); });
  copy.sign_again();
  copy.rebuild_rows();
  EXPECT_EQ(all_findings(copy.verify()), "");
  const audit::Report report = copy.verify({kept});
  EXPECT_EQ(first_causes(report),
            "forked 0-" + std::to_string(real_ledger().size - 1) + " kept checkpoint\n");
  EXPECT_EQ(report.trustworthy(), 0);
}

TEST(RewrittenTail, IsForkedOnlyBehindTheKeptCheckpointsThatAreStillMet) {
  LedgerCopy copy;
  const Around sizes = around(copy, 300);
  const std::string met =
      copy.text("SELECT note FROM checkpoints WHERE size=" + std::to_string(sizes.before));
  const std::string kept = copy.checkpoint();
  copy.rewrite([](std::vector<Entry>& entries) { set_amount(entries[400], 9'999); });
  copy.sign_again();
  copy.rebuild_rows();
  const audit::Report report = copy.verify({met, kept});
  EXPECT_EQ(first_causes(report), "forked " + std::to_string(sizes.before) + "-" +
                                      std::to_string(real_ledger().size - 1) +
                                      " kept checkpoint\n");
  EXPECT_EQ(report.trustworthy(), sizes.before);
}

/// What a thief who holds the key wrote against the rules.
struct Crime {
  const char* name;
  std::function<void(std::vector<Entry>&)> edit;
  std::function<Seq()> seq;  ///< Asked when the ledger is there.
  Code rule;
};

void PrintTo(const Crime& crime, std::ostream* out) { *out << crime.name; }

class BrokenRule : public testing::TestWithParam<Crime> {};

TEST_P(BrokenRule, IsFoundAtItsEntryThoughEveryHashAndSignatureIsRight) {
  const Crime& crime = GetParam();
  LedgerCopy copy;
  copy.rewrite(crime.edit);
  copy.sign_again();
  copy.rebuild_rows();
  const audit::Report report = copy.verify();
  EXPECT_EQ(report.findings.count(Damage::rule_broken), report.findings.total())
      << all_findings(report);
  EXPECT_THAT(first_causes(report),
              testing::StartsWith("rule_broken " + std::to_string(crime.seq()) + " " +
                                  std::string(code_name(crime.rule)) + "\n"))
      << all_findings(report);
  EXPECT_EQ(report.trustworthy(), copy.size());
}

std::vector<Crime> crimes() {
  constexpr Seq gift = 140;
  const auto at_gift = [] { return gift; };
  const auto at_confirmation = [] { return real_ledger().confirmed; };
  return {
      {"confirmed_by_its_collector",
       [](std::vector<Entry>& entries) { entries[real_ledger().confirmed].actor = Id("cashier"); },
       at_confirmation, Code::duty_missing},
      {"collected_by_who_confirms",
       [](std::vector<Entry>& entries) { entries[40].actor = Id("bookkeeper"); },
       [] { return Seq{40}; }, Code::duty_missing},
      {"ref_that_stands",
       [](std::vector<Entry>& entries) {
         DonationReceived body = entries[gift].as<DonationReceived>();
         body.ref = entries[gift - 50].as<DonationReceived>().ref;
         set_body(entries[gift], body);
       },
       at_gift, Code::ref_standing},
      {"donation_by_an_approver",
       [](std::vector<Entry>& entries) { entries[gift].actor = Id("approver"); }, at_gift,
       Code::duty_missing},
      {"confirmation_of_another_amount",
       [](std::vector<Entry>& entries) {
         IncomeConfirmed body = entries[real_ledger().confirmed].as<IncomeConfirmed>();
         body.amount = *Money::of_fen(body.amount.fen() + 1);
         set_body(entries[real_ledger().confirmed], body);
       },
       at_confirmation, Code::amount_differs},
      {"confirmation_of_another_count",
       [](std::vector<Entry>& entries) {
         IncomeConfirmed body = entries[real_ledger().confirmed].as<IncomeConfirmed>();
         body.count = 11;
         set_body(entries[real_ledger().confirmed], body);
       },
       at_confirmation, Code::count_differs},
      {"cancelled_what_is_confirmed",
       [](std::vector<Entry>& entries) {
         std::swap(entries[real_ledger().confirmed], entries[real_ledger().cancelled]);
         std::swap(entries[real_ledger().confirmed].time, entries[real_ledger().cancelled].time);
         IncomeCancelled body = entries[real_ledger().confirmed].as<IncomeCancelled>();
         body.income = real_ledger().first_gift;
         set_body(entries[real_ledger().confirmed], body);
       },
       at_confirmation, Code::income_unknown},
      {"unknown_fund", [](std::vector<Entry>& entries) { entries[gift].fund = Id("nowhere"); },
       at_gift, Code::fund_unknown},
  };
}

INSTANTIATE_TEST_SUITE_P(Thief, BrokenRule, testing::ValuesIn(crimes()),
                         [](const auto& one) { return one.param.name; });

TEST(BrokenTime, IsFoundAtItsEntry) {
  LedgerCopy copy;
  copy.rewrite(
      [](std::vector<Entry>& entries) { entries[300].time.ms = entries[299].time.ms - 1; });
  copy.recompute_nodes();
  copy.sign_again();
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report), "rule_broken 300 time_backwards\n") << all_findings(report);
}

TEST(FirstEntry, ThatFollowsAnotherIsFound) {
  LedgerCopy copy;
  Hash another;
  another.bytes[5] = std::byte{1};
  copy.rewrite([](std::vector<Entry>&) {}, another);
  copy.recompute_nodes();
  copy.sign_again();
  EXPECT_EQ(first_causes(copy.verify()), "rule_broken 0 prev_wrong\n");
}

TEST(MissingEntry, RewrittenWithTheKeyLeavesTheRulesToFindIt) {
  LedgerCopy copy;
  copy.rewrite([](std::vector<Entry>& entries) {
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(real_ledger().proposal));
  });
  copy.sign_again();
  copy.rebuild_rows();
  const audit::Report report = copy.verify();
  EXPECT_THAT(first_causes(report),
              HasSubstr("rule_broken " + std::to_string(real_ledger().declined - 1) +
                        " proposal_unknown\n"))
      << all_findings(report);
}

TEST(AnotherLink, SignedWithTheKeyIsFoundAtTheEntryThatItDisowns) {
  LedgerCopy copy;
  copy.rewrite([](std::vector<Entry>&) {});
  Entry last = copy.entry(copy.size() - 1);
  last.prev = {};
  const std::string bytes = encode(last);
  copy.put_bytes(last.seq, bytes);
  copy.put_leaf(last.seq, tlog::leaf_hash(bytes_of(bytes)));
  copy.sign_again();
  const audit::Report report = copy.verify();
  EXPECT_THAT(first_causes(report), HasSubstr("altered " + std::to_string(last.seq - 1)))
      << all_findings(report);
}

}  // namespace tamper_thief_test
}  // namespace mingzhang::test
