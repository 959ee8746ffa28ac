#include "tests/bench/year.h"

#include "api/acts/office.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/people.h"
#include "ledger/fund/kinds/proposal.h"
#include "ledger/fund/kinds/transfer.h"
#include "ledger/store/sqlite_store.h"
#include "tests/bench/office.h"
#include "tests/bench/year_acts.h"

namespace mingzhang::bench {
namespace {

constexpr std::int64_t kGovFen = 5'000'000'00;
constexpr std::int64_t kGovShareFen = 4'000'00;
constexpr std::int64_t kTransferFen = 100'000'00;
constexpr std::int64_t kSmallFen = 1'500'00;
constexpr std::int64_t kLeastFen = 500'00;
constexpr std::size_t kBatchLines = 100;

/// The ledger under a year: writes, and reads what became of it.
class Office {
 public:
  explicit Office(std::filesystem::path folder)
      : folder_(std::move(folder)),
        ledger_(LedgerFolder{folder_}, {system_clock(), random_, false, {}}),
        today_(state().business_date(system_clock().now())) {}

  State state() const { return read_state(LedgerFolder{folder_}); }
  Date today() const { return today_; }
  /// The first confirmed gift.
  Seq first_gift() {
    Seq first = 0;
    ledger_.snapshot()->scan_index(Index::income, 0, kIntMax, [&](const IndexRow& row) {
      first = static_cast<Seq>(row.values[0]);
      return false;
    });
    return first;
  }

  Seq write(const Command& command) {
    const Answer answer = ledger_.write({command, std::nullopt, false});
    if (!answer) {
      throw std::runtime_error(std::string(command.kind->name) + ": " + to_text(answer.error()));
    }
    return answer->seq;
  }
  template <class T>
  Seq write(const Kind& kind, const Id& actor, const T& body, const Id& fund = kFund) {
    return write(make_command(kind, actor, fund, body));
  }
  /// One proposes, another writes it.
  template <class T>
  Seq write_by_two(const Kind& kind, const Id& first, const Id& second, T body,
                   const Id& fund = kFund) {
    const Command target = make_command(kind, first, fund, body);
    ActionProposed proposal;
    proposal.target_kind = ShortText<40>(kind.name);
    proposal.target_body.json = kind.target(*kind.complete(state(), target, system_clock().now()));
    body = from_json<T>(proposal.target_body.json).value();
    body.proposal = write(kinds::action_proposed(), first, proposal, fund);
    return write(kind, second, body, fund);
  }
  void write_all(const std::vector<Command>& commands) { bench::write_all(ledger_, commands); }

 private:
  std::filesystem::path folder_;
  SystemRandom random_;
  Ledger ledger_;
  Date today_;
};

void enrol(Office& office, const Id& person, Duty duty, const Id& entity) {
  PersonEnrolled body;
  body.person = person;
  body.subject = Id("s." + person.str());
  body.duties.items = {duty};
  body.entity = entity;
  office.write_by_two(kinds::person_enrolled(), "administrator", "responsible", body, {});
}

void take_in_government_money(Office& office) {
  InjectionReceived injection;
  injection.account = "treasury1";
  injection.amount = fen(kGovFen);
  injection.budget_level = "city";
  injection.budget_year = 2026;
  injection.value_date = office.today();
  const Seq seq = office.write(kinds::injection_received(), "cashier", injection);
  IncomeConfirmed confirmed;
  confirmed.amount = injection.amount;
  confirmed.count = 1;
  confirmed.first = confirmed.last = seq;
  office.write(kinds::income_confirmed(), "bookkeeper", confirmed);
}

/// What the channel collected settles on the bank account.
void settle(Office& office) {
  MoneyMoved moved;
  moved.entity = "jinan_charity";
  moved.from_account = "qrpos1";
  moved.to_account = "bank1";
  moved.type = MoveType::settlement;
  moved.value_date = office.today();
  moved.amount = fen(office.state().accounts.find("qrpos1")->balance.fen());
  office.write(kinds::money_moved(), "cashier", moved, {});
}

/// Some gifts go back, one was wrong, one gets a purpose, and a county gets its share.
void correct_some(Office& office, Seq first_gift, std::int64_t& refunded) {
  for (Seq gift = first_gift; gift < first_gift + 10; ++gift) {
    DonationRefunded refund;
    refund.account = "bank1";
    refund.amount = fen(1);
    refund.donation = gift;
    refund.reason = "mistaken_transfer";
    refund.value_date = office.today();
    office.write_by_two(kinds::donation_refunded(), "cashier", "bookkeeper", refund);
    refunded += refund.amount.fen();
  }
  PurposeChanged changed;
  changed.amount = fen(1);
  changed.basis = ChangeBasis::consent;
  changed.income = first_gift + 10;
  changed.purpose = {Id("370126001001"), PurposeType::village};
  office.write_by_two(kinds::purpose_changed(), "cashier", "bookkeeper", changed);
  TransferSent sent;
  sent.account = "bank1";
  sent.amount = fen(kTransferFen);
  sent.to_entity = "shanghe_charity";
  sent.to_fund = "shanghe";
  sent.value_date = office.today();
  const Seq seq = office.write_by_two(kinds::transfer_sent(), "cashier", "bookkeeper", sent);
  TransferReceived received;
  received.account = "shanghe_bank1";
  received.amount = sent.amount;
  received.sent = seq;
  received.value_date = office.today();
  const Seq income =
      office.write(kinds::transfer_received(), "shanghe_cashier", received, "shanghe");
  IncomeConfirmed confirmed;
  confirmed.amount = received.amount;
  confirmed.count = 1;
  confirmed.first = confirmed.last = income;
  office.write(kinds::income_confirmed(), "shanghe_bookkeeper", confirmed, "shanghe");
}

/// Every request up to its award, each step for all of them at once.
void decide_all(Office& office, const std::vector<Request>& requests) {
  const auto limits = office.state().policy_in_force()->limits;
  std::vector<Command> steps[6];
  for (const Request& request : requests) {
    steps[0].push_back(opened(request, office.today()));
    if (!request.urgent()) {
      steps[1].push_back(surveyed(request, office.today()));
      if (!request.small()) steps[2].push_back(reviewed(request));
    }
    if (request.special()) steps[3].push_back(minutes(request));
    const bool by_two = request.amount() > limits.two_approvers_above.value && !request.special();
    if (!by_two) {
      steps[4].push_back(make_command(kinds::case_approved(),
                                      request.small() ? "reviewer2" : "approver", kFund,
                                      approval(request)));
    }
    steps[5].push_back(payee(request));
  }
  for (int i = 0; i < 5; ++i) office.write_all(steps[i]);
  for (const Request& request : requests) {
    if (request.special() || request.amount() <= limits.two_approvers_above.value) continue;
    office.write_by_two(kinds::case_approved(), "approver", "approver2", approval(request));
  }
  office.write_all(steps[5]);
}

/// A batch of all that can be paid from one source, up to kBatchLines; empty when nothing can.
std::vector<BatchLine> next_lines(const State& state, Source source) {
  std::vector<BatchLine> lines;
  for (const auto& [id, request] : state.cases.all()) {
    const Award* const award = award_of(request, source);
    if (award == nullptr || award->unlined() == 0 || lines.size() == kBatchLines) continue;
    lines.push_back({fen(award->unlined()), id, static_cast<std::int64_t>(lines.size()) + 1});
  }
  return lines;
}

template <class T>
T about(const Id& batch, const BatchLine& line) {
  T body;
  body.batch = batch;
  body.id = line.id;
  body.line = line.line.value;
  return body;
}

/// The bank's answers: one line in a hundred fails, one comes back to be sent again.
class Payments {
 public:
  Payments(Office& office, Source source, const Id& account)
      : office_(office), source_(source), account_(account) {}

  /// Pays until nothing is left to pay.
  void run() {
    for (;;) {
      const std::vector<BatchLine> lines = next_lines(office_.state(), source_);
      if (lines.empty()) return;
      pay(lines);
    }
  }
  int batches() const { return batches_; }

 private:
  void pay(const std::vector<BatchLine>& lines) {
    const Id batch{fmt::format("b{}.{:04}", source_ == Source::gov ? "gov" : "don", ++batches_)};
    BatchBuilt built;
    built.account = account_;
    built.batch = batch;
    built.count = static_cast<std::int64_t>(lines.size());
    built.lines.items = lines;
    built.source = source_;
    std::int64_t total = 0;
    for (const BatchLine& line : lines) total += line.amount.fen();
    built.total = fen(total);
    office_.write(kinds::batch_built(), "cashier", built);
    BatchReleased released;
    released.batch = batch;
    office_.write(kinds::batch_released(), "bookkeeper", released);
    std::vector<Command> results;
    std::vector<Command> deliveries;
    for (const BatchLine& line : lines) answer(batch, line, results, deliveries);
    office_.write_all(results);
    office_.write_all(deliveries);
  }

  void answer(const Id& batch, const BatchLine& line, std::vector<Command>& results,
              std::vector<Command>& deliveries) {
    const int nth = ++answered_;
    if (nth % 100 == 50) {
      auto failed = about<AidFailed>(batch, line);
      failed.reason = "name_differs";
      return results.push_back(make_command(kinds::aid_failed(), "cashier", kFund, failed));
    }
    auto paid = about<AidPaid>(batch, line);
    paid.account = account_;
    paid.amount = line.amount;
    paid.source = source_;
    paid.value_date = office_.today();
    results.push_back(make_command(kinds::aid_paid(), "cashier", kFund, paid));
    if (nth % 100 == 75 || nth % 200 == 99) {
      auto back = about<AidReturned>(batch, line);
      back.account = account_;
      back.amount = nth % 200 == 99 ? fen((line.amount.fen() + 1) / 2) : line.amount;
      back.next = nth % 200 == 99 ? AfterReturn::cancel : AfterReturn::resend;
      back.reason = "payee_account_closed";
      back.value_date = office_.today();
      deliveries.push_back(make_command(kinds::aid_returned(), "cashier", kFund, back));
      if (back.next == AfterReturn::resend || back.amount == line.amount) return;
    }
    auto delivered = about<AidDelivered>(batch, line);
    delivered.date = office_.today();
    delivered.receiver_relation = "self";
    deliveries.push_back(make_command(kinds::aid_delivered(), "caseworker", kFund, delivered));
  }

  Office& office_;
  Source source_;
  Id account_;
  int batches_ = 0;
  int answered_ = 0;
};

std::int64_t free_donations(const State& state) {
  const Pool* const pool = state.pools.find({kFund, Source::donation, {}});
  return pool == nullptr ? 0 : pool->free();
}

/// Requests that spend `donations` over all households, some of it beside government money.
std::vector<Request> requests_for(std::int64_t donations, std::int64_t gov, int& number) {
  std::vector<Request> requests;
  const std::int64_t each = std::max(kLeastFen, donations / kHouseholds * 4 / 3);
  while (donations > 0) {
    Request request;
    request.number = number++;
    const bool little = request.urgent() || request.small();
    request.donation = std::min(donations, little ? std::min(each, kSmallFen) : each);
    request.gov = little ? 0 : std::min(gov, kGovShareFen);
    donations -= request.donation;
    gov -= request.gov;
    requests.push_back(request);
  }
  return requests;
}

/// Ten of the entries in the first column of an index, over the whole of it.
void print_ten(const std::filesystem::path& folder, const char* name, Index index) {
  const auto store = store::open_sqlite_readonly(LedgerFolder{folder}.database().string());
  std::vector<std::int64_t> seqs;
  store->snapshot()->scan_index(index, 0, kIntMax, [&](const IndexRow& row) {
    if (seqs.empty() || seqs.back() != row.values[0]) seqs.push_back(row.values[0]);
    return true;
  });
  for (std::size_t i = 0; i < 10; ++i) {
    fmt::print("follow_{} {}\n", name, seqs.at(i * (seqs.size() - 1) / 9));
  }
}

}  // namespace

void live_a_year(const std::filesystem::path& folder) {
  Office office(folder);
  enrol(office, "approver2", Duty::approver, "jinan_charity");
  enrol(office, "reviewer2", Duty::reviewer, "jinan_charity");
  enrol(office, "shanghe_cashier", Duty::cashier, "shanghe_charity");
  enrol(office, "shanghe_bookkeeper", Duty::bookkeeper, "shanghe_charity");
  take_in_government_money(office);
  settle(office);
  std::int64_t refunded = 0;
  correct_some(office, office.first_gift(), refunded);
  std::vector<Command> households;
  for (int i = 0; i < kHouseholds; ++i) households.push_back(household(i));
  office.write_all(households);
  Payments donations(office, Source::donation, "bank1");
  Payments government(office, Source::gov, "treasury1");
  int number = 0;
  int rounds = 0;
  for (std::int64_t left = 0; (left = free_donations(office.state())) > 0; ++rounds) {
    const std::int64_t gov = office.state().pools.find({kFund, Source::gov, {}})->free();
    const std::vector<Request> requests = requests_for(left, gov, number);
    decide_all(office, requests);
    donations.run();
    government.run();
    for (const Request& request : requests) {
      if (!request.urgent()) continue;
      office.write_all({surveyed(request, office.today())});
      office.write_all({reviewed(request)});
      office.write_all({ratified(request)});
    }
  }
  const State state = office.state();
  fmt::print("cases {}\nrounds {}\nbatches {}\nrefunded_fen {}\nfree_donations_fen {}\n", number,
             rounds, donations.batches() + government.batches(), refunded, free_donations(state));
  fmt::print("open_cases {}\nopen_lines {}\naid_remembered {}\n", state.cases.all().size(),
             state.lines.all().size(), state.aid.all().size());
  print_ten(folder, "gift", Index::income);
  print_ten(folder, "payment", Index::taken);
}

}  // namespace mingzhang::bench
