#include "ledger/fund/kinds/decision.h"

#include <algorithm>

#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/household.h"

namespace mingzhang {
namespace {

bool holds(const std::optional<SubjectList>& list, const Id& subject) {
  return list && std::find(list->items.begin(), list->items.end(), subject) != list->items.end();
}

/// Whether somebody who decides also asked or surveyed.
bool is_requester(const Case& request, const Id& subject) {
  return holds(std::optional(request.requesters), subject);
}

/// The subjects who decide with this entry: the actor, and whoever proposed it.
std::vector<Id> deciders(const State& state, const Entry& entry,
                         const std::optional<Seq>& proposal) {
  std::vector<Id> subjects{subject_of(state, entry.actor)};
  const Proposal* const cited = proposal ? state.proposals.find(*proposal) : nullptr;
  if (cited != nullptr) subjects.push_back(subject_of(state, cited->by));
  return subjects;
}

bool has_duty(const State& state, const Entry& entry, Duty duty) {
  const Person* const person = state.people.find(entry.actor);
  return person != nullptr && person->duty_set().has(duty);
}

/// The cause is one that only the county decides, in a meeting (office M15).
bool is_special(const State& state, Date day, const Case& request) {
  const TableRow* const row = state.tables.find(TableName::causes, day, request.cause.view());
  return row != nullptr && row->path == Id("county");
}

/// What a decision needs to know, gathered once.
struct Decision {
  const State& state;
  const Entry& entry;
  const Case& request;
  const PolicyLimits& limits;
  Date today;
  Violations& violations;

  void refuse_with(Code code, std::string_view field, std::string_view detail = {}) const {
    add(violations, code, field, detail);
  }
};

void check_people(const Decision& d, const std::optional<Seq>& proposal) {
  for (const Id& subject : deciders(d.state, d.entry, proposal)) {
    if (is_requester(d.request, subject)) {
      d.refuse_with(Code::same_person, "actor", d.entry.actor.view());
    }
  }
}

/// Who qualifies: by certificate, or by income per head; 以下 includes the number (design §7.2).
void check_eligible(const Decision& d, std::string_view field) {
  if (!d.request.found) return d.refuse_with(Code::survey_missing, field);
  const SurveyResult& found = *d.request.found;
  if (found.means == Means::certificate) return;
  if (found.means == Means::pending || !found.income) {
    return d.refuse_with(Code::survey_missing, field);
  }
  const std::int64_t line = d.limits.income_per_head_max.value * found.members.value;
  if (found.income->value > line) {
    d.refuse_with(Code::income_above_line, field, std::to_string(line));
  }
}

bool same_event(const Aid& aid, const Case& request) {
  return aid.household == request.household && aid.event_date == request.event_date &&
         aid.victim == request.victim && aid.cause == request.cause && aid.case_id != request.id;
}

Date window_start(const Decision& d) {
  if (d.limits.aid_window == AidWindow::calendar_year) {
    return Date::first_of(Month{d.today.year() * 12});
  }
  return Date::first_of(Month{d.today.month().count - 12});
}

/// Earlier aid for the same event and victim: how often in the window, and how much ever.
struct Earlier {
  std::int64_t count = 0;
  std::int64_t fen = 0;
};
Earlier earlier_aid(const Decision& d) {
  Earlier earlier;
  for (const auto& [id, aid] : d.state.aid.all()) {
    if (!same_event(aid, d.request)) continue;
    earlier.fen += aid.amount.value;
    if (aid.date >= window_start(d)) ++earlier.count;
  }
  return earlier;
}

/// Illness: all aid of one event is at most what insurance and medical aid left (office M13).
void check_remainder(const Decision& d, std::int64_t fen, std::string_view field) {
  if (!d.limits.medical_remainder.on || d.request.cause != Id("illness")) return;
  const std::int64_t self =
      d.request.found && d.request.found->self ? d.request.found->self->value : 0;
  if (earlier_aid(d).fen + fen > self) {
    d.refuse_with(Code::above_medical_remainder, field, std::to_string(self));
  }
}

/// Two people decided, or a meeting whose minutes another recorded (design §7.3).
bool is_decided_by_two(const Decision& d, const CaseApproved& body) {
  if (body.proposal) return true;
  const Id subject = subject_of(d.state, d.entry.actor);
  return body.basis == Basis::minutes && d.request.minutes_by && *d.request.minutes_by != subject;
}

void check_minutes(const Decision& d, const CaseApproved& body) {
  if ((body.basis == Basis::minutes) != body.minutes_no.has_value()) {
    d.refuse_with(body.minutes_no ? Code::key_unknown : Code::field_missing, "body.minutes_no");
  } else if (body.basis == Basis::minutes && !d.request.minutes_by) {
    d.refuse_with(Code::minutes_missing, "body.basis");
  }
}

void check_limits(const Decision& d, const CaseApproved& body) {
  const std::int64_t fen = body.amount.fen();
  if (fen > d.limits.two_approvers_above.value && !is_decided_by_two(d, body)) {
    d.refuse_with(Code::two_approvers_needed, "body.amount", to_yuan(fen));
  }
  const bool special = is_special(d.state, d.today, d.request);
  if (special && body.basis != Basis::minutes) {
    d.refuse_with(Code::minutes_missing, "body.basis");
  }
  const bool county = has_duty(d.state, d.entry, Duty::approver);
  if (!county && (fen > d.limits.small_aid_max.value || special)) {
    d.refuse_with(Code::above_small_limit, "body.amount", to_yuan(fen));
  }
  if (county && d.request.stage == CaseStage::surveyed) {
    // Only the township decides without its own opinion before it.
    d.refuse_with(Code::step_not_allowed, "body.case", name_of(d.request.stage));
  }
}

void check_urgent(const Decision& d, const CaseApproved& body) {
  if (d.request.stage != CaseStage::opened) {
    check_eligible(d, "body.case");
    return check_remainder(d, body.amount.fen(), "body.amount");
  }
  if (!d.request.urgent.on) {
    d.refuse_with(Code::step_not_allowed, "body.case", name_of(d.request.stage));
  } else if (body.amount.fen() > d.limits.urgent_release_max.value) {
    d.refuse_with(Code::above_urgent_limit, "body.amount", to_yuan(body.amount.fen()));
  }
}

void check_repeated(const Decision& d, const CaseApproved& body) {
  if (earlier_aid(d).count < d.limits.aid_per_year_count.value) return;
  if (!body.same_event_override.on || !is_decided_by_two(d, body)) {
    d.refuse_with(Code::aid_repeated, "body.case", d.request.household.view());
  }
}

void check_sources(const Decision& d, const CaseApproved& body) {
  if (!body.sources) return d.refuse_with(Code::field_missing, "body.sources");
  std::int64_t sum = 0;
  const auto& sources = body.sources->items;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    sum += sources[i].amount.fen();
    if (i > 0 && sources[i - 1].source >= sources[i].source) {
      d.refuse_with(Code::key_order, "body.sources");
    }
    const std::int64_t free = free_for(d.state, d.request, sources[i].source);
    if (sources[i].amount.fen() > free) {
      d.refuse_with(Code::money_not_free, "body.sources", to_yuan(free));
    }
  }
  if (sum != body.amount.fen()) {
    d.refuse_with(Code::amount_differs, "body.sources", to_yuan(sum));
  }
}

/// Nobody decides under a limit that they put in force when the case was before them (office M26).
void check_own_limit(const Decision& d, const std::optional<Seq>& proposal) {
  const PolicyInForce* const policy = d.state.policy_in_force();
  if (policy->seq <= d.request.opened) return;
  const std::vector<Id> subjects = deciders(d.state, d.entry, proposal);
  if (std::find(subjects.begin(), subjects.end(), subject_of(d.state, policy->by)) !=
      subjects.end()) {
    d.refuse_with(Code::own_limit, "actor", d.entry.actor.view());
  }
}

void check_validity(const Decision& d, const CaseApproved& body) {
  if (!body.valid_until) return d.refuse_with(Code::field_missing, "body.valid_until");
  const Date latest = d.today.plus_days(static_cast<std::int32_t>(d.limits.award_valid_days.value));
  if (*body.valid_until < d.today || *body.valid_until > latest) {
    d.refuse_with(Code::expiry_not_allowed, "body.valid_until", latest.text());
  }
}

}  // namespace

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
  check_people(decision, body.proposal);
  check_own_limit(decision, body.proposal);
  check_minutes(decision, body);
  check_urgent(decision, body);
  check_limits(decision, body);
  check_repeated(decision, body);
  check_sources(decision, body);
  check_validity(decision, body);
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
  check_people(decision, std::nullopt);
  if (!stands) return;
  if (!request->reviewed.on) add(violations, Code::review_missing, "body.case", body.id.view());
  check_eligible(decision, "body.case");
  check_remainder(decision, granted(*request), "body.case");
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
