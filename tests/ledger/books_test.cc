#include "ledger/books.h"

#include <filesystem>

#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace books_test {

/// A ledger of all that the founding and income bring, one full tile and more.
class BooksTest : public testing::Test {
 protected:
  BooksTest() {
    desk_.found();
    const Seq first = desk_.written(gift(1));
    desk_.written(gift(2));
    desk_.written(cancellation(first));
    desk_.written(import_of(1));
    desk_.written(injection(5_yuan));
    desk_.written(gift(1));  // The reference is free again.
    desk_.written(confirmation(0, 1'000'000, 3, 7_yuan));
    std::vector<Submission> submissions;
    for (int i = 10; i < 260; ++i) submissions.push_back({gift(i), request_key(i, i), false});
    for (const Answer& answer : write_all(*desk_, submissions)) EXPECT_TRUE(answer);
    desk_.close();
    sound_ = desk_.dump();
  }

  /// What the file holds after a rebuild.
  std::string rebuilt() {
    const auto store = store::open_sqlite(desk_.database());
    const auto transaction = store->begin();
    std::vector<std::uint64_t> done;
    const Books books = rebuild(*transaction, [&](std::uint64_t n) { done.push_back(n); });
    EXPECT_EQ(done.back(), books.link.size);
    EXPECT_EQ(transaction->commit(), store::Outcome::durable);
    return desk_.dump();
  }
  void tamper(const std::string& sql) {
    store::tamper(desk_.database(), sql);
    ASSERT_NE(desk_.dump(), sound_) << sql;
  }

  Desk desk_;
  std::string sound_;
};

TEST_F(BooksTest, RebuildChangesNothingOfASoundLedger) {
  EXPECT_TRUE(same(rebuilt(), sound_));
  desk_.open();
  desk_.written(gift(500));
}

TEST_F(BooksTest, RebuildRestoresEachProjection) {
  for (const std::string sql :
       {"DELETE FROM state", "DELETE FROM state WHERE key LIKE 'account/%'",
        "UPDATE state SET value = replace(value, '\"balance\":', '\"balance\":1')",
        "INSERT INTO state VALUES ('person/ghost', '{}')", "DELETE FROM nodes",
        "UPDATE nodes SET hash = zeroblob(32)", "DELETE FROM index_refs",
        "DELETE FROM index_income", "UPDATE index_objects SET key = key + 1",
        "INSERT INTO index_numbers VALUES (7, 7, 7, 7)"}) {
    SCOPED_TRACE(sql);
    tamper(sql);
    EXPECT_TRUE(same(rebuilt(), sound_));
  }
}

TEST_F(BooksTest, RebuildRepairsNoBrokenChain) {
  for (const std::string sql :
       {"UPDATE entries SET bytes = CAST(replace(bytes, 'wechat:1', 'wechat:9') AS BLOB) WHERE "
        "CAST(bytes AS TEXT) LIKE '%wechat:1%'",
        "DELETE FROM entries WHERE seq = 40",
        "UPDATE entries SET leaf = zeroblob(32) WHERE seq = 9", "DELETE FROM entries WHERE seq = 0",
        "UPDATE entries SET bytes = x'7b7d' WHERE seq = 20"}) {
    SCOPED_TRACE(sql);
    Desk copy;
    std::filesystem::copy_file(desk_.database(), copy.database(),
                               std::filesystem::copy_options::overwrite_existing);
    forge(copy.database(), sql);
    const auto opened = store::open_sqlite(copy.database());
    const auto transaction = opened->begin();
    EXPECT_EQ(ledger_error([&] { rebuild(*transaction, [](std::uint64_t) {}); }),
              LedgerError::Kind::damaged);
  }
}

TEST_F(BooksTest, AreTheSameLoadedAndReplayed) {
  const Books loaded = Books::load(*desk_.rows());
  const auto store = store::open_sqlite(desk_.database());
  const auto transaction = store->begin();
  const Books replayed = rebuild(*transaction, [](std::uint64_t) {});
  EXPECT_EQ(loaded.link.size, replayed.link.size);
  EXPECT_EQ(loaded.link.leaf, replayed.link.leaf);
  EXPECT_EQ(loaded.link.time, replayed.link.time);
  EXPECT_EQ(loaded.tree.root(), replayed.tree.root());
  const auto rows_of = [](const State& state) {
    std::string text;
    state.each_row([&](const std::string& key, const std::string& value) {
      text += key + '=' + value + '\n';
    });
    return text;
  };
  EXPECT_EQ(rows_of(loaded.state), rows_of(replayed.state));
}

}  // namespace books_test
}  // namespace mingzhang::test
