#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/decision.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/transfer.h"
#include "tests/audit/ledger_copy.h"

/// What a thief who holds the key writes about aid, behind the last entry of a real ledger: every
/// hash and signature is right, and each is found by the rule that it breaks.
namespace mingzhang::test {
namespace tamper_aid_test {

using audit::Damage;

/// Ten small gifts of the real ledger are confirmed: this much is free.
constexpr std::int64_t kFreeFen = 1024;
constexpr std::int64_t kDayMs = 86'400'000;

/// Adds entries as the office would, one after the other.
class Forger {
 public:
  explicit Forger(std::vector<Entry>& entries) : entries_(entries) {}

  template <class T>
  Seq add(const Kind& kind, const Id& actor, T body, const Id& fund = "jinan") {
    Entry entry;
    static_cast<Command&>(entry) = make_command(kind, actor, fund, std::move(body));
    entry.salt = entries_.back().salt;
    entry.time = {entries_.back().time.ms + pause_ms_};
    entry.seq = entries_.size();
    entries_.push_back(entry);
    pause_ms_ = 0;
    return entry.seq;
  }
  void wait_days(std::int64_t days) { pause_ms_ = days * kDayMs; }
  Date today() const { return entries_.back().time.date(480); }

  void register_household(const Id& id, const Id& village) {
    HouseholdRegistered body;
    body.household = id;
    body.members.items = {{std::nullopt, "m1", "head", std::nullopt}};
    body.village = village;
    add(kinds::household_registered(), "caseworker", body);
  }
  /// A confirmed gift of 50.00 yuan for one village.
  void give_to_village() {
    DonationReceived gift;
    gift.account = "qrpos1";
    gift.amount = 5000_fen;
    gift.book_date = gift.value_date = today();
    gift.purpose = {Id("370126001001"), PurposeType::village};
    const Seq seq = add(kinds::donation_received(), "cashier", gift);
    IncomeConfirmed confirmed;
    confirmed.amount = gift.amount;
    confirmed.count = 1;
    confirmed.first = confirmed.last = seq;
    add(kinds::income_confirmed(), "bookkeeper", confirmed);
  }
  /// A case up to the township's opinion.
  void request(const Id& id, const Id& household) {
    CaseOpened opened;
    opened.amount_asked = 100_fen;
    opened.id = id;
    opened.cause = "accident";
    opened.event_date = today();
    opened.household = household;
    add(kinds::case_opened(), "caseworker", opened);
    CaseSurveyed surveyed;
    surveyed.id = id;
    surveyed.date = today();
    surveyed.income = 0;
    surveyed.surveyors.items = {"caseworker", "reviewer"};
    add(kinds::case_surveyed(), "caseworker", surveyed);
    CaseReviewed reviewed;
    reviewed.amount = 100_fen;
    reviewed.id = id;
    add(kinds::case_reviewed(), "reviewer", reviewed);
  }
  Seq approve(const Id& id, std::int64_t fen, const Id& by = "approver") {
    CaseApproved body;
    body.amount = *Money::of_fen(fen);
    body.id = id;
    body.sources.emplace().items = {{body.amount, Source::donation}};
    body.valid_until = today().plus_days(90);
    return add(kinds::case_approved(), by, body);
  }
  void set_payee(const Id& id) {
    PayeeSet body;
    body.account_tag = "a1";
    body.holder = "m1";
    body.id = id;
    body.relation = "self";
    add(kinds::payee_set(), "caseworker", body);
  }
  Seq build(const Id& id, Source source = Source::donation) {
    BatchBuilt body;
    body.account = source == Source::gov ? "treasury1" : "qrpos1";
    body.batch = "b1";
    body.lines.items = {{100_fen, id, 1}};
    body.source = source;
    body.total = 100_fen;
    return add(kinds::batch_built(), "cashier", body);
  }
  void release() { add(kinds::batch_released(), "bookkeeper", BatchReleased{"b1", std::nullopt}); }
  Seq pay(const Id& id) {
    AidPaid body;
    body.account = "qrpos1";
    body.amount = 100_fen;
    body.batch = "b1";
    body.book_date = body.value_date = today();
    body.id = id;
    return add(kinds::aid_paid(), "cashier", body);
  }
  /// A household with an approved case of one yuan.
  void approved() {
    register_household("h1", "370126001001");
    request("c1", "h1");
    approve("c1", 100);
    set_payee("c1");
  }

 private:
  std::vector<Entry>& entries_;
  std::int64_t pause_ms_ = 0;
};

struct AidCrime {
  const char* name;
  std::function<Seq(Forger&)> commit;  ///< Returns the entry that breaks the rule.
  Code rule;
};
void PrintTo(const AidCrime& crime, std::ostream* out) { *out << crime.name; }

class AidThief : public testing::TestWithParam<AidCrime> {};

TEST_P(AidThief, IsFoundByTheRuleThatIsBroken) {
  const AidCrime& crime = GetParam();
  LedgerCopy copy;
  Seq seq = 0;
  copy.rewrite([&](std::vector<Entry>& entries) {
    Forger forger(entries);
    seq = crime.commit(forger);
  });
  copy.sign_again();
  copy.rebuild_rows();
  const audit::Report report = copy.verify();
  EXPECT_EQ(report.findings.count(Damage::rule_broken), report.findings.total())
      << all_findings(report);
  EXPECT_THAT(first_causes(report), testing::StartsWith("rule_broken " + std::to_string(seq) + " " +
                                                        std::string(code_name(crime.rule)) + "\n"))
      << all_findings(report);
}

TEST(AidOffice, WhoKeepsTheRulesIsNotAccused) {
  LedgerCopy copy;
  copy.rewrite([](std::vector<Entry>& entries) {
    Forger forger(entries);
    forger.approved();
    forger.build("c1");
    forger.release();
    forger.pay("c1");
  });
  copy.sign_again();
  copy.rebuild_rows();
  EXPECT_EQ(all_findings(copy.verify()), "");
}

std::vector<AidCrime> aid_crimes() {
  return {
      {"approved_without_request", [](Forger& forger) { return forger.approve("c9", 100); },
       Code::case_unknown},
      {"paid_twice",
       [](Forger& forger) {
         forger.approved();
         forger.build("c1");
         forger.release();
         forger.pay("c1");
         return forger.pay("c1");
       },
       Code::step_not_allowed},
      {"paid_after_lapse",
       [](Forger& forger) {
         forger.approved();
         forger.wait_days(91);
         forger.add(kinds::case_lapsed(), kSystemActor, CaseLapsed{"c1", "award_expired"});
         return forger.build("c1");
       },
       Code::case_unknown},
      {"spent_what_nobody_confirmed",
       [](Forger& forger) {
         forger.register_household("h1", "370126001001");
         forger.request("c1", "h1");
         return forger.approve("c1", kFreeFen + 1);
       },
       Code::money_not_free},
      {"spent_a_villages_gift_elsewhere",
       [](Forger& forger) {
         forger.give_to_village();
         forger.register_household("h2", "370126001002");
         forger.request("c2", "h2");
         return forger.approve("c2", kFreeFen + 1);
       },
       Code::money_not_free},
      {"mixed_sources",
       [](Forger& forger) {
         forger.approved();
         return forger.build("c1", Source::gov);
       },
       Code::award_missing},
      {"released_by_who_built",
       [](Forger& forger) {
         forger.approved();
         forger.build("c1");
         return forger.add(kinds::batch_released(), "cashier", BatchReleased{"b1", std::nullopt});
       },
       Code::duty_missing},
      {"approved_by_who_surveyed",
       [](Forger& forger) {
         forger.register_household("h1", "370126001001");
         forger.request("c1", "h1");
         return forger.approve("c1", 100, "reviewer");
       },
       Code::same_person},
  };
}

INSTANTIATE_TEST_SUITE_P(Crime, AidThief, testing::ValuesIn(aid_crimes()),
                         [](const auto& one) { return one.param.name; });

}  // namespace tamper_aid_test
}  // namespace mingzhang::test
