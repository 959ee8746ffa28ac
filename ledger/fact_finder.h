#pragma once

#include <array>
#include <unordered_map>
#include <vector>

#include "ledger/fund/entry.h"
#include "ledger/fund/facts.h"
#include "ledger/store/store.h"

namespace mingzhang {

/// Answers what `wants` asks from the rows of a store, and from those of the batch under way, so
/// that a batch sees itself. Threads: one.
class FactFinder {
 public:
  /// Fills `facts` in the order of `wants`, from the index rows of `rows` and the entries of
  /// `entries`. Errors: StoreError.
  void find(const Wants& wants, store::Rows& rows, store::Rows& entries, Facts& facts) const;
  void find(const Wants& wants, store::Rows& rows, Facts& facts) const {
    find(wants, rows, rows, facts);
  }
  /// From now on only entries before this one count, whatever the index holds: for a replay.
  void set_end(Seq end) { end_ = end; }

  /// Makes an entry of the batch under way visible.
  void add(Entry entry, const Hash& leaf, std::span<const IndexRow> rows);
  /// The next batch begins. The one before may not be in the store yet, and stays visible; the one
  /// before that is.
  void next_batch();
  /// Nothing is under way: what was is in the store, or gone.
  void clear();

 private:
  std::vector<IndexRow> rows_of(Index index, std::int64_t key, store::Rows& rows) const;
  std::optional<Seq> holder(const Ref& ref, store::Rows& rows, store::Rows& entries) const;
  std::optional<Seq> latest(const std::string& object, store::Rows& rows,
                            store::Rows& entries) const;
  std::optional<IncomePlace> place(Seq income, store::Rows& rows) const;
  std::optional<Hash> leaf(Seq seq, store::Rows& entries) const;
  std::optional<Entry> entry(Seq seq, store::Rows& entries) const;

  Seq end_ = static_cast<Seq>(kIntMax);

  /// What a batch adds to the store.
  struct Fresh {
    std::unordered_multimap<std::int64_t, IndexRow> rows;
    std::unordered_map<Seq, std::pair<Entry, Hash>> entries;
  };
  std::array<Fresh, 2> fresh_;  ///< Of the batch under way, and of the one before.
};

}  // namespace mingzhang
