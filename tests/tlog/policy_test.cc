#include "ledger/tlog/policy.h"

#include <gtest/gtest.h>

#include "ledger/tlog/log_list.h"

namespace mingzhang::tlog {
namespace policy_test {

constexpr const char* kBody = "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

SigningKey key(unsigned char seed) {
  Block<32> block;
  block.bytes.fill(std::byte{seed});
  return SigningKey::from_seed(block);
}
Cosigner cosigner(unsigned char seed) { return Cosigner("w" + std::to_string(seed), key(seed)); }
Signer log(unsigned char seed) { return Signer("log" + std::to_string(seed), key(seed)); }

/// "witness Wn VKEY" for n = 1 … count.
std::string witnesses(unsigned char count) {
  std::string text;
  for (unsigned char i = 1; i <= count; ++i) {
    text += "witness W" + std::to_string(i) + " " + cosigner(i).verifier().vkey() + "\n";
  }
  return text;
}

WitnessPolicy policy(const std::string& text) {
  const auto parsed = WitnessPolicy::parse(text);
  EXPECT_TRUE(parsed) << text << (parsed ? "" : parsed.error().why);
  return parsed.value();
}

ParsedNote note(std::initializer_list<unsigned char> by) {
  ParsedNote parsed{kBody, {signature_line(kBody, log(9))}};
  for (const unsigned char seed : by) {
    parsed.signatures.push_back(cosigner(seed).cosign(kBody, seed));
  }
  return parsed;
}

TEST(Policy, OfTwoLevelsIsMetByExactlyTheSetsThatItMeans) {
  // The example of c2sp.org/tlog-policy.
  const WitnessPolicy nested = policy(
      witnesses(6) + "group X 2 W1 W2 W3\ngroup Y any W4 W5 W6\ngroup Z all X Y\nquorum Z\n");
  for (unsigned set = 0; set < 64; ++set) {
    ParsedNote cosigned = note({});
    for (unsigned char i = 1; i <= 6; ++i) {
      if ((set >> (i - 1) & 1) != 0) cosigned.signatures.push_back(cosigner(i).cosign(kBody, 1));
    }
    const bool expected = __builtin_popcount(set & 7) >= 2 && (set & 56) != 0;
    EXPECT_EQ(nested.check(cosigned).enough, expected) << set;
  }
}

TEST(Policy, MayAskForOneWitnessOrForNone) {
  EXPECT_TRUE(policy(witnesses(2) + "quorum W2\n").check(note({2})).enough);
  EXPECT_FALSE(policy(witnesses(2) + "quorum W2\n").check(note({1})).enough);
  EXPECT_TRUE(policy("quorum none\n").check(note({})).enough);
}

TEST(Policy, SaysOfEachWitnessWhetherItsLineIsThereAndVerifies) {
  ParsedNote cosigned = note({1, 2});
  cosigned.signatures.back().signature.back() ^= std::byte{1};
  const Witnessed result = policy(witnesses(3) + "quorum W1\n").check(cosigned);
  EXPECT_TRUE(result.seen[0].named);
  EXPECT_EQ(result.seen[0].time_s, 1U);
  EXPECT_TRUE(result.seen[1].named);
  EXPECT_FALSE(result.seen[1].time_s);
  EXPECT_FALSE(result.seen[2].named);
}

TEST(Policy, IsReadWithBlanksCommentsLogsAndAddresses) {
  const WitnessPolicy read =
      policy("# ours\n\n\t log  " + log(9).verifier().vkey() + " https://log.example/ \n" +
             "witness 甲 " + cosigner(1).verifier().vkey() + "\thttps://w.example/x\nquorum 甲\n");
  EXPECT_EQ(read.logs(), std::vector{log(9).verifier()});
  ASSERT_EQ(read.witnesses().size(), 1U);
  EXPECT_EQ(read.witnesses()[0].url, "https://w.example/x");
  EXPECT_EQ(read.quorum(), "甲");
}

TEST(Policy, IsRefusedAtTheLineThatIsWrong) {
  const std::string two = witnesses(2);
  const std::string log_line = "log " + log(9).verifier().vkey() + "\n";
  const std::pair<std::string, std::size_t> cases[] = {
      {"", 0},
      {two, 0},
      {"quorum W1\n", 1},
      {"quorum none\nquorum none\n", 2},
      {"quorum\n", 1},
      {"quorum none", 1},
      {"quorum none\x7F\n", 1},
      {"quorum none\r\n", 1},
      {"Quorum none\n", 1},
      {log_line + log_line + "quorum none\n", 2},
      {"log x\n", 1},
      {"log " + cosigner(1).verifier().vkey() + "\n", 1},
      {"witness W " + log(1).verifier().vkey() + "\n", 1},
      {"witness none " + cosigner(1).verifier().vkey() + "\n", 1},
      {"witness W1\n", 1},
      {two + "witness W3 " + Cosigner("other", key(1)).verifier().vkey() + "\n", 3},
      {two + "witness W2 " + cosigner(3).verifier().vkey() + "\n", 3},
      {two + "group W1 any W2\n", 3},
      {two + "group G any\n", 3},
      {two + "group G 0 W1\n", 3},
      {two + "group G 3 W1 W2\n", 3},
      {two + "group G 01 W1 W2\n", 3},
      {two + "group G some W1 W2\n", 3},
      {two + "group G 2 W1 W1\n", 3},
      {two + "group G any W3\n", 3},
      {two + "group G any none\n", 3},
      {two + "group G any W1\ngroup H any W1\n", 4},
      {two + "group G any G\n", 3},
  };
  for (const auto& [text, line] : cases) {
    const auto parsed = WitnessPolicy::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().line, line) << text << parsed.error().why;
  }
}

TEST(LogList, NamesTheKeysOfEachOrigin) {
  const std::string text = "# ours\nlogs/v0\n\nvkey " + log(1).verifier().vkey() +
                           "\norigin none\nbastion none\nqpd 86400\ncontact a b\nvkey " +
                           log(2).verifier().vkey() + "\norigin other name\nvkey " +
                           log(3).verifier().vkey() + "\norigin other name\n";
  const auto keys = parse_log_list(text);
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->at("log1"), std::vector{log(1).verifier()});
  EXPECT_EQ(keys->at("other name"), (std::vector{log(2).verifier(), log(3).verifier()}));
  EXPECT_EQ(keys->size(), 2U);
}

TEST(LogList, IsRefusedAtTheLineThatIsWrong) {
  const std::pair<std::string, std::size_t> cases[] = {
      {"", 0},
      {"logs/v1\n", 1},
      {"vkey " + log(1).verifier().vkey() + "\n", 1},
      {"logs/v0\norigin a\n", 2},
      {"logs/v0\nvkey x\n", 2},
      {"logs/v0\nvkey " + log(1).verifier().vkey() + "\norigin \n", 3},
      {"logs/v0\nvkey " + log(1).verifier().vkey() + "\nname x\n", 3},
      {"logs/v0\nvkey " + log(1).verifier().vkey(), 2},
  };
  for (const auto& [text, line] : cases) {
    const auto parsed = parse_log_list(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().line, line) << text;
  }
}

}  // namespace policy_test
}  // namespace mingzhang::tlog
