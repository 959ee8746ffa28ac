#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/tlog/edge.h"

namespace mingzhang::tlog {

/// Where the hashes of a tree are stored: the leaves, and above them one node for every full
/// subtree of 256, 65,536, … leaves. What it answers is not checked here; a caller that does not
/// trust the storage verifies the proof it gets. A reader that cannot read throws.
class NodeReader {
 public:
  virtual ~NodeReader() = default;

  /// Fills `out` with the hashes of the leaves first, first+1, …
  virtual void leaves(std::uint64_t first, std::span<Hash> out) const = 0;

  /// The root of the full subtree of 256^tile_level leaves that begins at leaf
  /// index × 256^tile_level. tile_level >= 1.
  virtual Hash node(unsigned tile_level, std::uint64_t index) const = 0;

  /// Fills `out` with node(tile_level, first), node(tile_level, first+1), …
  /// Override it where one read of many is cheaper than many reads of one.
  virtual void nodes(unsigned tile_level, std::uint64_t first, std::span<Hash> out) const;
};

/// The right edge of the tree of the first `size` leaves. One read per tile level, of at most 255
/// hashes each.
Edge edge_of(std::uint64_t size, const NodeReader& reader);

/// The root of the tree of the first `size` leaves. Reads as edge_of() does.
Hash root_of(std::uint64_t size, const NodeReader& reader);

/// Makes proofs in the tree of the first `size` leaves. Keeps every tile it has read, with the
/// nodes inside it (16 KiB each): one proof reads at most two tiles per tile level, a batch of
/// proofs of neighbours hardly more, and each then costs a few hashes. `reader` must outlive it.
/// Threads: one.
class Prover {
 public:
  Prover(std::uint64_t size, const NodeReader& reader) : size_(size), reader_(reader) {}

  /// From the sibling of leaf `index` (0-based) up: RFC 9162 §2.1.3.1. Pre: index < size.
  std::vector<Hash> inclusion(std::uint64_t index);

  /// That the tree of the first `old_size` leaves is the beginning of this one: RFC 9162 §2.1.4.1;
  /// empty if old_size is 0 or equals size. Pre: old_size <= size.
  std::vector<Hash> consistency(std::uint64_t old_size);

 private:
  /// nodes[h][i] is the root of the i-th 2^h hashes of the tile.
  struct Tile {
    std::array<std::vector<Hash>, 8> nodes;
  };

  Hash root(std::uint64_t begin, std::uint64_t end);
  const Hash& full(unsigned level, std::uint64_t index);
  const Tile& tile(unsigned level, std::uint64_t index);

  std::uint64_t size_;
  const NodeReader& reader_;
  std::map<std::pair<unsigned, std::uint64_t>, Tile> tiles_;
};

/// One proof; for several of one tree keep a Prover.
std::vector<Hash> prove_inclusion(std::uint64_t index, std::uint64_t size,
                                  const NodeReader& reader);
std::vector<Hash> prove_consistency(std::uint64_t old_size, std::uint64_t new_size,
                                    const NodeReader& reader);

}  // namespace mingzhang::tlog
