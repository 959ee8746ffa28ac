#pragma once

#include "api/routes/office.h"
#include "ledger/fund/rules.h"

namespace mingzhang::routes {

/// An entry that nobody writes, and every rule that it breaks, in the order of the rules.
struct Rehearsal {
  Entry entry;  ///< With its defaults filled in; its place and salt mean nothing.
  Violations violations;
};

/// What would become of a command if it were submitted now: decided by the ledger's own rules on
/// the State that readers see. Nothing is written, and nothing is promised. Errors: queue_full,
/// when the books change faster than they can be looked up; StoreError.
Result<Rehearsal> rehearse(const Office& office, const Command& command);

}  // namespace mingzhang::routes
