#pragma once

#include "ledger/base/time.h"
#include "ledger/fund/codec.h"
#include "ledger/store/store.h"

namespace mingzhang::routes {

/// The first entry that was written on `day` or later, at a place whose clocks are `utc_offset_min`
/// minutes ahead of UTC; the number of entries when there is none. Times never go back, so it is
/// found by halving. Errors: StoreError.
Seq first_written_on(store::Rows& rows, Date day, std::int32_t utc_offset_min);

}  // namespace mingzhang::routes
