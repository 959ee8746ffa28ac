#pragma once

#include <deque>
#include <vector>

#include "ledger/store/store.h"
#include "ledger/tlog/edge.h"
#include "ledger/tlog/tree.h"

namespace mingzhang {

/// The tree of a store's rows, for proofs. `rows` must outlive it. Threads: one.
class StoredTree final : public tlog::NodeReader {
 public:
  explicit StoredTree(store::Rows& rows) : rows_(rows) {}

  void leaves(std::uint64_t first, std::span<Hash> out) const override;
  Hash node(unsigned tile_level, std::uint64_t index) const override;

 private:
  store::Rows& rows_;
};

/// The part of the tree that still grows: its right edge, and of each tile level the hashes since
/// the last `trim`. Fresh proofs read no disk. A value of a few hundred KiB at the most.
class GrowingTree final : public tlog::NodeReader {
 public:
  GrowingTree() = default;
  /// The tree of the first `size` leaves; reads the last, partial tile of each level.
  GrowingTree(std::uint64_t size, const tlog::NodeReader& reader);

  /// Appends a leaf; adds the nodes that it completes to `nodes`.
  void append(const Hash& leaf, std::vector<store::NodeRow>& nodes);
  /// Forgets all but the last, partial tile of each level.
  void trim();

  std::uint64_t size() const { return edge_.size(); }
  Hash root() const { return edge_.root(); }

  /// Pre: since the tile in which the tree ended at the last `trim`.
  void leaves(std::uint64_t first, std::span<Hash> out) const override;
  Hash node(unsigned tile_level, std::uint64_t index) const override;

 private:
  /// The hashes of one tile level from `first` on.
  struct Level {
    std::uint64_t first = 0;
    std::vector<Hash> hashes;
  };

  void push(unsigned level, const Hash& hash, std::vector<store::NodeRow>& nodes);
  const Hash& at(unsigned level, std::uint64_t index) const;

  tlog::Edge edge_;
  std::vector<Level> levels_{1};
};

}  // namespace mingzhang
