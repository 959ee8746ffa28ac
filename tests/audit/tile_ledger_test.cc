#include "audit/tile_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/folder.h"
#include "tests/api/run_command.h"
#include "tests/audit/exported_tiles.h"
#include "tests/audit/ledger_copy.h"

namespace mingzhang::test {
namespace tile_ledger_test {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Ran verify(const ExportedTiles& tiles, std::vector<std::string> more = {}) {
  std::vector<std::string> all{"mingzhang-audit", "verify", tiles.folder(), "--vkey", tiles.vkey()};
  all.insert(all.end(), more.begin(), more.end());
  return run(all);
}

std::string span_text(Seq first, Seq last) {
  return "entry " + std::to_string(first) + " to " + std::to_string(last);
}

/// Findings, and this one among them.
void expect_found(const ExportedTiles& tiles, const std::string& finding) {
  const Ran ran = verify(tiles);
  EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr(finding));
}

TEST(TilesFolder, IsSoundAsItWasExported) {
  const ExportedTiles tiles;
  ASSERT_GT(tiles.size(), 512U);
  const Ran ran = verify(tiles);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(
      ran.out,
      AllOf(HasSubstr("source:                " + tiles.folder()),
            HasSubstr("entries read:          " + std::to_string(tiles.size())),
            HasSubstr("rules replayed:        " + std::to_string(tiles.size())),
            HasSubstr("checkpoints met:       1"), HasSubstr("upper hashes compared: 2"),
            HasSubstr("Not checked: derived rows (state, index)"), Not(HasSubstr("--vkey"))));
  const Ran json = verify(tiles, {"--format", "json"});
  EXPECT_THAT(json.out, AllOf(HasSubstr("\"sound\": true"), HasSubstr("\"state_rows\",")));
}

TEST(TilesFolder, SaysThatTheKeyIsItsOwn) {
  const ExportedTiles tiles;
  const Ran ran = run({"mingzhang-audit", "verify", tiles.folder()});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("key came from the source itself"));
}

TEST(TilesFolder, ShowsAnAlteredEntry) {
  for (const Seq seq : {Seq{40}, Seq{300}, Seq{600}}) {
    const ExportedTiles tiles;
    tiles.flip(tiles.bundle_of(seq), tiles.offset_of(seq) + 30);
    expect_found(tiles, "[altered] entry " + std::to_string(seq) + ":");
    expect_found(tiles, "entries up to " + std::to_string(seq - 1) + " are still proved");
  }
}

TEST(TilesFolder, ShowsTheNewestEntryAltered) {
  const ExportedTiles tiles;
  const Seq newest = tiles.size() - 1;
  tiles.flip(tiles.bundle_of(newest), tiles.offset_of(newest) + 30);
  expect_found(tiles, "[altered] entry " + std::to_string(newest) + ":");
}

TEST(TilesFolder, ShowsAnAlteredHashOfAnEntry) {
  const ExportedTiles tiles;
  tiles.flip(tiles.leaves_of(300), (300 - 256) * 32 + 7);
  expect_found(tiles, " leaf: altered;");
}

TEST(TilesFolder, ShowsAnAlteredHashOfAnUpperTile) {
  const ExportedTiles tiles;
  tiles.flip("tile/1/000.p/2", 32 + 7);
  expect_found(tiles, "[projection_differs] entry 256 node 1/1:");
}

TEST(TilesFolder, ShowsACheckpointThatTheLogDidNotSign) {
  const ExportedTiles tiles;
  const std::string note = tiles.read("checkpoint");
  for (std::size_t offset = 0; offset < note.size(); offset += 7) {
    SCOPED_TRACE(offset);
    tiles.write("checkpoint", note);
    tiles.flip("checkpoint", offset);
    expect_found(tiles, "[forged]");
  }
}

TEST(TilesFolder, ShowsABundleThatIsCutShort) {
  const ExportedTiles tiles;
  const std::string bundle = tiles.read(tiles.bundle_of(300));
  tiles.write(tiles.bundle_of(300), bundle.substr(0, tiles.offset_of(300) + 5));
  expect_found(tiles, "[unreadable] " + span_text(300, 511) + " tile/entries/001:");
  expect_found(tiles, "[missing] " + span_text(300, 511));
}

TEST(TilesFolder, ShowsABundleThatIsTooLong) {
  const ExportedTiles tiles;
  tiles.write("tile/entries/001", tiles.read("tile/entries/001") + std::string(2, '\0'));
  expect_found(tiles, "[unreadable] entry 511 tile/entries/001:");
}

TEST(TilesFolder, ShowsALengthThatWasChanged) {
  const ExportedTiles tiles;
  tiles.flip(tiles.bundle_of(300), tiles.offset_of(300) - 1);
  expect_found(tiles, "[unreadable] " + span_text(300, 511));
}

TEST(TilesFolder, ShowsAMissingTile) {
  for (const auto& [path, finding] : std::vector<std::pair<std::string, std::string>>{
           {"tile/0/001", "[projection_differs] " + span_text(256, 511) + " tile/0/001:"},
           {"tile/1/000.p/2", "[projection_differs] " + span_text(0, 511) + " tile/1/000.p/2:"},
           {"tile/entries/001", "[missing] " + span_text(256, 511) + ":"}}) {
    const ExportedTiles tiles;
    tiles.remove(path);
    expect_found(tiles, finding);
  }
}

/// The root of its tile stands for what is not there.
TEST(TilesFolder, StillProvesTheRestWithoutABundle) {
  for (const auto& gone : std::vector<std::vector<std::string>>{
           {"tile/entries/001"}, {"tile/entries/001", "tile/0/001"}, {"tile/entries/000"}}) {
    SCOPED_TRACE(testing::PrintToString(gone));
    const ExportedTiles tiles;
    for (const std::string& path : gone) tiles.remove(path);
    const Ran ran = verify(tiles, {"--format", "json"});
    EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
    const std::string first = gone[0] == "tile/entries/000" ? "0" : "256";
    EXPECT_THAT(ran.out, AllOf(HasSubstr("\"checkpoints\": 1,"),
                               HasSubstr("\"checkpoints_not_checked\": 0,"),
                               HasSubstr("\"trustworthy\": " + first + ","),
                               HasSubstr("\"size\": " + std::to_string(tiles.size()))));
  }
}

TEST(TilesFolder, DoesNotBelieveTheHashThatStandsForABundle) {
  const ExportedTiles tiles;
  tiles.remove("tile/entries/001");
  tiles.flip("tile/1/000.p/2", 32 + 7);
  expect_found(tiles, "root: altered");
  expect_found(tiles, "no entry is proved");
}

TEST(TilesFolder, ShowsATileOfTheWrongSize) {
  const ExportedTiles tiles;
  tiles.write("tile/0/001", tiles.read("tile/0/001").substr(1));
  expect_found(tiles, "tile/0/001: is not what the entries yield; expected 8192 bytes; found 8191");
}

TEST(TilesFolder, ShowsThatTheLastBundleIsGone) {
  const ExportedTiles tiles;
  tiles.remove(tiles.bundle_of(tiles.size() - 1));
  expect_found(tiles, "[truncated] " + span_text(512, tiles.size() - 1) + " checkpoint:");
}

TEST(TilesFolder, ShowsThatItIsOlderThanAKeptCheckpoint) {
  const ExportedTiles older(600);
  const ExportedTiles newer;
  ASSERT_LT(older.size(), newer.size());
  EXPECT_EQ(verify(older).code, 0);
  const Ran ran = verify(older, {"--expect", newer.file("checkpoint")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("[truncated] " + span_text(older.size(), newer.size() - 1) +
                                 " kept checkpoint:"));
  EXPECT_EQ(verify(newer, {"--expect", older.file("checkpoint")}).code, 0);
}

TEST(TilesFolder, MayHaveFullTilesInThePlaceOfPartialOnes) {
  const ExportedTiles older(500);
  const ExportedTiles newer;
  const Seq last = older.size() - 1;
  ASSERT_GT(last, 256U);
  older.remove(older.bundle_of(last));
  older.remove(older.leaves_of(last));
  older.write("tile/entries/001", newer.read("tile/entries/001"));
  older.write("tile/0/001", newer.read("tile/0/001"));
  const Ran ran = verify(older);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

/// A checkpoint may claim any size; asking has an end all the same.
TEST(TilesFolder, IsNotAskedForEverThoughItClaimsSo) {
  const ExportedTiles tiles;
  std::string note = tiles.read("checkpoint");
  const std::size_t line = note.find('\n') + 1;
  note.replace(line, note.find('\n', line) - line, "9007199254740991");
  tiles.write("checkpoint", note);
  expect_found(tiles, "[forged] entry 9007199254740991 checkpoint:");
}

TEST(TilesFolder, WithoutACheckpointCannotBeVerified) {
  const ExportedTiles tiles;
  tiles.remove("checkpoint");
  const Ran ran = verify(tiles);
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("has no checkpoint"));
}

TEST(TilesFolder, HasNoVaultBesideIt) {
  const ExportedTiles tiles;
  EXPECT_EQ(verify(tiles, {"--vault"}).code, 2);
}

TEST(TilesFolder, OfAnotherLogIsForged) {
  const ExportedTiles tiles;
  std::string note = tiles.read("checkpoint");
  note[0] = 'x';
  tiles.write("checkpoint", note);
  expect_found(tiles, "[forged]");
}

}  // namespace tile_ledger_test
}  // namespace mingzhang::test
