#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "audit/entry_watcher.h"
#include "audit/finding.h"
#include "audit/level.h"
#include "audit/timestamp_check.h"
#include "audit/vault_check.h"
#include "audit/witness_check.h"
#include "ledger/base/random.h"
#include "ledger/store/store.h"
#include "ledger/tlog/checkpoint.h"

namespace mingzhang::audit {

/// Entries [first, last).
struct Span {
  Seq first = 0;
  Seq last = 0;

  bool operator==(const Span&) const = default;
};

struct VerifyOptions {
  tlog::Verifier verifier;             ///< The log's key.
  std::vector<tlog::Checkpoint> kept;  ///< Kept by the auditor, signature checked.
  std::filesystem::path scratch;       ///< Where a temporary database may be made.
  unsigned threads = 2;
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::vector<EntryWatcher*> watchers = {};  ///< See every entry as it is replayed.
  Level level = Level::all;
};

/// What was checked of a hand-over bundle beside its tiles.
struct BundleReport {
  std::uint64_t files = 0;  ///< That its manifest lists.
  bool derived = false;     ///< Whether its tables were compared with what the entries yield.
};

/// What was checked and what came of it.
struct Report {
  Findings findings;
  Level level = Level::all;
  Span asked;           ///< What was to be checked: up to the newest checkpoint there is.
  Span checked;         ///< What was.
  bool part = false;    ///< Entries outside `checked` were not read: stored hashes stood for them.
  std::string source;   ///< What was asked, where it is not a database of the auditor's.
  bool own_key = true;  ///< The log's key did not come with what it should prove.
  bool rows_known = true;  ///< State and index rows were there to be compared.
  std::string ledger;      ///< Its id, 32 digits; empty when it cannot be known.
  std::string origin;
  std::uint64_t entries = 0;      ///< Entries that were read.
  std::uint64_t replayed = 0;     ///< Entries whose rules were checked.
  std::uint64_t checkpoints = 0;  ///< Signed by the log and met by the tree.
  std::uint64_t unchecked_checkpoints = 0;
  std::uint64_t nodes = 0;
  std::uint64_t state_rows = 0;
  std::uint64_t index_rows = 0;
  std::uint64_t kept = 0;
  std::optional<tlog::Checkpoint> last_sound;
  std::optional<Seq> unknown_from;
  /// The entry of the first policy: before it the administrator wrote alone; absent: still so.
  std::optional<Seq> founded_at;
  std::optional<VaultReport> vault;           ///< Where a vault was checked as well.
  std::optional<BundleReport> bundle;         ///< Where a hand-over bundle was checked.
  std::optional<WitnessReport> witnesses;     ///< Where a policy was given.
  std::optional<TimestampReport> timestamps;  ///< Where an authority's certificate was given.

  /// Entries below this one are proved: what was signed is what is there. Of a part: if they are
  /// in `checked`.
  Seq trustworthy() const;
};

/// Checks everything that can be known from the database alone (design §9): bytes, chain, tree,
/// checkpoints and their signatures, every rule by replay, balances and every derived row. Trusts
/// nothing in it; a damaged file is an answer, not a failure. Memory does not grow with the ledger.
/// Errors: StoreError when the database cannot be read at all.
Report verify(store::Store& store, const VerifyOptions& options, Random& random);

/// The same for a store that holds entries, nodes and checkpoints only, as tiles bring them: the
/// rows that the rules need are derived into it meanwhile, and none are compared.
Report verify_entries(store::Store& store, const VerifyOptions& options);

/// The entries that the nth of `count` equal slices holds, in whole tiles. Pre: 1 <= n <= count.
Span slice_of(store::Store& store, std::uint64_t n, std::uint64_t count);

/// Checks the entries from `asked.first` on to `asked.last`, or to the end: bytes, chain, tree, and
/// the checkpoints among them and at the end, signatures included. For all other entries the
/// hashes stand that are stored for their tiles: were these not what was signed, no checkpoint
/// would be met. Where anything is wrong, all entries are read, so that it is found where it is.
/// Rules are not replayed, since they need every entry before. Errors: StoreError.
Report verify_part(store::Store& store, const VerifyOptions& options, Span asked);

}  // namespace mingzhang::audit
