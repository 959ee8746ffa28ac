#include "ledger/fund/kinds/decision.h"

#include <algorithm>

#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/decision_rules.h"

namespace mingzhang {

std::string CaseApproved::object(const CaseApproved& body) { return object_name("case", body.id); }

void CaseApproved::complete(const State& state, const Command&, Timestamp time,
                            CaseApproved& body) {
  const Case* const request = state.cases.find(body.id);
  const PolicyInForce* const policy = state.policy_in_force();
  if (request == nullptr || policy == nullptr) return;
  if (!body.valid_until) {
    const auto days = static_cast<std::int32_t>(policy->limits.award_valid_days.value);
    body.valid_until = state.business_date(time).plus_days(days);
  }
  if (!body.sources) {
    std::vector<SourceAmount> parts = split(state, *request, body.amount.fen());
    std::int64_t left = body.amount.fen();
    for (const SourceAmount& part : parts) left -= part.amount.fen();
    // What there is not enough of is asked for all the same, and refused as such.
    if (parts.empty()) {
      parts.push_back({body.amount, policy->limits.source_order.items.front()});
    } else {
      parts.back().amount = *Money::of_fen(parts.back().amount.fen() + left);
    }
    body.sources.emplace().items = std::move(parts);
  }
}

void CaseApproved::wants(const State& state, const CaseApproved& body, Wants& wants) {
  want_seen(state, body.id, body.seen, wants);
}

void CaseApproved::check(const State& state, const Facts& facts, const Entry& entry,
                         const CaseApproved& body, Violations& violations) {
  check_docs(state, entry, body.docs, violations);
  const Case* const request = check_step(state, entry, body.id, violations);
  const PolicyInForce* const policy = state.policy_in_force();
  if (request == nullptr || policy == nullptr) return;
  check_seen(facts, body.seen, violations);
  const Decision decision{
      state, entry, *request, policy->limits, state.business_date(entry.time), violations};
  check_award(decision, body);
}

void CaseApproved::fold(State& state, const Facts&, const Entry& entry, const CaseApproved& body,
                        Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr || request->awards || !body.sources) return;
  request->approvers.emplace().items = deciders(state, entry, body.proposal);
  std::erase(request->approvers->items, Id());
  if (request->approvers->items.empty()) request->approvers.reset();
  request->stage = request->stage == CaseStage::opened ? CaseStage::urgent : CaseStage::approved;
  request->valid_until = body.valid_until;
  for (const SourceAmount& part : body.sources->items) {
    if (award_of(*request, part.source) == nullptr) grant(state, *request, part);
  }
  Aid aid;
  aid.amount = body.amount.fen();
  aid.case_id = request->id;
  aid.cause = request->cause;
  aid.date = state.business_date(entry.time);
  aid.event_date = request->event_date;
  aid.household = request->household;
  aid.victim = request->victim;
  state.aid.put(std::move(aid));
}

std::string CaseRatified::object(const CaseRatified& body) { return object_name("case", body.id); }

void CaseRatified::check(const State& state, const Facts&, const Entry& entry,
                         const CaseRatified& body, Violations& violations) {
  check_docs(state, entry, body.docs, violations);
  const bool stands = body.outcome == Ratification::ratified;
  if (stands == body.reason.has_value()) {
    add(violations, stands ? Code::key_unknown : Code::field_missing, "body.reason");
  } else if (body.reason) {
    check_reason(state, entry, *body.reason, violations);
  }
  const Case* const request = check_step(state, entry, body.id, violations);
  const PolicyInForce* const policy = state.policy_in_force();
  if (request == nullptr || policy == nullptr) return;
  const Decision decision{
      state, entry, *request, policy->limits, state.business_date(entry.time), violations};
  check_ratification(decision, body);
}

void CaseRatified::fold(State& state, const Facts&, const Entry& entry, const CaseRatified& body,
                        Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr) return;
  if (body.outcome == Ratification::ratified) {
    request->stage = CaseStage::approved;
    return close_if_done(state, body.id);
  }
  request->stage = CaseStage::recovering;
  if (lined(*request) == 0) free_case(state, *request, entry, effects);
}

std::string EvidenceAttached::object(const EvidenceAttached& body) {
  return object_name("case", body.id);
}

void EvidenceAttached::check(const State& state, const Facts&, const Entry& entry,
                             const EvidenceAttached& body, Violations& violations) {
  check_docs(state, entry, std::optional(body.docs), violations);
  const Case* const request = state.cases.find(body.id);
  if (request == nullptr || request->fund != entry.fund) {
    add(violations, Code::case_unknown, "body.case", body.id.view());
  }
}

void EvidenceAttached::fold(State& state, const Facts&, const Entry& entry,
                            const EvidenceAttached& body, Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr) return;
  const auto& docs = body.docs.items;
  const bool minutes = std::any_of(docs.begin(), docs.end(),
                                   [](const Doc& doc) { return doc.type == Id("minutes"); });
  const Id subject = subject_of(state, entry.actor);
  if (minutes && !subject.empty()) request->minutes_by = subject;
}

namespace kinds {
MZ_DEFINE_KIND(case_approved, CaseApproved)
MZ_DEFINE_KIND(case_ratified, CaseRatified)
MZ_DEFINE_KIND(evidence_attached, EvidenceAttached)
}  // namespace kinds

}  // namespace mingzhang
