#include "audit/tree_walk.h"

#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {

void TreeWalk::append(const Hash& leaf, bool replaced) {
  leaves_.push_back(leaf);
  replaced_ = replaced_ || replaced;
  if (leaves_.size() < kTileWidth) return;
  const auto offered = offered_.find(edge_.size() / kTileWidth);
  const bool usable = offered != offered_.end() && !replaced_;
  const Hash root = hidden_ ? *hidden_ : usable ? offered->second : tlog::subtree_root(leaves_);
  leaves_.clear();
  replaced_ = false;
  hidden_.reset();
  append_tile(root);
}

void TreeWalk::append_tile(const Hash& root) {
  offered_.erase(offered_.begin(), offered_.upper_bound(edge_.size() / kTileWidth));
  edge_.append_subtree(8, root);
  within_count_ = 0;
  push(1, root);
}

Hash TreeWalk::root() {
  if (leaves_.empty()) return edge_.root();
  if (within_count_ == 0) within_ = edge_;
  for (; within_count_ < leaves_.size(); ++within_count_) within_.append(leaves_[within_count_]);
  return within_.root();
}

Hash TreeWalk::root_with(const Hash& leaf) const {
  tlog::Edge edge = edge_;
  for (const Hash& one : leaves_) edge.append(one);
  edge.append(leaf);
  return edge.root();
}

void TreeWalk::push(unsigned level, const Hash& hash) {
  if (levels_.size() <= level) levels_.resize(level + 1);
  std::vector<Hash>& tile = levels_[level];
  tile.push_back(hash);
  std::uint64_t width = 1;
  for (unsigned i = 0; i < level; ++i) width *= kTileWidth;
  nodes_.push_back({level, edge_.size() / width - 1, hash});
  if (tile.size() < kTileWidth) return;
  const Hash above = tlog::subtree_root(tile);
  tile.clear();
  push(level + 1, above);
}

}  // namespace mingzhang::audit
