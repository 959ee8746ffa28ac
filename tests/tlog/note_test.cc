#include "ledger/tlog/note.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace mingzhang::tlog {
namespace note_test {

/// The published example of golang.org/x/mod/sumdb/note: two keys, a text, its two signatures.
constexpr std::string_view kPeter =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kPeterSeed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view kEnoch =
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
constexpr std::string_view kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view kPeterLine =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6K"
    "E6RyyBwJnAM=\n";
constexpr std::string_view kEnochLine =
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1"
    "RvMc+QQ=\n";

/// The published examples of c2sp.org/signed-note.
constexpr std::string_view kSpecKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view kSpecNote =
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlT"
    "gK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
constexpr std::string_view kPoem =
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0x"
    "McXxj99ihAQwaqP3ZekRwNtIc=\n";

Verifier verifier(std::string_view vkey) { return Verifier::parse(vkey).value(); }

Signer peter() {
  const Bytes seed = from_base64(kPeterSeed).value();
  Block<32> block;
  std::copy(seed.begin() + 1, seed.end(), block.bytes.begin());
  return Signer("PeterNeumann", SigningKey::from_seed(block));
}

Signer signer(std::string name, unsigned char seed = 1) {
  Block<32> block;
  block.bytes.fill(std::byte{seed});
  return Signer(std::move(name), SigningKey::from_seed(block));
}

std::string note_of(std::string_view text, std::string_view lines) {
  return std::string(text) + "\n" + std::string(lines);
}

NoteError error_of(std::string_view note, std::span<const Verifier> known) {
  const auto opened = open_note(note, known);
  EXPECT_FALSE(opened.has_value()) << note;
  return opened ? NoteError::other_origin : opened.error();
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(VerifierKey, OfThePublishedExamplesIsReadAndWrittenBack) {
  for (const std::string_view vkey : {kPeter, kEnoch, kSpecKey}) {
    EXPECT_EQ(verifier(vkey).vkey(), vkey);
  }
  EXPECT_EQ(verifier(kPeter).name(), "PeterNeumann");
  EXPECT_EQ(verifier(kPeter).id(), 0xc74f20a3U);
  EXPECT_EQ(verifier(kSpecKey).id(), 0x530d903aU);
  EXPECT_EQ(peter().verifier(), verifier(kPeter));
}

TEST(VerifierKey, IsRefusedAfterAnyOneByteIsChanged) {
  std::string text(kPeter);
  for (char& byte : text) {
    const char before = byte;
    for (int c = 0; c < 256; ++c) {
      byte = static_cast<char>(c);
      if (byte != before) {
        ASSERT_FALSE(Verifier::parse(text)) << text;
      }
    }
    byte = before;
  }
}

TEST(VerifierKey, IsRefusedInAnyOtherForm) {
  for (const char* text :
       {"", "+", "++", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        // An unknown type of key, whose id fits it.
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
    EXPECT_FALSE(Verifier::parse(text)) << text;
  }
}

TEST(KeyName, HasNoSpacePlusOrControlCharacter) {
  for (const char* name : {"a", "example.com/log", "明账.例", "a-b_c"}) {
    EXPECT_TRUE(is_key_name(name)) << name;
  }
  for (const char* name : {"", "a b", "a+b", "a\n", "\t", "a\x01", "a\u00A0b", "a\u3000",
                           "a\u2028b", "a\x85\xFF", "\xC3"}) {
    EXPECT_FALSE(is_key_name(name)) << name;
  }
}

TEST(NoteText, IsUtf8ThatEndsInANewlineAndHasNoOtherControlCharacter) {
  EXPECT_TRUE(is_note_text("明账\n\n"));
  EXPECT_TRUE(is_note_text("\x7F\n"));
  for (const char* text : {"", "a", "a\tb\n", "\x01\n", "a\r\n", "\xC3\n"}) {
    EXPECT_FALSE(is_note_text(text)) << text;
  }
  EXPECT_TRUE(is_note_text(std::string(kNoteBytesMax - 2, 'x') + "\n"));
  EXPECT_FALSE(is_note_text(std::string(kNoteBytesMax - 1, 'x') + "\n"));
}

/// TEST 2 of RFC 8032 §7.1: its signature ends in a zero byte, which must not be made up for.
TEST(Verifier, RefusesASignatureCutShortOfAZeroByte) {
  const Verifier key("a", block_from_hex<32>("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd5"
                                             "5f12af4660c")
                              .value());
  const auto signature = block_from_hex<64>(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
      "1d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(key.verify("r", signature.value().view()));
  EXPECT_FALSE(key.verify("r", signature.value().view().first(63)));
}

TEST(SignedNote, IsThePublishedOneByteForByte) {
  EXPECT_EQ(sign_note(kText, peter()), note_of(kText, kPeterLine));
}

TEST(SignedNote, OfThePublishedExamplesOpens) {
  const std::array known{verifier(kPeter), verifier(kEnoch)};
  const auto opened = open_note(note_of(kText, std::string(kPeterLine).append(kEnochLine)), known);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->text, kText);
  ASSERT_EQ(opened->verified.size(), 2U);
  EXPECT_EQ(to_text(opened->verified[1]), kEnochLine);
  EXPECT_TRUE(opened->unverified.empty());

  const std::array spec{verifier(kSpecKey)};
  EXPECT_EQ(open_note(kSpecNote, spec).value().text, "This is an example message.\n");
}

TEST(SignedNote, EndsItsTextAtTheLastBlankLine) {
  const auto poem = parse_note(kPoem);
  ASSERT_TRUE(poem.has_value());
  EXPECT_TRUE(poem->text.ends_with("sole:\n\ned è subito sera.\n"));
  ASSERT_EQ(poem->signatures.size(), 1U);
  EXPECT_EQ(poem->signatures[0].name, "quasimodo.example/salvatore");
  EXPECT_EQ(poem->signatures[0].id, 0x367ba04bU);

  const Signer key = signer("a");
  const std::array known{key.verifier()};
  for (const std::string text : {"\n", "a\n\n", "\n\n\n", "— a b\n", "a\n\n— a AAAAAAA=\n"}) {
    EXPECT_EQ(open_note(sign_note(text, key), known).value().text, text);
  }
}

TEST(SignedNote, KeepsApartWhoIsKnownAndWhoIsNot) {
  const std::array known{verifier(kEnoch)};
  const auto opened = open_note(note_of(kText, std::string(kPeterLine).append(kEnochLine)), known);
  ASSERT_TRUE(opened.has_value());
  ASSERT_EQ(opened->verified.size(), 1U);
  EXPECT_EQ(opened->verified[0].name, "EnochRoot");
  ASSERT_EQ(opened->unverified.size(), 1U);
  EXPECT_EQ(to_text(opened->unverified[0]), kPeterLine);
}

TEST(SignedNote, IsRefusedWhenNobodyKnownSigned) {
  const std::string note = note_of(kText, kPeterLine);
  const std::array enoch{verifier(kEnoch)};
  EXPECT_EQ(error_of(note, enoch), NoteError::no_known_signature);
  EXPECT_EQ(error_of(note, {}), NoteError::no_known_signature);
  // Another key of the same name, and the same key under another name.
  const std::array others{signer("PeterNeumann").verifier(),
                          Verifier("Peter", peter().public_key())};
  EXPECT_EQ(error_of(note, others), NoteError::no_known_signature);
}

TEST(SignedNote, IsRefusedAsAWholeWhenOneKnownSignatureIsBad) {
  const std::array known{verifier(kPeter), verifier(kEnoch)};
  const std::string both = note_of(kText, std::string(kPeterLine).append(kEnochLine));
  EXPECT_EQ(error_of(replaced(both, "OHp+vAF", "OHp+vAG"), known), NoteError::bad_signature);
  EXPECT_EQ(error_of(replaced(both, "BS9UG/S", "BS9UG/T"), known), NoteError::bad_signature);
}

TEST(SignedNote, IsRefusedWhenAnyBitOfTextOrSignatureIsFlipped) {
  const std::array known{verifier(kSpecKey)};
  for (std::size_t i = 0; i < kSpecNote.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string note(kSpecNote);
      note[i] = static_cast<char>(note[i] ^ 1 << bit);
      ASSERT_FALSE(open_note(note, known).has_value()) << i << " " << bit;
    }
  }
}

TEST(SignedNote, IsRefusedWhenASecondSignatureByTheSameKeyIsBad) {
  const std::array known{verifier(kPeter)};
  const std::string twice = note_of(kText, std::string(kPeterLine).append(kPeterLine));
  ASSERT_TRUE(open_note(twice, known).has_value());
  EXPECT_EQ(open_note(twice, known)->verified.size(), 1U);
  const std::string line = replaced(std::string(kPeterLine), "x08go/ZJ", "x08go/ZK");
  EXPECT_EQ(error_of(note_of(kText, std::string(kPeterLine) + line), known),
            NoteError::bad_signature);
  // The right key id with a signature of another length.
  const SignatureLine shorter{"PeterNeumann", 0xc74f20a3, Bytes(63)};
  EXPECT_EQ(error_of(note_of(kText, std::string(kPeterLine) + to_text(shorter)), known),
            NoteError::bad_signature);
}

TEST(SignedNote, IsRefusedInAnyOtherForm) {
  const std::array known{verifier(kPeter)};
  const std::string good = note_of(kText, kPeterLine);
  ASSERT_TRUE(open_note(good, known).has_value());
  const std::vector<std::string> bad{
      "",
      "\n",
      "\n\n",
      std::string(kText),
      note_of(kText, ""),
      note_of(kText, "\n"),
      std::string(kText) + std::string(kPeterLine),
      std::string(kPeterLine),
      "\n" + std::string(kPeterLine),
      good + "\n",
      good + "x",
      good + "x\n",
      good.substr(0, good.size() - 1),
      replaced(good, "\n\n", "\n\n\n"),
      replaced(good, "— ", "- "),
      replaced(good, "— ", "—"),
      replaced(good, "— ", "—  "),
      replaced(good, "PeterNeumann ", "PeterNeumann  "),
      replaced(good, "PeterNeumann ", "Peter+Neumann "),
      replaced(good, "PeterNeumann ", "Peter\u3000Neumann "),
      replaced(good, "PeterNeumann ", ""),
      replaced(good, "AM=\n", "AM\n"),
      replaced(good, "AM=\n", "AN=\n"),
      replaced(good, "AM=\n", "AM= \n"),
      replaced(good, "AM=\n", "AM=\r\n"),
      replaced(good, "\n", "\r\n"),
      replaced(good, "think", "th\tnk"),
      replaced(good, "think", std::string_view("th\0nk", 5)),
      replaced(good, "think", "th\xFFnk"),
      replaced(good, "think", "th\xED\xA0\x80nk"),
      note_of(kText, "— PeterNeumann x08goQ\n"),
      note_of(kText, "— PeterNeumann x08gow==\n"),
      note_of(kText, "— PeterNeumann \n"),
      note_of(kText, "— PeterNeumann\n"),
  };
  for (const std::string& note : bad) {
    // One blank line more belongs to the text, which then is not what was signed.
    const bool is_other_text = note.contains("\n\n\n— ");
    EXPECT_EQ(error_of(note, known),
              is_other_text ? NoteError::bad_signature : NoteError::malformed);
  }
}

TEST(SignedNote, MayCarryKeysWeCannotReadOfAnyLength) {
  const std::array known{verifier(kPeter)};
  std::string lines(kPeterLine);
  lines += to_text(SignatureLine{"witness.example/pq", 7, Bytes(2420)});
  lines += to_text(SignatureLine{"witness.example/one", 8, Bytes(1)});
  EXPECT_EQ(open_note(note_of(kText, lines), known).value().unverified.size(), 2U);
}

TEST(SignedNote, HasAtMostSixtyFourSignatures) {
  const std::array known{verifier(kPeter)};
  std::string lines(kPeterLine);
  for (std::uint32_t i = 1; i < kNoteSignaturesMax; ++i) {
    lines += to_text(SignatureLine{"w", i, Bytes(72)});
  }
  EXPECT_TRUE(open_note(note_of(kText, lines), known).has_value());
  lines += to_text(SignatureLine{"w", 0, Bytes(72)});
  EXPECT_EQ(error_of(note_of(kText, lines), known), NoteError::malformed);
}

TEST(SignedNote, IsRefusedAboveItsLargestSize) {
  const Signer key = signer("a");
  const std::array known{key.verifier()};
  const std::size_t rest = sign_note("\n", key).size() - 1;
  const std::string text = std::string(kNoteBytesMax - rest - 1, 'x') + "\n";
  EXPECT_TRUE(open_note(sign_note(text, key), known).has_value());
  EXPECT_EQ(error_of(sign_note("x" + text, key), known), NoteError::malformed);
}

TEST(SignedNoteDeathTest, IsNotMadeOfATextThatCannotBeRead) {
  EXPECT_DEATH(sign_note("no newline", peter()), "our mistake");
  EXPECT_DEATH(sign_note("a\tb\n", peter()), "our mistake");
  EXPECT_DEATH(signer("a b"), "our mistake");
  EXPECT_DEATH(to_text(SignatureLine{"a", 1, {}}), "our mistake");
}

TEST(Signatures, AreAddedAfterThoseOfTheNote) {
  const std::array known{verifier(kPeter), verifier(kEnoch)};
  const auto enoch = parse_signature_line(kEnochLine.substr(0, kEnochLine.size() - 1));
  ASSERT_TRUE(enoch.has_value());
  const std::string note = note_of(kText, kPeterLine);
  const auto both = add_signatures(note, {&*enoch, 1});
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(*both, note + std::string(kEnochLine));
  EXPECT_EQ(open_note(*both, known).value().verified.size(), 2U);
  EXPECT_EQ(add_signatures(*both, {&*enoch, 1}), *both);
}

TEST(Signatures, AreNotAddedBeyondTheLimitOrToSomethingElse) {
  std::vector<SignatureLine> lines;
  for (std::uint32_t i = 1; i < kNoteSignaturesMax; ++i) lines.push_back({"w", i, Bytes(72)});
  const std::string note = note_of(kText, kPeterLine);
  EXPECT_TRUE(add_signatures(note, lines).has_value());
  lines.push_back({"w", 0, Bytes(72)});
  EXPECT_EQ(add_signatures(note, lines), std::nullopt);
  EXPECT_EQ(add_signatures(kText, {}), std::nullopt);
  const SignatureLine large{"w", 1, Bytes(kNoteBytesMax)};
  EXPECT_EQ(add_signatures(note, {&large, 1}), std::nullopt);
}

TEST(SignatureLine, OfOneKeyCanBeMadeAlone) {
  EXPECT_EQ(to_text(signature_line(kText, peter())), kPeterLine);
  EXPECT_EQ(parse_signature_line(kPeterLine), std::nullopt) << "with its newline";
}

}  // namespace note_test
}  // namespace mingzhang::tlog
