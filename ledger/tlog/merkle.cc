#include "ledger/tlog/merkle.h"

#include <algorithm>
#include <array>
#include <bit>

#include "ledger/base/assert.h"
#include "ledger/base/sha256.h"

namespace mingzhang::tlog {
namespace {

constexpr std::byte kLeafPrefix{0x00};
constexpr std::byte kNodePrefix{0x01};

/// Walks from a leaf of the tree of last + 1 leaves towards the root, as the loops of RFC 9162
/// §2.1.3.2 and §2.1.4.2 do with fn and sn.
class Climb {
 public:
  Climb(std::uint64_t position, std::uint64_t last) : position_(position), last_(last) {}

  bool at_root() const { return last_ == 0; }
  /// The next hash of the path stands to the left of where we are.
  bool has_left_sibling() const { return position_ % 2 == 1 || position_ == last_; }
  void up() {
    position_ >>= 1;
    last_ >>= 1;
  }
  /// Up over the levels where we have no sibling, because the tree ends here on the right.
  void skip_to_right_child() {
    while (position_ % 2 == 0 && position_ != 0) up();
  }
  void skip_right_children() {
    while (position_ % 2 == 1) up();
  }

 private:
  std::uint64_t position_;
  std::uint64_t last_;
};

}  // namespace

Hash leaf_hash(ByteView entry) { return sha256({{&kLeafPrefix, 1}, entry}); }

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::byte, 1 + 2 * Hash::kSize> bytes;
  bytes[0] = kNodePrefix;
  const auto end = std::ranges::copy(left.bytes, bytes.begin() + 1).out;
  std::ranges::copy(right.bytes, end);
  return sha256(bytes);
}

Hash empty_root() { return sha256(ByteView{}); }

Hash subtree_root(std::span<const Hash> leaves) {
  MZ_ASSERT(leaves.size() <= kSubtreeLeavesMax);
  if (leaves.empty()) return empty_root();
  // The roots of the full subtrees so far, the largest first: one for each bit of their count.
  std::array<Hash, std::bit_width(kSubtreeLeavesMax)> full;
  std::size_t depth = 0;
  for (std::size_t count = 0; count < leaves.size(); ++count) {
    Hash hash = leaves[count];
    for (std::size_t rest = count; rest % 2 == 1; rest /= 2) hash = node_hash(full[--depth], hash);
    full[depth++] = hash;
  }
  Hash root = full[--depth];
  while (depth > 0) root = node_hash(full[--depth], root);
  return root;
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash> path, const Hash& root) {
  if (index >= size) return false;
  Climb climb(index, size - 1);
  Hash hash = leaf;
  for (const Hash& sibling : path) {
    if (climb.at_root()) return false;
    if (climb.has_left_sibling()) {
      hash = node_hash(sibling, hash);
      climb.skip_to_right_child();
    } else {
      hash = node_hash(hash, sibling);
    }
    climb.up();
  }
  return climb.at_root() && hash == root;
}

bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size,
                        const Hash& new_root, std::span<const Hash> path) {
  if (old_size > new_size) return false;
  if (old_size == 0 && old_root != empty_root()) return false;
  if (old_size == new_size) return path.empty() && old_root == new_root;
  if (old_size == 0) return path.empty();
  if (path.empty()) return false;

  Climb climb(old_size - 1, new_size - 1);
  climb.skip_right_children();
  // A full old tree is itself the subtree to begin with, and the path need not repeat its root.
  const bool old_is_full = std::has_single_bit(old_size);
  Hash old_hash = old_is_full ? old_root : path.front();
  Hash new_hash = old_hash;
  for (const Hash& sibling : old_is_full ? path : path.subspan(1)) {
    if (climb.at_root()) return false;
    if (climb.has_left_sibling()) {
      old_hash = node_hash(sibling, old_hash);
      new_hash = node_hash(sibling, new_hash);
      climb.skip_to_right_child();
    } else {
      new_hash = node_hash(new_hash, sibling);
    }
    climb.up();
  }
  return climb.at_root() && old_hash == old_root && new_hash == new_root;
}

}  // namespace mingzhang::tlog
