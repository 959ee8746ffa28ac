#pragma once

#include <array>
#include <unordered_set>
#include <vector>

#include "audit/chunk.h"
#include "audit/entry_watcher.h"
#include "audit/finding.h"
#include "audit/multiset.h"
#include "ledger/fact_finder.h"
#include "ledger/fund/rules.h"

namespace mingzhang::audit {

/// The keys under which an index holds more than one row. Under all others a fact is known without
/// a look-up, as long as the index is what the entries yield, which is checked in the same run.
struct CrowdedKeys {
  std::unordered_set<std::int64_t> refs;
};

/// Replays the rules over the entries in order, as the books did: `check` reports, `fold` folds.
/// Threads: one at a time.
class Replay {
 public:
  /// `crowded`: null when every fact is to be looked up.
  Replay(Findings& findings, const Block<16>& key, const CrowdedKeys* crowded);

  /// `rows`: where facts are looked up; `entries`: where the entries are that they point to.
  void take(const Chunk& chunk, store::Rows& rows, store::Rows& entries);
  /// The invariants of the whole, after the last entry.
  void finish();

  const State& state() const { return state_; }
  std::uint64_t replayed() const { return replayed_; }
  /// Entries from here on were not understood, so that rules could not be replayed in full.
  std::optional<Seq> unknown_from() const { return unknown_from_; }
  /// The sum of the rows that the entries yield, by index.
  const RowSum& sum(Index index) const { return sums_.at(static_cast<std::size_t>(index)); }
  /// Rows of the last chunk, for those who keep them.
  const std::vector<IndexRow>& chunk_rows() const { return chunk_rows_; }
  void keep_rows(bool keep) { keep_rows_ = keep; }
  /// Who looks on; they outlive this.
  void show_to(std::vector<EntryWatcher*> watchers) { watchers_ = std::move(watchers); }
  /// The entry of the first policy: until then the administrator wrote alone (design §4).
  std::optional<Seq> founded_at() const { return founded_at_; }

 private:
  void take_entry(const Entry& entry, const Hash& leaf, store::Rows& rows, store::Rows& entries);
  void find_facts(const Entry& entry, store::Rows& rows, store::Rows& entries);
  void report(Seq seq, const Violations& violations);

  Findings& findings_;
  const CrowdedKeys* crowded_;
  FactFinder finder_;
  State state_;
  Wants wants_;
  Facts facts_;
  Effects effects_;
  std::vector<RowSum> sums_;
  std::vector<IndexRow> chunk_rows_;
  bool keep_rows_ = false;
  std::vector<EntryWatcher*> watchers_;
  bool broken_before_ = false;
  std::uint64_t replayed_ = 0;
  std::optional<Seq> unknown_from_;
  std::optional<Seq> founded_at_;
};

}  // namespace mingzhang::audit
