#include "ledger/tlog/checkpoint.h"

#include <gtest/gtest.h>

#include "ledger/tlog/merkle.h"
#include "tests/tlog/oracle.h"

namespace mingzhang::tlog {
namespace checkpoint_test {

/// The published example of c2sp.org/tlog-checkpoint; its public key is not published.
constexpr std::string_view kExample =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1g"
    "GzGku9nTo+zyWE+xeMcTOAYQ8=\n";
constexpr std::string_view kRoot = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

Signer log_signer(std::string name = "example.com/log") {
  Block<32> seed;
  seed.bytes.fill(std::byte{9});
  return Signer(std::move(name), SigningKey::from_seed(seed));
}

Checkpoint sample() { return {"example.com/log", 42, leaf_hash(bytes_of("root"))}; }

std::optional<Checkpoint> parse(std::string_view text) { return parse_checkpoint_body(text); }

TEST(CheckpointBody, OfThePublishedExampleIsReadAndWrittenBack) {
  const auto note = parse_note(kExample);
  ASSERT_TRUE(note.has_value());
  const auto checkpoint = parse(note->text);
  ASSERT_TRUE(checkpoint.has_value());
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20'852'163U);
  EXPECT_EQ(to_base64(checkpoint->root.view()) + '\n', kRoot);
  EXPECT_EQ(body_of(*checkpoint), note->text);
  EXPECT_EQ(note->signatures[0].name, checkpoint->origin);
}

TEST(CheckpointBody, OfAnEmptyTreeHasTheEmptyRoot) {
  const Checkpoint empty{"a", 0, empty_root()};
  EXPECT_EQ(body_of(empty), "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  EXPECT_EQ(parse(body_of(empty)), empty);
  EXPECT_EQ(parse("a\n0\n" + std::string(kRoot)), std::nullopt);
}

TEST(CheckpointBody, ReachesTheLargestSize) {
  const Checkpoint large{"a", 18'446'744'073'709'551'615U, Hash{}};
  EXPECT_EQ(parse(body_of(large)), large);
}

TEST(CheckpointBody, IsRefusedInAnyOtherForm) {
  const std::string root(kRoot);
  ASSERT_TRUE(parse("a\n1\n" + root));
  for (const std::string& body : {
           std::string(),
           std::string("\n"),
           std::string("a\n"),
           std::string("a\n1\n"),
           "\n1\n" + root,
           "a\n\n" + root,
           "a\n1\n\n" + root,
           "a\n01\n" + root,
           "a\n00\n" + root,
           "a\n-1\n" + root,
           "a\n+1\n" + root,
           "a\n 1\n" + root,
           "a\n1 \n" + root,
           "a\n0x1\n" + root,
           "a\n1.0\n" + root,
           "a\n18446744073709551616\n" + root,
           "a\r\n1\r\n" + root,
           "a\n1\n" + root.substr(0, root.size() - 1),
           "a\n1\n" + root.substr(0, root.size() - 2) + "\n",
           "a\n1\n" + root.substr(1),
           "a\n1\nA" + root,
           "a\n1\n" + root + "\n",
           "a\n1\n" + root + "more",
           "a\tb\n1\n" + root,
           "a\xFF\n1\n" + root,
       }) {
    EXPECT_EQ(parse(body), std::nullopt) << body;
    EXPECT_EQ(parse_checkpoint_body(body, Extensions::ignored), std::nullopt) << body;
  }
}

TEST(CheckpointBody, HasExtensionLinesOnlyWhereTheyAreIgnored) {
  const std::string body = body_of(sample()) + "one\ntwo\n";
  EXPECT_EQ(parse(body), std::nullopt);
  EXPECT_EQ(parse_checkpoint_body(body, Extensions::ignored), sample());
  EXPECT_EQ(parse_checkpoint_body(body + "\n", Extensions::ignored), std::nullopt);
}

TEST(CheckpointDeathTest, IsNotWrittenWithAnOriginThatIsNotALine) {
  EXPECT_DEATH(body_of({"", 1, Hash{}}), "our mistake");
  EXPECT_DEATH(body_of({"a\nb", 1, Hash{}}), "our mistake");
  EXPECT_DEATH(sign_checkpoint({"other", 1, Hash{}}, log_signer()), "our mistake");
}

TEST(Checkpoint, OpensWithTheKeyThatSignedIt) {
  const Signer signer = log_signer();
  EXPECT_EQ(open_checkpoint(sign_checkpoint(sample(), signer), signer.verifier()), sample());
}

TEST(Checkpoint, IsRefusedWhenAnyBitIsFlipped) {
  const Signer signer = log_signer();
  const std::string good = sign_checkpoint(sample(), signer);
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string note = good;
      note[i] = static_cast<char>(note[i] ^ 1 << bit);
      ASSERT_FALSE(open_checkpoint(note, signer.verifier()).has_value()) << i << " " << bit;
    }
  }
}

TEST(Checkpoint, IsRefusedForAReasonThatIsNamed) {
  const Signer signer = log_signer();
  const Verifier verifier = signer.verifier();
  const std::string good = sign_checkpoint(sample(), signer);
  EXPECT_EQ(open_checkpoint("no note", verifier).error(), NoteError::malformed);
  EXPECT_EQ(open_checkpoint(kExample, verifier).error(), NoteError::no_known_signature);
  std::string larger = good;
  larger.replace(larger.find("42"), 2, "43");
  EXPECT_EQ(open_checkpoint(larger, verifier).error(), NoteError::bad_signature);
  EXPECT_EQ(open_checkpoint(sign_note("signed, but no checkpoint\n", signer), verifier).error(),
            NoteError::malformed);
  const std::string other = sign_note(body_of({"example.com/other", 1, Hash{}}), signer);
  EXPECT_EQ(open_checkpoint(other, verifier).error(), NoteError::other_origin);
  EXPECT_EQ(to_text(NoteError::other_origin), "other_origin");
}

TEST(Checkpoint, MayBeCosigned) {
  const Signer signer = log_signer();
  const SignatureLine witness{"witness.example.com/w1", 0x8d66cf3f, Bytes(72)};
  const auto cosigned = add_signatures(sign_checkpoint(sample(), signer), {&witness, 1});
  EXPECT_EQ(open_checkpoint(cosigned.value(), signer.verifier()), sample());
}

TEST(Checkpoint, MayHaveExtensionLinesOnlyWhereTheyAreIgnored) {
  const Signer signer = log_signer();
  const std::string note = sign_note(body_of(sample()) + "extension\n", signer);
  EXPECT_EQ(open_checkpoint(note, signer.verifier()).error(), NoteError::malformed);
  EXPECT_EQ(open_checkpoint(note, signer.verifier(), Extensions::ignored), sample());
}

}  // namespace checkpoint_test
}  // namespace mingzhang::tlog
