#pragma once

#include <type_traits>

#include "ledger/fund/kind.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/office.h"
#include "ledger/fund/kinds/opening.h"
#include "ledger/fund/kinds/people.h"
#include "ledger/fund/kinds/policy.h"
#include "ledger/fund/kinds/proposal.h"

namespace mingzhang::test {

/// The body struct of each kind, by its symbol in kinds.def. A kind that is missing here does not
/// compile below: no test can forget it.
namespace bodies {
using ledger_opened = LedgerOpened;
using policy_adopted = PolicyAdopted;
using table_adopted = TableAdopted;
using entity_opened = EntityOpened;
using account_opened = AccountOpened;
using fund_opened = FundOpened;
using person_enrolled = PersonEnrolled;
using person_changed = PersonChanged;
using action_proposed = ActionProposed;
using action_declined = ActionDeclined;
using import_recorded = ImportRecorded;
using donation_received = DonationReceived;
using injection_received = InjectionReceived;
using income_confirmed = IncomeConfirmed;
using income_cancelled = IncomeCancelled;
}  // namespace bodies

/// The kind whose body is T.
template <class T>
const Kind& kind_of();
#define MZ_KIND(symbol, ...)                     \
  template <>                                    \
  inline const Kind& kind_of<bodies::symbol>() { \
    return kinds::symbol();                      \
  }
#include "ledger/fund/kinds.def"
#undef MZ_KIND

/// Calls `visit(kind, std::type_identity<Body>())` for every kind.
template <class Visit>
void each_kind(Visit&& visit) {
#define MZ_KIND(symbol, ...) visit(kinds::symbol(), std::type_identity<bodies::symbol>());
#include "ledger/fund/kinds.def"
#undef MZ_KIND
}

}  // namespace mingzhang::test
