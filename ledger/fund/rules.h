#pragma once

#include "ledger/fund/effects.h"
#include "ledger/fund/entry.h"
#include "ledger/fund/facts.h"
#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

/// The only home of the rules of money. Pure: no clock, no disk, no threads, no globals that
/// change. The server, the auditor and the tests share these functions, so they cannot disagree
/// about what the ledger means.
namespace mingzhang {

/// Which facts `check` and `fold` need beyond `state`. Appends nothing when none.
void wants(const State& state, const Command& command, Wants& wants);

/// Every rule that `entry` breaks in `state`, in the order in which they are tested; empty means
/// that it may be folded. Its bytes and its place in the chain were checked before (`decode`,
/// `check_link`). Entries may come from a hostile file: any input is safe.
Violations check(const State& state, const Facts& facts, const Entry& entry);

/// Folds one entry into `state`, whether or not `check` finds fault: total, an effect without an
/// object changes nothing. Appends what it yields to `effects`.
void fold(State& state, const Facts& facts, const Entry& entry, Effects& effects);

/// What the world outside gives an entry.
struct Outside {
  Link link;
  Timestamp time;
  Salt salt;
};

/// An entry from a command: defaults filled, its place and time given.
Entry complete(const State& state, const Command& command, const Outside& outside);

/// `complete` and `check`: the entry, or the first rule that it breaks.
Result<Entry> decide(const State& state, const Facts& facts, const Command& command,
                     const Outside& outside);

}  // namespace mingzhang
