#include <gtest/gtest.h>

#include "api/imports/encoding.h"

namespace mingzhang {
namespace imports_encoding_test {

struct Decoded {
  Encoding encoding = Encoding::utf8;
  std::string text;
};

Result<Decoded> decode(std::string_view bytes) {
  std::string converted;
  const auto decoded = decode_text(bytes, converted);
  if (!decoded) return std::unexpected(decoded.error());
  return Decoded{decoded->encoding, std::string(decoded->text)};
}

void expect_refused(std::string_view bytes, std::string_view detail) {
  const auto decoded = decode(bytes);
  ASSERT_FALSE(decoded) << detail;
  EXPECT_EQ(decoded.error().code, Code::encoding_unknown);
  EXPECT_EQ(decoded.error().detail, detail);
}

TEST(Encoding, IsUtf8WithoutACopyAndLosesItsMark) {
  const std::string_view bytes = "\uFEFF金额,𠮷";
  std::string converted;
  const auto decoded = decode_text(bytes, converted);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, "金额,𠮷");
  EXPECT_EQ(decoded->text.data(), bytes.data() + 3);
  EXPECT_TRUE(converted.empty());
  EXPECT_EQ(decode("")->text, "");
}

TEST(Encoding, IsGb18030WhereItIsNotUtf8) {
  // 金额,张三 in GBK; 𠮷 and 㛃 need the four-byte forms of GB18030.
  const auto decoded =
      decode("\xBD\xF0\xB6\xEE,\xD5\xC5\xC8\xFD\n\x95\x34\xB2\x35\x82\x30\xB7\x31");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, Encoding::gb18030);
  EXPECT_EQ(decoded->text, "金额,张三\n𠮷㛃");
}

TEST(Encoding, OfALongTextIsConvertedToItsLastByte) {
  std::string bytes;
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    bytes += "\xBD\xF0";
    text += "金";
  }
  const auto decoded = decode(bytes + "1\xB6\xEE");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, text + "1额");
}

TEST(Encoding, IsRefusedWhereAByteFitsNeither) {
  expect_refused("a\nb\n\xBD\xF0\xFF,1\n", "line 3");
  expect_refused("\xBD\xF0\n\xBD", "line 2");  // Cut inside a character.
  expect_refused(
      "\uFEFF"
      "1\n\xBD\xF0",
      "line 2");  // A mark says UTF-8, so it must be.
}

TEST(Encoding, Utf16IsRefusedWithAndWithoutAMark) {
  using namespace std::string_view_literals;
  expect_refused(
      "\xFF\xFE"
      "a\0,\0b\0"sv,
      "line 1, a NUL byte");
  expect_refused("\xFE\xFF\0a\0,"sv, "line 1, a NUL byte");
  expect_refused("\xFF\xFE\x11\x62\x2C\x67"sv, "line 1");  // Ideographs only: no NUL.
  expect_refused("a,b\n1\0,2"sv, "line 2, a NUL byte");
}

}  // namespace imports_encoding_test
}  // namespace mingzhang
