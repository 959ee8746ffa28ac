#pragma once

#include <optional>
#include <vector>

#include "ledger/fund/posting.h"
#include "ledger/fund/state.h"

namespace mingzhang {

/// Where an income is posted: the codes of the chart in force on its book date.
struct IncomeCodes {
  Id account;
  Id income;
};

/// None when the posting map has no code for it.
std::optional<IncomeCodes> income_codes(const State& state, const Income& income);

/// Looks up the codes once for a run of alike incomes. Pre: `state.tables` does not change.
class IncomeCodeFinder {
 public:
  explicit IncomeCodeFinder(const State& state) : state_(state) {}
  const std::optional<IncomeCodes>& of(const Income& income);

 private:
  const State& state_;
  bool known_ = false;
  Id account_;
  Source source_ = Source::donation;
  Date book_date_;
  std::optional<IncomeCodes> codes_;
};

/// Dr the account · Cr income, for one confirmed income (domain of `income.confirmed`).
Posting income_posting(const Income& income, const IncomeCodes& codes, const Id& entity);

}  // namespace mingzhang
