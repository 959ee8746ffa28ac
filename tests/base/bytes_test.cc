#include "ledger/base/bytes.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace bytes_test {

TEST(Hex, IsLowerCaseInBothDirections) {
  EXPECT_EQ(to_hex(bytes_of("\x01\xAB\xff")), "01abff");
  EXPECT_EQ(to_hex({}), "");
  Block<3> block;
  ASSERT_TRUE(read_hex("01abff", block.bytes));
  EXPECT_EQ(text_of(block.view()), "\x01\xAB\xff");
  EXPECT_EQ(block_from_hex<3>("01abff"), block);
}

TEST(Hex, IsRefusedWhenOfAnotherLengthCaseOrAlphabet) {
  for (const char* text :
       {"", "01abf", "01abff0", "01abff00", "01ABff", "01abfg", " 1abff", "0x1abf"}) {
    EXPECT_EQ(block_from_hex<3>(text), std::nullopt) << text;
  }
}

TEST(Hex, OfEveryByteIsReadBack) {
  for (int i = 0; i < 256; ++i) {
    const Block<1> block{{static_cast<std::byte>(i)}};
    EXPECT_EQ(block_from_hex<1>(to_hex(block.view())), block);
  }
}

/// RFC 4648 §10.
TEST(Base64, HasTheRfcsVectors) {
  const std::pair<const char*, const char*> vectors[]{{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base64(bytes_of(plain)), encoded);
    const auto bytes = from_base64(encoded);
    ASSERT_TRUE(bytes.has_value()) << encoded;
    EXPECT_EQ(text_of(*bytes), plain);
  }
}

TEST(Base64, IsRefusedUnlessItIsTheOneEncoding) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "=", "==", "====",
                           "Z===", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm 9", "Zm9-", "Zm9_", "Zm=v"}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
}

TEST(Base64, IsNotReadBeyondTheEnd) {
  const std::string_view whole = "Zm9vYmFy";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    EXPECT_EQ(from_base64(whole.substr(0, size)).has_value(), size % 4 == 0) << size;
  }
}

TEST(Base64, OfFourCharactersIsAcceptedExactlyWhenItIsReadBack) {
  const std::string_view some = "AQgwZ/+=\n";
  std::string text(4, ' ');
  for (const char a : some) {
    for (const char b : some) {
      for (const char c : some) {
        for (const char d : some) {
          text = {a, b, c, d};
          const auto bytes = from_base64(text);
          if (bytes) {
            ASSERT_EQ(to_base64(*bytes), text);
          }
        }
      }
    }
  }
}

TEST(Base64Url, HasTheRfcsVectorsWithoutPaddingAndItsOwnTwoDigits) {
  const std::pair<std::string_view, std::string_view> vectors[]{
      {"", ""},
      {"f", "Zg"},
      {"fo", "Zm8"},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg"},
      {"fooba", "Zm9vYmE"},
      {"foobar", "Zm9vYmFy"},
      {"\xfb\xff\xbe", "-_--"},
      // RFC 7515, appendix A.1: the key.
      {"\x03\x23\x35\x4b\x2b\x0f\xa5\xbc\x83\x7e\x06\x65", "AyM1SysPpbyDfgZl"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base64url(bytes_of(plain)), encoded);
    const auto bytes = from_base64url(encoded);
    ASSERT_TRUE(bytes.has_value()) << encoded;
    EXPECT_EQ(text_of(*bytes), plain);
  }
}

TEST(Base64Url, IsRefusedUnlessItIsTheOneEncoding) {
  for (const char* text :
       {"Z", "Zg==", "Zh", "Zm9", "Zm9vY", "=", "Zm9v\n", " Zm9v", "Zm9+", "Zm9/"}) {
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
  }
}

TEST(Base32, HasTheRfcsVectorsWithoutPadding) {
  const std::pair<const char*, const char*> vectors[]{{"", ""},
                                                      {"f", "MY"},
                                                      {"fo", "MZXQ"},
                                                      {"foo", "MZXW6"},
                                                      {"foob", "MZXW6YQ"},
                                                      {"fooba", "MZXW6YTB"},
                                                      {"foobar", "MZXW6YTBOI"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base32(bytes_of(plain)), encoded);
    const auto bytes = from_base32(encoded);
    ASSERT_TRUE(bytes.has_value()) << encoded;
    EXPECT_EQ(text_of(*bytes), plain);
  }
}

TEST(Base32, IsRefusedUnlessItIsTheOneEncoding) {
  for (const char* text : {"M", "MZ", "MZX", "MZXW6Y", "my", "MY======", "M1", "M8", "M0", "MY "}) {
    EXPECT_EQ(from_base32(text), std::nullopt) << text;
  }
}

TEST(BaseDigits, OfEveryLengthAreReadBack) {
  for (std::size_t size = 0; size <= 40; ++size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 151 + size);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes) << size;
    EXPECT_EQ(from_base32(to_base32(bytes)), bytes) << size;
  }
}

TEST(Block, ComparesByItsBytes) {
  EXPECT_EQ(Block<2>{}, Block<2>{});
  EXPECT_LT(block_from_hex<2>("00ff"), block_from_hex<2>("0100"));
}

}  // namespace bytes_test
}  // namespace mingzhang
