#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace idempotency_test {

TEST(Idempotency, GivesTheSameAnswerToTheSameRequest) {
  Desk desk;
  desk.found();
  const Submission submission{donation(1_yuan), request_key(1, 1), true};
  const Answer first = write(*desk, submission);
  ASSERT_TRUE(first);
  const std::string before = desk.dump();
  const Answer again = write(*desk, submission);
  ASSERT_TRUE(again) << to_text(again.error());
  EXPECT_FALSE(first->repeated);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->seq, first->seq);
  EXPECT_EQ(again->leaf, first->leaf);
  EXPECT_EQ(again->bytes, first->bytes);
  EXPECT_TRUE(verifies(*again, desk.signer));
  EXPECT_TRUE(same(desk.dump(), before));
}

TEST(Idempotency, RefusesTheSameKeyWithAnotherBody) {
  Desk desk;
  desk.found();
  ASSERT_TRUE(write(*desk, {gift(1), request_key(1, 1), false}));
  EXPECT_EQ(code_of(write(*desk, {gift(2), request_key(1, 2), false})), Code::key_reused);
  EXPECT_TRUE(write(*desk, {gift(2), request_key(2, 2), false}));
  EXPECT_EQ(desk.size(), kFounded + 2);
}

TEST(Idempotency, HoldsWithinOneBatch) {
  Desk desk;
  GatedRandom gate;
  desk.options.random = &gate;
  desk.found();
  gate.shut();
  auto before = submit(*desk, {gift(1), std::nullopt, false});
  gate.wait_for_writer();
  // The first asks for no proof, its repetition does.
  auto first = submit(*desk, {donation(1_yuan), request_key(1, 1), false});
  auto again = submit(*desk, {donation(1_yuan), request_key(1, 1), true});
  auto other = submit(*desk, {donation(2_yuan), request_key(1, 2), false});
  gate.open();
  ASSERT_TRUE(before.get());
  const Answer written = first.get();
  const Answer repeated = again.get();
  ASSERT_TRUE(written && repeated);
  EXPECT_EQ(repeated->seq, written->seq);
  EXPECT_EQ(repeated->leaf, written->leaf);
  EXPECT_TRUE(repeated->repeated);
  EXPECT_TRUE(verifies(*repeated, desk.signer));
  EXPECT_EQ(code_of(other.get()), Code::key_reused);
  EXPECT_EQ(desk.size(), kFounded + 2);
  EXPECT_FALSE(desk.rows()->checkpoint(kFounded + 3));
}

TEST(Idempotency, OutlivesARestart) {
  Desk desk;
  desk.found();
  const Answer first = write(*desk, {donation(1_yuan), request_key(1, 1), false});
  ASSERT_TRUE(first);
  desk.open();
  const Answer again = write(*desk, {donation(1_yuan), request_key(1, 1), true});
  ASSERT_TRUE(again) << to_text(again.error());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->seq, first->seq);
  EXPECT_EQ(again->leaf, first->leaf);
  EXPECT_TRUE(verifies(*again, desk.signer));
  EXPECT_EQ(desk.size(), kFounded + 1);
}

TEST(Idempotency, DoesNotRememberRefusals) {
  Desk desk;
  desk.found();
  EXPECT_EQ(code_of(write(*desk, {gift(1).by("reviewer"), request_key(1, 1), false})),
            Code::duty_missing);
  const Answer mended = write(*desk, {gift(1), request_key(1, 2), false});
  ASSERT_TRUE(mended);
  EXPECT_FALSE(mended->repeated);
}

TEST(Idempotency, IsKeptForAMonthAndThenForgotten) {
  Desk desk;
  desk.found();
  ASSERT_TRUE(write(*desk, {donation(1_yuan), request_key(1, 1), false}));
  desk.clock.pass_ms(kRequestsKeptMs - 1);
  ASSERT_TRUE(write(*desk, {gift(1), std::nullopt, false}));
  const Answer kept = write(*desk, {donation(1_yuan), request_key(1, 1), false});
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->repeated);
  desk.clock.pass_ms(2 * 3'600'000);
  ASSERT_TRUE(write(*desk, {gift(2), std::nullopt, false}));
  const Answer forgotten = write(*desk, {donation(1_yuan), request_key(1, 1), false});
  ASSERT_TRUE(forgotten);
  EXPECT_FALSE(forgotten->repeated);
}

}  // namespace idempotency_test
}  // namespace mingzhang::test
