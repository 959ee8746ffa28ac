#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "ledger/tlog/tree.h"
#include "ledger/tree.h"

namespace mingzhang {

/// What proves the entries of one batch: its signed checkpoint and a picture of the tree under it.
/// A path is made when somebody asks for it, so that the writer makes none. Threads: any.
class BatchProofs {
 public:
  /// `tree` still has all that the batch added (GrowingTree::trim).
  BatchProofs(std::string note, const GrowingTree& tree)
      : note_(std::move(note)), tree_(tree), prover_(tree_.size(), tree_) {}
  BatchProofs(const BatchProofs&) = delete;
  BatchProofs& operator=(const BatchProofs&) = delete;

  const std::string& checkpoint() const { return note_; }
  /// Pre: `seq` is in the batch.
  std::vector<Hash> path(std::uint64_t seq) const {
    const std::lock_guard lock(mutex_);
    return prover_.inclusion(seq);
  }

 private:
  const std::string note_;
  const GrowingTree tree_;
  mutable std::mutex mutex_;
  mutable tlog::Prover prover_;  ///< Keeps what the paths of one batch have in common.
};

}  // namespace mingzhang
