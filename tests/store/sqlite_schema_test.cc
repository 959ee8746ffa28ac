#include "ledger/store/sqlite_schema.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace sqlite_schema_test {

using Kind = StoreError::Kind;

/// A ledger of some batches that strangers then work on.
class DamagedFile : public testing::Test {
 protected:
  static constexpr std::uint64_t kBatches = 20;

  DamagedFile() : path_(folder_.file("ledger.db")) {
    write_batches(*create_sqlite(path_, {.page_bytes = 1024}), 0, kBatches);
  }

  void expect_open(Kind kind) {
    EXPECT_EQ(kind_thrown([&] { open_sqlite_readonly(path_); }), kind);
    EXPECT_EQ(kind_thrown([&] { open_sqlite(path_); }), kind);
  }

  /// The kind of the first error of opening and reading everything; none when all was read.
  std::optional<Kind> read_all() {
    try {
      dump(*open_sqlite_readonly(path_)->snapshot());
      return std::nullopt;
    } catch (const StoreError& error) {
      return error.kind();
    }
  }

  void overwrite(std::uint64_t offset, const std::string& bytes) {
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(offset));
    file << bytes;
  }

  ScratchFolder folder_;
  std::string path_;
};

TEST_F(DamagedFile, ThatIsNotADatabaseIsCorrupt) {
  std::ofstream(path_, std::ios::trunc) << std::string(10'000, 'x');
  expect_open(Kind::corrupt);
}

TEST_F(DamagedFile, ThatIsEmptyIsCorrupt) {
  std::ofstream(path_, std::ios::trunc).flush();
  expect_open(Kind::corrupt);
}

TEST_F(DamagedFile, OfAnotherApplicationIsCorrupt) {
  tamper(path_, "PRAGMA application_id=1");
  expect_open(Kind::corrupt);
}

TEST_F(DamagedFile, OfAnotherFormatIsOfAnotherVersion) {
  tamper(path_, "PRAGMA user_version=" + std::to_string(kLedgerFile.version + 1));
  expect_open(Kind::version);
}

TEST_F(DamagedFile, OfAnOlderFormatIsOpenedToBeRebuiltAndIsThenOfThisOne) {
  const auto make_older = [&](int version) {
    tamper(path_, "PRAGMA user_version=" + std::to_string(version));
    expect_open(Kind::version);
  };
  const auto open_to_rebuild = [&] { return open_sqlite(path_, {.to_rebuild = true}); };
  make_older(kLedgerFile.oldest - 1);
  EXPECT_EQ(kind_thrown([&] { open_to_rebuild(); }), Kind::version);
  make_older(kLedgerFile.oldest);
  {
    const auto store = open_to_rebuild();
    store->begin()->drop_projections();  // Not committed: nothing happened.
  }
  expect_open(Kind::version);
  {
    const auto store = open_to_rebuild();
    const auto transaction = store->begin();
    transaction->drop_projections();
    EXPECT_EQ(transaction->commit(), Outcome::durable);
  }
  EXPECT_EQ(open_sqlite(path_)->snapshot()->head().size, kBatches * kBatchEntries);
}

TEST_F(DamagedFile, WithAnIndexTableOfAnotherShapeIsOfAnotherVersion) {
  tamper(path_, "ALTER TABLE index_refs ADD COLUMN more INTEGER");
  expect_open(Kind::version);
}

TEST_F(DamagedFile, WithoutATableIsCorrupt) {
  tamper(path_, "DROP TABLE nodes");
  expect_open(Kind::corrupt);
}

TEST_F(DamagedFile, WithAViewForATableIsCorrupt) {
  tamper(
      path_,
      "DROP TABLE nodes; CREATE VIEW nodes AS WITH RECURSIVE n(i) AS"
      " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1 AS level, i AS idx, x'' AS hash FROM n");
  expect_open(Kind::corrupt);
}

TEST_F(DamagedFile, WithAStrangersTriggerIsNotWrittenTo) {
  tamper(path_, "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM state; END");
  EXPECT_EQ(kind_thrown([&] { open_sqlite(path_); }), Kind::corrupt);
  EXPECT_EQ(read_all(), std::nullopt);
}

TEST_F(DamagedFile, WithoutATriggerIsReadButNotWrittenTo) {
  tamper(path_, "DROP TRIGGER entries_no_update; UPDATE entries SET bytes = x'21' WHERE seq = 3");
  EXPECT_EQ(kind_thrown([&] { open_sqlite(path_); }), Kind::corrupt);
  EXPECT_EQ(open_sqlite_readonly(path_)->snapshot()->entry(3), "!");
}

TEST_F(DamagedFile, WithAHashOfAnotherSizeIsCorrupt) {
  tamper(path_, "INSERT INTO entries VALUES(1000, x'00', x'0011')");
  EXPECT_EQ(kind_thrown([&] { open_sqlite_readonly(path_)->snapshot()->head(); }), Kind::corrupt);
  EXPECT_EQ(read_all(), Kind::corrupt);
}

TEST_F(DamagedFile, WithANegativeNumberIsCorrupt) {
  tamper(path_, "INSERT INTO nodes VALUES(1, -1, zeroblob(32))");
  EXPECT_EQ(read_all(), Kind::corrupt);
}

TEST_F(DamagedFile, WithANodeOfNoSuchLevelIsCorrupt) {
  tamper(path_, "INSERT INTO nodes VALUES(4294967297, 0, zeroblob(32))");
  EXPECT_EQ(read_all(), Kind::corrupt);
}

TEST_F(DamagedFile, WithAHugeValueIsCorruptInsteadOfFillingTheMemory) {
  tamper(path_, "INSERT INTO entries VALUES(1000, zeroblob(" + std::to_string(kValueBytesMax + 1) +
                    "), zeroblob(32))");
  EXPECT_EQ(kind_thrown([&] { open_sqlite_readonly(path_)->snapshot()->entry(1000); }),
            Kind::corrupt);
}

TEST_F(DamagedFile, ThatIsCutOffIsCorruptWhereverItIsCut) {
  const auto size = std::filesystem::file_size(path_);
  for (auto left = size - 1024; left > 0; left = left > 3000 ? left - 3000 : 0) {
    std::filesystem::resize_file(path_, left);
    EXPECT_EQ(read_all(), Kind::corrupt) << left;
  }
}

TEST_F(DamagedFile, ThatIsCutOffIsNotRepairedByOpeningItForWriting) {
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) - 1024);
  try {
    write_batches(*open_sqlite(path_), kBatches, kBatches + 20);
  } catch (const std::exception&) {
  }
  EXPECT_EQ(read_all(), Kind::corrupt);
}

TEST_F(DamagedFile, WithAPageOfZerosIsCorruptOrReadWholly) {
  const auto size = std::filesystem::file_size(path_);
  int found = 0;
  for (std::uint64_t page = 0; page < size / 1024; ++page) {
    std::string saved(1024, '\0');
    std::ifstream(path_, std::ios::binary)
        .seekg(static_cast<std::streamoff>(1024 * page))
        .read(saved.data(), 1024);
    overwrite(1024 * page, std::string(1024, '\0'));
    const auto kind = read_all();
    if (kind) {
      EXPECT_EQ(*kind, Kind::corrupt) << page;
      ++found;
    }
    overwrite(1024 * page, saved);
  }
  EXPECT_GT(found, static_cast<int>(size / 1024 / 2));
  EXPECT_EQ(read_all(), std::nullopt);
}

TEST_F(DamagedFile, WithFlippedBytesIsSafeToRead) {
  const auto size = std::filesystem::file_size(path_);
  std::ifstream file(path_, std::ios::binary);
  const std::string good{std::istreambuf_iterator<char>(file), {}};
  std::mt19937_64 random(20261123);
  int found = 0;
  for (int round = 0; round < 300; ++round) {
    // A quarter hits the first page, where the schema is.
    const auto offset = random() % (round % 4 == 0 ? 1024 : size);
    std::string bytes(1 + random() % 4, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    overwrite(offset, bytes);
    const auto kind = read_all();
    if (kind) {
      ++found;
      EXPECT_NE(*kind, Kind::full);
      EXPECT_NE(*kind, Kind::busy);
    }
    overwrite(0, good);
  }
  EXPECT_GT(found, 10);
}

}  // namespace sqlite_schema_test
}  // namespace mingzhang::store
