#pragma once

#include <optional>
#include <vector>

#include "ledger/fund/effects.h"
#include "ledger/fund/entry.h"
#include "ledger/fund/state.h"

namespace mingzhang {

/// The account code of the chart in force for a use ("aid_illness"); none when the posting map has
/// none.
std::optional<Id> code_for(const State& state, Date day, std::string_view use);
/// The use of a money account, by its type: "account_bank".
std::string account_use(const State& state, const Id& account);
/// The use of the expense of aid, by its cause: "aid_illness".
std::string aid_use(const Case& request);
inline constexpr std::string_view kReturnedUse = "payable_returned";
inline constexpr std::string_view kTransferUse = "transfer_out";

/// An amount between two uses of the posting map.
struct Booking {
  std::string debit;
  std::string credit;
  std::int64_t fen = 0;
  Date book_date;
  std::optional<Source> source;
  Purpose purpose;
  Id account;  ///< The money account it moved; empty where none.
};
/// Posts it, when the posting map has both codes: `can_book` says so before.
void book(const State& state, const Entry& entry, const Id& entity, const Booking& booking,
          Effects& effects);
bool can_book(const State& state, const Booking& booking);
/// An award ends whose money the bank had sent back: it was owed, and is no expense any more.
/// `before`: the case as it was.
void post_held_back(const State& state, const Case& before, const Entry& entry, Effects& effects);

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

/// Posts Dr the account · Cr income, for one confirmed income (domain of `income.confirmed`).
void post_income(const Income& income, const IncomeCodes& codes, const Id& entity,
                 Effects& effects);

}  // namespace mingzhang
