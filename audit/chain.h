#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "audit/chunk.h"
#include "audit/finding.h"
#include "audit/tree_walk.h"

namespace mingzhang::audit {

/// What the chain walk found out, beyond findings.
struct ChainResult {
  Seq rows = 0;                                ///< One past the last stored entry.
  std::uint64_t checkpoints = 0;               ///< Signed by the log and met by the tree.
  std::uint64_t unchecked = 0;                 ///< Behind a gap, or after one that was not met.
  std::optional<tlog::Checkpoint> last_sound;  ///< The largest that was met.
};

/// The root that is stored for a whole tile of leaves; none when it is not. Not to be believed.
using StoredRoots = std::function<std::optional<Hash>(Seq tile)>;

/// Walks the entries in order: their place, their hashes, how each follows the one before, and the
/// tree against every checkpoint. Where one entry is damaged, the hash that its successor remembers
/// stands in for it; where several are, the root stored for their tile does: so that all the others
/// are still proved, once a checkpoint is met. Threads: one at a time.
class ChainWalk {
 public:
  /// `kept`: checkpoints that the auditor kept, signed by this log, in the order of size.
  ChainWalk(Findings& findings, std::vector<tlog::Checkpoint> kept, StoredRoots stored,
            Level level = Level::all)
      : findings_(findings),
        kept_(std::move(kept)),
        stored_(std::move(stored)),
        with_tree_(level >= Level::tree),
        tree_known_(with_tree_) {}

  /// Takes the next chunk, in order.
  void take(const std::shared_ptr<const Chunk>& chunk);
  /// Lets the hash that is stored for a tile stand for its entries, which are not read.
  void skip_tile(Seq tile, const Hash& root);
  /// After the last chunk. `beyond`: stored checkpoints of more entries than there are.
  void finish(const std::vector<PreparedCheckpoint>& beyond);

  const ChainResult& result() const { return result_; }
  const std::vector<store::NodeRow>& nodes() const { return tree_.nodes(); }
  bool tree_known() const { return tree_known_; }

 private:
  void take_sound(const std::shared_ptr<const Chunk>& chunk);
  void see(const std::shared_ptr<const Chunk>& chunk, const Prepared& entry) {
    window_.emplace_back(chunk, &entry);
    if (window_.size() == 3) settle_front();
  }
  void settle_front();
  void check_gap(Seq row);
  void bridge(Seq size);
  bool check_order(const Prepared& entry);
  bool choose_candidate(const Prepared& entry);
  void report_reordered(const Prepared& entry);
  void report_missing(const Prepared& entry, std::int64_t ahead);
  Hash true_leaf(const Prepared& entry) const;
  std::optional<std::int64_t> ahead(std::size_t i) const;
  bool is_reliable(std::size_t i) const;
  bool meets_with(const Hash& leaf) const;
  const Prepared* at(std::size_t i) const {
    return i < window_.size() ? window_[i].get() : nullptr;
  }
  void check_time(const Entry& entry);
  void report_hash(const Prepared& entry, const Hash& leaf);
  void append(const Hash& leaf, bool replaced);
  void meet_checkpoints();
  void meet(const PreparedCheckpoint& checkpoint);
  void meet_kept(const tlog::Checkpoint& checkpoint);
  void check_end(std::uint64_t signed_size);

  Findings& findings_;
  std::vector<tlog::Checkpoint> kept_;
  StoredRoots stored_;
  std::size_t next_kept_ = 0;
  std::uint64_t kept_met_ = 0;  ///< The largest kept checkpoint that was met.
  std::deque<PreparedCheckpoint> due_;
  /// Each keeps its chunk alive.
  using Held = std::shared_ptr<const Prepared>;
  std::deque<Held> window_;  ///< The entry to settle and the two after it.
  Held candidate_;           ///< Claims the same number as the one after it.
  /// Number and hash of some that stood too early: what belongs to the places they left.
  std::map<Seq, Hash> displaced_;
  Timestamp time_before_;
  Seq next_row_ = 0;
  Seq unreadable_end_ = 0;  ///< One past the last row that could not be read.
  std::int64_t shift_ = 0;  ///< How far the entries' numbers run ahead of their rows.
  TreeWalk tree_;
  bool with_tree_;
  bool tree_known_;
  bool root_lost_ = false;     ///< A checkpoint was not met: those after it cannot be.
  std::uint64_t covered_ = 0;  ///< The largest stored checkpoint among these entries.
  ChainResult result_;
};

}  // namespace mingzhang::audit
