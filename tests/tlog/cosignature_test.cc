#include "ledger/tlog/cosignature.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace mingzhang::tlog {
namespace cosignature_test {

/// The published example of c2sp.org/tlog-cosignature, with keys of ours: the signatures were made
/// by another program, after the specification (Python's `cryptography`).
constexpr std::string_view kBody =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
struct Vector {
  const char* name;
  unsigned char seed;
  std::uint64_t time_s;
  const char* vkey;
  const char* line;
};
constexpr std::array<Vector, 3> kVectors{{
    {"witness.example/w1", 1, 1'679'315'147,
     "witness.example/w1+0ad7d35e+BIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
     "— witness.example/w1 "
     "CtfTXgAAAABkGFDL0l0pFwTk9MykvW0AWQ7aj3wlQOPdkH/U6S+pa35ceaScuEzSwKfIeJ7i4Fxp8hH+ardr70qwEBhC"
     "A4/FskmwAg=="},
    {"见证.例/二", 2, 0, "见证.例/二+f932bbdb+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU",
     "— 见证.例/二 "
     "+TK72wAAAAAAAAAA6ZifnbUGVx1bVHUzQd1KYOROQWleNTfqFN2SIwM9qbxloSNgOv304PNU+c1VU2qwxFzD+N5uNfnU"
     "WQHdGqs7Dg=="},
    {"witness.example/w3", 3, kCosignatureTimeMax,
     "witness.example/w3+65d645b8+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR",
     "— witness.example/w3 "
     "ZdZFuH//////////WpDdCafzoCWP6zoDGDXVhWYiFS8y67BjB7ehkf3egI93Eo0KnMAc/hu2TvBmcD9uZXAqsiuTEGGv"
     "Wv74bPRpDw=="},
}};

Cosigner cosigner(std::string name, unsigned char seed) {
  Block<32> block;
  block.bytes.fill(std::byte{seed});
  return Cosigner(std::move(name), SigningKey::from_seed(block));
}

TEST(Cosignature, OfAnotherProgramIsReadAndMadeTheSame) {
  for (const Vector& vector : kVectors) {
    const auto key = CosignatureVerifier::parse(vector.vkey);
    ASSERT_TRUE(key) << vector.vkey;
    EXPECT_EQ(key->vkey(), vector.vkey);
    const auto line = parse_signature_line(vector.line);
    ASSERT_TRUE(line) << vector.line;
    EXPECT_EQ(key->verify(kBody, *line), vector.time_s);
    const Cosigner ours = cosigner(vector.name, vector.seed);
    EXPECT_EQ(ours.verifier(), *key);
    EXPECT_EQ(to_text(ours.cosign(kBody, vector.time_s)), std::string(vector.line) + "\n");
  }
}

TEST(Cosignature, DoesNotVerifyAfterAnyOneBitIsChanged) {
  const Vector& vector = kVectors[0];
  const auto key = CosignatureVerifier::parse(vector.vkey).value();
  const SignatureLine line = parse_signature_line(vector.line).value();
  for (std::size_t i = 0; i < line.signature.size(); ++i) {
    SignatureLine changed = line;
    changed.signature[i] ^= std::byte{1};
    EXPECT_FALSE(key.verify(kBody, changed)) << i;
  }
  std::string body(kBody);
  for (char& byte : body) {
    byte = static_cast<char>(byte ^ 1);
    EXPECT_FALSE(key.verify(body, line));
    byte = static_cast<char>(byte ^ 1);
  }
}

TEST(Cosignature, CoversExtensionLines) {
  const Cosigner witness = cosigner("w", 1);
  const std::string extended = std::string(kBody) + "more\n";
  const SignatureLine line = witness.cosign(extended, 5);
  EXPECT_EQ(witness.verifier().verify(extended, line), 5U);
  EXPECT_FALSE(witness.verifier().verify(kBody, line));
}

TEST(Cosignature, IsOfOneNameAndKeyId) {
  const Cosigner witness = cosigner("w", 1);
  SignatureLine line = witness.cosign(kBody, 5);
  EXPECT_FALSE(cosigner("v", 1).verifier().verify(kBody, line));
  EXPECT_FALSE(cosigner("w", 2).verifier().verify(kBody, line));
  line.id ^= 1;
  EXPECT_FALSE(witness.verifier().verify(kBody, line));
}

TEST(Cosignature, IsNoSignatureOfALogAndNoLogsSignatureIsOne) {
  Block<32> seed;
  seed.bytes.fill(std::byte{1});
  const Signer log("w", SigningKey::from_seed(seed));
  const Cosigner witness = cosigner("w", 1);
  EXPECT_NE(log.id(), witness.verifier().id());
  EXPECT_FALSE(witness.verifier().verify(kBody, signature_line(kBody, log)));
  EXPECT_FALSE(log.verifier().verify(kBody, witness.cosign(kBody, 5).signature));
}

TEST(WitnessKey, IsReadOnlyWithItsOwnType) {
  // A witness of the public network.
  constexpr const char* kRemora =
      "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
  ASSERT_TRUE(CosignatureVerifier::parse(kRemora));
  EXPECT_EQ(CosignatureVerifier::parse(kRemora)->vkey(), kRemora);
  EXPECT_FALSE(Verifier::parse(kRemora));
  EXPECT_FALSE(CosignatureVerifier::parse(
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
  EXPECT_FALSE(CosignatureVerifier::parse(""));
}

}  // namespace cosignature_test
}  // namespace mingzhang::tlog
