#pragma once

#include <optional>

#include "api/config/founding.h"
#include "ledger/folder.h"
#include "ledger/ledger.h"

namespace mingzhang {

/// Makes a new ledger in `folder` and writes its founding: the administrator writes what the office
/// is made of and proposes the policy, the responsible person puts it in force (design §4).
/// Returns the refusal that stopped it, if any. Errors: LedgerError exists; StoreError.
std::optional<Refusal> found_ledger(const LedgerFolder& folder, const Founding& founding,
                                    Clock& clock, Random& random);

}  // namespace mingzhang
