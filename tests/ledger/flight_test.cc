#include "tests/ledger/desk.h"

/// One batch is decided while the one before it is on its way to the disk.
namespace mingzhang::test {
namespace flight_test {

/// A writer whose commits wait while somebody else holds the lock of the file.
class FlightTest : public testing::Test {
 protected:
  FlightTest() {
    desk_.options.random = &gate_;
    desk_.found();
  }

  /// The first is decided alone and flies; the others are decided on top of it.
  std::vector<std::future<Answer>> fly(int wait_ms, const std::vector<Submission>& submissions) {
    desk_.sqlite.busy_timeout_ms = wait_ms;
    desk_.open();
    lock_ = other_->begin();
    gate_.shut();
    std::vector<std::future<Answer>> answers;
    answers.push_back(submit(*desk_, submissions.front()));
    gate_.wait_for_writer();
    for (std::size_t i = 1; i < submissions.size(); ++i) {
      answers.push_back(submit(*desk_, submissions[i]));
    }
    gate_.open();
    return answers;
  }

  Desk desk_;
  GatedRandom gate_;
  std::unique_ptr<store::Store> other_ = store::open_sqlite(desk_.database());
  std::unique_ptr<store::Transaction> lock_;
};

TEST_F(FlightTest, IsSeenByTheNextBatch) {
  auto answers = fly(20'000, {{gift(1), request_key(1, 1), true},
                              {gift(1), std::nullopt, false},
                              {gift(1), request_key(1, 1), true},
                              {gift(2), request_key(1, 2), false},
                              {gift(3), std::nullopt, true}});
  for (auto& answer : answers) {
    EXPECT_EQ(answer.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  }
  lock_.reset();
  const Answer first = answers[0].get();
  ASSERT_TRUE(first) << to_text(first.error());
  EXPECT_EQ(code_of(answers[1].get()), Code::ref_standing);
  const Answer again = answers[2].get();
  ASSERT_TRUE(again) << to_text(again.error());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->seq, first->seq);
  EXPECT_EQ(again->leaf, first->leaf);
  EXPECT_EQ(code_of(answers[3].get()), Code::key_reused);
  const Answer next = answers[4].get();
  ASSERT_TRUE(next) << to_text(next.error());
  EXPECT_EQ(next->seq, first->seq + 1);
  for (const Answer* const answer : {&first, &again, &next}) {
    EXPECT_TRUE(verifies(**answer, desk_.signer));
  }
}

TEST_F(FlightTest, ProvesWhatOnTopOfItIsARepetitionAlone) {
  const Submission submission{gift(1), request_key(1, 1), true};
  auto answers = fly(20'000, {submission, submission});
  EXPECT_EQ(answers[1].wait_for(std::chrono::milliseconds(100)), std::future_status::timeout);
  lock_.reset();
  const Answer first = answers[0].get();
  const Answer again = answers[1].get();
  ASSERT_TRUE(first && again);
  EXPECT_TRUE(again->repeated);
  EXPECT_TRUE(verifies(*first, desk_.signer));
  EXPECT_TRUE(verifies(*again, desk_.signer));
}

TEST_F(FlightTest, ThatComesToNothingTakesNothingWithIt) {
  auto answers = fly(300, {{gift(1), request_key(1, 1), false},
                           {gift(1), std::nullopt, true},
                           {donation(5_yuan), request_key(1, 1), true}});
  EXPECT_EQ(code_of(answers[0].get()), Code::read_only);
  lock_.reset();
  // They are decided again, on a ledger without the first: its reference and key are free.
  for (std::size_t i = 1; i < answers.size(); ++i) {
    const Answer answer = answers[i].get();
    ASSERT_TRUE(answer) << to_text(answer.error());
    EXPECT_FALSE(answer->repeated);
    EXPECT_EQ(answer->seq, kFounded + i - 1);
    EXPECT_TRUE(verifies(*answer, desk_.signer));
  }
  EXPECT_EQ(desk_.size(), kFounded + 2);
}

TEST_F(FlightTest, ThatAnotherWriterOvertookIsDecidedAgain) {
  auto answers = fly(20'000, {{gift(1), std::nullopt, true}, {gift(2), std::nullopt, true}});
  const auto rows = desk_.rows();
  Decider decider(desk_.signer, desk_.random);
  decider.load(*rows);
  const Submission theirs{gift(1), std::nullopt, false};
  const Submission* const one = &theirs;
  Batch batch = decider.open();
  decider.fill(batch, std::span(&one, 1), desk_.clock.now(), *rows, nullptr);
  decider.close(batch);
  ASSERT_EQ(batch.entries.size(), 1U);
  lock_->put_entry({kFounded, batch.entries[0].bytes, batch.entries[0].leaf});
  lock_->put_index(batch.rows);
  for (const store::StateChange& change : batch.state) lock_->put_state(change);
  lock_->put_checkpoint({batch.checkpoint.size, batch.note});
  ASSERT_EQ(lock_->commit(), store::Outcome::durable);
  lock_.reset();
  EXPECT_EQ(code_of(answers[0].get()), Code::ref_standing);
  const Answer second = answers[1].get();
  ASSERT_TRUE(second) << to_text(second.error());
  EXPECT_EQ(second->seq, kFounded + 1);
  EXPECT_TRUE(verifies(*second, desk_.signer));
}

}  // namespace flight_test
}  // namespace mingzhang::test
