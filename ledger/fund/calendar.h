#pragma once

#include "ledger/fund/tables.h"

namespace mingzhang {

/// A day that was counted in working days (工作日).
struct Deadline {
  Date date;
  /// The table of holidays ended before it: Monday to Friday were counted (暂按周末推算, office
  /// M10).
  bool provisional = false;
};

/// The day `days` working days after `from`, which is not counted.
Deadline working_days_after(const Tables& tables, Date from, std::int64_t days);

}  // namespace mingzhang
