#include "ledger/store/sqlite_transaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace sqlite_transaction_test {

class Batch : public testing::Test {
 protected:
  Batch() : path_(folder_.file("ledger.db")), store_(create_sqlite(path_)) {}

  std::uint64_t size() { return store_->snapshot()->head().size; }

  ScratchFolder folder_;
  std::string path_;
  std::unique_ptr<Store> store_;
};

TEST_F(Batch, IsThereAfterTheLedgerIsOpenedAgain) {
  write_batches(*store_, 0, 3);
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(3));
  store_.reset();
  store_ = open_sqlite(path_);
  write_batches(*store_, 3, 4);
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(4));
}

TEST_F(Batch, LeavesNothingWhenDropped) {
  write_batches(*store_, 0, 1);
  put_batch(*store_->begin(), 1);
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(1));
  write_batches(*store_, 1, 2);
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(2));
}

TEST_F(Batch, IsOneAtATimeInAStore) {
  const auto first = store_->begin();
  EXPECT_EQ(kind_thrown([&] { store_->begin(); }), StoreError::Kind::busy);
  put_batch(*first, 0);
  EXPECT_EQ(first->commit(), Outcome::durable) << "the refused one has not disturbed it";
}

TEST_F(Batch, IsOneAtATimeOverTwoConnections) {
  const auto other = open_sqlite(path_);
  auto first = other->begin();
  EXPECT_EQ(kind_thrown([&] { store_->begin(); }), StoreError::Kind::busy);
  put_batch(*first, 0);
  EXPECT_EQ(first->commit(), Outcome::durable);
  write_batches(*store_, 1, 2);
  EXPECT_EQ(dump(*other->snapshot()), dump_of_batches(2));
}

TEST_F(Batch, IsNotSeenByOthersBeforeItsCommit) {
  const auto transaction = store_->begin();
  put_batch(*transaction, 0);
  EXPECT_EQ(size(), 0U);
  EXPECT_EQ(transaction->commit(), Outcome::durable);
  EXPECT_EQ(size(), kBatchEntries);
}

TEST_F(Batch, OfARowThatIsThereAlreadyIsCorruptAndLeavesNothing) {
  write_batches(*store_, 0, 1);
  {
    const auto transaction = store_->begin();
    transaction->put_entry({4, "new", Hash{}});
    EXPECT_EQ(kind_thrown([&] { transaction->put_entry({0, "again", Hash{}}); }),
              StoreError::Kind::corrupt);
    EXPECT_EQ(kind_thrown([&] { transaction->put_entry({5, "more", Hash{}}); }),
              StoreError::Kind::io)
        << "nothing may be added to a batch that has failed";
    EXPECT_NE(transaction->commit(), Outcome::durable);
  }
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(1));
  EXPECT_EQ(kind_thrown([&] { store_->begin(); }), StoreError::Kind::io);
  store_.reset();
  store_ = open_sqlite(path_);
  write_batches(*store_, 1, 2);
}

TEST_F(Batch, ThatFailedAndWasDroppedDoesNotStopTheNext) {
  {
    const auto transaction = store_->begin();
    transaction->put_entry({0, "once", Hash{}});
    EXPECT_THROW(transaction->put_entry({0, "twice", Hash{}}), StoreError);
  }
  write_batches(*store_, 0, 1);
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(1));
}

TEST_F(Batch, EndsWithItsCommit) {
  const auto transaction = store_->begin();
  put_batch(*transaction, 0);
  EXPECT_EQ(transaction->commit(), Outcome::durable);
  EXPECT_NE(transaction->commit(), Outcome::durable);
  write_batches(*store_, 1, 2);
}

TEST_F(Batch, ForgetsRequestsByAge) {
  write_batches(*store_, 0, 3);  // of times 0, 1000, 2000
  const auto transaction = store_->begin();
  transaction->drop_requests_before(1000);
  EXPECT_FALSE(transaction->request(0));
  EXPECT_TRUE(transaction->request(kBatchEntries)) << "as old is not older";
  EXPECT_TRUE(transaction->request(2 * kBatchEntries));
}

TEST_F(Batch, DropsProjectionsAndKeepsTheRest) {
  write_batches(*store_, 0, 2);
  {
    const auto transaction = store_->begin();
    transaction->drop_projections();
    EXPECT_EQ(transaction->commit(), Outcome::durable);
  }
  const auto rows = store_->snapshot();
  rows->scan_state([](auto, auto) { return ADD_FAILURE(), false; });
  rows->scan_nodes([](const auto&) { return ADD_FAILURE(), false; });
  for (const IndexSpec& spec : index_specs()) {
    EXPECT_THAT(rows->find(spec.index, {}, 1), testing::IsEmpty());
  }
  EXPECT_EQ(rows->head().size, 2 * kBatchEntries);
  EXPECT_EQ(rows->last_checkpoint()->size, 2 * kBatchEntries);
  EXPECT_TRUE(rows->request(kBatchEntries));
}

TEST_F(Batch, CannotBeEditedEvenPastTheStore) {
  write_batches(*store_, 0, 1);
  for (const std::string sql :
       {"UPDATE entries SET bytes = x'00' WHERE seq = 0", "DELETE FROM entries",
        "UPDATE checkpoints SET note = ''", "DELETE FROM checkpoints WHERE size = 4"}) {
    try {
      tamper(path_, sql);
      ADD_FAILURE() << sql;
    } catch (const SQLite::Exception& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr("append-only")) << sql;
    }
  }
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(1));
}

TEST(TwoProcesses, CannotWriteAtOnce) {
  const ScratchFolder folder;
  const std::string path = folder.file("ledger.db");
  OtherProcess other([&](const OtherProcess::Partner& partner) {
    if (!partner.wait()) return false;
    const auto store = open_sqlite(path);
    const auto transaction = store->begin();
    put_batch(*transaction, 0);
    partner.speak();
    return partner.wait() && transaction->commit() == Outcome::durable;
  });
  const auto store = create_sqlite(path);
  other.partner().speak();
  ASSERT_TRUE(other.partner().wait());
  EXPECT_EQ(kind_thrown([&] { store->begin(); }), StoreError::Kind::busy);
  EXPECT_EQ(store->snapshot()->head().size, 0U) << "a reader does not wait for the writer";
  other.partner().speak();
  EXPECT_TRUE(other.ended_well());
  write_batches(*store, 1, 2);
  EXPECT_EQ(dump(*store->snapshot()), dump_of_batches(2));
}

TEST(TwoProcesses, KilledWriterLeavesWhatItHadCommitted) {
  const ScratchFolder folder;
  const std::string path = folder.file("ledger.db");
  OtherProcess other([&](const OtherProcess::Partner& partner) {
    const auto store = create_sqlite(path, {.writer_cache_kib = 16});
    write_batches(*store, 0, 2);
    const auto transaction = store->begin();
    put_batch(*transaction, 2);
    partner.speak();
    return partner.wait();
  });
  ASSERT_TRUE(other.partner().wait());
  other.kill();
  const auto store = open_sqlite(path);
  EXPECT_EQ(dump(*store->snapshot()), dump_of_batches(2));
  write_batches(*store, 2, 3);
  EXPECT_EQ(dump(*store->snapshot()), dump_of_batches(3));
}

TEST(TwoProcesses, SnapshotOfOneDoesNotSeeLaterCommitsOfTheOther) {
  const ScratchFolder folder;
  const std::string path = folder.file("ledger.db");
  OtherProcess other([&](const OtherProcess::Partner& partner) {
    if (!partner.wait()) return false;
    const auto store = open_sqlite_readonly(path);
    const auto rows = store->snapshot();
    const bool before = dump(*rows) == dump_of_batches(1);
    partner.speak();
    if (!partner.wait()) return false;
    return before && dump(*rows) == dump_of_batches(1) &&
           dump(*store->snapshot()) == dump_of_batches(3);
  });
  const auto store = create_sqlite(path);
  write_batches(*store, 0, 1);
  other.partner().speak();
  ASSERT_TRUE(other.partner().wait());
  write_batches(*store, 1, 3);
  other.partner().speak();
  EXPECT_TRUE(other.ended_well());
}

}  // namespace sqlite_transaction_test
}  // namespace mingzhang::store
