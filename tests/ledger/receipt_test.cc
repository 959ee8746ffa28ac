#include "ledger/ledger.h"
#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace receipt_test {

/// Writes `count` gifts from number `first` on as one batch, or two; all receipts with proof.
std::vector<Answer> write_gifts(Desk& desk, int first, int count) {
  std::vector<Submission> submissions;
  for (int i = 0; i < count; ++i) submissions.push_back({gift(first + i), std::nullopt, true});
  return write_all(*desk, submissions);
}

void expect_proofs(const std::vector<Answer>& answers, const tlog::Signer& signer) {
  for (const Answer& answer : answers) {
    ASSERT_TRUE(answer) << to_text(answer.error());
    ASSERT_TRUE(verifies(*answer, signer));
  }
}

TEST(Receipt, HoldsAProofThatVerifies) {
  Desk desk;
  desk.found();
  int number = 0;
  // Batches large and small, across the borders of tiles.
  for (const int count : {1, 300, 1024, 1, 1024}) {
    SCOPED_TRACE(number);
    expect_proofs(write_gifts(desk, number, count), desk.signer);
    number += count;
  }
}

TEST(Receipt, HoldsAProofAtEverySizeAroundATileBorder) {
  for (const int border : {256, 512}) {
    Desk desk;
    desk.found();
    const int before = border - static_cast<int>(kFounded) - 2;
    expect_proofs(write_gifts(desk, 0, before), desk.signer);
    for (int i = 0; i < 5; ++i) {
      SCOPED_TRACE(border - 1 + i);
      const Answer answer = write(*desk, {gift(10'000 + i), std::nullopt, true});
      ASSERT_TRUE(answer);
      EXPECT_EQ(answer->seq, static_cast<Seq>(border - 2 + i));
      EXPECT_TRUE(verifies(*answer, desk.signer));
    }
  }
}

TEST(Receipt, HoldsAProofAfterARestart) {
  Desk desk;
  desk.found();
  const Submission early{gift(0), request_key(1, 1), true};
  ASSERT_TRUE(write(*desk, early));
  write_gifts(desk, 1, 254 - static_cast<int>(kFounded));
  for (int i = 0; i < 4; ++i) {
    SCOPED_TRACE(desk.size());
    desk.open();
    expect_proofs(write_gifts(desk, 1000 + i, 1), desk.signer);
    const Answer again = write(*desk, early);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->repeated);
    EXPECT_TRUE(verifies(*again, desk.signer));
  }
}

TEST(Receipt, IsEmptyUnlessAskedFor) {
  Desk desk;
  desk.found();
  const Answer answer = desk.write(gift(1));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->bytes.empty() && answer->checkpoint.empty() && answer->path.empty());
}

TEST(Receipt, CanBeProvedLaterFromTheStore) {
  Desk desk;
  desk.found();
  write_gifts(desk, 0, 300);
  const auto rows = desk.rows();
  const Seq size = rows->head().size;
  for (const Seq seq : {Seq{0}, Seq{255}, Seq{256}, size - 1}) {
    const auto proof = prove(*rows, seq);
    ASSERT_TRUE(proof);
    ASSERT_TRUE(proof->extra);
    EXPECT_EQ(text_of(*proof->extra), *rows->entry(seq));
    const Hash leaf = Story::leaf_of(*rows->entry(seq));
    EXPECT_TRUE(tlog::verify_proof(*proof, leaf, desk.signer.verifier()));
  }
  EXPECT_FALSE(prove(*rows, size));
}

}  // namespace receipt_test
}  // namespace mingzhang::test
