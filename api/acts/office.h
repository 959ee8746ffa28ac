#pragma once

#include "ledger/folder.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/state.h"

namespace mingzhang {

/// State as the ledger in `folder` holds it now, for commands that choose defaults. Errors:
/// LedgerError, StoreError.
State read_state(const LedgerFolder& folder);

/// The person who writes: `named`, or the only active one of this duty who serves the fund. Errors:
/// fund_unknown, person_unknown (none, or several to choose from: the detail names them).
Result<Id> person_for(const State& state, Duty duty, const Id& fund, const std::string& named);

/// The account of an import: `named`, or the only channel account of the fund's entity that is not
/// bound to government money. Errors: fund_unknown, account_unknown (as above).
Result<Id> account_for(const State& state, const Id& fund, const std::string& named);

/// Cuts what is unconfirmed from `wanted.first` to `wanted.last` (of `wanted.import`, if named)
/// into confirmations of at most kConfirmedMax incomes and kFenMax fen each.
std::vector<IncomeConfirmed> plan_confirmations(const State& state, const Id& fund,
                                                const IncomeConfirmed& wanted);

/// What somebody named as an id. Errors: text_malformed, with `field`.
Result<Id> id_of(std::string_view field, std::string_view text);

}  // namespace mingzhang
