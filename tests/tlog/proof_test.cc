#include "ledger/tlog/proof.h"

#include <gtest/gtest.h>

#include "ledger/tlog/merkle.h"
#include "tests/tlog/oracle.h"

namespace mingzhang::tlog {
namespace proof_test {

/// The published example of c2sp.org/tlog-proof, without its signatures: they are abridged there.
constexpr std::string_view kExample =
    "c2sp.org/tlog-proof@v1\n"
    "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ\n"
    "index 73894\n"
    "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
    "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
    "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
    "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
    "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n"
    "\n"
    "example.com/fancylog\n"
    "109482\n"
    "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n";

Signer log_signer() {
  Block<32> seed;
  seed.bytes.fill(std::byte{3});
  return Signer("example.com/log", SigningKey::from_seed(seed));
}

/// The proof of entry 70 in a tree of 100.
struct Sample {
  Oracle oracle{101};
  Signer signer = log_signer();
  Verifier log = signer.verifier();
  Checkpoint checkpoint{"example.com/log", 100, oracle.root(100)};
  Hash leaf = oracle.leaves[70];
  Proof proof{std::nullopt, 70, oracle.path(70, 0, 100), sign_checkpoint(checkpoint, signer)};
};

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(ProofText, OfThePublishedExampleIsReadAndWrittenBack) {
  const auto proof = parse_proof(kExample);
  ASSERT_TRUE(proof.has_value());
  EXPECT_EQ(proof->index, 73'894U);
  EXPECT_EQ(proof->path.size(), 5U);
  EXPECT_TRUE(text_of(*proof->extra).starts_with("age-v1.2.1-darwin-arm64.tar.gz"));
  EXPECT_TRUE(proof->checkpoint.starts_with("example.com/fancylog\n"));
  EXPECT_EQ(to_text(*proof), kExample);
}

TEST(ProofText, KeepsEveryPart) {
  Sample sample;
  for (const std::optional<Bytes>& extra :
       {std::optional<Bytes>(), std::optional(Bytes{}), std::optional(Bytes(100, std::byte{7}))}) {
    sample.proof.extra = extra;
    EXPECT_EQ(parse_proof(to_text(sample.proof)), sample.proof);
  }
  const Proof only{std::nullopt, 0, {}, "x\n"};
  EXPECT_EQ(to_text(only), "c2sp.org/tlog-proof@v1\nindex 0\n\nx\n");
  EXPECT_EQ(parse_proof(to_text(only)), only);
}

TEST(ProofText, IsRefusedInAnyOtherForm) {
  const std::string good(kExample);
  const std::string hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
  for (const std::string& text : {
           std::string(),
           std::string("c2sp.org/tlog-proof@v1"),
           std::string("c2sp.org/tlog-proof@v1\n"),
           std::string("c2sp.org/tlog-proof@v1\nindex 0"),
           std::string("c2sp.org/tlog-proof@v1\nindex 0\n"),
           std::string("c2sp.org/tlog-proof@v1\nindex 0\n\n"),
           "\n" + good,
           " " + good,
           replaced(good, "@v1", "@v2"),
           replaced(good, "@v1\n", "@v1\r\n"),
           replaced(good, "@v1\n", "@v1\n\n"),
           replaced(good, "extra ", "extra"),
           replaced(good, "extra ", "extra  "),
           replaced(good, "extra ", "Extra "),
           replaced(good, "tYXJ\n", "tYX\n"),
           replaced(good, "index ", "extra AAAA\nindex "),
           replaced(good, "index 73894\n", ""),
           replaced(good, "index 73894\n", "index 73894\nindex 73894\n"),
           replaced(good, "index 73894", "index 073894"),
           replaced(good, "index 73894", "index -1"),
           replaced(good, "index 73894", "index "),
           replaced(good, "index 73894", "index 18446744073709551616"),
           replaced(good, "PlQ=", "PlR="),
           replaced(good, "PlQ=", "PlQ= "),
           replaced(good, "PlQ=", ""),
           replaced(good, "5vk=\n\n", "5vk=\n"),
       }) {
    EXPECT_EQ(parse_proof(text), std::nullopt) << text;
  }
  std::string long_path = "c2sp.org/tlog-proof@v1\nindex 0\n";
  for (int i = 0; i < 64; ++i) long_path += hash;
  EXPECT_TRUE(parse_proof(long_path + "\nx\n").has_value());
  EXPECT_EQ(parse_proof(long_path + hash + "\nx\n"), std::nullopt);
  EXPECT_EQ(parse_proof(good + std::string(kProofBytesMax, 'x')), std::nullopt);
}

TEST(Proof, LeadsFromTheLeafToTheCheckpoint) {
  const Sample sample;
  EXPECT_EQ(verify_proof(sample.proof, sample.leaf, sample.log), sample.checkpoint);
}

TEST(Proof, IsRefusedForAReasonThatIsNamed) {
  const Sample sample;
  const auto error_of = [&](const Proof& proof) {
    return verify_proof(proof, sample.leaf, sample.log).error();
  };
  Proof proof = sample.proof;
  proof.checkpoint = "no note";
  EXPECT_EQ(error_of(proof), ProofError::malformed);
  proof.checkpoint = replaced(sample.proof.checkpoint, "\n100\n", "\n101\n");
  EXPECT_EQ(error_of(proof), ProofError::bad_signature);
  proof.checkpoint = replaced(sample.proof.checkpoint, "— example.com/log", "— example.com/l");
  EXPECT_EQ(error_of(proof), ProofError::no_known_signature);
  proof.checkpoint = sign_note(body_of({"other", 100, sample.checkpoint.root}), sample.signer);
  EXPECT_EQ(error_of(proof), ProofError::other_origin);
  proof.checkpoint =
      sign_checkpoint({"example.com/log", 101, sample.checkpoint.root}, sample.signer);
  EXPECT_EQ(verify_proof(proof, sample.leaf, sample.log).has_value(), true)
      << "a path does not tell these sizes apart; only the log's signature does";
  proof.checkpoint =
      sign_checkpoint({"example.com/log", 70, sample.checkpoint.root}, sample.signer);
  EXPECT_EQ(error_of(proof), ProofError::not_included);
  EXPECT_EQ(to_text(ProofError::not_included), "not_included");
}

TEST(Proof, IsRefusedWhenIndexPathOrLeafIsAnother) {
  const Sample sample;
  Proof proof = sample.proof;
  proof.index = 71;
  EXPECT_EQ(verify_proof(proof, sample.leaf, sample.log).error(), ProofError::not_included);
  proof = sample.proof;
  proof.path.pop_back();
  EXPECT_EQ(verify_proof(proof, sample.leaf, sample.log).error(), ProofError::not_included);
  EXPECT_EQ(verify_proof(sample.proof, sample.oracle.leaves[71], sample.log).error(),
            ProofError::not_included);
}

TEST(Proof, IsNotBelievedForItsExtraLine) {
  Sample sample;
  sample.proof.extra = Bytes(3);
  EXPECT_TRUE(verify_proof(sample.proof, sample.leaf, sample.log).has_value());
}

}  // namespace proof_test
}  // namespace mingzhang::tlog
