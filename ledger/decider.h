#pragma once

#include <span>

#include "ledger/base/random.h"
#include "ledger/base/time.h"
#include "ledger/batch.h"
#include "ledger/books.h"
#include "ledger/fact_finder.h"
#include "ledger/known_requests.h"
#include "ledger/tlog/note.h"

namespace mingzhang {

inline constexpr std::size_t kBatchEntriesMax = 1024;
inline constexpr std::size_t kBatchBytesMax = 4 << 20;
/// How long requests are remembered at the least (design §8).
inline constexpr std::int64_t kRequestsKeptMs = 31 * kDayMs;

/// Decides commands, one after the other, on the books in memory: it fills batches, and writes
/// nothing. One batch may be on its way to the disk while the next is filled on top of it.
/// Threads: one.
class Decider {
 public:
  /// Without a vault what has private details is refused: vault_missing.
  Decider(const tlog::Signer& signer, Random& random, Vault* vault = nullptr)
      : signer_(signer), random_(random), vault_(vault) {}

  /// From now on batches carry the changes of State as values, for a Mirror.
  void keep_changes() { keeps_changes_ = true; }
  /// Drops everything and reads it again. Errors: StoreError; LedgerError damaged, wrong_key.
  void load(store::Rows& rows);
  /// Another process may have written since: its entries are verified and folded.
  /// Pre: nothing is in flight. Errors: LedgerError rolled_back when `rows` is not ahead.
  void catch_up(store::Rows& rows);

  /// A batch that follows everything decided so far. Pre: the one before is closed.
  Batch open();
  /// Decides what fell due, and as many more submissions as the batch takes. `rows`: a view of the
  /// ledger with or without `flying`, the batch that is on its way. Without `now` every command is
  /// refused: clock_unsure. Errors: StoreError; LedgerError unsound.
  void fill(Batch& batch, std::span<const Submission* const> submissions,
            std::optional<Timestamp> now, store::Rows& rows, const Batch* flying);
  /// Adds what the batch as a whole becomes: nothing more goes in. Errors: LedgerError unsound.
  void close(Batch& batch);

  /// When something falls due next; none when nothing does.
  std::optional<Timestamp> next_due() const;

  const Books& books() const { return books_; }
  /// 32 digits; empty before the ledger is opened.
  std::string ledger_id() const;
  /// The newest stored checkpoint, which must cover what was read. Errors: LedgerError damaged.
  store::CheckpointRow covering_checkpoint(store::Rows& rows) const;

 private:
  void decide_due(Timestamp now, store::Rows& rows, const Batch* flying, Batch& batch);
  Answer decide_one(const Submission& submission, Timestamp now, store::Rows& rows,
                    const Batch* flying, Batch& batch);
  Result<Command> with_details(const Submission& submission, Timestamp now, const Batch* flying,
                               const Batch& batch, VaultBatch& sealed);
  std::optional<Answer> remembered(const Submission& submission, store::Rows& rows,
                                   const Batch* flying, const Batch& batch) const;
  void forget_requests(Timestamp now, store::Rows& rows, Batch& batch);

  const tlog::Signer& signer_;
  Random& random_;
  Vault* const vault_;
  Books books_;
  FactFinder facts_;
  KnownRequests requests_;
  Wants wants_;
  Facts answers_;
  Effects effects_;
  std::int64_t requests_dropped_ms_ = 0;
  bool keeps_changes_ = false;
};

}  // namespace mingzhang
