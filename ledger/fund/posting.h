#pragma once

#include "ledger/base/money.h"
#include "ledger/base/short_text.h"
#include "ledger/base/time.h"
#include "ledger/fund/vocabulary.h"

namespace mingzhang {

/// One amount on both sides of the books, so that debits equal credits by its form. A pure function
/// of the entry and the chart in force (design §7.9). Vouchers are formed from postings at close.
struct Posting {
  Id entity;
  std::optional<Id> fund;        ///< Absent where money only moves between accounts.
  std::optional<Source> source;  ///< Likewise.
  Purpose purpose;
  Date book_date;
  Id debit;   ///< Account code of the chart.
  Id credit;  ///< Account code of the chart.
  Money amount;
  Id account;      ///< The money account it moved.
  Id channel;      ///< Empty where there is none.
  Seq origin = 0;  ///< The entry whose money it is: a gift, for its confirmation.
};

}  // namespace mingzhang
