#pragma once

#include <cstdint>
#include <span>

#include "ledger/base/bytes.h"

namespace mingzhang::tlog {

/// Most leaves that subtree_root() takes: one level-1 tile's worth.
inline constexpr std::size_t kSubtreeLeavesMax = 256 * 256;

/// RFC 9162 §2.1.1: SHA-256(0x00 || entry).
Hash leaf_hash(ByteView entry);

/// RFC 9162 §2.1.1: SHA-256(0x01 || left || right).
Hash node_hash(const Hash& left, const Hash& right);

/// The root of the tree of no entries: SHA-256 of no bytes (RFC 9162 §2.1.1).
Hash empty_root();

/// The root of the tree of these leaf hashes, empty_root() of none: RFC 9162 §2.1.1.
/// Given the hashes of full subtrees of equal size, the root above them. Allocates nothing.
/// Pre: leaves.size() <= kSubtreeLeavesMax.
Hash subtree_root(std::span<const Hash> leaves);

/// True iff `path` proves that `leaf` is the hash of entry `index` (0-based) of the tree of `size`
/// entries with root `root`: RFC 9162 §2.1.3.2. Any input is safe.
[[nodiscard]] bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                    std::span<const Hash> path, const Hash& root);

/// True iff `path` proves that the tree of `old_size` entries with root `old_root` is the beginning
/// of the tree of `new_size` entries with root `new_root`: RFC 9162 §2.1.4.2. Any input is safe.
/// Where the RFC is silent:
/// - equal sizes: the roots are equal and the path is empty (and of size 0, both are empty_root());
/// - old_size 0: `old_root` is empty_root() and the path is empty. Every tree begins with the empty
///   one, so then nothing is said about `new_root`;
/// - old_size > new_size: false.
[[nodiscard]] bool verify_consistency(std::uint64_t old_size, const Hash& old_root,
                                      std::uint64_t new_size, const Hash& new_root,
                                      std::span<const Hash> path);

}  // namespace mingzhang::tlog
