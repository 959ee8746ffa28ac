#pragma once

#include <functional>

#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

namespace mingzhang {

/// The most incomes that one confirmation covers.
inline constexpr std::size_t kConfirmedMax = 10'000;

/// The bookkeeper makes income spendable: all that is unconfirmed in this fund from `first` to
/// `last`, of `import` if it is named, but not `except`.
struct IncomeConfirmed {
  std::optional<ShortText<64>> against;  ///< The statement line or cash count it agrees with.
  Money amount;
  Int<1, kConfirmedMax> count;
  std::optional<List<Seq, 500>> except;
  Seq first = 0;
  std::optional<Id> import;
  Seq last = 0;

  static constexpr auto fields() {
    return std::tuple(
        field("against", &IncomeConfirmed::against), field("amount", &IncomeConfirmed::amount),
        field("count", &IncomeConfirmed::count), field("except", &IncomeConfirmed::except),
        field("first", &IncomeConfirmed::first), field("import", &IncomeConfirmed::import),
        field("last", &IncomeConfirmed::last));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const IncomeConfirmed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const IncomeConfirmed& body, Effects& effects);
};

/// Whether a confirmation covers an unconfirmed income of its fund, which came by `import`, if by
/// one.
bool covers(const IncomeConfirmed& body, Seq income, const std::optional<Id>& import);

/// Shows the unconfirmed incomes that a confirmation covers, in the order of seq; no more than
/// kConfirmedMax + 1 of them. A reference holds for its call.
void each_covered(const State& state, const Id& fund, const IncomeConfirmed& body,
                  const std::function<void(const Income&)>& visit);

/// Not yet confirmed: its maker takes it back alone (作废), or the bookkeeper sends it back
/// (退回出纳). Its number stays used (office M5).
struct IncomeCancelled {
  Seq income = 0;
  Id reason;

  static constexpr auto fields() {
    return std::tuple(field("income", &IncomeCancelled::income),
                      field("reason", &IncomeCancelled::reason));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const IncomeCancelled& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const IncomeCancelled& body, Effects& effects);
};

}  // namespace mingzhang
