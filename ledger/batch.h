#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/batch_proofs.h"
#include "ledger/books.h"
#include "ledger/store/store.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/vault.h"

namespace mingzhang {

/// What makes a repeated request known: digests of person and key, and of the body.
struct RequestKey {
  Hash key;
  Hash body;
};

struct Submission {
  Command command;
  std::optional<RequestKey> key;
  bool with_proof = false;  ///< Whether the answer holds bytes and proof.
  /// What the entry says in private, sealed with it: their commitments come after those that the
  /// command has, which must be of details in the vault (a proposal's, cited by its target).
  std::vector<Details> details = {};
  /// New ids of the vault that the command names; kept with the entry. A detail's subject is one
  /// without being listed.
  std::vector<Id> ids = {};
};

/// That an entry is in the ledger, and durable.
struct Written {
  Seq seq = 0;
  Hash leaf;
  bool repeated = false;  ///< The same request was answered before.
  std::string bytes;
  /// Of an entry that is new; its proof is still to be made.
  std::shared_ptr<const BatchProofs> proofs = nullptr;
  /// A signed note that covers the entry; empty when the store could not be read for the path.
  std::string checkpoint;
  std::vector<Hash> path;  ///< The inclusion proof in that checkpoint.

  /// Makes the proof, if there is one to make. It hashes: not for the writer's thread.
  void prove();
};

using Answer = Result<Written>;

/// Commands that are decided, and every row that they become. Answers wait until it is durable.
struct Batch {
  std::vector<Answer> answers;  ///< Of the first answers.size() submissions that were given.
  store::Head before;           ///< What the ledger must be when the batch is written.
  std::vector<Sealed> entries;
  std::vector<IndexRow> rows;
  std::vector<store::NodeRow> nodes;
  std::vector<store::StateChange> state;
  std::shared_ptr<const State> changes;  ///< The same as values, where somebody mirrors State.
  std::vector<store::RequestRow> requests;
  std::unordered_map<std::string, std::size_t> keys;  ///< Request key to its place in `requests`.
  std::optional<std::int64_t> drop_requests_before_ms;
  VaultBatch vault;
  std::size_t bytes = 0;
  tlog::Checkpoint checkpoint;  ///< Of the ledger with this batch.
  std::string note;             ///< The checkpoint, signed.

  Seq size() const { return before.size + entries.size(); }
  /// The bytes and leaf of one of its entries. Pre: before.size <= seq < size().
  const Sealed& entry(Seq seq) const { return entries[seq - before.size]; }
};

/// What became of a batch. After all but `durable` the store must be opened and read again.
enum class Landing {
  durable,
  moved,        ///< Another process wrote meanwhile: nothing was written.
  busy,         ///< Another process holds the writers' lock: nothing was written.
  full,         ///< No space.
  failed,       ///< A write failed.
  sync_failed,  ///< A sync failed: what a read shows now may never have reached the disk.
  damaged,      ///< The database is not what it should be.
};

/// Writes one batch: its private details first, then, in one transaction, all else (design §3, §6);
/// so no entry is there without its details. Pre: with `vault` null the batch has none. Threads:
/// one at a time per store.
Landing write_batch(store::Store& store, Vault* vault, const Batch& batch);

}  // namespace mingzhang
