#include <filesystem>
#include <thread>

#include "tests/ledger/desk.h"

/// More than one at the same file: another writer that goes on with the chain, one that does not,
/// and many who read.
namespace mingzhang::test {
namespace company_test {

namespace fs = std::filesystem;

/// A second sequencer over the file of the first, without the lock that keeps it away.
struct Second {
  explicit Second(Desk& desk) : Second(desk, desk.database()) {}
  Second(Desk& desk, const std::string& database) {
    Sequencer::Options options = desk.options;
    options.open_store = [database] { return store::open_sqlite(database); };
    options.clock = &clock;
    options.random = &random;
    options.guard_path = desk.folder.file("second guard");
    clock.pass_ms(1);
    sequencer = std::make_unique<Sequencer>(options);
  }

  SetClock clock;
  SystemRandom random;
  std::unique_ptr<Sequencer> sequencer;
};

TEST(Company, OfAnotherWriterIsCaughtUpWith) {
  Desk desk;
  desk.found();
  Second second(desk);
  std::vector<Submission> submissions;
  for (int i = 0; i < 300; ++i) submissions.push_back({gift(i), std::nullopt, true});
  for (const Answer& answer : write_all(*second.sequencer, submissions)) ASSERT_TRUE(answer);
  // Its references are known, and the refusal alone shows a checkpoint that covers its entries.
  desk.clock.pass_ms(2000);
  EXPECT_EQ(code_of(desk.write(gift(7))), Code::ref_standing);
  const auto shown = tlog::open_checkpoint(desk->checkpoint(), desk.signer.verifier());
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->size, kFounded + 300);
  const Answer next = write(*desk, {gift(300), std::nullopt, true});
  ASSERT_TRUE(next) << to_text(next.error());
  EXPECT_EQ(next->seq, kFounded + 300);
  EXPECT_TRUE(verifies(*next, desk.signer));
  const Answer back = write(*second.sequencer, {gift(301), std::nullopt, true});
  ASSERT_TRUE(back) << to_text(back.error());
  EXPECT_EQ(back->seq, kFounded + 301);
  EXPECT_TRUE(verifies(*back, desk.signer));
  second.sequencer.reset();
  desk.close();
  const std::string before = desk.dump();
  const auto store = store::open_sqlite(desk.database());
  const auto transaction = store->begin();
  rebuild(*transaction, [](std::uint64_t) {});
  EXPECT_TRUE(same(store::dump(*transaction), before));
}

TEST(Company, KnowsTheRequestsOfAnotherWriter) {
  Desk desk;
  desk.found();
  Second second(desk);
  const Submission submission{donation(1_yuan), request_key(1, 1), false};
  const Answer first = write(*second.sequencer, submission);
  ASSERT_TRUE(first);
  desk.clock.pass_ms(2000);
  ASSERT_TRUE(desk.write(gift(1)));
  const Answer again = write(*desk, submission);
  ASSERT_TRUE(again) << to_text(again.error());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->seq, first->seq);
}

/// Nothing is written any more, whatever is asked for, until the sequencer is made anew.
void expect_stopped(Desk& desk) {
  const std::string before = desk.dump();
  EXPECT_THAT(code_of(desk.write(gift(50))),
              testing::AnyOf(Code::outcome_unknown, Code::read_only));
  desk.clock.pass_ms(5000);
  EXPECT_EQ(code_of(desk.write(gift(51))), Code::read_only);
  EXPECT_TRUE(same(desk.dump(), before));
}

TEST(Company, BesideTheKnownHistoryStopsTheWriter) {
  Desk desk;
  desk.found().close();
  const std::string other = desk.folder.file("other.db");
  fs::copy_file(desk.database(), other);
  desk.open();
  desk.written(gift(1));
  {
    Second second(desk, other);
    for (int i = 100; i < 103; ++i) {
      ASSERT_TRUE(write(*second.sequencer, {gift(i), std::nullopt, false}));
    }
  }
  forge(desk.database(), "ATTACH '" + other +
                             "' AS o;"
                             "DELETE FROM entries; INSERT INTO entries SELECT * FROM o.entries;"
                             "DELETE FROM checkpoints;"
                             "INSERT INTO checkpoints SELECT * FROM o.checkpoints");
  expect_stopped(desk);
}

TEST(Company, BehindTheKnownHistoryStopsTheWriter) {
  Desk desk;
  desk.found();
  const Seq last = desk.written(gift(1));
  forge(desk.database(), "DELETE FROM entries WHERE seq = " + std::to_string(last));
  expect_stopped(desk);
}

TEST(Company, ThatForgesALeafAheadStopsTheWriter) {
  Desk desk;
  desk.found();
  {
    Second second(desk);
    ASSERT_TRUE(write(*second.sequencer, {gift(1), std::nullopt, false}));
  }
  forge(desk.database(),
        "UPDATE entries SET leaf = randomblob(32) WHERE seq = " + std::to_string(kFounded));
  expect_stopped(desk);
}

TEST(Company, OfAWriterThatHoldsTheLockMakesItReadOnlyForThatTime) {
  Desk desk;
  desk.found();
  {
    const auto store = store::open_sqlite(desk.database());
    const auto transaction = store->begin();
    EXPECT_EQ(code_of(desk.write(gift(1))), Code::read_only);
  }
  EXPECT_EQ(desk.written(gift(1)), kFounded);
}

TEST(Company, OfManyWaitersAndReadersSeesWholeBatches) {
  Desk desk;
  desk.found();
  constexpr int kEach = 150;
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  std::atomic<int> written = 0;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const Submission submission{gift(t * kEach + i), request_key(t * kEach + i, 0), i % 3 == 0};
        const Answer answer = write(*desk, submission);
        if (answer && (i % 3 != 0 || verifies(*answer, desk.signer))) ++written;
        desk.clock.pass_ms(5);
      }
    });
  }
  const auto reader = store::open_sqlite_readonly(desk.database());
  std::atomic<int> torn = 0;
  std::thread reading([&] {
    for (std::uint64_t last = 0; !done;) {
      const auto rows = reader->snapshot();
      const std::uint64_t size = rows->head().size;
      const auto note = rows->last_checkpoint();
      if (size < last || !note || note->size != size || !rows->entry(size - 1)) ++torn;
      if (!tlog::open_checkpoint(desk->checkpoint(), desk.signer.verifier())) ++torn;
      last = size;
    }
  });
  for (std::thread& thread : threads) thread.join();
  done = true;
  reading.join();
  EXPECT_EQ(written, 3 * kEach);
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(desk.size(), kFounded + 3 * kEach);
}

}  // namespace company_test
}  // namespace mingzhang::test
