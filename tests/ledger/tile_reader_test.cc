#include "ledger/tile_reader.h"

#include <gtest/gtest.h>

#include "ledger/base/sha256.h"
#include "ledger/tree.h"
#include "tests/store/scratch_ledger.h"

namespace mingzhang {
namespace tile_reader_test {

constexpr std::uint64_t kSize = 600;
constexpr int kEntries = tlog::TileId::kEntries;

std::string text(std::uint64_t seq) { return "entry " + std::to_string(seq); }
Hash leaf(std::uint64_t seq) { return sha256(bytes_of(text(seq))); }

struct Written {
  store::ScratchFolder folder;
  std::string path = folder.file("ledger.db");
  std::unique_ptr<store::Store> store = store::create_sqlite(path);
  std::vector<store::NodeRow> nodes;

  Written() {
    const auto transaction = store->begin();
    GrowingTree tree;
    for (std::uint64_t seq = 0; seq < kSize; ++seq) {
      tree.append(leaf(seq), nodes);
      transaction->put_entry({seq, text(seq), leaf(seq)});
    }
    for (const store::NodeRow& node : nodes) transaction->put_node(node);
    if (transaction->commit() != store::Outcome::durable) throw std::runtime_error("not written");
  }
};

TEST(TileReader, ReadsEveryTileOfTheTree) {
  const Written written;
  const auto rows = written.store->snapshot();
  int count = 0;
  tlog::for_each_tile(0, kSize, [&](const tlog::TileId& tile) {
    const std::optional<Bytes> bytes = read_tile(*rows, tile);
    EXPECT_TRUE(bytes) << tlog::tile_path(tile);
    if (!bytes) return false;
    Bytes expected;
    for (std::uint64_t i = tile.index * 256; i < tile.index * 256 + tile.width; ++i) {
      if (tile.level == kEntries) {
        tlog::append_entry(expected, bytes_of(text(i)));
      } else {
        const Hash hash = tile.level == 0 ? leaf(i) : written.nodes[i].hash;
        expected.insert(expected.end(), hash.bytes.begin(), hash.bytes.end());
      }
    }
    EXPECT_EQ(*bytes, expected) << tlog::tile_path(tile);
    ++count;
    return true;
  });
  EXPECT_EQ(count, 3 + 3 + 1);
}

TEST(TileReader, ReadsAPartialTileAlsoOnceItHasGrown) {
  const Written written;
  const auto rows = written.store->snapshot();
  const std::optional<Bytes> full = read_tile(*rows, {0, 1, 256});
  const std::optional<Bytes> partial = read_tile(*rows, {0, 1, 7});
  ASSERT_TRUE(full && partial);
  EXPECT_EQ(*partial, Bytes(full->begin(), full->begin() + 7 * 32));
}

TEST(TileReader, HasNothingBeyondWhatIsStored) {
  const Written written;
  const auto rows = written.store->snapshot();
  for (const tlog::TileId& tile :
       {tlog::TileId{0, 2, 89}, tlog::TileId{kEntries, 2, 256}, tlog::TileId{0, 3, 1},
        tlog::TileId{1, 0, 3}, tlog::TileId{2, 0, 1}, tlog::TileId{63, 0, 1},
        tlog::TileId{kEntries, ~std::uint64_t{0}, 256}, tlog::TileId{0, ~std::uint64_t{0}, 1}}) {
    EXPECT_FALSE(read_tile(*rows, tile)) << tlog::tile_path(tile);
  }
}

TEST(TileReader, SaysThatARowIsMissing) {
  const store::ScratchFolder folder;
  const auto store = store::create_sqlite(folder.file("ledger.db"));
  const auto rows = store->begin();
  for (const std::uint64_t seq : {0U, 1U, 3U, 256U}) rows->put_entry({seq, text(seq), leaf(seq)});
  EXPECT_TRUE(read_tile(*rows, {kEntries, 0, 2}));
  for (const tlog::TileId& tile :
       {tlog::TileId{kEntries, 0, 4}, tlog::TileId{0, 0, 4}, tlog::TileId{1, 0, 1}}) {
    EXPECT_EQ(store::kind_thrown([&] { (void)read_tile(*rows, tile); }),
              store::StoreError::Kind::corrupt)
        << tlog::tile_path(tile);
  }
}

}  // namespace tile_reader_test
}  // namespace mingzhang
