#include "ledger/tree.h"

#include <gtest/gtest.h>

#include <random>

#include "ledger/tlog/merkle.h"
#include "tests/store/scratch_ledger.h"
#include "tests/tlog/oracle.h"

namespace mingzhang {
namespace tree_test {

constexpr std::uint64_t kSizes = 600;

TEST(GrowingTree, HasTheRootsAndProofsOfTheOracleWheneverItIsTrimmed) {
  tlog::Oracle oracle(kSizes);
  std::mt19937 random(7);
  GrowingTree tree;
  std::vector<store::NodeRow> nodes;
  std::uint64_t since = 0;  // Proofs are for what came since the last trim.
  for (std::uint64_t size = 1; size <= kSizes; ++size) {
    tree.append(oracle.leaves[size - 1], nodes);
    ASSERT_EQ(tree.size(), size);
    ASSERT_EQ(tree.root(), oracle.root(size));
    tlog::Prover prover(size, tree);
    for (std::uint64_t index = since; index < size; index += 1 + random() % 40) {
      ASSERT_EQ(prover.inclusion(index), oracle.path(index, 0, size)) << index << " of " << size;
    }
    if (random() % 50 == 0) {
      tree.trim();
      since = size;
    }
  }
  ASSERT_EQ(nodes.size(), 2U);
  for (std::uint64_t i = 0; i < nodes.size(); ++i) {
    EXPECT_EQ(nodes[i].level, 1U);
    EXPECT_EQ(nodes[i].index, i);
    EXPECT_EQ(nodes[i].hash, oracle.mth(i * 256, (i + 1) * 256));
  }
}

TEST(GrowingTree, GoesOnFromAnySize) {
  tlog::Oracle oracle(kSizes);
  const tlog::MemoryReader reader(oracle);
  for (std::uint64_t start = 0; start < kSizes; start += 1 + start % 5) {
    GrowingTree tree(start, reader);
    ASSERT_EQ(tree.root(), oracle.root(start));
    std::vector<store::NodeRow> nodes;
    const std::uint64_t end = std::min(kSizes, start + 3);
    for (std::uint64_t i = start; i < end; ++i) tree.append(oracle.leaves[i], nodes);
    ASSERT_EQ(tree.root(), oracle.root(end));
    for (std::uint64_t i = start; i < end; ++i) {
      ASSERT_EQ(tlog::prove_inclusion(i, end, tree), oracle.path(i, 0, end));
    }
    ASSERT_EQ(nodes.size(), end / 256 - start / 256);
  }
}

/// A full tile of level 1 would be 65,536 leaves by hashing; from its right edge it is few.
TEST(GrowingTree, CompletesTheTileOfTheSecondLevel) {
  constexpr std::uint64_t kTile = 65'536;
  tlog::Oracle oracle(kTile + 1);
  const tlog::MemoryReader reader(oracle);
  GrowingTree tree(kTile - 1, reader);
  std::vector<store::NodeRow> nodes;
  tree.append(oracle.leaves[kTile - 1], nodes);
  ASSERT_EQ(nodes.size(), 2U);
  EXPECT_EQ(nodes[0].level, 1U);
  EXPECT_EQ(nodes[0].index, 255U);
  EXPECT_EQ(nodes[1].level, 2U);
  EXPECT_EQ(nodes[1].index, 0U);
  EXPECT_EQ(nodes[1].hash, oracle.mth(0, kTile));
  EXPECT_EQ(tlog::prove_inclusion(kTile - 1, kTile, tree), oracle.path(kTile - 1, 0, kTile));
  tree.trim();
  tree.append(oracle.leaves[kTile], nodes);
  EXPECT_EQ(tree.root(), oracle.root(kTile + 1));
  EXPECT_EQ(tlog::prove_inclusion(kTile, kTile + 1, tree), oracle.path(kTile, 0, kTile + 1));
}

TEST(StoredTree, GivesTheProofsOfTheOracle) {
  tlog::Oracle oracle(kSizes);
  const store::ScratchFolder folder;
  const auto store = store::create_sqlite(folder.file("ledger.db"));
  GrowingTree tree;
  std::vector<store::NodeRow> nodes;
  const auto transaction = store->begin();
  for (std::uint64_t i = 0; i < kSizes; ++i) {
    tree.append(oracle.leaves[i], nodes);
    transaction->put_entry({i, "x", oracle.leaves[i]});
  }
  for (const store::NodeRow& node : nodes) transaction->put_node(node);
  const StoredTree stored(*transaction);
  for (std::uint64_t size = 1; size <= kSizes; size += 1 + size % 7) {
    ASSERT_EQ(tlog::root_of(size, stored), oracle.root(size));
    for (std::uint64_t index = size % 11; index < size; index += 61) {
      ASSERT_EQ(tlog::prove_inclusion(index, size, stored), oracle.path(index, 0, size));
    }
  }
}

TEST(StoredTree, SaysThatANodeIsMissing) {
  const store::ScratchFolder folder;
  const auto store = store::create_sqlite(folder.file("ledger.db"));
  const auto rows = store->snapshot();
  const StoredTree stored(*rows);
  EXPECT_EQ(store::kind_thrown([&] { (void)stored.node(1, 0); }), store::StoreError::Kind::corrupt);
}

}  // namespace tree_test
}  // namespace mingzhang
