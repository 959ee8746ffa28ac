#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "ledger/base/sha256.h"
#include "ledger/folder.h"
#include "tests/api/command_ledger.h"

namespace mingzhang::test {
namespace commands_tiles_test {

namespace fs = std::filesystem;

/// A reader of c2sp.org/tlog-tiles that shares nothing with ours but SHA-256.
class TilesReader {
 public:
  explicit TilesReader(fs::path folder) : folder_(std::move(folder)) {
    std::istringstream checkpoint(take("checkpoint"));
    std::string size;
    std::getline(checkpoint, origin);
    std::getline(checkpoint, size);
    std::getline(checkpoint, root);
    count = std::stoull(size);
  }

  /// Reads every bundle and every tile of the tree; what a tile should hold is computed.
  void read_all() {
    std::vector<std::string> level;
    for (std::uint64_t first = 0; first < count; first += 256) read_bundle(first, level);
    for (int number = 0; !level.empty(); ++number) {
      std::vector<std::string> above;
      for (std::size_t first = 0; first < level.size(); first += 256) {
        const std::size_t width = std::min<std::size_t>(256, level.size() - first);
        std::string tile;
        for (std::size_t i = 0; i < width; ++i) tile += level[first + i];
        EXPECT_EQ(take(path("tile/" + std::to_string(number), first / 256, width)), tile);
        if (width == 256) above.push_back(tree(level, first, first + 256));
      }
      level = above;
    }
  }

  std::string computed_root() const { return tree(leaves, 0, leaves.size()); }

  std::string origin;
  std::uint64_t count = 0;
  std::string root;
  std::vector<std::string> entries;
  std::vector<std::string> leaves;
  std::set<std::string> files;  ///< All that were read.

 private:
  static std::string hash(const std::string& bytes) {
    return std::string(text_of(sha256(bytes_of(bytes)).view()));
  }

  /// RFC 9162 §2.1.1, word for word.
  static std::string tree(const std::vector<std::string>& all, std::size_t from, std::size_t to) {
    if (to - from == 1) return all[from];
    std::size_t k = 1;
    while (k * 2 < to - from) k *= 2;
    return hash('\x01' + tree(all, from, from + k) + tree(all, from + k, to));
  }

  static std::string path(const std::string& prefix, std::uint64_t index, std::size_t width) {
    std::string digits = std::to_string(index);
    digits.insert(0, (3 - digits.size() % 3) % 3, '0');
    std::string text = prefix;
    for (std::size_t i = 0; i < digits.size(); i += 3) {
      text += (i + 3 < digits.size() ? "/x" : "/") + digits.substr(i, 3);
    }
    return width == 256 ? text : text + ".p/" + std::to_string(width);
  }

  std::string take(const std::string& name) {
    files.insert(name);
    return read_file(folder_ / name);
  }

  void read_bundle(std::uint64_t first, std::vector<std::string>& level) {
    const std::size_t width = std::min<std::uint64_t>(256, count - first);
    const std::string bundle = take(path("tile/entries", first / 256, width));
    std::size_t at = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t length = static_cast<unsigned char>(bundle.at(at)) * 256U +
                                 static_cast<unsigned char>(bundle.at(at + 1));
      entries.push_back(bundle.substr(at + 2, length));
      leaves.push_back(hash(std::string(1, '\0') + entries.back()));
      at += 2 + length;
    }
    EXPECT_EQ(at, bundle.size());
    level.insert(level.end(), leaves.end() - static_cast<std::ptrdiff_t>(width), leaves.end());
  }

  fs::path folder_;
};

TEST(ExportedTiles, AreReadByAnIndependentReaderToTheSignedRoot) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 560)).code, 0);
  const fs::path out = ledger.temp() / "tiles";
  const Ran exported =
      run({"mingzhang-audit", "export", ledger.folder(), out.string(), "--as", "tiles"});
  ASSERT_EQ(exported.code, 0) << exported.err;
  TilesReader reader(out);
  reader.read_all();
  EXPECT_EQ(reader.origin, "demo.mingzhang.example/jinan");
  EXPECT_EQ(reader.count, static_cast<std::uint64_t>(ledger.entries()));
  EXPECT_GT(reader.count, 512);
  EXPECT_EQ(reader.root, to_base64(bytes_of(reader.computed_root())));
  EXPECT_EQ(reader.entries.at(300), ledger.text("SELECT bytes FROM entries WHERE seq=300"));
  EXPECT_EQ(read_file(out / "log.vkey"), read_file(ledger.folder() + "/log.vkey"));
  reader.files.insert("log.vkey");
  std::set<std::string> there;
  for (const auto& file : fs::recursive_directory_iterator(out)) {
    if (file.is_regular_file()) there.insert(fs::relative(file.path(), out).string());
  }
  EXPECT_EQ(there, reader.files);
  EXPECT_TRUE(there.contains("tile/entries/001"));
  EXPECT_TRUE(there.contains("tile/1/000.p/2"));
}

TEST(ExportedTiles, AreNotWrittenOverAnythingElse) {
  const CommandLedger ledger;
  const Ran refused =
      run({"mingzhang-audit", "export", ledger.folder(), ledger.folder(), "--as", "tiles"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, testing::HasSubstr("exists already"));
  EXPECT_EQ(ledger.verify().code, 0);
}

}  // namespace commands_tiles_test
}  // namespace mingzhang::test
