#include "ledger/store/sqlite_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace sqlite_rows_test {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();

/// The same claims hold for a snapshot and inside a batch.
class RowsTest : public testing::TestWithParam<bool> {
 protected:
  RowsTest() : store_(create_sqlite(folder_.file("ledger.db"))) {}

  /// What was written with `fill`, to be read in the way under test.
  Rows& rows_of(const std::function<void(Transaction&)>& fill) {
    transaction_ = store_->begin();
    fill(*transaction_);
    if (GetParam()) return *transaction_;
    EXPECT_EQ(transaction_->commit(), Outcome::durable);
    snapshot_ = store_->snapshot();
    return *snapshot_;
  }

  Rows& rows_of_index(const std::vector<IndexRow>& rows) {
    return rows_of([&](Transaction& transaction) { transaction.put_index(rows); });
  }

  ScratchFolder folder_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Transaction> transaction_;
  std::unique_ptr<Rows> snapshot_;
};

INSTANTIATE_TEST_SUITE_P(, RowsTest, testing::Bool(),
                         [](const auto& test) { return test.param ? "InABatch" : "InASnapshot"; });

std::vector<IndexRow> find(Rows& rows, Index index, std::vector<std::int64_t> prefix,
                           std::size_t limit = 100) {
  return rows.find(index, prefix, limit);
}

std::optional<IndexRow> floor(Rows& rows, Index index, std::vector<std::int64_t> prefix,
                              std::int64_t value) {
  return rows.floor(index, prefix, value);
}

TEST_P(RowsTest, AreNoneInAnEmptyLedger) {
  Rows& rows = rows_of([](Transaction&) {});
  EXPECT_EQ(rows.head(), Head{});
  EXPECT_EQ(rows.entry(0), std::nullopt);
  EXPECT_EQ(rows.node(1, 0), std::nullopt);
  EXPECT_FALSE(rows.last_checkpoint());
  EXPECT_FALSE(rows.request(0));
  EXPECT_THAT(find(rows, Index::refs, {}), IsEmpty());
  EXPECT_EQ(dump(rows), "head 0 " + std::string(64, '0') + "\n");
}

TEST_P(RowsTest, AreReadAsTheyWerePut) {
  Rows& rows = rows_of([](Transaction& transaction) { put_batch(transaction, 0); });
  EXPECT_EQ(rows.head(), (Head{4, hash_of_number(3)}));
  EXPECT_EQ(rows.entry(2), std::string(300, 'e') + "2");
  EXPECT_EQ(rows.node(1, 0), hash_of_number(0));
  EXPECT_EQ(rows.node(2, 0), std::nullopt);
  EXPECT_EQ(rows.last_checkpoint()->note, "note 0");
  EXPECT_EQ(rows.checkpoint(4)->size, 4U);
  EXPECT_FALSE(rows.checkpoint(3));
  const auto request = rows.request(0);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->key, hash_of_number(0));
  EXPECT_EQ(request->body, hash_of_number(1));
}

TEST_P(RowsTest, KeepBytesThatAreNoText) {
  const std::string bytes("\0\xFF'\n", 4);
  Rows& rows = rows_of([&](Transaction& transaction) {
    transaction.put_entry({0, bytes, Hash{}});
    transaction.put_entry({1, std::string_view(), Hash{}});
    transaction.put_state({bytes, bytes + "v"});
  });
  EXPECT_EQ(rows.entry(0), bytes);
  EXPECT_EQ(rows.entry(1), "");
  rows.scan_state([&](std::string_view key, std::string_view value) {
    EXPECT_EQ(key, bytes);
    EXPECT_EQ(value, bytes + "v");
    return true;
  });
}

TEST_P(RowsTest, NewestCheckpointIsTheLargest) {
  Rows& rows = rows_of([](Transaction& transaction) {
    for (const std::uint64_t size : {9U, 10U, 2U}) transaction.put_checkpoint({size, "note"});
  });
  EXPECT_EQ(rows.last_checkpoint()->size, 10U);
}

TEST_P(RowsTest, ScanOfCheckpointsCoversBothEnds) {
  Rows& rows = rows_of([](Transaction& transaction) {
    for (const std::uint64_t size : {9U, 4U, 2U, 6U}) transaction.put_checkpoint({size, "note"});
  });
  std::vector<std::uint64_t> sizes;
  rows.scan_checkpoints(4, 9, [&](const CheckpointRow& row) {
    sizes.push_back(row.size);
    return true;
  });
  EXPECT_THAT(sizes, ElementsAre(4, 6, 9));
}

TEST_P(RowsTest, ScanOfEntriesSkipsGapsAndStopsWhenTold) {
  Rows& rows = rows_of([](Transaction& transaction) {
    for (const std::uint64_t seq : {1U, 2U, 5U, 6U, 9U}) transaction.put_entry({seq, "x", Hash{}});
  });
  const auto scan = [&](std::uint64_t first, std::uint64_t last, std::size_t count_max) {
    std::vector<std::uint64_t> seqs;
    rows.scan_entries(first, last, [&](const EntryRow& row) {
      seqs.push_back(row.seq);
      return seqs.size() < count_max;
    });
    return seqs;
  };
  EXPECT_THAT(scan(2, 9, 9), ElementsAre(2, 5, 6));
  EXPECT_THAT(scan(2, kLast, 9), ElementsAre(2, 5, 6, 9));
  EXPECT_THAT(scan(0, kLast, 2), ElementsAre(1, 2));
  EXPECT_THAT(scan(kLast, kLast, 9), IsEmpty());
}

TEST_P(RowsTest, LeavesOfAGapAreCorrupt) {
  Rows& rows = rows_of([](Transaction& transaction) {
    for (const std::uint64_t seq : {0U, 1U, 3U}) {
      transaction.put_entry({seq, "x", hash_of_number(seq)});
    }
  });
  std::vector<Hash> leaves(2);
  rows.leaves(0, leaves);
  EXPECT_THAT(leaves, ElementsAre(hash_of_number(0), hash_of_number(1)));
  for (const std::uint64_t first : {std::uint64_t{1}, std::uint64_t{3}, kLast}) {
    EXPECT_EQ(kind_thrown([&] { rows.leaves(first, leaves); }), StoreError::Kind::corrupt);
  }
  EXPECT_EQ(rows.head().size, 4U) << "a gap does not end the view";
}

TEST_P(RowsTest, AreNotThereUnderNumbersThatSqliteCannotHold) {
  Rows& rows = rows_of([](Transaction& transaction) { put_batch(transaction, 0); });
  EXPECT_EQ(rows.entry(kLast), std::nullopt);
  EXPECT_EQ(rows.node(1, kLast), std::nullopt);
  EXPECT_FALSE(rows.checkpoint(kLast));
}

TEST_P(RowsTest, FindGivesTheRowsOfAPrefixInTheOrderOfTheKey) {
  const IndexRow a{Index::refs, {5, 1, 9}}, b{Index::refs, {5, 2, 8}}, c{Index::refs, {5, 2, 9}};
  const IndexRow before{Index::refs, {-4, 7, 7}}, after{Index::refs, {6, 0, 0}};
  Rows& rows = rows_of_index({after, c, a, before, b});
  EXPECT_THAT(find(rows, Index::refs, {5}), ElementsAre(a, b, c));
  EXPECT_THAT(find(rows, Index::refs, {5}, 2), ElementsAre(a, b));
  EXPECT_THAT(find(rows, Index::refs, {5, 2}), ElementsAre(b, c));
  EXPECT_THAT(find(rows, Index::refs, {5, 2, 9}), ElementsAre(c));
  EXPECT_THAT(find(rows, Index::refs, {}), ElementsAre(before, a, b, c, after));
  EXPECT_THAT(find(rows, Index::refs, {7}), IsEmpty());
  EXPECT_THAT(find(rows, Index::objects, {5}), IsEmpty()) << "tables are apart";
}

TEST_P(RowsTest, FindHoldsTheExtremesOfANumber) {
  constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
  const IndexRow row{Index::income, {kMin, kMax, -1, 0}};
  Rows& rows = rows_of_index({row});
  EXPECT_THAT(find(rows, Index::income, {kMin}), ElementsAre(row));
}

TEST_P(RowsTest, FloorIsTheGreatestNotAbove) {
  const IndexRow ten{Index::numbers, {1, 2026, 10, 70}}, twenty{Index::numbers, {1, 2026, 20, 90}};
  const IndexRow other_year{Index::numbers, {1, 2025, 15, 60}};
  Rows& rows = rows_of_index({twenty, other_year, ten});
  EXPECT_EQ(floor(rows, Index::numbers, {1, 2026}, 9), std::nullopt);
  EXPECT_EQ(floor(rows, Index::numbers, {1, 2026}, 10), ten);
  EXPECT_EQ(floor(rows, Index::numbers, {1, 2026}, 19), ten);
  EXPECT_EQ(floor(rows, Index::numbers, {1, 2026}, 1000), twenty);
  EXPECT_EQ(floor(rows, Index::numbers, {1}, 3000), twenty) << "of equals the last";
  EXPECT_EQ(floor(rows, Index::numbers, {2, 2026}, 1000), std::nullopt);
  EXPECT_EQ(floor(rows, Index::numbers, {}, 1000), twenty);
}

TEST_P(RowsTest, ScanOfAnIndexCoversBothEnds) {
  std::vector<IndexRow> all;
  for (std::int64_t i = 0; i < 6; ++i) all.push_back({Index::objects, {i, 10 - i}});
  Rows& rows = rows_of_index(all);
  std::vector<IndexRow> seen;
  rows.scan_index(Index::objects, 2, 4, [&](const IndexRow& row) {
    seen.push_back(row);
    return true;
  });
  EXPECT_THAT(seen, ElementsAre(all[2], all[3], all[4]));
}

TEST_P(RowsTest, ScanOfAnIndexMayEndEarlyThrowAndHoldAnother) {
  Rows& rows = rows_of_index(
      {{Index::outflows, {1, 2, 3, 4}}, {Index::outflows, {2, 3, 4, 5}}, {Index::refs, {7, 8, 9}}});
  int seen = 0;
  rows.scan_index(Index::outflows, 0, 9, [&](const IndexRow&) { return ++seen < 1; });
  EXPECT_EQ(seen, 1);
  const auto fail = [](const IndexRow&) -> bool { throw 1; };
  EXPECT_THROW(rows.scan_index(Index::outflows, 0, 9, fail), int);
  std::vector<IndexRow> pairs;
  rows.scan_index(Index::outflows, 0, 9, [&](const IndexRow& outer) {
    rows.scan_index(Index::refs, 0, 9, [&](const IndexRow& inner) {
      pairs.push_back(outer);
      pairs.push_back(inner);
      return true;
    });
    return true;
  });
  const IndexRow ref{Index::refs, {7, 8, 9}};
  EXPECT_THAT(pairs, ElementsAre(IndexRow{Index::outflows, {1, 2, 3, 4}}, ref,
                                 IndexRow{Index::outflows, {2, 3, 4, 5}}, ref));
}

TEST_P(RowsTest, StateIsPutReplacedAndDropped) {
  Rows& rows = rows_of([](Transaction& transaction) {
    transaction.put_state({"b", "1"});
    transaction.put_state({"a", "2"});
    transaction.put_state({"c", "3"});
    transaction.put_state({"b", "4"});
    transaction.put_state({"c", std::nullopt});
    transaction.put_state({"never", std::nullopt});
  });
  std::string text;
  rows.scan_state([&](std::string_view key, std::string_view value) {
    text += std::string(key) + "=" + std::string(value) + ";";
    return true;
  });
  EXPECT_EQ(text, "a=2;b=4;");
}

TEST_P(RowsTest, ACallbackMayReadAndScan) {
  Rows& rows = rows_of([](Transaction& transaction) { put_batch(transaction, 0); });
  int pairs = 0;
  rows.scan_entries(0, 9, [&](const EntryRow& outer) {
    rows.scan_entries(0, 9, [&](const EntryRow&) { return ++pairs > 0; });
    EXPECT_EQ(rows.entry(outer.seq), outer.bytes);
    return true;
  });
  EXPECT_EQ(pairs, 16);
}

TEST_P(RowsTest, AnExceptionFromACallbackPassesAndTheViewLivesOn) {
  Rows& rows = rows_of([](Transaction& transaction) { put_batch(transaction, 0); });
  EXPECT_THROW(rows.scan_entries(0, 9, [](const EntryRow&) -> bool { throw 1; }), int);
  EXPECT_EQ(rows.head().size, 4U);
}

}  // namespace sqlite_rows_test
}  // namespace mingzhang::store
