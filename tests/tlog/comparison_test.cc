#include "ledger/tlog/comparison.h"

#include <gtest/gtest.h>

#include "ledger/tlog/merkle.h"
#include "ledger/tlog/tree.h"
#include "tests/tlog/oracle.h"

namespace mingzhang::tlog {
namespace comparison_test {

Signer signer_of(int number) {
  Block<32> seed;
  seed.bytes.fill(static_cast<std::byte>(number));
  return Signer("example.com/log", SigningKey::from_seed(seed));
}

/// Two histories that part at entry 60, and everything that their log could sign.
struct Histories {
  mutable Oracle honest{130};  ///< It remembers what it computed.
  mutable Oracle other{130};
  Signer signer = signer_of(3);
  Verifier log = signer.verifier();

  Histories() {
    for (std::size_t i = 60; i < other.leaves.size(); ++i) other.leaves[i].bytes[0] ^= std::byte{1};
  }
  std::string note(Oracle& oracle, std::uint64_t size) const {
    return sign_checkpoint({"example.com/log", size, oracle.root(size)}, signer);
  }
  Comparison continues(std::uint64_t older, std::uint64_t newer) const {
    const bool none = older == 0 || older == newer;
    return {Relation::continues, std::nullopt,
            none ? std::vector<Hash>{} : honest.subproof(older, 0, newer, true),
            note(honest, older), note(honest, newer)};
  }
  /// The honest checkpoint of `older` and the other history's of `newer`.
  Comparison forked(std::uint64_t older, std::uint64_t newer) const {
    if (older == newer) return {Relation::forked, {}, {}, note(honest, older), note(other, newer)};
    return {Relation::forked, other.root(older), other.subproof(older, 0, newer, true),
            note(honest, older), note(other, newer)};
  }
};

void expect_error(const Comparison& comparison, const Verifier& log, ComparisonError error) {
  const auto compared = verify_comparison(comparison, log);
  ASSERT_FALSE(compared.has_value());
  EXPECT_EQ(to_text(compared.error()), to_text(error));
}

TEST(ComparisonText, KeepsEveryPart) {
  const Histories histories;
  for (const Comparison& comparison :
       {histories.continues(0, 0), histories.continues(0, 9), histories.continues(64, 128),
        histories.continues(77, 130), histories.continues(77, 77), histories.forked(70, 70),
        histories.forked(64, 128), histories.forked(77, 130)}) {
    const std::string text = to_text(comparison);
    EXPECT_TRUE(is_comparison(text));
    const auto parsed = parse_comparison(text);
    ASSERT_TRUE(parsed.has_value()) << text;
    EXPECT_EQ(*parsed, comparison) << text;
  }
  EXPECT_FALSE(is_comparison("c2sp.org/tlog-proof@v1\n"));
  EXPECT_FALSE(is_comparison(""));
}

TEST(ComparisonText, ThatIsCutOffOrChangedShowsNothing) {
  const Histories histories;
  for (const Comparison& comparison : {histories.continues(77, 130), histories.forked(77, 130)}) {
    const std::string text = to_text(comparison);
    for (std::size_t length = 0; length < text.size(); ++length) {
      const auto cut = parse_comparison(text.substr(0, length));
      EXPECT_TRUE(!cut || !verify_comparison(*cut, histories.log)) << length;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string changed = text;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      const auto read = parse_comparison(changed);
      EXPECT_TRUE(!read || !verify_comparison(*read, histories.log)) << i;
    }
  }
}

TEST(Comparison, OfTwoSizesOfOneHistoryContinues) {
  const Histories histories;
  for (std::uint64_t older = 0; older <= 130; older += 3) {
    for (std::uint64_t newer = older; newer <= 130; newer += 7) {
      const auto compared = verify_comparison(histories.continues(older, newer), histories.log);
      ASSERT_TRUE(compared.has_value()) << older << " " << newer;
      EXPECT_EQ(compared->older.size, older);
      EXPECT_EQ(compared->newer.size, newer);
      Comparison claimed = histories.continues(older, newer);
      claimed.relation = Relation::forked;
      expect_error(claimed, histories.log, ComparisonError::not_shown);
      claimed.prefix = histories.honest.root(older);
      expect_error(claimed, histories.log, ComparisonError::not_shown);
    }
  }
}

TEST(Comparison, OfTwoHistoriesIsAForkFromWhereTheyPart) {
  const Histories histories;
  for (std::uint64_t older = 1; older <= 130; older += 3) {
    for (std::uint64_t newer = older; newer <= 130; newer += 7) {
      const Comparison comparison = histories.forked(older, newer);
      const auto compared = verify_comparison(comparison, histories.log);
      // Up to there both are one: nothing is forked.
      ASSERT_EQ(compared.has_value(), older > 60) << older << " " << newer;
      Comparison claimed = comparison;
      claimed.relation = Relation::continues;
      claimed.prefix.reset();
      EXPECT_EQ(verify_comparison(claimed, histories.log).has_value(), older <= 60);
    }
  }
}

TEST(Comparison, ClaimsNoForkByARootThatItDoesNotProve) {
  const Histories histories;
  Comparison comparison = histories.forked(77, 130);
  comparison.new_note = histories.note(histories.honest, 130);
  expect_error(comparison, histories.log, ComparisonError::not_shown);
  comparison = histories.continues(77, 130);
  comparison.relation = Relation::forked;
  comparison.prefix = histories.other.root(77);
  expect_error(comparison, histories.log, ComparisonError::not_shown);
  comparison = histories.forked(70, 70);
  comparison.prefix = histories.other.root(70);
  expect_error(comparison, histories.log, ComparisonError::not_shown);
}

TEST(Comparison, NeedsBothSignaturesAndTheirOrder) {
  const Histories histories;
  const Signer stranger = signer_of(4);
  const std::string strange =
      sign_checkpoint({"example.com/log", 77, histories.honest.root(77)}, stranger);
  Comparison comparison = histories.forked(77, 130);
  comparison.old_note = strange;
  expect_error(comparison, histories.log, ComparisonError::no_known_signature);
  comparison = histories.forked(70, 77);
  comparison.new_note = strange;
  expect_error(comparison, histories.log, ComparisonError::no_known_signature);
  comparison = histories.continues(77, 130);
  std::swap(comparison.old_note, comparison.new_note);
  expect_error(comparison, histories.log, ComparisonError::not_in_order);
}

}  // namespace comparison_test
}  // namespace mingzhang::tlog
