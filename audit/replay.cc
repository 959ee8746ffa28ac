#include "audit/replay.h"

#include <algorithm>

#include "ledger/fund/invariants.h"

namespace mingzhang::audit {

Replay::Replay(Findings& findings, const Block<16>& key, const CrowdedKeys* crowded)
    : findings_(findings), crowded_(crowded), sums_(index_specs().size(), RowSum(key)) {
  state_.ignore_changes();
}

void Replay::take(const Chunk& chunk, store::Rows& rows, store::Rows& entries) {
  chunk_rows_.clear();
  for (const Prepared& prepared : chunk.entries) {
    if (prepared.entry) {
      take_entry(*prepared.entry, prepared.computed, rows, entries);
    } else if (!unknown_from_) {
      unknown_from_ = prepared.row;
    }
  }
  for (const PreparedCheckpoint& checkpoint : chunk.checkpoints) {
    // Design §7.9: at every checkpoint the full sums; the chunk's end stands for those within it.
    if (&checkpoint == &chunk.checkpoints.back()) {
      report(chunk.last - 1, check_checkpoint_invariants(state_));
    }
  }
  finder_.clear();
}

void Replay::take_entry(const Entry& entry, const Hash& leaf, store::Rows& rows,
                        store::Rows& entries) {
  find_facts(entry, rows, entries);
  report(entry.seq, check(state_, facts_, entry));
  for (EntryWatcher* const watcher : watchers_) watcher->before(entry, facts_, state_);
  effects_.clear();
  fold(state_, facts_, entry, effects_);
  for (const IndexRow& row : effects_.rows) sums_[static_cast<std::size_t>(row.index)].add(row);
  if (keep_rows_) {
    chunk_rows_.insert(chunk_rows_.end(), effects_.rows.begin(), effects_.rows.end());
    finder_.add(entry, leaf, effects_.rows);
  }
  report(entry.seq, check_entry_invariants(state_));
  for (EntryWatcher* const watcher : watchers_) watcher->after(entry, effects_, state_);
  ++replayed_;
  if (!founded_at_ && state_.policy_in_force() != nullptr) founded_at_ = entry.seq;
}

void Replay::find_facts(const Entry& entry, store::Rows& rows, store::Rows& entries) {
  facts_.clear();
  wants_.clear();
  wants(state_, entry, wants_);
  if (wants_.empty()) return;
  const bool only_refs = wants_.objects.empty() && wants_.entries.empty() &&
                         wants_.leaves.empty() && wants_.incomes.empty();
  const bool known = crowded_ != nullptr && only_refs &&
                     (crowded_->refs.empty() ||
                      std::none_of(wants_.refs.begin(), wants_.refs.end(), [&](const Ref& ref) {
                        return crowded_->refs.contains(ref_key(ref.view()));
                      }));
  if (known) {
    facts_.refs.resize(wants_.refs.size());
    return;
  }
  finder_.set_end(entry.seq);
  finder_.find(wants_, rows, entries, facts_);
}

void Replay::report(Seq seq, const Violations& violations) {
  for (const Refusal& violation : violations) {
    const bool follows = broken_before_ || findings_.first_damaged().has_value();
    findings_.add({Damage::rule_broken,
                   seq,
                   {},
                   violation.field,
                   violation.code,
                   {},
                   violation.detail,
                   follows});
  }
  broken_before_ = broken_before_ || !violations.empty();
}

void Replay::finish() {
  if (replayed_ > 0) report(replayed_ - 1, check_all_invariants(state_));
  for (EntryWatcher* const watcher : watchers_) watcher->finish(state_);
}

}  // namespace mingzhang::audit
