#include "ledger/fund/kinds/proposal.h"

#include "ledger/fund/kinds/common.h"

namespace mingzhang {
namespace {

/// The latest moment at which a proposal made at `time` may expire.
Timestamp latest_expiry(const State& state, Timestamp time) {
  const PolicyInForce* const policy = state.policy_in_force();
  const std::int64_t days =
      policy == nullptr ? kFoundingProposalDays : policy->limits.proposal_days.value;
  return {time.ms + days * kDayMs};
}

}  // namespace

bool ActionProposed::validate(const ActionProposed& body, JsonReader& reader) {
  const Kind* const kind = find_kind(body.target_kind.view());
  if (kind == nullptr) {
    reader.fail(Code::kind_unknown, body.target_kind.view());
    return reader.within("target_kind");
  }
  JsonReader target(body.target_body.json);
  if (kind->read_target(target) && target.done()) return true;
  reader.fail(target.refusal());
  return reader.within("target_body");
}

void ActionProposed::complete(const State& state, const Command&, Timestamp time,
                              ActionProposed& body) {
  if (!body.expires) body.expires = latest_expiry(state, time);
}

void ActionProposed::check(const State& state, const Facts&, const Entry& entry,
                           const ActionProposed& body, Violations& violations) {
  const Kind* const kind = find_kind(body.target_kind.view());
  if (kind == nullptr || kind->may_propose.empty()) {
    add(violations, Code::not_proposed, "body.target_kind", body.target_kind.view());
  }
  if (!body.expires) {
    add(violations, Code::field_missing, "body.expires");
  } else if (*body.expires <= entry.time || *body.expires > latest_expiry(state, entry.time)) {
    add(violations, Code::expiry_not_allowed, "body.expires", body.expires->text());
  }
}

void ActionProposed::fold(State& state, const Facts&, const Entry& entry,
                          const ActionProposed& body, Effects&) {
  Proposal proposal;
  proposal.by = entry.actor;
  proposal.expires = body.expires.value_or(entry.time);
  if (!entry.fund.empty()) proposal.fund = entry.fund;
  proposal.kind = body.target_kind;
  proposal.seq = entry.seq;
  proposal.target = target_digest(body.target_kind.view(), entry.fund.view(), body.target_body.json,
                                  entry.commitments);
  state.proposals.put(std::move(proposal));
}

void ActionDeclined::check(const State& state, const Facts&, const Entry& entry,
                           const ActionDeclined& body, Violations& violations) {
  // What the system writes must not wait for a table (office M10).
  if (entry.actor != kSystemActor) {
    const Date today = state.business_date(entry.time);
    check_code(state, today, TableName::reasons, body.reason, "body.reason", violations);
  }
  const Proposal* const proposal = state.proposals.find(body.proposal);
  if (proposal == nullptr) {
    return add(violations, Code::proposal_unknown, "body.proposal", std::to_string(body.proposal));
  }
  if (entry.actor == kSystemActor) {
    if (entry.time <= proposal->expires) {
      add(violations, Code::proposal_not_expired, "body.proposal", proposal->expires.text());
    }
    return;
  }
  const Person* const person = state.people.find(entry.actor);
  if (person == nullptr) return add(violations, Code::actor_unknown, "actor", entry.actor.view());
  if (person->status != PersonStatus::active) {
    add(violations, Code::actor_suspended, "actor", entry.actor.view());
  }
  const Kind* const kind = find_kind(proposal->kind.view());
  const bool second = kind != nullptr && person->duty_set().meets(kind->may_second);
  if (entry.actor != proposal->by && !second) {
    add(violations, Code::duty_missing, "actor", entry.actor.view());
  }
}

void ActionDeclined::fold(State& state, const Facts&, const Entry&, const ActionDeclined& body,
                          Effects&) {
  state.proposals.erase(body.proposal);
}

namespace kinds {
MZ_DEFINE_KIND(action_proposed, ActionProposed)
MZ_DEFINE_KIND(action_declined, ActionDeclined)
}  // namespace kinds

}  // namespace mingzhang
