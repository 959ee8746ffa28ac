#include "ledger/fund/timers.h"

#include <algorithm>

#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/proposal.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

/// When an award lapses: as its last day is over. None while a payment is under way, nor when all
/// of it is paid.
std::optional<Timestamp> lapses_at(const State& state, const Case& request) {
  const bool granted_now =
      request.stage == CaseStage::approved || request.stage == CaseStage::urgent;
  if (!granted_now || !request.valid_until || lined(request) > 0) return std::nullopt;
  if (paid(request) == granted(request)) return std::nullopt;
  const std::int64_t day_after = request.valid_until->days + 1;
  return Timestamp{day_after * kDayMs - state.utc_offset_min() * kMinuteMs};
}

/// A proposal stands up to its moment of expiry, that one included.
Timestamp expires_at(const Proposal& proposal) { return {proposal.expires.ms + 1}; }

}  // namespace

std::vector<Command> due(const State& state, Timestamp now, std::size_t most) {
  std::vector<Command> commands;
  for (const auto& [seq, proposal] : state.proposals.all()) {
    if (commands.size() == most) return commands;
    if (expires_at(proposal) > now) continue;
    commands.push_back(make_command(kinds::action_declined(), kSystemActor, {},
                                    ActionDeclined{seq, Id("proposal_expired")}));
  }
  for (const auto& [id, request] : state.cases.all()) {
    if (commands.size() == most) return commands;
    const std::optional<Timestamp> at = lapses_at(state, request);
    if (!at || *at > now) continue;
    commands.push_back(make_command(kinds::case_lapsed(), kSystemActor, request.fund,
                                    CaseLapsed{id, Id("award_expired")}));
  }
  return commands;
}

std::optional<Timestamp> next_due(const State& state) {
  std::optional<Timestamp> next;
  const auto consider = [&](std::optional<Timestamp> at) {
    if (at && (!next || *at < *next)) next = at;
  };
  for (const auto& [seq, proposal] : state.proposals.all()) consider(expires_at(proposal));
  for (const auto& [id, request] : state.cases.all()) consider(lapses_at(state, request));
  return next;
}

}  // namespace mingzhang
