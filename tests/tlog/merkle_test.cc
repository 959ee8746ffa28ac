#include "ledger/tlog/merkle.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/tlog/oracle.h"

namespace mingzhang::tlog {
namespace merkle_test {

constexpr std::uint64_t kSizeMax = 300;
constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

Oracle& oracle() {
  static Oracle the_oracle(kSizeMax);
  return the_oracle;
}

Hash with_flipped_bit(Hash hash, std::size_t bit) {
  hash.bytes[bit / 8 % Hash::kSize] ^= std::byte{1} << bit % 8;
  return hash;
}

/// Every path that differs from `path` by one mutation: a bit flipped in each hash, each dropped,
/// one added at each place.
std::vector<std::vector<Hash>> mutations(const std::vector<Hash>& path) {
  std::vector<std::vector<Hash>> all;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    all.push_back(path);
    all.back().insert(all.back().begin() + at, Hash{});
    if (i == path.size()) break;
    all.push_back(path);
    all.back()[i] = with_flipped_bit(path[i], 37 * i);
    all.push_back(path);
    all.back().erase(all.back().begin() + at);
  }
  return all;
}

TEST(LeafHash, IsTheDigestOfAZeroByteAndTheEntry) {
  EXPECT_EQ(to_hex(leaf_hash({}).view()),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(to_hex(leaf_hash(bytes_of("L123456")).view()),
            "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
}

TEST(NodeHash, IsTheDigestOfAOneByteAndBothChildren) {
  const Hash left = leaf_hash(bytes_of("a"));
  const Hash right = leaf_hash(bytes_of("b"));
  const std::byte one{1};
  EXPECT_EQ(node_hash(left, right), sha256({{&one, 1}, left.view(), right.view()}));
  EXPECT_NE(node_hash(left, right), node_hash(right, left));
}

TEST(EmptyRoot, IsTheDigestOfNothing) {
  EXPECT_EQ(to_hex(empty_root().view()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(SubtreeRoot, IsThatOfTheReferenceTree) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < 8; ++i) {
    leaves.push_back(leaf_hash(bytes_from_hex(ReferenceTree::entries_hex()[i])));
    EXPECT_EQ(to_hex(subtree_root(leaves).view()), ReferenceTree::roots_hex()[i]);
  }
}

TEST(SubtreeRoot, IsThatOfTheOracleForEverySize) {
  for (std::uint64_t size = 0; size <= kSizeMax; ++size) {
    ASSERT_EQ(subtree_root(std::span(oracle().leaves).first(size)), oracle().root(size)) << size;
  }
}

TEST(SubtreeRoot, TakesAWholeLevelOneTile) {
  Oracle large(kSubtreeLeavesMax);
  EXPECT_EQ(subtree_root(large.leaves), large.root(kSubtreeLeavesMax));
  EXPECT_EQ(subtree_root(std::span(large.leaves).first(kSubtreeLeavesMax - 1)),
            large.root(kSubtreeLeavesMax - 1));
}

TEST(Inclusion, IsProvenByTheRfcsPathForEverySizeAndIndex) {
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    const Hash root = oracle().root(size);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto path = oracle().path(index, 0, size);
      ASSERT_TRUE(verify_inclusion(oracle().leaves[index], index, size, path, root))
          << index << " of " << size;
    }
  }
}

TEST(Inclusion, IsRefusedAfterAnySingleMutationOfThePath) {
  for (std::uint64_t size = 1; size <= kSizeMax; size += size < 64 ? 1 : 7) {
    const Hash root = oracle().root(size);
    for (std::uint64_t index = 0; index < size; ++index) {
      for (const auto& path : mutations(oracle().path(index, 0, size))) {
        ASSERT_FALSE(verify_inclusion(oracle().leaves[index], index, size, path, root))
            << index << " of " << size;
      }
    }
  }
}

TEST(Inclusion, IsRefusedWhenTheIndexIsWrong) {
  for (std::uint64_t size = 1; size <= 70; ++size) {
    const Hash root = oracle().root(size);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto path = oracle().path(index, 0, size);
      for (std::uint64_t other = 0; other <= size; ++other) {
        ASSERT_EQ(verify_inclusion(oracle().leaves[index], other, size, path, root), other == index)
            << index << " as " << other << " of " << size;
      }
    }
  }
}

/// A path does not always tell two sizes apart (the tree of 5 and of 6 entries look alike from
/// entry 0), but it never reaches the root of the other tree.
TEST(Inclusion, IsRefusedWhenTheSizeAndRootAreThoseOfAnotherTree) {
  for (std::uint64_t size = 1; size <= 40; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto path = oracle().path(index, 0, size);
      for (std::uint64_t other = 0; other <= 45; ++other) {
        ASSERT_EQ(
            verify_inclusion(oracle().leaves[index], index, other, path, oracle().root(other)),
            other == size);
      }
    }
  }
}

TEST(Inclusion, IsRefusedWhenTheSizeMakesThePathTooShortOrTooLong) {
  const auto path = oracle().path(100, 0, 200);
  const Hash root = oracle().root(200);
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{100}, std::uint64_t{101},
                                   std::uint64_t{128}, std::uint64_t{257}, kHuge}) {
    EXPECT_FALSE(verify_inclusion(oracle().leaves[100], 100, size, path, root)) << size;
  }
}

TEST(Inclusion, IsRefusedWhenLeafOrRootDiffers) {
  const auto path = oracle().path(5, 0, 11);
  const Hash& leaf = oracle().leaves[5];
  const Hash root = oracle().root(11);
  for (std::size_t bit = 0; bit < 256; ++bit) {
    EXPECT_FALSE(verify_inclusion(with_flipped_bit(leaf, bit), 5, 11, path, root));
    EXPECT_FALSE(verify_inclusion(leaf, 5, 11, path, with_flipped_bit(root, bit)));
  }
}

/// Else whoever signs a root over more than the tree could move an entry's place.
TEST(Inclusion, IsRefusedWhenThePathGoesOnAboveTheTree) {
  const Hash& leaf = oracle().leaves[0];
  const Hash& above = oracle().leaves[1];
  EXPECT_FALSE(verify_inclusion(leaf, 0, 1, {&above, 1}, node_hash(above, leaf)));
  EXPECT_FALSE(verify_inclusion(leaf, 0, 1, {&above, 1}, node_hash(leaf, above)));
  const std::vector<Hash> path{oracle().leaves[1], oracle().leaves[2]};
  const Hash root = node_hash(path[1], node_hash(leaf, path[0]));
  EXPECT_FALSE(verify_inclusion(leaf, 0, 2, path, root));
}

TEST(Inclusion, OfHugeSizesIsSafeToAskAbout) {
  for (const std::size_t count : {0U, 1U, 63U, 64U, 65U, 1000U}) {
    const std::vector<Hash> path(count);
    for (const std::uint64_t index : {std::uint64_t{0}, kHuge / 2, kHuge - 1, kHuge}) {
      EXPECT_FALSE(verify_inclusion(Hash{}, index, kHuge, path, Hash{}));
      EXPECT_FALSE(verify_inclusion(Hash{}, index, kHuge / 2 + 1, path, Hash{}));
    }
  }
}

TEST(Inclusion, IsProvenForTheLastLeafBelowTheLargestSize) {
  // 2^63 leaves on the left, one leaf on the right: the path is the left subtree alone.
  const std::uint64_t size = (std::uint64_t{1} << 63) + 1;
  const std::vector<Hash> path{oracle().leaves[0]};
  const Hash root = node_hash(path[0], oracle().leaves[1]);
  EXPECT_TRUE(verify_inclusion(oracle().leaves[1], size - 1, size, path, root));
  EXPECT_FALSE(verify_inclusion(oracle().leaves[1], size - 2, size, path, root));
}

TEST(Consistency, IsProvenByTheRfcsPathForEveryPairOfSizes) {
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    const Hash root = oracle().root(size);
    for (std::uint64_t old = 1; old <= size; ++old) {
      const auto path = oracle().subproof(old, 0, size, true);
      ASSERT_TRUE(verify_consistency(old, oracle().root(old), size, root, path))
          << old << " to " << size;
    }
  }
}

TEST(Consistency, IsRefusedAfterAnySingleMutationOfThePath) {
  for (std::uint64_t size = 1; size <= kSizeMax; size += size < 64 ? 1 : 7) {
    const Hash root = oracle().root(size);
    for (std::uint64_t old = 1; old <= size; ++old) {
      for (const auto& path : mutations(oracle().subproof(old, 0, size, true))) {
        ASSERT_FALSE(verify_consistency(old, oracle().root(old), size, root, path))
            << old << " to " << size;
      }
    }
  }
}

TEST(Consistency, IsRefusedWhenEitherSizeIsWrong) {
  for (std::uint64_t size = 1; size <= 40; ++size) {
    for (std::uint64_t old = 1; old <= size; ++old) {
      const auto path = oracle().subproof(old, 0, size, true);
      const Hash old_root = oracle().root(old);
      const Hash root = oracle().root(size);
      for (std::uint64_t other = 0; other <= 45; ++other) {
        ASSERT_EQ(verify_consistency(other, old_root, size, root, path), other == old)
            << old << " as " << other << " to " << size;
        ASSERT_EQ(verify_consistency(old, old_root, other, oracle().root(other), path),
                  other == size)
            << old << " to " << size << " as " << other;
      }
    }
  }
}

TEST(Consistency, IsRefusedWhenEitherRootDiffers) {
  for (const std::uint64_t old : {7U, 8U, 12U, 13U}) {
    const auto path = oracle().subproof(old, 0, 13, true);
    const Hash old_root = oracle().root(old);
    const Hash root = oracle().root(13);
    for (std::size_t bit = 0; bit < 256; ++bit) {
      EXPECT_FALSE(verify_consistency(old, with_flipped_bit(old_root, bit), 13, root, path));
      EXPECT_FALSE(verify_consistency(old, old_root, 13, with_flipped_bit(root, bit), path));
    }
  }
}

TEST(Consistency, WithTheEmptyTreeNeedsItsRootAndNoPath) {
  const Hash root = oracle().root(5);
  EXPECT_TRUE(verify_consistency(0, empty_root(), 5, root, {}));
  EXPECT_TRUE(verify_consistency(0, empty_root(), 0, empty_root(), {}));
  EXPECT_FALSE(verify_consistency(0, Hash{}, 5, root, {}));
  EXPECT_FALSE(verify_consistency(0, Hash{}, 0, Hash{}, {}));
  EXPECT_FALSE(verify_consistency(0, empty_root(), 5, root, {&root, 1}));
  EXPECT_FALSE(verify_consistency(5, root, 0, empty_root(), {}));
}

TEST(Consistency, OfEqualSizesNeedsEqualRootsAndNoPath) {
  const Hash root = oracle().root(5);
  EXPECT_TRUE(verify_consistency(5, root, 5, root, {}));
  EXPECT_FALSE(verify_consistency(5, root, 5, oracle().root(4), {}));
  EXPECT_FALSE(verify_consistency(5, root, 5, root, {&root, 1}));
}

TEST(Consistency, OfHugeSizesIsSafeToAskAbout) {
  for (const std::size_t count : {0U, 1U, 63U, 64U, 65U, 1000U}) {
    const std::vector<Hash> path(count);
    for (const std::uint64_t old : {std::uint64_t{1}, kHuge / 2, kHuge / 2 + 1, kHuge - 1}) {
      EXPECT_FALSE(verify_consistency(old, Hash{}, kHuge, Hash{}, path));
      EXPECT_FALSE(verify_consistency(kHuge, Hash{}, old, Hash{}, path));
    }
  }
}

}  // namespace merkle_test
}  // namespace mingzhang::tlog
