#include "audit/award_path.h"

#include "ledger/fund/calendar.h"

namespace mingzhang::audit {

AwardPath path_of(const Entry& entry, const CaseApproved& award, const State& state) {
  const Case* const request = state.cases.find(award.id);
  if (request != nullptr && request->stage == CaseStage::opened) return AwardPath::urgent;
  if (award.basis == Basis::minutes) return AwardPath::meeting;
  if (award.proposal) return AwardPath::two;
  const Person* const person = state.people.find(entry.actor);
  const bool county = person != nullptr && person->duty_set().has(Duty::approver);
  return county ? AwardPath::county : AwardPath::township;
}

std::int64_t limit_of(AwardPath path, const PolicyLimits& limits) {
  switch (path) {
    case AwardPath::township:
      return limits.small_aid_max.value;
    case AwardPath::county:
      return limits.two_approvers_above.value;
    case AwardPath::urgent:
      return limits.urgent_release_max.value;
    case AwardPath::two:
    case AwardPath::meeting:
      break;
  }
  return 0;
}

std::optional<Date> ratify_by(const State& state, const Case& request) {
  const PolicyInForce* const policy = state.policy_in_force();
  if (!request.released || policy == nullptr) return std::nullopt;
  return working_days_after(state.tables, *request.released,
                            policy->limits.urgent_ratify_days.value)
      .date;
}

}  // namespace mingzhang::audit
