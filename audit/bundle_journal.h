#pragma once

#include <memory>
#include <string>

#include "audit/bundle_accounts.h"
#include "audit/bundle_file.h"
#include "ledger/fund/entry.h"

namespace mingzhang::audit {

/// The same postings for three programs of other people: hledger (1.25), Ledger (3.3) and beancount
/// (2.3). One transaction for each posting, in the order of the entries; at the end the balance of
/// each account is asserted, so that the programs themselves compare.
class Journals {
 public:
  explicit Journals(const BundleTexts& texts);

  /// Writes one posting; `sides` as `BookAccounts::take` gives them.
  void take(const Entry& entry, const Posting& posting, const BookAccounts::Sides& sides);
  void assert_balances(const BookAccounts::Sums& sums);
  /// After the last line.
  std::vector<FileMark> finish();

 private:
  void open(const BookAccount& account);
  void plain(BundleText& text, const Entry& entry, const Posting& posting,
             const BookAccounts::Sides& sides);
  void beans(const Entry& entry, const Posting& posting, const BookAccounts::Sides& sides);

  std::unique_ptr<BundleText> hledger_;
  std::unique_ptr<BundleText> ledger_;
  std::unique_ptr<BundleText> beancount_;
  std::optional<Date> last_;  ///< The last day on which anything is booked.
};

/// "-1234.56": yuan with two decimals, as programs read it.
std::string plain_yuan(std::int64_t fen);

}  // namespace mingzhang::audit
