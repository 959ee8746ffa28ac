#pragma once

#include <algorithm>

#include "ledger/base/time.h"

namespace mingzhang::audit {

/// The same day so many months later; where that month is too short, the first of the next.
inline Date plus_months(Date day, int months) {
  const Date first = Date::first_of({day.month().count + months});
  const Date next = Date::first_of({first.month().count + 1});
  return std::min(first.plus_days(day.days - Date::first_of(day.month()).days), next);
}

}  // namespace mingzhang::audit
