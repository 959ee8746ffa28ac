#include "ledger/tlog/tree.h"

#include <algorithm>
#include <bit>

#include "ledger/base/assert.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::tlog {
namespace {

/// A tile spans 8 levels of the binary tree: 256 = 2^8.
constexpr unsigned kTileHeight = 8;
constexpr std::uint64_t kTileHashes = 1 << kTileHeight;

void read(const NodeReader& reader, unsigned tile_level, std::uint64_t first, std::span<Hash> out) {
  if (out.empty()) return;
  if (tile_level == 0) {
    reader.leaves(first, out);
  } else {
    reader.nodes(tile_level, first, out);
  }
}

/// Where the RFC's recursion cuts a range of `count` > 1 leaves: the largest power of two below.
std::uint64_t left_count(std::uint64_t count) { return std::bit_floor(count - 1); }

}  // namespace

void NodeReader::nodes(unsigned tile_level, std::uint64_t first, std::span<Hash> out) const {
  for (Hash& hash : out) hash = node(tile_level, first++);
}

Edge edge_of(std::uint64_t size, const NodeReader& reader) {
  Edge edge;
  std::vector<Hash> hashes;
  for (unsigned level = 64 / kTileHeight; level-- > 0;) {
    const std::uint64_t count = size >> kTileHeight * level;
    hashes.resize(count % kTileHashes);
    read(reader, level, count - hashes.size(), hashes);
    for (const Hash& hash : hashes) edge.append_subtree(kTileHeight * level, hash);
  }
  return edge;
}

Hash root_of(std::uint64_t size, const NodeReader& reader) { return edge_of(size, reader).root(); }

/// MTH(D[begin:end]) for a range that the recursion of RFC 9162 §2.1.1 cuts the tree into.
Hash Prover::root(std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t count = end - begin;
  if (std::has_single_bit(count)) {
    return full(static_cast<unsigned>(std::countr_zero(count)), begin / count);
  }
  const std::uint64_t middle = begin + left_count(count);
  return node_hash(root(begin, middle), root(middle, end));
}

/// The root of the index-th subtree of 2^level leaves.
const Hash& Prover::full(unsigned level, std::uint64_t index) {
  const unsigned height = level % kTileHeight;
  const std::uint64_t per_tile = kTileHashes >> height;
  return tile(level / kTileHeight, index / per_tile).nodes[height][index % per_tile];
}

const Prover::Tile& Prover::tile(unsigned level, std::uint64_t index) {
  const auto [place, is_new] = tiles_.try_emplace({level, index});
  Tile& tile = place->second;
  if (!is_new) return tile;
  const std::uint64_t first = index * kTileHashes;
  const std::uint64_t count = (size_ >> kTileHeight * level) - first;
  tile.nodes[0].resize(std::min(count, kTileHashes));
  read(reader_, level, first, tile.nodes[0]);
  for (std::size_t height = 1; height < tile.nodes.size(); ++height) {
    const std::vector<Hash>& below = tile.nodes[height - 1];
    for (std::size_t i = 1; i < below.size(); i += 2) {
      tile.nodes[height].push_back(node_hash(below[i - 1], below[i]));
    }
  }
  return tile;
}

std::vector<Hash> Prover::inclusion(std::uint64_t index) {
  MZ_ASSERT(index < size_);
  std::vector<Hash> path;
  for (std::uint64_t begin = 0, end = size_; end - begin > 1;) {
    const std::uint64_t middle = begin + left_count(end - begin);
    if (index < middle) {
      path.push_back(root(middle, end));
      end = middle;
    } else {
      path.push_back(root(begin, middle));
      begin = middle;
    }
  }
  std::ranges::reverse(path);
  return path;
}

std::vector<Hash> Prover::consistency(std::uint64_t old_size) {
  MZ_ASSERT(old_size <= size_);
  if (old_size == 0) return {};
  std::vector<Hash> path;
  std::uint64_t begin = 0;
  for (std::uint64_t end = size_; old_size != end;) {
    const std::uint64_t middle = begin + left_count(end - begin);
    if (old_size <= middle) {
      path.push_back(root(middle, end));
      end = middle;
    } else {
      path.push_back(root(begin, middle));
      begin = middle;
    }
  }
  // Beginning at 0, the last subtree is the old tree itself, whose root the verifier has.
  if (begin != 0) path.push_back(root(begin, old_size));
  std::ranges::reverse(path);
  return path;
}

std::vector<Hash> prove_inclusion(std::uint64_t index, std::uint64_t size,
                                  const NodeReader& reader) {
  return Prover(size, reader).inclusion(index);
}

std::vector<Hash> prove_consistency(std::uint64_t old_size, std::uint64_t new_size,
                                    const NodeReader& reader) {
  return Prover(new_size, reader).consistency(old_size);
}

}  // namespace mingzhang::tlog
