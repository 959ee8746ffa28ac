#include "audit/log_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/source.h"
#include "tests/audit/exported_tiles.h"

namespace mingzhang::test {
namespace log_tree_test {

TEST(LogTree, OfTilesIsThatOfTheRowsWhereverOneReads) {
  const ExportedTiles tiles;
  const audit::LogTree of_rows(audit::open_source(real_ledger().folder, "").store);
  const audit::LogTree of_tiles(std::make_unique<audit::TilesFolder>(tiles.folder()));
  ASSERT_EQ(of_tiles.checkpoint(), of_rows.checkpoint());
  ASSERT_EQ(of_tiles.size(), of_rows.size());
  ASSERT_GT(of_rows.size(), 600U);
  for (const std::uint64_t first : {0, 1, 250, 255, 256, 300, 511}) {
    for (const std::size_t count : {1, 6, 80}) {
      std::vector<Hash> rows(count);
      std::vector<Hash> hashes(count);
      of_rows.nodes().leaves(first, rows);
      of_tiles.nodes().leaves(first, hashes);
      EXPECT_EQ(hashes, rows) << first << " " << count;
    }
  }
  for (const std::uint64_t index : {0, 1}) {
    EXPECT_EQ(of_tiles.nodes().node(1, index), of_rows.nodes().node(1, index));
  }
}

TEST(LogTree, IsNotMadeWithoutACheckpoint) {
  const ExportedTiles tiles;
  tiles.remove("checkpoint");
  EXPECT_THROW(audit::LogTree(std::make_unique<audit::TilesFolder>(tiles.folder())),
               std::runtime_error);
  tiles.write("checkpoint", "no note\n");
  EXPECT_THROW(audit::LogTree(std::make_unique<audit::TilesFolder>(tiles.folder())),
               std::runtime_error);
}

}  // namespace log_tree_test
}  // namespace mingzhang::test
