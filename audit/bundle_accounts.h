#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/fund/posting.h"
#include "ledger/fund/state.h"

namespace mingzhang::audit {

/// The heads of accounts that hledger, ledger and beancount all know.
enum class AccountRoot : unsigned char { Assets, Liabilities, Equity, Income, Expenses };
std::string_view root_name(AccountRoot root);

/// An account of the journals: a code of the chart as it was called on the day of the posting, with
/// whose money it is. Codes may mean another thing in a later chart, so the title is part of it.
struct BookAccount {
  AccountRoot root = AccountRoot::Equity;
  Id code;
  std::string title;  ///< Of the chart, as names are written; empty where it has none.
  Id entity;
  std::optional<Id> fund;
  std::optional<mingzhang::Source> source;

  auto operator<=>(const BookAccount&) const = default;
  /// "Assets:1002-银行存款:E-jinan:F-relief:Donation", the same in all three programs: what follows
  /// a colon begins with a digit or a capital; ideographs, letters, digits and '-' only. In ids "_"
  /// is "X5F" and "." is "X2E", in codes "-" is "X2D" too: ids have no capitals of their own, so no
  /// two accounts are written alike.
  std::string name() const;
};

struct AccountSum {
  std::int64_t debit = 0;   ///< fen
  std::int64_t credit = 0;  ///< fen

  std::int64_t balance() const { return debit - credit; }
};

/// The accounts of the bundle, with what was posted to them.
class BookAccounts {
 public:
  using Sums = std::map<BookAccount, AccountSum>;

  /// Books a posting. `state`: whose chart is in force. Returns debit and credit account, and of
  /// each whether it is new.
  struct Sides {
    BookAccount debit;
    BookAccount credit;
    bool new_debit = false;
    bool new_credit = false;
  };
  Sides take(const Posting& posting, const State& state);

  const Sums& sums() const { return sums_; }
  /// Whether the sums are those that the books themselves keep, code by code.
  bool agree_with(const State& state) const;

 private:
  Sums sums_;
};

}  // namespace mingzhang::audit
