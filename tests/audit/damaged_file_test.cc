#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "audit/source.h"
#include "ledger/base/sha256.h"
#include "ledger/ledger.h"
#include "ledger/store/sqlite_store.h"
#include "tests/audit/ledger_copy.h"

namespace mingzhang::test {
namespace damaged_file_test {

namespace fs = std::filesystem;
using store::StoreError;

/// The file of an untouched ledger, to be damaged as a disk damages it.
class DamagedFile : public testing::Test {
 protected:
  DamagedFile() : source_(copy_.database().string()), untouched_(content()) {
    copy_.let_go();
    whole_ = read_file(source_);
  }

  /// All that the auditor answers for, as rows.
  std::string content() {
    const SQLite::Database database(source_, SQLite::OPEN_READONLY);
    std::string all;
    for (const char* const table : {"entries", "nodes", "checkpoints", "state", "index_refs",
                                    "index_objects", "index_income", "index_numbers"}) {
      SQLite::Statement rows(database, "SELECT * FROM " + std::string(table));
      while (rows.executeStep()) {
        all += table;
        for (int i = 0; i < rows.getColumnCount(); ++i) all += "|" + rows.getColumn(i).getString();
        all += "\n";
      }
    }
    return to_hex(sha256(bytes_of(all)).view());
  }

  void put(const std::string& bytes) {
    fs::remove(source_ + "-wal");
    fs::remove(source_ + "-shm");
    std::ofstream(source_, std::ios::binary | std::ios::trunc) << bytes;
  }

  /// Findings, or that the file is corrupt; "sound" only when every row is what it was.
  void expect_no_false_comfort() {
    try {
      const audit::Report report = copy_.verify();
      if (!report.findings.empty()) {
        ++found_;
        return;
      }
    } catch (const StoreError& error) {
      EXPECT_TRUE(error.kind() == StoreError::Kind::corrupt ||
                  error.kind() == StoreError::Kind::version)
          << error.what();
      ++corrupt_;
      return;
    }
    EXPECT_EQ(content(), untouched_) << "sound, and not what it was";
    ++sound_;
  }

  LedgerCopy copy_;
  const std::string source_;
  const std::string untouched_;
  std::string whole_;
  int found_ = 0;
  int corrupt_ = 0;
  int sound_ = 0;
};

TEST_F(DamagedFile, TruncatedIsNeverSound) {
  for (const double part : {0.0, 0.001, 0.02, 0.3, 0.5, 0.9, 0.99}) {
    SCOPED_TRACE(part);
    put(whole_.substr(0, static_cast<std::size_t>(static_cast<double>(whole_.size()) * part)));
    expect_no_false_comfort();
  }
  EXPECT_EQ(sound_, 0);
}

TEST_F(DamagedFile, WithZeroedPagesIsNeverSoundUnlessNothingWasThere) {
  constexpr std::size_t kPageBytes = 16'384;
  for (std::size_t page = 0; page < whole_.size() / kPageBytes; page += 2) {
    SCOPED_TRACE("page " + std::to_string(page));
    std::string damaged = whole_;
    damaged.replace(page * kPageBytes, kPageBytes, kPageBytes, '\0');
    put(damaged);
    expect_no_false_comfort();
  }
  EXPECT_GT(found_ + corrupt_, 10);
}

TEST_F(DamagedFile, WithFlippedBytesIsNeverSoundUnlessTheyMeanNothing) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::string damaged = whole_;
    const unsigned count = 1 + seed % 5;
    for (unsigned i = 0; i < count; ++i) {
      char& byte = damaged[random() % damaged.size()];
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (random() % 8)));
    }
    put(damaged);
    expect_no_false_comfort();
  }
  EXPECT_GT(found_ + corrupt_, 25);
}

TEST_F(DamagedFile, OfTextIsCorrupt) {
  put("number,time,amount\nA1,2026-01-04,5\n");
  expect_no_false_comfort();
  EXPECT_EQ(corrupt_, 1);
}

TEST_F(DamagedFile, OfAnotherProgramIsCorrupt) {
  fs::remove(source_);
  SQLite::Database(source_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE entries(seq INTEGER PRIMARY KEY)");
  expect_no_false_comfort();
  EXPECT_EQ(corrupt_, 1);
}

TEST(Source, WithoutTheLogsKeyIsRefused) {
  const LedgerCopy copy;
  fs::remove(LedgerFolder{copy.folder()}.verifier_key());
  EXPECT_THROW(audit::open_source(copy.folder(), ""), std::runtime_error);
}

TEST(Source, WithAKeyThatIsNoneIsRefused) {
  const LedgerCopy copy;
  write_file(LedgerFolder{copy.folder()}.verifier_key(), "a key\n");
  EXPECT_THROW(audit::open_source(copy.folder(), ""), std::runtime_error);
}

}  // namespace damaged_file_test
}  // namespace mingzhang::test
