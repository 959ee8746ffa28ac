#pragma once

#include "ledger/store/store.h"
#include "ledger/tlog/checkpoint.h"

namespace mingzhang {

/// Never two roots for one size (design §5): the store must contain what was once signed.
/// Errors: LedgerError rolled_back; StoreError.
void check_contains(store::Rows& rows, const tlog::Checkpoint& known);

}  // namespace mingzhang
