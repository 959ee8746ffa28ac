#include "ledger/tlog/edge.h"

#include <gtest/gtest.h>

#include "ledger/tlog/merkle.h"
#include "tests/tlog/oracle.h"

namespace mingzhang::tlog {
namespace edge_test {

TEST(Edge, OfNothingHasTheEmptyRoot) {
  EXPECT_EQ(Edge().size(), 0U);
  EXPECT_EQ(Edge().root(), empty_root());
}

TEST(Edge, HasTheRootsOfTheReferenceTree) {
  Edge edge;
  for (std::size_t i = 0; i < 8; ++i) {
    edge.append(leaf_hash(bytes_from_hex(ReferenceTree::entries_hex()[i])));
    EXPECT_EQ(to_hex(edge.root().view()), ReferenceTree::roots_hex()[i]);
  }
}

TEST(Edge, HasTheRootOfTheOracleAtEverySize) {
  Oracle oracle(600);
  Edge edge;
  for (std::uint64_t size = 1; size <= 600; ++size) {
    edge.append(oracle.leaves[size - 1]);
    ASSERT_EQ(edge.size(), size);
    ASSERT_EQ(edge.root(), oracle.root(size)) << size;
  }
}

TEST(Edge, TakesFullSubtreesWhereTheyFit) {
  Oracle oracle(1100);
  Edge by_leaf;
  for (std::uint64_t i = 0; i < 1025; ++i) by_leaf.append(oracle.leaves[i]);
  Edge by_tile;
  for (std::uint64_t i = 0; i < 4; ++i)
    by_tile.append_subtree(8, oracle.mth(256 * i, 256 * i + 256));
  by_tile.append(oracle.leaves[1024]);
  EXPECT_EQ(by_tile, by_leaf);
  EXPECT_EQ(by_tile.root(), oracle.root(1025));
}

TEST(EdgeDeathTest, RefusesASubtreeThatDoesNotFit) {
  Edge edge;
  edge.append(Hash{});
  EXPECT_DEATH(edge.append_subtree(8, Hash{}), "our mistake");
  EXPECT_DEATH(edge.append_subtree(64, Hash{}), "our mistake");
}

TEST(EdgeDeathTest, RefusesToCountPastTheLargestSize) {
  Edge edge;
  edge.append_subtree(63, Hash{});
  EXPECT_DEATH(edge.append_subtree(63, Hash{}), "our mistake");
}

TEST(Edge, IsACopyThatGrowsOnItsOwn) {
  Oracle oracle(8);
  Edge edge;
  for (int i = 0; i < 5; ++i) edge.append(oracle.leaves[static_cast<std::size_t>(i)]);
  Edge tried = edge;
  tried.append(oracle.leaves[7]);
  EXPECT_EQ(edge.root(), oracle.root(5));
  EXPECT_NE(tried, edge);
  EXPECT_NE(edge, tried);
}

TEST(Edge, ComparesWhatCountsAndNotWhatWasLeftBehind) {
  const Hash a = leaf_hash(bytes_of("a"));
  const Hash b = leaf_hash(bytes_of("b"));
  Edge by_leaf;
  by_leaf.append(a);
  by_leaf.append(b);
  Edge by_subtree;
  by_subtree.append_subtree(1, node_hash(a, b));
  EXPECT_EQ(by_leaf, by_subtree);
  Edge other;
  other.append_subtree(1, node_hash(b, a));
  EXPECT_NE(by_leaf, other);
}

}  // namespace edge_test
}  // namespace mingzhang::tlog
