#include "ledger/tlog/text.h"

#include <gtest/gtest.h>

#include <string>

namespace mingzhang::tlog {
namespace text_test {

TEST(Decimal, IsAcceptedInOneFormOnly) {
  EXPECT_EQ(parse_decimal("0"), 0U);
  EXPECT_EQ(parse_decimal("70000"), 70'000U);
  EXPECT_EQ(parse_decimal("18446744073709551615"), 18'446'744'073'709'551'615U);
  for (const char* text : {"", "00", "01", "-1", "+1", " 1", "1 ", "0x1", "1.0", "1e3", "a",
                           "18446744073709551616", "99999999999999999999999"}) {
    EXPECT_EQ(parse_decimal(text), std::nullopt) << text;
  }
}

TEST(Base64Hash, IsExactlyThirtyTwoBytes) {
  const std::string text = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  EXPECT_EQ(to_base64(hash_from_base64(text).value().view()), text);
  for (const char* bad :
       {"", "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=", "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2IA",
        "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I="}) {
    EXPECT_EQ(hash_from_base64(bad), std::nullopt) << bad;
  }
}

TEST(Line, IsTakenWithoutItsNewline) {
  std::string_view rest = "a\n\nb";
  EXPECT_EQ(take_line(rest), "a");
  EXPECT_EQ(take_line(rest), "");
  EXPECT_EQ(take_line(rest), std::nullopt);
  EXPECT_EQ(rest, "b");
}

/// Encodes by the table of RFC 3629 §3, also what §4 forbids.
std::string utf8(std::uint32_t c, int bytes) {
  if (bytes == 1) return {static_cast<char>(c)};
  std::string text;
  for (int i = 1; i < bytes; ++i, c >>= 6) text.insert(0, 1, static_cast<char>(0x80 | (c & 0x3F)));
  const std::uint32_t lead = (0xF00U >> bytes & 0xFF) | c;
  return text.insert(0, 1, static_cast<char>(lead));
}

TEST(CodePoint, IsReadFromItsShortestEncodingOnly) {
  for (std::uint32_t c = 0; c < 0x120000; c += c < 0x900 || (c > 0xD7F0 && c < 0x10010) ? 1 : 97) {
    const int shortest = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    const bool scalar = c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
    for (int bytes = shortest; bytes <= 4; ++bytes) {
      const std::string text = utf8(c, bytes);
      std::string_view rest = text;
      const auto read = take_code_point(rest);
      ASSERT_EQ(read.has_value(), scalar && bytes == shortest) << c << " in " << bytes;
      if (read) {
        ASSERT_EQ(*read, c);
        ASSERT_TRUE(rest.empty());
      }
    }
  }
}

TEST(CodePoint, IsNotReadFromBrokenBytes) {
  for (const std::string_view text :
       {"", "\x80", "\xBF", "\xC3", "\xC3(", "\xE2\x80", "\xE2(\xA1", "\xE2\x80(", "\xF0\x9F\x92",
        "\xF5\x80\x80\x80", "\xF8\x90\x80\x80", "\xFC\x80\x80\x80", "\xFE", "\xFF", "\xC0\x80"}) {
    std::string_view rest = text;
    EXPECT_EQ(take_code_point(rest), std::nullopt);
    EXPECT_EQ(rest, text);
  }
}

TEST(CodePoint, IsNotReadBeyondTheEnd) {
  const std::string_view whole = "\xF0\x9F\x92\x96";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string_view rest = whole.substr(0, size);
    EXPECT_EQ(take_code_point(rest), std::nullopt) << size;
  }
}

TEST(Space, IsWhatUnicodeCallsWhiteSpace) {
  int count = 0;
  for (char32_t c = 0; c < 0x110000; ++c) count += is_space(c) ? 1 : 0;
  EXPECT_EQ(count, 25);
  EXPECT_TRUE(is_space(0x3000));
  EXPECT_FALSE(is_space(0x200B));
}

}  // namespace text_test
}  // namespace mingzhang::tlog
