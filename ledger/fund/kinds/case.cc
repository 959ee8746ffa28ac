#include "ledger/fund/kinds/case.h"

#include <algorithm>

#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/fund/steps.h"

namespace mingzhang {
namespace {

constexpr std::size_t kSurveyorsMin = 2;

void add_requester(Case& request, const Id& subject) {
  auto& subjects = request.requesters.items;
  const bool known = std::find(subjects.begin(), subjects.end(), subject) != subjects.end();
  if (!known && !subject.empty() && subjects.size() < 64) subjects.push_back(subject);
}

bool is_member(const Household& household, const Id& person) {
  const auto& members = household.members.items;
  return std::any_of(members.begin(), members.end(),
                     [&](const Member& member) { return member.person == person; });
}

void check_medical(const CaseSurveyed& body, const Case& request, bool needed,
                   Violations& violations) {
  if (!body.medical) {
    if (needed && request.cause == Id("illness") && body.means != Means::pending) {
      add(violations, Code::field_missing, "body.medical");
    }
    return;
  }
  const Medical& m = *body.medical;
  const std::int64_t borne = m.basic.value + m.serious.value + m.assistance.value + m.other.value;
  if (m.self.value != m.total.value - borne) {
    add(violations, Code::amount_differs, "body.medical.self",
        std::to_string(m.total.value - borne));
  }
}

void check_means(const State& state, const CaseSurveyed& body, const Case& request,
                 Violations& violations) {
  const Household* const household = state.households.find(request.household);
  const bool certified = household != nullptr && is_certified(*household, body.date);
  if (body.means == Means::certificate && !certified) {
    add(violations, Code::certificate_missing, "body.means");
  } else if (body.means == Means::surveyed && certified) {
    // Who holds a certificate must not be asked for income again (office M15).
    add(violations, Code::certificate_enough, "body.means");
  } else if (body.means == Means::surveyed && !body.income) {
    add(violations, Code::field_missing, "body.income");
  } else if (body.means == Means::pending && !request.urgent.on) {
    add(violations, Code::value_unknown, "body.means");
  }
}

void check_surveyors(const State& state, const CaseSurveyed& body, Violations& violations) {
  std::vector<Id> subjects;
  for (const Id& surveyor : body.surveyors.items) {
    const Id subject = subject_of(state, surveyor);
    if (subject.empty()) {
      add(violations, Code::person_unknown, "body.surveyors", surveyor.view());
    } else if (std::find(subjects.begin(), subjects.end(), subject) == subjects.end()) {
      subjects.push_back(subject);
    }
  }
  if (subjects.size() < kSurveyorsMin) add(violations, Code::two_surveyors, "body.surveyors");
}

/// Ends a case that was not granted, or of which nothing was paid.
void end_case(State& state, const Entry& entry, const Id& id, Effects& effects) {
  Case* const request = step(state, entry, id, effects);
  if (request == nullptr) return;
  free_case(state, *request, entry, effects);
  state.cases.erase(id);
}

}  // namespace

const Case* check_step(const State& state, const Entry& entry, const Id& id,
                       Violations& violations) {
  const Case* const request = state.cases.find(id);
  if (request == nullptr || request->fund != entry.fund) {
    add(violations, Code::case_unknown, "body.case", id.view());
    return nullptr;
  }
  if (!may_step(request->stage, entry.kind->name)) {
    add(violations, Code::step_not_allowed, "body.case", name_of(request->stage));
    return nullptr;
  }
  return request;
}

Case* step(State& state, const Entry& entry, const Id& id, Effects& effects) {
  Case* const request = state.cases.edit(id);
  if (request == nullptr || request->fund != entry.fund) return nullptr;
  request->last = entry.seq;
  name_object(entry, object_name(kCaseNoun, id), effects);
  return request;
}

void want_seen(const State& state, const Id& id, const std::optional<Hash>& seen, Wants& wants) {
  const Case* const request = state.cases.find(id);
  if (seen && request != nullptr) wants.leaves.push_back(request->last);
}

void check_seen(const Facts& facts, const std::optional<Hash>& seen, Violations& violations) {
  if (!seen || facts.leaves.empty()) return;
  if (facts.leaves.front() != *seen) add(violations, Code::case_changed, "body.seen");
}

void free_case(State& state, Case& request, const Entry& entry, Effects& effects) {
  const Case before = request;
  const std::int64_t held = free_unpaid(state, request, entry.seq, effects);
  if (held > 0) post_held_back(state, before, entry, effects);
}

std::string CaseOpened::object(const CaseOpened& body) { return object_name(kCaseNoun, body.id); }

void CaseOpened::wants(const State&, const CaseOpened& body, Wants& wants) {
  wants.objects.push_back(object(body));
}

void CaseOpened::check(const State& state, const Facts& facts, const Entry& entry,
                       const CaseOpened& body, Violations& violations) {
  const bool known = !facts.objects.empty() && facts.objects.front().has_value();
  if (known || state.cases.find(body.id) != nullptr) {
    add(violations, Code::exists_already, "body.case", body.id.view());
  }
  const Date today = state.business_date(entry.time);
  check_code(state, today, TableName::causes, body.cause, "body.cause", violations);
  check_day(state, entry, body.event_date, "body.event_date", violations);
  check_paper(state, entry, body.paper, violations);
  check_docs(state, entry, body.docs, violations);
  const Household* const household = state.households.find(body.household);
  if (household == nullptr) {
    return add(violations, Code::household_unknown, "body.household", body.household.view());
  }
  if (!in_territory(state, entry.fund, household->village)) {
    add(violations, Code::outside_territory, "body.household", household->village.view());
  }
  if (body.victim && !is_member(*household, *body.victim)) {
    add(violations, Code::person_unknown, "body.victim", body.victim->view());
  }
}

void CaseOpened::fold(State& state, const Facts&, const Entry& entry, const CaseOpened& body,
                      Effects& effects) {
  if (state.cases.find(body.id) != nullptr || state.funds.find(entry.fund) == nullptr) return;
  Case request;
  request.id = body.id;
  request.cause = body.cause;
  request.event_date = body.event_date;
  request.fund = entry.fund;
  request.household = body.household;
  request.opened = request.last = entry.seq;
  request.urgent = body.urgent;
  request.victim = body.victim;
  add_requester(request, doer(state, entry, body.paper));
  if (request.requesters.items.empty()) request.requesters.items.push_back(entry.actor);
  name_object(entry, object(body), effects);
  state.cases.put(std::move(request));
}

std::string CaseSurveyed::object(const CaseSurveyed& body) {
  return object_name(kCaseNoun, body.id);
}

void CaseSurveyed::check(const State& state, const Facts&, const Entry& entry,
                         const CaseSurveyed& body, Violations& violations) {
  check_day(state, entry, body.date, "body.date", violations);
  check_paper(state, entry, body.paper, violations);
  check_docs(state, entry, body.docs, violations);
  check_surveyors(state, body, violations);
  const Case* const request = check_step(state, entry, body.id, violations);
  if (request == nullptr) return;
  check_means(state, body, *request, violations);
  const PolicyInForce* const policy = state.policy_in_force();
  const bool needed = policy != nullptr && policy->limits.medical_remainder.on;
  check_medical(body, *request, needed, violations);
}

void CaseSurveyed::fold(State& state, const Facts&, const Entry& entry, const CaseSurveyed& body,
                        Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr) return;
  SurveyResult found;
  found.income = body.income;
  found.means = body.means;
  found.members = body.members;
  if (body.medical) found.self = body.medical->self;
  request->found = found;
  add_requester(*request, doer(state, entry, body.paper));
  for (const Id& surveyor : body.surveyors.items) {
    add_requester(*request, subject_of(state, surveyor));
  }
  if (request->stage != CaseStage::urgent) request->stage = CaseStage::surveyed;
}

std::string CaseReviewed::object(const CaseReviewed& body) {
  return object_name(kCaseNoun, body.id);
}

void CaseReviewed::wants(const State& state, const CaseReviewed& body, Wants& wants) {
  want_seen(state, body.id, body.seen, wants);
}

void CaseReviewed::check(const State& state, const Facts& facts, const Entry& entry,
                         const CaseReviewed& body, Violations& violations) {
  check_paper(state, entry, body.paper, violations);
  check_docs(state, entry, body.docs, violations);
  const Case* const request = check_step(state, entry, body.id, violations);
  if (request == nullptr) return;
  if (!request->found) add(violations, Code::survey_missing, "body.case", body.id.view());
  check_seen(facts, body.seen, violations);
}

void CaseReviewed::fold(State& state, const Facts&, const Entry& entry, const CaseReviewed& body,
                        Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr) return;
  request->reviewed.on = true;
  if (request->stage != CaseStage::urgent) request->stage = CaseStage::reviewed;
}

std::string CaseReturned::object(const CaseReturned& body) {
  return object_name(kCaseNoun, body.id);
}

void CaseReturned::check(const State& state, const Facts&, const Entry& entry,
                         const CaseReturned& body, Violations& violations) {
  check_reason(state, entry, body.reason, violations);
  check_step(state, entry, body.id, violations);
}

void CaseReturned::fold(State& state, const Facts&, const Entry& entry, const CaseReturned& body,
                        Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr) return;
  request->stage = CaseStage::opened;
  request->reviewed.on = false;
}

std::string CaseRejected::object(const CaseRejected& body) {
  return object_name(kCaseNoun, body.id);
}

void CaseRejected::check(const State& state, const Facts&, const Entry& entry,
                         const CaseRejected& body, Violations& violations) {
  check_reason(state, entry, body.reason, violations);
  check_step(state, entry, body.id, violations);
}

void CaseRejected::fold(State& state, const Facts&, const Entry& entry, const CaseRejected& body,
                        Effects& effects) {
  end_case(state, entry, body.id, effects);
}

std::string CaseWithdrawn::object(const CaseWithdrawn& body) {
  return object_name(kCaseNoun, body.id);
}

void CaseWithdrawn::check(const State& state, const Facts&, const Entry& entry,
                          const CaseWithdrawn& body, Violations& violations) {
  check_reason(state, entry, body.reason, violations);
  const Case* const request = check_step(state, entry, body.id, violations);
  if (request == nullptr) return;
  if (lined(*request) > 0 || paid(*request) > 0 || request->held) {
    add(violations, Code::payment_under_way, "body.case", body.id.view());
  }
}

void CaseWithdrawn::fold(State& state, const Facts&, const Entry& entry, const CaseWithdrawn& body,
                         Effects& effects) {
  end_case(state, entry, body.id, effects);
}

std::string CaseLapsed::object(const CaseLapsed& body) { return object_name(kCaseNoun, body.id); }

void CaseLapsed::check(const State& state, const Facts&, const Entry& entry, const CaseLapsed& body,
                       Violations& violations) {
  const Case* const request = check_step(state, entry, body.id, violations);
  if (request == nullptr) return;
  if (!request->valid_until || state.business_date(entry.time) <= *request->valid_until) {
    add(violations, Code::award_valid, "body.case",
        request->valid_until ? request->valid_until->text() : "");
  }
  // A line that may have been paid keeps its money (office M11).
  if (lined(*request) > 0) add(violations, Code::payment_under_way, "body.case", body.id.view());
}

void CaseLapsed::fold(State& state, const Facts&, const Entry& entry, const CaseLapsed& body,
                      Effects& effects) {
  Case* const request = step(state, entry, body.id, effects);
  if (request == nullptr) return;
  free_case(state, *request, entry, effects);
  request->valid_until.reset();
  if (paid(*request) == 0) {
    state.cases.erase(body.id);
  } else {
    close_if_done(state, body.id);
  }
}

namespace kinds {
MZ_DEFINE_KIND(case_opened, CaseOpened)
MZ_DEFINE_KIND(case_surveyed, CaseSurveyed)
MZ_DEFINE_KIND(case_reviewed, CaseReviewed)
MZ_DEFINE_KIND(case_returned, CaseReturned)
MZ_DEFINE_KIND(case_rejected, CaseRejected)
MZ_DEFINE_KIND(case_withdrawn, CaseWithdrawn)
MZ_DEFINE_KIND(case_lapsed, CaseLapsed)
}  // namespace kinds

}  // namespace mingzhang
