#include <random>
#include <set>

#include "tests/ledger/trace_desk.h"
#include "tests/ledger/trace_oracle.h"

/// Whatever an office does, every fen is followed to where it is and back to whose it was.
namespace mingzhang::test {
namespace trace_property_test {

constexpr int kActs = 600;
constexpr std::int64_t kDayMs = 86'400'000;

/// An office that does what it likes; what the rules refuse is not done.
class WildOffice {
 public:
  explicit WildOffice(unsigned seed) : dice_(seed) {
    desk_.lenient = true;
    for (int i = 0; i < 4; ++i) give();
  }
  TraceDesk& run() {
    for (int i = 0; i < kActs; ++i) act();
    return desk_;
  }

 private:
  struct Given {
    Seq seq;
    std::int64_t fen;
  };
  struct Aided {
    Id id;
    Id fund;
    std::int64_t fen;
  };
  struct Line {
    Aided of;
    Id batch;
    Source source;
    std::int64_t fen;
  };

  std::int64_t roll(std::int64_t below) {
    return static_cast<std::int64_t>(dice_() % static_cast<std::uint64_t>(below));
  }
  Money fen_up_to(std::int64_t most) { return *Money::of_fen(1 + roll(most)); }
  template <class T>
  const T& any(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(roll(static_cast<std::int64_t>(all.size())))];
  }
  Purpose purpose() {
    const std::vector<Purpose> all{
        {}, {}, village_purpose(), cause_purpose(), {Id("370113"), PurposeType::county}};
    return any(all);
  }
  Id name(const char* prefix) { return Id(prefix + std::to_string(++names_)); }

  void act() {
    const std::int64_t dice = roll(100);
    if (dice < 22) return give();
    if (dice < 40) return approve();
    if (dice < 62) return pay();
    if (dice < 78) return send_back();
    if (dice < 81) return sign();
    if (dice < 92) return correct();
    if (dice < 97) return transfer();
    if (dice < 99) return refuse_urgent();
    desk_.clock.pass_ms(30 * kDayMs);
  }

  void give() {
    const Money amount = fen_up_to(160);
    const std::int64_t dice = roll(10);
    if (dice == 0) {
      desk_.injection_of(amount);
    } else if (dice == 1) {
      const Seq seq = desk_.put(donation(amount));
      if (roll(2) == 0) desk_.put(cancellation(seq));
    } else if (dice < 5) {
      give_some();
    } else {
      const Seq seq = desk_.gift(amount, purpose());
      gifts_.push_back({seq, amount.fen()});
    }
  }
  /// Confirmed at once, but for one at times that is confirmed later: runs of inflows.
  void give_some() {
    const std::size_t before = gifts_.size();
    std::int64_t count = 1 + roll(7);
    std::int64_t fen = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const Purpose wanted = roll(4) == 0 ? purpose() : Purpose();
      const Money amount = fen_up_to(60);
      const Seq seq =
          desk_.put(donation(amount).with([&](DonationReceived& body) { body.purpose = wanted; }));
      gifts_.push_back({seq, amount.fen()});
      fen += amount.fen();
    }
    const Seq first = gifts_[before].seq;
    const Seq last = gifts_.back().seq;
    const Given later = gifts_[before + static_cast<std::size_t>(roll(count))];
    const bool all = count == 1 || roll(3) == 0;
    if (!all) {
      --count;
      fen -= later.fen;
    }
    desk_.put(
        confirmation(first, last, count, *Money::of_fen(fen)).with([&](IncomeConfirmed& body) {
          if (!all) body.except = {{later.seq}};
        }));
    if (!all) desk_.confirm(later.seq, *Money::of_fen(later.fen));
  }
  void approve() {
    const Money amount = fen_up_to(200);
    const Aided aided{name("c"), roll(5) == 0 ? "changqing" : "jinan", amount.fen()};
    if (aided.fund == Id("jinan") && roll(4) == 0) {
      desk_.approved_at_once(aided.id, amount);
      urgent_.push_back(aided.id);
    } else {
      desk_.approved(aided.id, amount, aided.fund);
    }
    cases_.push_back(aided);
  }
  void pay() {
    if (cases_.empty()) return;
    const Aided aided = any(cases_);
    const Source source = roll(6) == 0 ? Source::gov : Source::donation;
    const Money amount = roll(2) == 0 ? *Money::of_fen(aided.fen) : fen_up_to(aided.fen);
    const Id batch = name("b");
    if (desk_.pay(aided.id, batch, amount, aided.fund, source) != 0) {
      lines_.push_back({aided, batch, source, amount.fen()});
    }
  }
  void send_back() {
    if (lines_.empty()) return;
    const Line line = lines_.size() > 4 && roll(2) == 0 ? lines_.back() : any(lines_);
    const AfterReturn next = roll(3) == 0 ? AfterReturn::cancel : AfterReturn::resend;
    const Money amount = roll(2) == 0 ? *Money::of_fen(line.fen) : fen_up_to(line.fen);
    const Seq seq = desk_.back(line.of.id, line.batch, amount, next, line.of.fund, line.source);
    // What came back is soon paid again, in part.
    if (seq == 0 || roll(3) == 0) return;
    const Id batch = name("b");
    const Money again = fen_up_to(amount.fen());
    if (desk_.pay(line.of.id, batch, again, line.of.fund, line.source) != 0) {
      lines_.push_back({line.of, batch, line.source, again.fen()});
    }
  }
  void sign() {
    if (lines_.empty()) return;
    const Line& line = any(lines_);
    if (line.of.fund == Id("jinan")) desk_.put(delivery(line.batch, line.of.id));
  }
  void correct() {
    if (gifts_.empty()) return;
    const Given given = roll(2) == 0 ? gifts_.back() : any(gifts_);
    const std::int64_t dice = roll(4);
    if (dice == 0) {
      desk_.reverse(given.seq);
    } else if (dice == 1) {
      desk_.refund(given.seq, fen_up_to(given.fen));
    } else {
      desk_.change_purpose(given.seq, fen_up_to(given.fen), purpose());
    }
  }
  void transfer() {
    const Money amount = fen_up_to(120);
    const Seq sent = desk_.send(amount);
    if (sent == 0 || roll(5) == 0) return;
    const Seq received = desk_.receive(sent, amount);
    if (received != 0 && roll(5) != 0) desk_.confirm(received, amount, "changqing");
  }
  /// Urgent aid is not ratified: what the bank sent back goes back to its pools.
  void refuse_urgent() {
    if (urgent_.empty()) return;
    CaseRatified body;
    body.id = any(urgent_);
    body.outcome = Ratification::not_ratified;
    body.reason = "not_agreed";
    desk_.put(Act<CaseRatified>("approver", "jinan", body));
  }

  std::mt19937_64 dice_;
  TraceDesk desk_;
  std::vector<Given> gifts_;
  std::vector<Aided> cases_;
  std::vector<Line> lines_;
  std::vector<Id> urgent_;
  int names_ = 0;
};

std::vector<FenEnd> fen_of(const std::vector<Hop>& hops) {
  std::vector<FenEnd> all;
  for (const Hop* const leaf : leaves_of(hops)) {
    for (std::int64_t at = leaf->place.start; at < leaf->place.end; ++at) {
      all.push_back(
          {std::string(name_of(leaf->became)), leaf->entry.value_or(0), {leaf->place.pool, at}});
    }
  }
  return all;
}

std::int64_t amount_of(const Entry& entry) {
  if (const auto income = income_view(entry)) return income->amount.fen();
  return entry.as<AidPaid>().amount.fen();
}

/// A fen of a gift and the fen with which it was paid, and by what.
using Pair = std::pair<FenEnd, FenEnd>;

class WildHistory : public testing::TestWithParam<unsigned> {
 protected:
  void SetUp() override {
    rows_ = office_.run().rows();
    oracle_ = std::make_unique<TraceOracle>(*rows_);
    tracer_ = std::make_unique<Tracer>(*rows_);
  }

  void note(const std::vector<Hop>& hops) {
    for (const Hop& hop : hops) {
      became_.insert(std::string(name_of(hop.became)));
      if (hop.kind != nullptr && !hop.hops.empty()) through_.insert(std::string(hop.kind->name));
      note(hop.hops);
    }
  }
  const Trace* trace_of(const std::vector<Trace>& traces, Way way) {
    for (const Trace& trace : traces) {
      if (trace.way != way) continue;
      EXPECT_TRUE(trace.holds()) << trace_text(trace);
      note(trace.hops);
      return &trace;
    }
    ADD_FAILURE() << "no trace";
    return nullptr;
  }

  /// Follows an income; its fen are where the oracle finds them, and none is missing.
  void check_forward(const Entry& income, std::set<Pair>& pairs) {
    const std::vector<Trace> traces = tracer_->follow(income.seq);
    const Trace* const trace = trace_of(traces, Way::forward);
    ASSERT_NE(trace, nullptr);
    const std::vector<FenEnd> found = fen_of(trace->hops);
    ASSERT_EQ(static_cast<std::int64_t>(found.size()), amount_of(income));
    const std::vector<Fen> came = oracle_->fen_of_income(income.seq);
    if (came.empty()) return;
    std::vector<FenEnd> wanted;
    for (const Fen& fen : came) wanted.push_back(oracle_->forward(fen));
    ASSERT_EQ(found, wanted) << trace_text(*trace);
    const bool given = traces.size() == 1;
    for (std::size_t i = 0; given && i < came.size(); ++i) {
      const bool with_case = found[i].became == "paid" || found[i].became == "held";
      if (with_case) pairs.insert({{"", income.seq, came[i]}, {"", found[i].entry, found[i].fen}});
    }
  }
  void check_back(const Entry& payment, std::set<Pair>& pairs) {
    const std::vector<Trace> traces = tracer_->follow(payment.seq);
    const Trace* const trace = trace_of(traces, Way::back);
    ASSERT_NE(trace, nullptr);
    const std::vector<FenEnd> found = fen_of(trace->hops);
    ASSERT_EQ(static_cast<std::int64_t>(found.size()), amount_of(payment));
    const std::vector<Fen>& taken = oracle_->taken_by(payment.seq);
    for (std::size_t i = 0; i < taken.size(); ++i) {
      ASSERT_EQ(found[i], oracle_->back(taken[i])) << trace_text(*trace);
      if (oracle_->owner(taken[i]) != payment.seq) continue;
      pairs.insert({{"", found[i].entry, found[i].fen}, {"", payment.seq, taken[i]}});
    }
  }

  void check_case(const Id& id) {
    const Trace trace = tracer_->follow_case(id);
    EXPECT_TRUE(trace.holds()) << trace_text(trace);
  }

  WildOffice office_{GetParam()};
  std::unique_ptr<store::Rows> rows_;
  std::unique_ptr<TraceOracle> oracle_;
  std::unique_ptr<Tracer> tracer_;
  std::set<std::string> became_;
  std::set<std::string> through_;
};

TEST_P(WildHistory, IsFollowedFenByFenBothWays) {
  std::set<Pair> forward;
  std::set<Pair> back;
  for (const auto& [seq, entry] : oracle_->entries()) {
    if (income_view(entry)) check_forward(entry, forward);
    if (entry.kind == &kinds::aid_paid()) check_back(entry, back);
    if (entry.kind == &kinds::case_opened()) check_case(entry.as<CaseOpened>().id);
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(forward, back);
  EXPECT_GT(back.size(), 500U);
  for (const char* const way : {"paid", "held", "moved", "transferred", "in_transit", "refunded"}) {
    EXPECT_TRUE(became_.contains(way)) << way;
  }
  for (const char* const kind :
       {"aid.returned", "case.lapsed", "purpose.changed", "transfer.sent"}) {
    EXPECT_TRUE(through_.contains(kind)) << kind;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, WildHistory, testing::Range(1U, 4U));

}  // namespace trace_property_test
}  // namespace mingzhang::test
