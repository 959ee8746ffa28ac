#include "ledger/base/short_text.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace short_text_test {

struct PointRow {
  std::string_view bytes;
  char32_t value;
};

TEST(Utf8, EndsOfEachLengthAreRead) {
  using namespace std::literals;
  for (const PointRow& row : {
           PointRow{"\0"sv, 0},
           {"\x7F"sv, 0x7F},
           {"\xC2\x80"sv, 0x80},
           {"\xDF\xBF"sv, 0x7FF},
           {"\xE0\xA0\x80"sv, 0x800},
           {"\xED\x9F\xBF"sv, 0xD7FF},
           {"\xEE\x80\x80"sv, 0xE000},
           {"\xEF\xBF\xBF"sv, 0xFFFF},
           {"\xF0\x90\x80\x80"sv, 0x10000},
           {"\xF4\x8F\xBF\xBF"sv, 0x10FFFF},
       }) {
    const std::optional<CodePoint> point = decode_utf8(row.bytes);
    ASSERT_TRUE(point) << static_cast<unsigned>(row.value);
    EXPECT_EQ(point->value, row.value);
    EXPECT_EQ(point->size, row.bytes.size());
  }
}

TEST(Utf8, MalformedSequencesAreRefused) {
  for (const std::string_view bytes : {
           "",
           "\x80",
           "\xBF",
           "\xC0\x80",
           "\xC0\xAF",
           "\xC1\xBF",
           "\xE0\x80\xAF",
           "\xE0\x9F\xBF",
           "\xF0\x80\x80\xAF",
           "\xF0\x8F\xBF\xBF",
           "\xED\xA0\x80",
           "\xED\xBF\xBF",
           "\xF4\x90\x80\x80",
           "\xF5\x80\x80\x80",
           "\xF8\x88\x80\x80\x80",
           "\xFE",
           "\xFF",
           "\xC3",
           "\xC3(",
           "\xE4\xB8",
           "\xE4(\xAD",
           "\xE4\xB8(",
           "\xF0\x9F\x98",
           "\xF0\x9F\x98(",
       }) {
    EXPECT_FALSE(decode_utf8(bytes)) << bytes;
    EXPECT_EQ(is_title(bytes), bytes.empty()) << bytes;
  }
}

/// Every code point, encoded by the definition, against the sets that RFC 3629 and Unicode name.
TEST(Title, HoldsExactlyTheCharactersThatItMay) {
  const auto encoded = [](char32_t c) {
    const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) return std::string{static_cast<char>(c)};
    if (c < 0x800) return std::string{static_cast<char>(0xC0 | c >> 6), tail(0)};
    if (c < 0x10000) return std::string{static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)};
    return std::string{static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0)};
  };
  const auto forbidden = [](char32_t c) {
    const bool control = c <= 0x1F || (c >= 0x7F && c <= 0x9F);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    const bool separator = c == 0x2028 || c == 0x2029;
    const bool bidi = c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                      (c >= 0x2066 && c <= 0x2069);
    const bool non_character = (c >= 0xFDD0 && c <= 0xFDEF) || c % 0x10000 >= 0xFFFE;
    return control || surrogate || separator || bidi || non_character;
  };
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    ASSERT_EQ(is_title(encoded(c)), !forbidden(c)) << std::hex << static_cast<unsigned>(c);
    ASSERT_EQ(is_title("济" + encoded(c) + "南"), !forbidden(c)) << static_cast<unsigned>(c);
  }
}

TEST(Id, IsLowerCaseDigitsAndMarksAfterTheFirst) {
  for (const char* text : {"a", "0", "a1", "s.admin", "x_y-z.0", "370113001001", "a..b", "9-"}) {
    EXPECT_TRUE(is_id(text)) << text;
  }
  for (const char* text : {"", "A", "aB", "_a", ".a", "-a", "a b", " a", "a ", "a/b", "a\n", "é",
                           "a:b", "济", "a\x7F", "a\"", "a\\"}) {
    EXPECT_FALSE(is_id(text)) << text;
  }
  EXPECT_FALSE(is_id(std::string_view("a\0", 2)));
}

TEST(PrintableAscii, IsFromSpaceToTilde) {
  for (int c = 0; c < 256; ++c) {
    const std::string text(1, static_cast<char>(c));
    EXPECT_EQ(is_printable_ascii(text), c >= 0x20 && c <= 0x7E) << c;
  }
  EXPECT_TRUE(is_printable_ascii(""));
}

TEST(ShortText, HoldsAtMostItsBytes) {
  using Four = ShortText<4>;
  EXPECT_EQ(Four::of("abcd")->view(), "abcd");
  EXPECT_FALSE(Four::of("abcde"));
  EXPECT_TRUE(Four().empty());
  EXPECT_EQ(Four("ab").size(), 2U);
  EXPECT_EQ(Four("ab").str(), "ab");
  EXPECT_DEATH(static_cast<void>(Four("abcde")), "our mistake");
}

TEST(ShortText, ComparesAsItsText) {
  EXPECT_EQ(Id("ab"), Id("ab"));
  EXPECT_NE(Id("ab"), Id("abc"));
  EXPECT_LT(Id("ab"), Id("abc"));
  EXPECT_LT(Id("ab"), Id("b"));
  EXPECT_LT(Id(), Id("a"));
  Id reused("abcdef");
  reused = Id("ab");
  EXPECT_EQ(reused, Id("ab"));
}

}  // namespace short_text_test
}  // namespace mingzhang
