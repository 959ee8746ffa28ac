#pragma once

#include <map>
#include <optional>
#include <set>

#include "api/routes/json.h"
#include "ledger/fund/state.h"
#include "ledger/store/store.h"

namespace mingzhang::routes {

/// What State does not keep of a request: what the entry says that opened it.
struct Opening {
  Timestamp time;
  std::optional<Date> paper;  ///< The day on which it was asked for on paper.
  Money asked;
};
/// Errors: StoreError; std::runtime_error when the entry cannot be read.
Opening opening_of(store::Rows& rows, const Case& request);
/// The day from which its time runs (office M2).
Date opened_on(const State& state, const Opening& opening);

/// A day by which something is to be done.
struct Due {
  Date date;
  bool provisional = false;  ///< The holidays until then are not all known.
  bool overdue = false;
};

/// The deadlines of a case; absent where the limits set none, or it is past them.
struct Deadlines {
  std::optional<Due> decide_by;
  std::optional<Due> ratify_by;
  std::optional<Due> pay_within;  ///< The limits' pay_days after the award.
  std::optional<Due> pay_by;      ///< The last day on which the award is good.

  bool overdue() const;
  /// From `today` to the nearest; below zero when it is over.
  std::optional<std::int32_t> days(Date today) const;
};
Deadlines deadlines_of(const State& state, const Case& request, const Opening& opening,
                       Timestamp now);

/// What each case of a list is compared with, gathered once for all of them.
class Neighbours {
 public:
  explicit Neighbours(const State& state);

  /// Whether another household's open case is paid to the same account.
  bool shares_account(const Case& request) const;
  /// Whether the household was granted anything beside this case.
  bool was_aided(const Case& request) const;

 private:
  std::map<Id, std::set<Id>> homes_of_account_;
  std::map<Id, std::size_t> aid_of_home_;
};

/// A case as it stands: its row, sums, deadlines and what is to be noticed.
void add_case(JsonText& json, const State& state, const Neighbours& neighbours, const Case& request,
              const Opening& opening, Timestamp now);

}  // namespace mingzhang::routes
