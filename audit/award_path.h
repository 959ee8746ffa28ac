#pragma once

#include "ledger/fund/kinds/decision.h"

namespace mingzhang::audit {

/// Who decided on an award.
enum class AwardPath : unsigned char { township, county, two, meeting, urgent };
inline constexpr std::size_t kAwardPaths = 5;

/// `state`: before the award.
AwardPath path_of(const Entry& entry, const CaseApproved& award, const State& state);

/// The limit under which it was decided, in fen; 0 where two people or a meeting have none.
std::int64_t limit_of(AwardPath path, const PolicyLimits& limits);

/// The day by which urgent aid of this case is to be ratified; none while nothing was released.
std::optional<Date> ratify_by(const State& state, const Case& request);

}  // namespace mingzhang::audit
