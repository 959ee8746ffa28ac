#include "ledger/fund/kinds/batch.h"

#include <algorithm>
#include <map>

#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/moves.h"

namespace mingzhang {
namespace {

constexpr std::string_view kBatch = "batch";

const PolicyLimits* limits_of(const State& state) {
  const PolicyInForce* const policy = state.policy_in_force();
  return policy == nullptr ? nullptr : &policy->limits;
}

bool is_granted(const Case& request) {
  return request.stage == CaseStage::approved || request.stage == CaseStage::urgent;
}

void check_payee(const State& state, const BatchBuilt& body, const BatchLine& line,
                 const Case& request, Violations& violations) {
  if (!request.payee) {
    return add(violations, Code::payee_missing, "body.lines.case", line.id.view());
  }
  const Account* const account = state.accounts.find(body.account);
  const bool cash = request.payee->method == PayMethod::cash ||
                    (account != nullptr && account->type == AccountType::cash);
  const PolicyLimits* const limits = limits_of(state);
  const bool above = limits != nullptr && line.amount.fen() > limits->cash_max.value;
  if (cash && above && !request.payee->no_account.on) {
    add(violations, Code::cash_above_limit, "body.lines.amount", to_yuan(line.amount.fen()));
  }
}

void check_award(const State& state, const Entry& entry, const BatchBuilt& body,
                 const BatchLine& line, std::map<Id, std::int64_t>& sums, Violations& violations) {
  const Case* const request = state.cases.find(line.id);
  if (request == nullptr || request->fund != entry.fund) {
    return add(violations, Code::case_unknown, "body.lines.case", line.id.view());
  }
  const Award* const award = award_of(*request, body.source);
  if (award == nullptr || !is_granted(*request)) {
    return add(violations, Code::award_missing, "body.lines.case", line.id.view());
  }
  std::int64_t& sum = sums[line.id];
  sum += line.amount.fen();
  if (sum > award->unlined()) {
    add(violations, Code::above_award, "body.lines.amount", to_yuan(award->unlined()));
  }
  if (request->valid_until && *request->valid_until < state.business_date(entry.time)) {
    add(violations, Code::award_lapsed, "body.lines.case", request->valid_until->text());
  }
  const Id builder = subject_of(state, entry.actor);
  const bool approved_it =
      request->approvers &&
      std::find(request->approvers->items.begin(), request->approvers->items.end(), builder) !=
          request->approvers->items.end();
  if (approved_it) add(violations, Code::same_person, "actor", entry.actor.view());
  check_payee(state, body, line, *request, violations);
}

/// What is released from an account, and may leave it at any moment.
std::int64_t under_way(const State& state, const Id& account) {
  std::int64_t fen = 0;
  for (const auto& [key, line] : state.lines.all()) {
    const PayBatch* const batch = state.batches.find(line.batch);
    const bool counts = line.stage == LineStage::released && batch != nullptr;
    if (counts && batch->account == account) fen += line.amount.value;
  }
  return fen;
}

void check_totals(const BatchBuilt& body, Violations& violations) {
  Total total;
  const auto& lines = body.lines.items;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    total.add(lines[i].amount.fen());
    if (lines[i].line.value != static_cast<std::int64_t>(i) + 1) {
      add(violations, Code::key_order, "body.lines.line", std::to_string(i + 1));
    }
  }
  if (body.count.value != static_cast<std::int64_t>(lines.size())) {
    add(violations, Code::count_differs, "body.count", std::to_string(lines.size()));
  }
  if (total.fen() != body.total.fen()) {
    add(violations, Code::amount_differs, "body.total", to_yuan(total.fen()));
  }
}

}  // namespace

std::vector<const PayLine*> lines_of(const State& state, const Id& batch) {
  std::vector<const PayLine*> lines;
  const auto& all = state.lines.all();
  for (auto it = all.lower_bound({batch, 0}); it != all.end() && it->first.first == batch; ++it) {
    lines.push_back(&it->second);
  }
  return lines;
}

const PayBatch* check_batch(const State& state, const Entry& entry, const Id& id,
                            Violations& violations) {
  const PayBatch* const batch = state.batches.find(id);
  if (batch != nullptr && batch->fund == entry.fund) return batch;
  add(violations, Code::batch_unknown, "body.batch", id.view());
  return nullptr;
}

std::string PayeeSet::object(const PayeeSet& body) { return object_name(kCaseNoun, body.id); }

void PayeeSet::check(const State& state, const Facts&, const Entry& entry, const PayeeSet& body,
                     Violations& violations) {
  check_docs(state, entry, body.docs, violations);
  const bool to_account = body.method != PayMethod::cash;
  if (to_account != body.account_tag.has_value()) {
    add(violations, to_account ? Code::field_missing : Code::key_unknown, "body.account_tag");
  }
  const Case* const request = state.cases.find(body.id);
  if (request == nullptr || request->fund != entry.fund) {
    return add(violations, Code::case_unknown, "body.case", body.id.view());
  }
  if (lined(*request) > 0) {
    add(violations, Code::payment_under_way, "body.case", body.id.view());
  }
  if (!request->payee) return;
  if (!body.proposal) return add(violations, Code::proposal_needed, "body.proposal");
  const bool same_holder =
      request->payee->holder == body.holder && request->payee->type == body.type;
  const Person* const second = state.people.find(entry.actor);
  if (!same_holder && second != nullptr && !second->duty_set().has(Duty::approver)) {
    add(violations, Code::duty_missing, "actor", entry.actor.view());
  }
}

void PayeeSet::fold(State& state, const Facts&, const Entry& entry, const PayeeSet& body,
                    Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr) return;
  Payee payee;
  payee.account_tag = body.account_tag;
  payee.holder = body.holder;
  payee.method = body.method;
  payee.no_account = body.no_account;
  payee.type = body.type;
  request->payee = payee;
}

std::string BatchBuilt::object(const BatchBuilt& body) { return object_name(kBatch, body.batch); }

void BatchBuilt::wants(const State&, const BatchBuilt& body, Wants& wants) {
  wants.objects.push_back(object(body));
}

void BatchBuilt::check(const State& state, const Facts& facts, const Entry& entry,
                       const BatchBuilt& body, Violations& violations) {
  const bool known = !facts.objects.empty() && facts.objects.front().has_value();
  if (known || state.batches.find(body.batch) != nullptr) {
    add(violations, Code::exists_already, "body.batch", body.batch.view());
  }
  check_money_account(state, entry, body.account, body.source, violations);
  check_totals(body, violations);
  std::map<Id, std::int64_t> sums;
  for (const BatchLine& line : body.lines.items) {
    check_award(state, entry, body, line, sums, violations);
  }
}

void BatchBuilt::fold(State& state, const Facts&, const Entry& entry, const BatchBuilt& body,
                      Effects& effects) {
  if (state.batches.find(body.batch) != nullptr || state.funds.find(entry.fund) == nullptr) return;
  PayBatch batch;
  batch.account = body.account;
  batch.batch = body.batch;
  const Id builder = subject_of(state, entry.actor);
  batch.builder = builder.empty() ? entry.actor : builder;
  batch.fund = entry.fund;
  batch.source = body.source;
  for (const BatchLine& planned : body.lines.items) {
    Case* const request = state.cases.edit(planned.id);
    Award* const award = request == nullptr ? nullptr : award_of(*request, body.source);
    if (award == nullptr || state.lines.find({body.batch, planned.line.value}) != nullptr) continue;
    award->lined = std::min(Money::kFenMax, award->lined.value + planned.amount.fen());
    PayLine line;
    line.amount = planned.amount.fen();
    line.batch = body.batch;
    line.case_id = planned.id;
    line.line = planned.line.value;
    line.source = body.source;
    state.lines.put(std::move(line));
    batch.left = batch.left.value + 1;
  }
  name_object(entry, object(body), effects);
  if (batch.left != 0) state.batches.put(std::move(batch));
}

std::string BatchReleased::object(const BatchReleased& body) {
  return object_name(kBatch, body.batch);
}

void BatchReleased::check(const State& state, const Facts&, const Entry& entry,
                          const BatchReleased& body, Violations& violations) {
  const PayBatch* const batch = check_batch(state, entry, body.batch, violations);
  if (batch == nullptr) return;
  if (batch->released.on) {
    return add(violations, Code::step_not_allowed, "body.batch", body.batch.view());
  }
  if (batch->builder == subject_of(state, entry.actor)) {
    add(violations, Code::same_person, "actor", entry.actor.view());
  }
  std::int64_t total = under_way(state, batch->account);
  for (const PayLine* const line : lines_of(state, body.batch)) {
    total += line->amount.value;
    const Case* const request = state.cases.find(line->case_id);
    if (request == nullptr || !is_granted(*request)) {
      // It was not ratified: the line is taken out first (aid.failed).
      add(violations, Code::award_missing, "body.batch", line->case_id.view());
    }
  }
  check_covered(state, batch->account, total, "body.batch", violations);
}

void BatchReleased::fold(State& state, const Facts&, const Entry& entry, const BatchReleased& body,
                         Effects& effects) {
  PayBatch* const batch = state.batches.edit(body.batch);
  if (batch == nullptr || batch->released.on) return;
  batch->released.on = true;
  const Date today = state.business_date(entry.time);
  std::vector<PayLine::Key> keys;
  for (const PayLine* const line : lines_of(state, body.batch)) keys.push_back(line->key());
  for (const PayLine::Key& key : keys) {
    PayLine* const line = state.lines.edit(key);
    line->stage = LineStage::released;
    Case* const request = state.cases.edit(line->case_id);
    if (request != nullptr && request->urgent.on && !request->released) request->released = today;
  }
  name_object(entry, object(body), effects);
}

namespace kinds {
MZ_DEFINE_KIND(payee_set, PayeeSet)
MZ_DEFINE_KIND(batch_built, BatchBuilt)
MZ_DEFINE_KIND(batch_released, BatchReleased)
}  // namespace kinds

}  // namespace mingzhang
