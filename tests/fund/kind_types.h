#pragma once

#include <type_traits>

#include "ledger/fund/kind.h"
#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/decision.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/office.h"
#include "ledger/fund/kinds/opening.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/people.h"
#include "ledger/fund/kinds/policy.h"
#include "ledger/fund/kinds/proposal.h"
#include "ledger/fund/kinds/transfer.h"

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
using transfer_received = TransferReceived;
using household_registered = HouseholdRegistered;
using household_changed = HouseholdChanged;
using case_opened = CaseOpened;
using case_surveyed = CaseSurveyed;
using case_reviewed = CaseReviewed;
using case_returned = CaseReturned;
using case_rejected = CaseRejected;
using case_withdrawn = CaseWithdrawn;
using case_lapsed = CaseLapsed;
using case_approved = CaseApproved;
using case_ratified = CaseRatified;
using evidence_attached = EvidenceAttached;
using payee_set = PayeeSet;
using batch_built = BatchBuilt;
using batch_released = BatchReleased;
using aid_paid = AidPaid;
using aid_failed = AidFailed;
using aid_returned = AidReturned;
using aid_delivered = AidDelivered;
using transfer_sent = TransferSent;
using money_moved = MoneyMoved;
using period_closed = PeriodClosed;
using entry_reversed = EntryReversed;
using donation_refunded = DonationRefunded;
using purpose_changed = PurposeChanged;
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
