#pragma once

#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

/// What must hold after every entry (design §7.9). A finding in the auditor, a stop of the writer
/// in the server. Each is a function of its own, with a test that breaks it.
namespace mingzhang {

/// Σ accounts = Σ pools + unconfirmed income + returned aid held, of each entity, by its running
/// sums.
void check_entities_balance(const State& state, Violations& violations);
/// No account and no pool below zero.
void check_nothing_negative(const State& state, Violations& violations);
/// No total beyond what can be counted.
void check_nothing_saturated(const State& state, Violations& violations);
/// The running sums of each entity are the sums of its accounts and pools.
void check_sums(const State& state, Violations& violations);
/// The running sum of unconfirmed income is the sum of each. Cost: every unconfirmed income.
void check_unconfirmed_sum(const State& state, Violations& violations);
/// Each pool's balance is the fen that nobody took: ranges and balances tell one story.
void check_ranges(const State& state, Violations& violations);
/// What cases have reserved and hold is what pools and entities say is reserved and held.
void check_cases(const State& state, Violations& violations);
/// Debits equal credits in each period of each entity.
void check_books_balance(const State& state, Violations& violations);

/// After every entry: cheap, of the running sums.
Violations check_entry_invariants(const State& state);
/// At every checkpoint: all but the sum over unconfirmed income.
Violations check_checkpoint_invariants(const State& state);
/// At the end of a verification: everything.
Violations check_all_invariants(const State& state);

}  // namespace mingzhang
