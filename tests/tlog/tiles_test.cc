#include "ledger/tlog/tiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace mingzhang::tlog {
namespace tiles_test {

using ::testing::ElementsAre;

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

struct Path {
  TileId tile;
  const char* text;
};

const std::vector<Path>& paths() {
  static const std::vector<Path> the_paths{
      {{0, 0, 256}, "tile/0/000"},
      {{0, 1'234'067, 256}, "tile/0/x001/x234/067"},
      {{0, 1'234'067, 112}, "tile/0/x001/x234/067.p/112"},
      {{1, 999, 1}, "tile/1/999.p/1"},
      {{1, 1000, 255}, "tile/1/x001/000.p/255"},
      {{63, 5, 256}, "tile/63/005"},
      {{TileId::kEntries, 0, 256}, "tile/entries/000"},
      {{TileId::kEntries, 273, 112}, "tile/entries/273.p/112"},
      {{0, kHuge, 256}, "tile/0/x018/x446/x744/x073/x709/x551/615"},
  };
  return the_paths;
}

TEST(TilePath, IsThatOfTheSpecification) {
  for (const Path& path : paths()) {
    EXPECT_EQ(tile_path(path.tile), path.text);
    EXPECT_EQ(parse_tile_path(path.text), path.tile) << path.text;
  }
}

TEST(TilePath, IsRefusedInAnyOtherForm) {
  for (const char* text : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "/tile/0/000",
                           "Tile/0/000",
                           "tile/0/000/",
                           "tile/00/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile//000",
                           "tile/x/000",
                           "tile/Entries/000",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/x000/067",
                           "tile/0/x001",
                           "tile/0/x001/",
                           "tile/0/001/067",
                           "tile/0/x001/x067",
                           "tile/0/X001/067",
                           "tile/0/ 01",
                           "tile/0/+01",
                           "tile/0/000.p",
                           "tile/0/000.p/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/1.p/1",
                           "tile/0/000.p/1/",
                           "tile/0/000.p/-1",
                           "tile/0/000.p/ 1",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/x019/x000/x000/x000/x000/x000/000",
                           "tile/0/x001/x018/x446/x744/x073/x709/x551/615",
                           "tile/0/../000",
                           "tile/entries/000?x"}) {
    EXPECT_EQ(parse_tile_path(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_tile_path(std::string_view("tile/0/000\0", 11)), std::nullopt);
}

TEST(TilePath, IsRefusedAfterAnyOneByteIsChangedUnlessItNamesAnotherTile) {
  for (const Path& path : paths()) {
    std::string text = path.text;
    for (char& byte : text) {
      const char before = byte;
      for (int c = 0; c < 256; ++c) {
        byte = static_cast<char>(c);
        const auto tile = parse_tile_path(text);
        if (tile) {
          ASSERT_EQ(tile_path(*tile), text);
        }
      }
      byte = before;
    }
  }
}

std::vector<std::string> paths_of(const std::vector<TileId>& tiles) {
  std::vector<std::string> all;
  for (const TileId& tile : tiles) all.push_back(tile_path(tile));
  return all;
}

TEST(Tiles, OfSeventyThousandLeavesAreThoseOfTheSpecification) {
  EXPECT_EQ(tile_width(70'000, 0, 272), 256U);
  EXPECT_EQ(tile_width(70'000, 0, 273), 112U);
  EXPECT_EQ(tile_width(70'000, 0, 274), 0U);
  EXPECT_EQ(tile_width(70'000, 1, 0), 256U);
  EXPECT_EQ(tile_width(70'000, 1, 1), 17U);
  EXPECT_EQ(tile_width(70'000, 1, 2), 0U);
  EXPECT_EQ(tile_width(70'000, 2, 0), 1U);
  EXPECT_EQ(tile_width(70'000, 3, 0), 0U);
  EXPECT_EQ(tile_width(70'000, TileId::kEntries, 273), 112U);
  EXPECT_EQ(tiles_of(70'000).size(), 274U + 274U + 2U + 1U);
}

TEST(Tiles, OfSmallTreesAreListedInOrder) {
  EXPECT_THAT(paths_of(tiles_of(0)), ElementsAre());
  EXPECT_THAT(paths_of(tiles_of(1)), ElementsAre("tile/entries/000.p/1", "tile/0/000.p/1"));
  EXPECT_THAT(paths_of(tiles_of(256)),
              ElementsAre("tile/entries/000", "tile/0/000", "tile/1/000.p/1"));
  EXPECT_THAT(paths_of(tiles_of(513)),
              ElementsAre("tile/entries/000", "tile/entries/001", "tile/entries/002.p/1",
                          "tile/0/000", "tile/0/001", "tile/0/002.p/1", "tile/1/000.p/2"));
}

std::vector<std::string> new_paths(std::uint64_t old_size, std::uint64_t size) {
  std::vector<std::string> all;
  for_each_tile(old_size, size, [&](const TileId& tile) {
    all.push_back(tile_path(tile));
    return true;
  });
  return all;
}

TEST(Tiles, OfAGrownTreeAreThoseThatTheOldOneHadNotOrNarrower) {
  EXPECT_THAT(new_paths(300, 300), ElementsAre());
  EXPECT_THAT(new_paths(300, 301), ElementsAre("tile/entries/001.p/45", "tile/0/001.p/45"));
  EXPECT_THAT(new_paths(256, 257), ElementsAre("tile/entries/001.p/1", "tile/0/001.p/1"));
  EXPECT_THAT(new_paths(511, 513), ElementsAre("tile/entries/001", "tile/entries/002.p/1",
                                               "tile/0/001", "tile/0/002.p/1", "tile/1/000.p/2"));
}

TEST(Tiles, OfEveryGrowthAreExactlyTheDifference) {
  for (const std::uint64_t size : {1U, 255U, 256U, 257U, 511U, 512U, 700U, 65'536U, 70'000U}) {
    const auto all = tiles_of(size);
    for (const std::uint64_t old : {0U, 1U, 255U, 256U, 257U, 512U, 65'535U, 65'536U}) {
      if (old > size) continue;
      std::vector<std::string> expected;
      for (const TileId& tile : all) {
        if (tile_width(old, tile.level, tile.index) < tile.width) {
          expected.push_back(tile_path(tile));
        }
      }
      EXPECT_EQ(new_paths(old, size), expected) << old << " to " << size;
    }
  }
}

TEST(Tiles, OfHugeTreesAreSafeToAskAbout) {
  EXPECT_EQ(tile_width(kHuge, 0, kHuge), 0U);
  EXPECT_EQ(tile_width(kHuge, 0, kHuge / 256), 255U);
  EXPECT_EQ(tile_width(kHuge, 7, 0), 255U);
  EXPECT_EQ(tile_width(kHuge, 8, 0), 0U);
  EXPECT_EQ(tile_width(kHuge, 63, 0), 0U);
  int visits = 0;
  for_each_tile(0, kHuge, [&](const TileId&) { return ++visits < 10; });
  EXPECT_EQ(visits, 10);
  EXPECT_EQ(new_paths(kHuge - 1, kHuge).size(), 2U);
}

TEST(Tile, IsItsHashesOneAfterTheOther) {
  std::vector<Hash> hashes(3);
  hashes[1].bytes[0] = std::byte{7};
  const Bytes tile = tile_bytes(hashes);
  EXPECT_EQ(tile.size(), 96U);
  EXPECT_EQ(tile[32], std::byte{7});
  EXPECT_EQ(parse_tile(tile, 3), hashes);
  EXPECT_EQ(parse_tile(tile, 2), std::nullopt);
  EXPECT_EQ(parse_tile(tile, 4), std::nullopt);
  EXPECT_EQ(parse_tile(ByteView(tile).first(95), 3), std::nullopt);
}

TEST(Bundle, IsItsEntriesWithTheirLengths) {
  Bytes bundle;
  append_entry(bundle, bytes_of("abc"));
  append_entry(bundle, {});
  const Bytes largest(kBundleEntryBytesMax, std::byte{'x'});
  append_entry(bundle, largest);
  EXPECT_EQ(to_hex(ByteView(bundle).first(9)),
            "0003"
            "616263"
            "0000"
            "ffff");
  const auto entries = parse_bundle(bundle, 3).value();
  EXPECT_EQ(text_of(entries[0]), "abc");
  EXPECT_TRUE(entries[1].empty());
  EXPECT_EQ(Bytes(entries[2].begin(), entries[2].end()), largest);
}

TEST(Bundle, IsRefusedWhenCutOffAnywhereOrOfAnotherWidth) {
  Bytes bundle;
  append_entry(bundle, bytes_of("abc"));
  append_entry(bundle, bytes_of("defg"));
  for (std::size_t size = 0; size < bundle.size(); ++size) {
    const ByteView cut = ByteView(bundle).first(size);
    EXPECT_EQ(parse_bundle(cut, 2), std::nullopt) << size;
    EXPECT_EQ(parse_bundle(cut, 1).has_value(), size == 5) << size;
    EXPECT_EQ(parse_bundle(cut, 0).has_value(), size == 0) << size;
  }
  EXPECT_EQ(parse_bundle(bundle, 1), std::nullopt);
  EXPECT_EQ(parse_bundle(bundle, 3), std::nullopt);
  bundle.push_back(std::byte{0});
  EXPECT_EQ(parse_bundle(bundle, 2), std::nullopt);
}

TEST(BundleDeathTest, RefusesAnEntryThatItsLengthCannotTell) {
  Bytes bundle;
  EXPECT_DEATH(append_entry(bundle, Bytes(kBundleEntryBytesMax + 1)), "our mistake");
}

}  // namespace tiles_test
}  // namespace mingzhang::tlog
