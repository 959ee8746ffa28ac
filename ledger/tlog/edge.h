#pragma once

#include <array>
#include <cstdint>

#include "ledger/base/bytes.h"

namespace mingzhang::tlog {

/// The right edge of a growing Merkle tree: all that is needed to append entries and to know the
/// root after each (RFC 9162 §2.1.2; also called a compact range). A value of about 2 KiB;
/// appending costs two hashes on average, the root at most 63. Range: fewer than 2^64 leaves.
class Edge {
 public:
  /// Appends one leaf hash.
  void append(const Hash& leaf) { append_subtree(0, leaf); }

  /// Appends the full subtree of 2^level leaves whose root is `root`: level 8 is a full tile of
  /// leaves, level 16 a full tile of those.
  /// Pre: level < 64 and size() is a multiple of 2^level.
  void append_subtree(unsigned level, const Hash& root);

  /// Count of leaves.
  std::uint64_t size() const { return size_; }

  /// The root of the tree of size() leaves; empty_root() of none.
  Hash root() const;

  bool operator==(const Edge& other) const;

 private:
  std::uint64_t size_ = 0;
  /// full_[k] is the root of a full subtree of 2^k leaves, where bit k of size_ is set.
  std::array<Hash, 64> full_{};
};

}  // namespace mingzhang::tlog
