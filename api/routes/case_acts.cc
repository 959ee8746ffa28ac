#include "api/routes/case_acts.h"

#include <algorithm>

#include "api/acts/draft.h"
#include "api/routes/problem.h"
#include "api/routes/rehearsal.h"
#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/decision_rules.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/steps.h"

namespace mingzhang::routes {
namespace {

/// An act with a plausible body. `by_two`: the same as a second person would write it.
struct PlausibleAct {
  Command command;
  std::optional<Command> by_two;
  std::optional<PayLine::Key> line;
};

/// Makes bodies that break no rule by themselves: what is refused is then refused for what the case
/// is, and who asks.
class Plausible {
 public:
  Plausible(const State& state, const Person& person, const CaseSeen& seen, Date today)
      : state_(state), person_(person), seen_(seen), request_(seen.request), today_(today) {}

  std::vector<PlausibleAct> acts() {
    add(kinds::case_surveyed(), survey());
    CaseReviewed opinion;
    opinion.id = request_.id;
    opinion.amount = seen_.amount;
    add(kinds::case_reviewed(), opinion);
    add(kinds::case_returned(), CaseReturned{request_.id, code(TableName::reasons)});
    add(kinds::case_rejected(), CaseRejected{request_.id, code(TableName::reasons)});
    add(kinds::case_withdrawn(), CaseWithdrawn{request_.id, code(TableName::reasons)});
    add(kinds::case_approved(), award());
    CaseRatified ratified;
    ratified.id = request_.id;
    add(kinds::case_ratified(), ratified);
    EvidenceAttached evidence;
    evidence.id = request_.id;
    Doc doc;
    doc.pages = 1;
    doc.type = code(TableName::doc_types);
    evidence.docs.items = {doc};
    add(kinds::evidence_attached(), evidence);
    add(kinds::payee_set(), payee());
    for (const PayLine& line : seen_.lines) add_line(line);
    return std::move(acts_);
  }

  /// The decision that is next; none when nothing is to be decided.
  std::optional<Command> decision() const {
    switch (request_.stage) {
      case CaseStage::opened:
      case CaseStage::surveyed:
      case CaseStage::reviewed:
        return command(kinds::case_approved(), award());
      case CaseStage::urgent: {
        CaseRatified ratified;
        ratified.id = request_.id;
        return command(kinds::case_ratified(), ratified);
      }
      case CaseStage::approved:
      case CaseStage::recovering:
        break;
    }
    return std::nullopt;
  }

 private:
  template <class T>
  Command command(const Kind& kind, const T& body) const {
    return make_command(kind, person_.person, request_.fund, body);
  }

  template <class T>
  void add(const Kind& kind, const T& body, std::optional<PayLine::Key> line = std::nullopt) {
    PlausibleAct act{command(kind, body), std::nullopt, line};
    if constexpr (requires(T& whole) { whole.proposal; }) {
      T cited = body;
      cited.proposal = 0;  // Which one does not matter to the rules of the body.
      act.by_two = command(kind, cited);
    }
    acts_.push_back(std::move(act));
  }

  /// Any code of a table; where there is none any code will do (office M10).
  Id code(TableName table) const {
    const std::vector<std::string> keys = state_.tables.keys(table, today_);
    return keys.empty() ? Id("any") : Id(keys.front());
  }

  CaseSurveyed survey() const {
    CaseSurveyed body;
    body.id = request_.id;
    body.date = today_;
    const Household* const household = state_.households.find(request_.household);
    const bool certified = household != nullptr && is_certified(*household, today_);
    body.means = certified ? Means::certificate : Means::surveyed;
    if (!certified) body.income = 0;
    body.medical = Medical{};
    body.members = 1;
    body.round = 1;
    body.surveyors.items = {person_.person};
    const auto& people = state_.people.all();
    const auto other = std::find_if(people.begin(), people.end(), [&](const auto& item) {
      return item.second.subject != person_.subject;
    });
    if (other != people.end()) body.surveyors.items.push_back(other->first);
    return body;
  }

  CaseApproved award() const {
    CaseApproved body;
    body.id = request_.id;
    body.amount = seen_.amount;
    if (request_.minutes_by) {
      body.basis = Basis::minutes;
      body.minutes_no = Number("1");
    }
    return body;
  }

  /// The same holder where there is one: another number of the account.
  PayeeSet payee() const {
    PayeeSet body;
    body.id = request_.id;
    body.account_tag = Id("any");
    body.holder = request_.payee ? request_.payee->holder : Id("any");
    body.relation = Id("self");
    if (request_.payee) body.type = request_.payee->type;
    return body;
  }

  void add_line(const PayLine& line) {
    const PayBatch* const batch = state_.batches.find(line.batch);
    if (batch == nullptr) return;
    if (may_step(line.stage, kinds::aid_paid().name)) {
      AidPaid body = of_line<AidPaid>(line);
      body.account = batch->account;
      body.amount = *Money::of_fen(line.amount.value);
      body.source = line.source;
      body.value_date = today_;
      add(kinds::aid_paid(), body, line.key());
    }
    if (may_step(line.stage, kinds::aid_failed().name)) {
      AidFailed body = of_line<AidFailed>(line);
      body.reason = code(TableName::reasons);
      add(kinds::aid_failed(), body, line.key());
    }
    if (may_step(line.stage, kinds::aid_returned().name)) {
      AidReturned body = of_line<AidReturned>(line);
      body.account = batch->account;
      body.amount = *Money::of_fen(line.amount.value);
      body.next = AfterReturn::cancel;
      body.reason = code(TableName::reasons);
      body.value_date = today_;
      add(kinds::aid_returned(), body, line.key());
    }
    if (may_step(line.stage, kinds::aid_delivered().name)) {
      AidDelivered body = of_line<AidDelivered>(line);
      body.date = today_;
      body.receiver_relation = Id("self");
      add(kinds::aid_delivered(), body, line.key());
    }
  }

  template <class T>
  T of_line(const PayLine& line) const {
    T body;
    body.batch = line.batch;
    body.id = line.case_id;
    body.line = line.line.value;
    return body;
  }

  const State& state_;
  const Person& person_;
  const CaseSeen& seen_;
  const Case& request_;
  Date today_;
  std::vector<PlausibleAct> acts_;
};

/// Whether a proposal of it may be written, and nothing but the second person would be missing.
bool may_propose(const Office& office, const PlausibleAct& act) {
  if (!act.by_two || act.command.kind->may_propose.empty()) return false;
  const Command proposal = office.read(
      [&](const State& state) { return proposal_of(state, act.command, office.clock.now()); });
  const Result<Rehearsal> proposed = rehearse(office, proposal);
  if (!proposed || !proposed->violations.empty()) return false;
  return office.read([&](const State& state) {
    Outside outside;
    outside.time = office.clock.now();
    Violations violations;
    act.by_two->kind->check(state, {}, complete(state, *act.by_two, outside), violations);
    return violations.empty();
  });
}

void add_why(JsonText& json, const Violations& violations) {
  std::vector<Code> codes;
  json.key("why").open('[');
  for (const Refusal& refusal : violations) {
    if (std::find(codes.begin(), codes.end(), refusal.code) != codes.end()) continue;
    codes.push_back(refusal.code);
    json.text(code_name(refusal.code));
  }
  json.close(']');
}

}  // namespace

void add_rules(JsonText& json, const Office& office, const Person& person, const CaseSeen& seen) {
  const RulesSeen rules = office.read([&](const State& state) {
    const Timestamp now = office.clock.now();
    const Plausible plausible(state, person, seen, state.business_date(now));
    const std::optional<Command> decision = plausible.decision();
    Outside outside;
    outside.time = now;
    return decision ? rules_seen(state, complete(state, *decision, outside)) : RulesSeen();
  });
  json.key("rules").open('[');
  for (const RuleSeen& rule : rules) {
    json.open('{').member("rule", code_name(rule.rule)).member("field", rule.field);
    json.member("holds", rule.holds);
    if (rule.source) json.member("source", mingzhang::name_of(*rule.source));
    if (rule.has) json.member("has", *rule.has);
    if (rule.limit) json.member("limit", *rule.limit);
    json.close('}');
  }
  json.close(']');
}

void add_acts(JsonText& json, const Office& office, const Person& person, const CaseSeen& seen) {
  const std::vector<PlausibleAct> acts = office.read([&](const State& state) {
    return Plausible(state, person, seen, state.business_date(office.clock.now())).acts();
  });
  json.key("acts").open('[');
  for (const PlausibleAct& act : acts) {
    const Result<Rehearsal> rehearsal = rehearse(office, act.command);
    const Violations why = rehearsal ? rehearsal->violations : Violations{rehearsal.error()};
    json.open('{').member("kind", act.command.kind->name);
    if (act.line) json.member("batch", act.line->first.view()).member("line", act.line->second);
    json.member("may", why.empty());
    if (may_propose(office, act)) json.member("propose", true);
    add_why(json, why);
    json.close('}');
  }
  json.close(']');
}

}  // namespace mingzhang::routes
