#include "api/routes/written_on.h"

#include "ledger/fund/entry.h"

namespace mingzhang::routes {

Seq first_written_on(store::Rows& rows, Date day, std::int32_t utc_offset_min) {
  Seq low = 0;
  Seq high = rows.head().size;
  while (low < high) {
    const Seq middle = low + (high - low) / 2;
    const std::optional<std::string> bytes = rows.entry(middle);
    const Result<Entry> entry = bytes ? decode(*bytes) : refuse(Code::entry_unknown);
    // One that cannot be read is the auditor's business.
    const bool before = !entry || entry->time.date(utc_offset_min) < day;
    (before ? low : high) = before ? middle + 1 : middle;
  }
  return low;
}

}  // namespace mingzhang::routes
