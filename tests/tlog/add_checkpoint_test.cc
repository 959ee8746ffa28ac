#include "ledger/tlog/add_checkpoint.h"

#include <gtest/gtest.h>

namespace mingzhang::tlog {
namespace add_checkpoint_test {

/// The published examples of c2sp.org/tlog-witness.
constexpr std::string_view kRequest =
    "old 20852014\n"
    "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
    "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
    "\n"
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— example.com/behind-the-sofa "
    "opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q="
    "\n";
constexpr std::string_view kAnswer =
    "— witness.example/w1 "
    "CMp+6LWBU0anHGH5aNDTJkH/"
    "gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6U"
    "p69HVOw==\n"
    "— witness.example/w2 "
    "AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/"
    "kWl7oJlqU3rXXvpys"
    "AdyP3wQ==\n";

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
  return text;
}

TEST(AddCheckpoint, OfThePublishedExampleIsReadAndWrittenBack) {
  const auto request = parse_add_checkpoint(kRequest);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->old_size, 20'852'014U);
  EXPECT_EQ(request->proof.size(), 4U);
  EXPECT_EQ(parse_note(request->note)->signatures.size(), 2U);
  EXPECT_EQ(to_text(*request), kRequest);
}

TEST(AddCheckpoint, NeedsNoProofAndHasAtMostSixtyThreeHashes) {
  EXPECT_EQ(parse_add_checkpoint("old 0\n\nnote")->proof.size(), 0U);
  EXPECT_EQ(parse_add_checkpoint("old 1\n" + lines(63) + "\nnote")->proof.size(), 63U);
  EXPECT_FALSE(parse_add_checkpoint("old 1\n" + lines(64) + "\nnote"));
}

TEST(AddCheckpoint, IsRefusedInAnyOtherForm) {
  for (const char* text :
       {"", "old 1", "old 1\n", "old 01\n\nn", "old -1\n\nn", "old  1\n\nn", "Old 1\n\nn", "1\n\nn",
        "old\n\nn", "old 1 \n\nn", "old 1\r\n\r\nn", "old 18446744073709551616\n\nn",
        "old 1\nPlRN\n\nn", "old 1\n \n\nn", "\nold 1\n\nn"}) {
    EXPECT_FALSE(parse_add_checkpoint(text)) << text;
  }
  const std::string large(kAddCheckpointBytesMax, 'x');
  EXPECT_FALSE(parse_add_checkpoint("old 1\n\n" + large));
}

TEST(AnswerOfAWitness, IsOneOrMoreSignatureLines) {
  const auto answer = parse_signature_lines(kAnswer);
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->size(), 2U);
  EXPECT_EQ((*answer)[1].name, "witness.example/w2");
  EXPECT_EQ((*answer)[1].signature.size(), 72U);
  for (const char* text : {"", "\n", "ok\n", "— w AAAAAAA=", "— w AAAAAAA=\n\n"}) {
    EXPECT_FALSE(parse_signature_lines(text)) << text;
  }
}

}  // namespace add_checkpoint_test
}  // namespace mingzhang::tlog
