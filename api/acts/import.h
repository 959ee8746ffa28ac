#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "api/imports/receipts.h"
#include "ledger/ledger.h"

/// A file of gifts on its way into the ledger: read whole, rehearsed, then written.
namespace mingzhang {

struct ImportAsk {
  Id person;
  Id fund;
  Id account;
  std::optional<Id> channel;  ///< How it came, where the rows do not say.
};

/// A file that is ready to be written: its import entry and its gifts.
struct ImportPlan {
  Id person;
  Id fund;
  ImportRecorded import;
  ReceiptsFile file;
};

using ImportProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct ImportCounts {
  std::uint64_t fresh = 0;
  std::uint64_t known = 0;  ///< Were in the ledger already.
  Total fresh_total;
};

/// Reads a file. `digest_key` keys the digest by which the same file is known again, so that nobody
/// can test guesses of its content. Errors: as read_receipts.
Result<ImportPlan> plan_import(std::string_view bytes, const ImportMap& map, const ImportAsk& ask,
                               const Block<32>& digest_key, Date today);
/// Decides the whole file on a State of its own, so that a rule that a row breaks is known before
/// the first row is written. The rows that break one become bad rows of the plan. `rows` is what
/// `state` was loaded from. Errors: what refuses the import as a whole; StoreError.
Result<ImportCounts> rehearse(State state, store::Rows& rows, Timestamp now, ImportPlan& plan);
/// Writes the import, then its gifts, many in flight, and waits for the last. Again after an
/// interruption it goes on. `progress` in gifts. Errors: the first refusal that is not
/// "known already"; what was written before stays.
Result<ImportCounts> write_import(Ledger& ledger, const ImportPlan& plan,
                                  const ImportProgress& progress);

}  // namespace mingzhang
