#pragma once

#include <optional>
#include <vector>

#include "ledger/fund/entry.h"
#include "ledger/fund/state.h"

/// What falls due by itself: the sequencer writes it (design §4), so that a replay knows when.
namespace mingzhang {

/// The commands of the system that are due at `now`, oldest first, at most `most`: proposals that
/// expired are declined, awards that were not paid in time lapse.
std::vector<Command> due(const State& state, Timestamp now, std::size_t most);
/// The moment at which something falls due next; none when nothing does.
std::optional<Timestamp> next_due(const State& state);

}  // namespace mingzhang
