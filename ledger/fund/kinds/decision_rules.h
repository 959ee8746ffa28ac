#pragma once

#include "ledger/fund/kinds/decision.h"

/// The rules of an award and of its ratification: who may decide, who qualifies, how much.
namespace mingzhang {

/// One rule as it was looked at. `has` against `limit`, the most that it may be: fen, or of
/// aid_repeated how often, this award included. Both are absent where no numbers are compared;
/// `has` alone where it is not known.
struct RuleSeen {
  Code rule = Code::step_not_allowed;  ///< Of the refusal, where it does not hold.
  std::string field;
  bool holds = false;
  std::optional<Source> source;  ///< Of money_not_free.
  std::optional<std::int64_t> has;
  std::optional<std::int64_t> limit;
};
using RulesSeen = std::vector<RuleSeen>;

/// What a decision needs to know, gathered once. What does not hold goes into `violations`, and
/// whatever was looked at into `seen`, if there is one.
struct Decision {
  const State& state;
  const Entry& entry;
  const Case& request;
  const PolicyLimits& limits;
  Date today;
  Violations& violations;
  RulesSeen* seen = nullptr;
};

/// Checks a body of case.approved, or of case.ratified. Pre: a policy is in force.
void check_award(const Decision& decision, const CaseApproved& body);
void check_ratification(const Decision& decision, const CaseRatified& body);

/// The subjects who decide with an entry: the actor, and whoever proposed it.
std::vector<Id> deciders(const State& state, const Entry& entry,
                         const std::optional<Seq>& proposal);

/// What `check` looks at in an entry of case.approved or case.ratified, in its order, for people to
/// see beforehand: the rules are the same functions. Empty for other kinds, and where no such case
/// is open or no policy in force.
RulesSeen rules_seen(const State& state, const Entry& entry);

/// How often the household was aided for the same event and victim within the policy's window.
std::int64_t aided_in_window(const State& state, const Case& request, Date today);

}  // namespace mingzhang
