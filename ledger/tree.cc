#include "ledger/tree.h"

#include "ledger/base/assert.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kTileWidth = 256;

}  // namespace

void StoredTree::leaves(std::uint64_t first, std::span<Hash> out) const {
  rows_.leaves(first, out);
}

Hash StoredTree::node(unsigned tile_level, std::uint64_t index) const {
  const std::optional<Hash> hash = rows_.node(tile_level, index);
  if (!hash) {
    throw store::StoreError(store::StoreError::Kind::corrupt,
                            "tree node " + std::to_string(tile_level) + "/" +
                                std::to_string(index) + " is missing: rebuild the ledger");
  }
  return *hash;
}

GrowingTree::GrowingTree(std::uint64_t size, const tlog::NodeReader& reader)
    : edge_(tlog::edge_of(size, reader)) {
  std::uint64_t count = size;
  for (unsigned level = 0; level == 0 || count > 0; ++level, count /= kTileWidth) {
    Level tile;
    tile.first = count / kTileWidth * kTileWidth;
    tile.hashes.resize(count - tile.first);
    if (level == 0) {
      reader.leaves(tile.first, tile.hashes);
    } else {
      reader.nodes(level, tile.first, tile.hashes);
    }
    levels_.resize(level + 1);
    levels_[level] = std::move(tile);
  }
}

void GrowingTree::append(const Hash& leaf, std::vector<store::NodeRow>& nodes) {
  edge_.append(leaf);
  push(0, leaf, nodes);
}

void GrowingTree::push(unsigned level, const Hash& hash, std::vector<store::NodeRow>& nodes) {
  if (level == levels_.size()) levels_.emplace_back();
  std::vector<Hash>& hashes = levels_[level].hashes;
  hashes.push_back(hash);
  const std::uint64_t count = levels_[level].first + hashes.size();
  if (count % kTileWidth != 0) return;
  const std::span<const Hash> tile(hashes.end() - kTileWidth, kTileWidth);
  const Hash node = tlog::subtree_root(tile);
  nodes.push_back({level + 1, count / kTileWidth - 1, node});
  push(level + 1, node, nodes);
}

void GrowingTree::trim() {
  for (Level& level : levels_) {
    const std::uint64_t count = level.first + level.hashes.size();
    const std::uint64_t start = count / kTileWidth * kTileWidth;
    if (start <= level.first) continue;
    level.hashes.erase(level.hashes.begin(),
                       level.hashes.begin() + static_cast<std::ptrdiff_t>(start - level.first));
    level.first = start;
  }
}

const Hash& GrowingTree::at(unsigned level, std::uint64_t index) const {
  MZ_ASSERT(level < levels_.size() && index >= levels_[level].first &&
            index - levels_[level].first < levels_[level].hashes.size());
  return levels_[level].hashes[index - levels_[level].first];
}

void GrowingTree::leaves(std::uint64_t first, std::span<Hash> out) const {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = at(0, first + i);
}

Hash GrowingTree::node(unsigned tile_level, std::uint64_t index) const {
  return at(tile_level, index);
}

}  // namespace mingzhang
