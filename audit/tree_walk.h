#pragma once

#include <map>
#include <optional>
#include <vector>

#include "audit/chunk.h"
#include "ledger/store/store.h"
#include "ledger/tlog/edge.h"

namespace mingzhang::audit {

/// The tree that the entries yield, leaf by leaf, a whole tile at once where it can be.
class TreeWalk {
 public:
  /// `replaced`: the leaf is not the one that was prepared for this place.
  void append(const Hash& leaf, bool replaced);
  /// A whole tile of which the leaves are not known. Pre: size() is a multiple of kTileWidth.
  void append_tile(const Hash& root);
  /// From here to the end of its tile leaves are not known: `root` stands for the whole tile.
  void hide(const Hash& root) { hidden_ = root; }
  /// The root of a complete tile as prepared: it is taken if nothing in it was replaced.
  void offer_tile(Seq tile, const Hash& root) { offered_[tile] = root; }

  std::uint64_t size() const { return edge_.size() + leaves_.size(); }
  /// False while one of the leaves of the tile under way is not known.
  bool root_known() const { return !hidden_; }
  /// Of the first size() leaves. Pre: root_known().
  Hash root();
  /// What root() would be after one more.
  Hash root_with(const Hash& leaf) const;
  /// Every node above the leaves, in the order in which they were completed.
  const std::vector<store::NodeRow>& nodes() const { return nodes_; }

 private:
  void push(unsigned level, const Hash& hash);

  tlog::Edge edge_;           ///< Up to the last complete tile.
  std::vector<Hash> leaves_;  ///< Of the tile under way.
  bool replaced_ = false;     ///< Whether one of them is not what was prepared.
  std::optional<Hash> hidden_;
  tlog::Edge within_;  ///< edge_ and the first `within_count_` leaves.
  std::size_t within_count_ = 0;
  std::map<Seq, Hash> offered_;
  std::vector<std::vector<Hash>> levels_;
  std::vector<store::NodeRow> nodes_;
};

}  // namespace mingzhang::audit
