#include "ledger/tlog/tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/tlog/merkle.h"
#include "tests/tlog/oracle.h"

namespace mingzhang::tlog {
namespace tree_test {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr std::uint64_t kSizeMax = 300;
/// Two full tiles of leaves above 65,536, and some: three tile levels.
constexpr std::uint64_t kLargeSize = 65'536 + 2 * 256 + 44;

Oracle& oracle() {
  static Oracle the_oracle(kLargeSize);
  return the_oracle;
}

MemoryReader reader() { return MemoryReader(oracle()); }

TEST(Tree, HasTheOraclesRootAndEdgeAtEverySize) {
  Edge grown;
  for (std::uint64_t size = 0; size <= 2 * kSizeMax; ++size) {
    if (size > 0) grown.append(oracle().leaves[size - 1]);
    ASSERT_EQ(root_of(size, reader()), oracle().root(size)) << size;
    ASSERT_EQ(edge_of(size, reader()), grown) << size;
  }
}

TEST(Tree, ProvesEveryLeafOfEverySizeAsTheOracleDoes) {
  const MemoryReader store = reader();
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    Prover prover(size, store);
    const Hash root = oracle().root(size);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto path = prover.inclusion(index);
      ASSERT_EQ(path, oracle().path(index, 0, size)) << index << " of " << size;
      ASSERT_TRUE(verify_inclusion(oracle().leaves[index], index, size, path, root));
    }
  }
}

TEST(Tree, ProvesEveryPairOfSizesAsTheOracleDoes) {
  const MemoryReader store = reader();
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    Prover prover(size, store);
    const Hash root = oracle().root(size);
    for (std::uint64_t old = 1; old <= size; ++old) {
      const auto path = prover.consistency(old);
      ASSERT_EQ(path, oracle().subproof(old, 0, size, true)) << old << " to " << size;
      ASSERT_TRUE(verify_consistency(old, oracle().root(old), size, root, path));
    }
    EXPECT_TRUE(prover.consistency(0).empty());
  }
}

TEST(Tree, ProvesAcrossThreeTileLevels) {
  const MemoryReader store = reader();
  const std::vector<std::uint64_t> sizes{255,    256,    257,    511,    512,    513,
                                         65'535, 65'536, 65'537, 65'792, 65'793, kLargeSize};
  for (const std::uint64_t size : sizes) {
    Prover prover(size, store);
    ASSERT_EQ(root_of(size, store), oracle().root(size)) << size;
    for (std::uint64_t index = 0; index < size; index += 1 + index / 3) {
      ASSERT_EQ(prover.inclusion(index), oracle().path(index, 0, size)) << index << " of " << size;
    }
    ASSERT_EQ(prover.inclusion(size - 1), oracle().path(size - 1, 0, size)) << size;
    for (const std::uint64_t old : sizes) {
      if (old > size) break;
      ASSERT_EQ(prover.consistency(old), oracle().subproof(old, 0, size, true)) << old << size;
    }
  }
}

TEST(Tree, ReadsTheEdgeOnceForEachTileLevel) {
  const MemoryReader store = reader();
  root_of(kLargeSize, store);
  EXPECT_THAT(store.log, ElementsAre("2:0", "1:256", "1:257", "0:66048+44"));
  store.log.clear();
  root_of(65'536, store);
  EXPECT_THAT(store.log, ElementsAre("2:0"));
}

TEST(Tree, ReadsNothingToProveTheOnlyLeaf) {
  const MemoryReader store = reader();
  EXPECT_TRUE(prove_inclusion(0, 1, store).empty());
  EXPECT_TRUE(prove_consistency(7, 7, store).empty());
  EXPECT_TRUE(prove_consistency(0, 7, store).empty());
  EXPECT_THAT(store.log, ElementsAre());
}

/// Answers ranges at once, as a database would.
class RangeReader : public MemoryReader {
 public:
  using MemoryReader::MemoryReader;
  void nodes(unsigned tile_level, std::uint64_t first, std::span<Hash> out) const override {
    std::vector<std::string> before = log;
    MemoryReader::nodes(tile_level, first, out);
    log = before;
    log.push_back(std::to_string(tile_level) + ":" + std::to_string(first) + "+" +
                  std::to_string(out.size()));
  }
};

TEST(Tree, ReadsAtMostTwoTilesOfEachLevelForAProofAndNoneTwice) {
  const RangeReader store(oracle());
  prove_inclusion(1000, kLargeSize, store);
  EXPECT_THAT(store.log, UnorderedElementsAre("0:768+256", "0:66048+44", "1:0+256", "1:256+2"));
  store.log.clear();
  prove_consistency(1000, kLargeSize, store);
  EXPECT_THAT(store.log, UnorderedElementsAre("0:768+256", "0:66048+44", "1:0+256", "1:256+2"));
}

TEST(Prover, ReadsNoTileTwiceForABatch) {
  const RangeReader store(oracle());
  Prover prover(kLargeSize, store);
  for (std::uint64_t index = kLargeSize - 100; index < kLargeSize; ++index) {
    prover.inclusion(index);
  }
  EXPECT_THAT(store.log, UnorderedElementsAre("0:65792+256", "0:66048+44", "1:256+2", "2:0+1"));
}

TEST(ProverDeathTest, RefusesALeafOrATreeBeyondTheEnd) {
  const MemoryReader store = reader();
  EXPECT_DEATH(prove_inclusion(5, 5, store), "our mistake");
  EXPECT_DEATH(prove_consistency(6, 5, store), "our mistake");
}

/// A store that lies about one leaf.
class LyingReader : public MemoryReader {
 public:
  using MemoryReader::MemoryReader;
  void leaves(std::uint64_t first, std::span<Hash> out) const override {
    MemoryReader::leaves(first, out);
    if (first <= 3 && 3 < first + out.size()) out[3 - first] = Hash{};
  }
};

TEST(Tree, MakesProofsThatAreRefusedFromAStoreThatLies) {
  const LyingReader store(oracle());
  EXPECT_NE(root_of(10, store), oracle().root(10));
  EXPECT_FALSE(verify_inclusion(oracle().leaves[2], 2, 10, prove_inclusion(2, 10, store),
                                oracle().root(10)));
}

}  // namespace tree_test
}  // namespace mingzhang::tlog
