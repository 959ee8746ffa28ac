#include "ledger/fund/rules.h"

#include <algorithm>
#include <span>

#include "ledger/fund/kinds/common.h"
#include "ledger/fund/kinds/proposal.h"

namespace mingzhang {
namespace {

/// The kind whose place and people an entry answers for: a proposal's are its target's.
const Kind& acting_kind(const Entry& entry) {
  if (entry.kind != &kinds::action_proposed()) return *entry.kind;
  const Kind* const target = find_kind(entry.as<ActionProposed>().target_kind.view());
  return target == nullptr ? *entry.kind : *target;
}

void check_place(const State& state, const Entry& entry, Violations& violations) {
  const bool in_fund = acting_kind(entry).scope == Scope::fund;
  if (!in_fund) {
    if (!entry.fund.empty()) add(violations, Code::fund_forbidden, "fund");
  } else if (entry.fund.empty()) {
    add(violations, Code::fund_missing, "fund");
  } else if (state.funds.find(entry.fund) == nullptr) {
    add(violations, Code::fund_unknown, "fund", entry.fund.view());
  }
}

/// Whether the fund of the entry is among those the person works for.
bool in_scope(const State& state, const Person& person, const Entry& entry) {
  const Fund* const fund = state.funds.find(entry.fund);
  return fund == nullptr || person.serves(*fund);
}

/// The second of two persons (office M4).
void check_second(const State& state, const Entry& entry, const Person& person, Seq cited,
                  Violations& violations) {
  const Proposal* const proposal = state.proposals.find(cited);
  if (proposal == nullptr) {
    return add(violations, Code::proposal_unknown, "body.proposal", std::to_string(cited));
  }
  if (entry.time > proposal->expires) {
    add(violations, Code::proposal_expired, "body.proposal", proposal->expires.text());
  }
  if (proposal->target != target_digest(entry.kind->name, entry.fund.view(),
                                        entry.kind->target(*entry.body), entry.commitments)) {
    add(violations, Code::proposal_differs, "body");
  }
  if (!person.duty_set().meets(entry.kind->may_second)) {
    add(violations, Code::duty_missing, "actor", person.person.view());
  }
  if (subject_of(state, proposal->by) == person.subject) {
    add(violations, Code::same_person, "actor", person.person.view());
  }
}

void check_actor(const State& state, const Entry& entry, Violations& violations) {
  const Kind& kind = *entry.kind;
  if (&kind == &kinds::action_declined()) return;  // Its own check knows who may.
  if (&kind == &kinds::case_lapsed()) {
    if (entry.actor != kSystemActor) add(violations, Code::system_only, "actor");
    return;
  }
  const Person* const person = state.people.find(entry.actor);
  if (person == nullptr) return add(violations, Code::actor_unknown, "actor", entry.actor.view());
  if (person->status != PersonStatus::active) {
    add(violations, Code::actor_suspended, "actor", entry.actor.view());
  }
  if (!in_scope(state, *person, entry)) {
    add(violations, Code::fund_out_of_scope, "actor", entry.actor.view());
  }
  if (const std::optional<Seq> cited = kind.proposal(*entry.body)) {
    return check_second(state, entry, *person, *cited, violations);
  }
  const bool founding = kind.founding && state.policy_in_force() == nullptr;
  Duties needed = founding ? Duties{Duty::administrator} : kind.may;
  if (&kind == &kinds::action_proposed()) needed = acting_kind(entry).may_propose;
  if (needed.empty()) {
    if (&kind != &kinds::action_proposed()) {
      add(violations, Code::proposal_needed, "body.proposal");
    }
  } else if (!person->duty_set().meets(needed)) {
    add(violations, Code::duty_missing, "actor", entry.actor.view());
  }
}

/// Before the first policy only the founding may be written, and the way to the policy itself.
bool needs_policy(const Kind& kind) {
  return !kind.founding && &kind != &kinds::policy_adopted() &&
         &kind != &kinds::action_proposed() && &kind != &kinds::action_declined();
}

BookBalance& balance_of(State& state, const Posting& posting, const Id& code) {
  const Month month = posting.book_date.month();
  BookBalance* const found =
      state.book_balances.edit({posting.entity, month, code, posting.fund, posting.source});
  if (found != nullptr) return *found;
  BookBalance fresh;
  fresh.code = code;
  fresh.entity = posting.entity;
  fresh.fund = posting.fund;
  fresh.month = month;
  fresh.source = posting.source;
  return state.book_balances.put(fresh);
}

bool same_balances(const Posting& a, const Posting& b) {
  return a.book_date == b.book_date && a.debit == b.debit && a.credit == b.credit &&
         a.entity == b.entity && a.fund == b.fund && a.source == b.source;
}

/// A confirmation posts thousands of gifts, most to the same two balances: looked up once a run.
void post(State& state, std::span<const Posting> postings) {
  const Posting* before = nullptr;
  BookBalance* debit = nullptr;
  BookBalance* credit = nullptr;
  for (const Posting& posting : postings) {
    if (before == nullptr || !same_balances(*before, posting)) {
      debit = &balance_of(state, posting, posting.debit);
      credit = &balance_of(state, posting, posting.credit);
      before = &posting;
    }
    debit->debit.add(posting.amount.fen());
    credit->credit.add(posting.amount.fen());
  }
}

/// State forgets only here, when the business month of `time` changes (design §3).
void turn_month(State& state, Timestamp time) {
  const LedgerInfo* const info = state.opened();
  if (info == nullptr) return;
  const Month month = state.business_date(time).month();
  if (month <= info->month) return;
  state.ledger.edit({})->month = month;
  std::vector<Id> old_imports;
  for (const auto& [id, import] : state.imports.all()) {
    if (import.month.count + 1 < month.count) old_imports.push_back(id);
  }
  for (const Id& id : old_imports) state.imports.erase(id);
  std::vector<Id> old_aid;
  for (const auto& [id, aid] : state.aid.all()) {
    const bool open = state.cases.find(id) != nullptr;
    if (!open && aid.date.month().count + kAidMonths < month.count) old_aid.push_back(id);
  }
  for (const Id& id : old_aid) state.aid.erase(id);
  std::vector<Numbering::Key> old_numbers;
  for (const auto& [key, numbering] : state.numbering.all()) {
    if (numbering.year.value < month.year()) old_numbers.push_back(key);
  }
  for (const auto& key : old_numbers) state.numbering.erase(key);
}

}  // namespace

void wants(const State& state, const Command& command, Wants& wants) {
  command.kind->wants(state, command, wants);
}

Violations check(const State& state, const Facts& facts, const Entry& entry) {
  Violations violations;
  const bool opening = entry.kind == &kinds::ledger_opened();
  if ((state.opened() == nullptr) != opening) {
    add(violations, opening ? Code::exists_already : Code::ledger_not_open, "kind");
    return violations;
  }
  if (!opening) {
    check_place(state, entry, violations);
    if (state.policy_in_force() == nullptr && needs_policy(*entry.kind)) {
      add(violations, Code::policy_missing, "kind");
    }
    check_actor(state, entry, violations);
  }
  entry.kind->check(state, facts, entry, violations);
  return violations;
}

void fold(State& state, const Facts& facts, const Entry& entry, Effects& effects) {
  turn_month(state, entry.time);
  const std::size_t posted = effects.postings.size();
  entry.kind->fold(state, facts, entry, effects);
  post(state, std::span(effects.postings).subspan(posted));
  const std::optional<Seq> cited = entry.kind->proposal(*entry.body);
  if (cited && entry.kind->finishes(*entry.body)) state.proposals.erase(*cited);
}

Entry complete(const State& state, const Command& command, const Outside& outside) {
  Entry entry;
  static_cast<Command&>(entry) = command;
  entry.prev = outside.link.leaf;
  entry.seq = outside.link.size;
  entry.salt = outside.salt;
  entry.time = std::max(outside.time, outside.link.time);
  entry.body = command.kind->complete(state, command, entry.time);
  return entry;
}

Result<Entry> decide(const State& state, const Facts& facts, const Command& command,
                     const Outside& outside) {
  Entry entry = complete(state, command, outside);
  Violations violations = check(state, facts, entry);
  if (!violations.empty()) return std::unexpected(std::move(violations.front()));
  return entry;
}

}  // namespace mingzhang
