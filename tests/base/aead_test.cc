#include "ledger/base/aead.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace aead_test {

Bytes bytes_of_hex(std::string_view hex) {
  Bytes bytes(hex.size() / 2);
  EXPECT_TRUE(read_hex(hex, bytes)) << hex;
  return bytes;
}

struct Vector {
  std::string_view key;
  std::string_view nonce;
  std::string_view plain;
  std::string_view associated;
  std::string_view cipher;
  std::string_view tag;
};

/// The first three: McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13, 14 and
/// 16, submitted to NIST; the fourth: NIST CAVP, gcmEncryptExtIV256.
constexpr Vector kVectors[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "00000000000000000000000000000000", "", "cea7403d4d606b6e074ec5d3baf39d18",
     "d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6"
     "b525b16aedf5aa0de657ba637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b105682"
     "8838c5f61e6393ba7a0abcc9f662",
     "76fc6ece0f4e1768cddf8853bb2d551b"},
    {"b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4", "516c33929df5a3284ff463d7",
     "", "", "", "bdc1ac884d332457a1d2664f168c76f0"},
};

TEST(Aead, HasThePublishedVectors) {
  for (const Vector& vector : kVectors) {
    const auto key = *block_from_hex<32>(vector.key);
    const auto nonce = *block_from_hex<kNonceBytes>(vector.nonce);
    const Bytes plain = bytes_of_hex(vector.plain);
    const Bytes associated = bytes_of_hex(vector.associated);
    const Bytes sealed = aead_seal(key, nonce, associated, plain);
    EXPECT_EQ(to_hex(sealed),
              std::string(vector.nonce) + std::string(vector.cipher) + std::string(vector.tag));
    EXPECT_EQ(aead_open(key, associated, sealed), plain);
  }
}

TEST(Aead, OpensNothingOfWhichOneByteIsAnother) {
  const Block<32> key{};
  const Bytes sealed = aead_seal(key, {}, bytes_of("label"), bytes_of("details"));
  ASSERT_TRUE(aead_open(key, bytes_of("label"), sealed));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes other = sealed;
    other[i] ^= std::byte{1};
    EXPECT_FALSE(aead_open(key, bytes_of("label"), other)) << i;
    EXPECT_FALSE(aead_open(key, bytes_of("label"), ByteView(sealed).first(i))) << i;
  }
  EXPECT_FALSE(aead_open(key, bytes_of("labe1"), sealed));
  EXPECT_FALSE(aead_open(key, {}, sealed));
  Block<32> other_key{};
  other_key.bytes[31] = std::byte{1};
  EXPECT_FALSE(aead_open(other_key, bytes_of("label"), sealed));
}

}  // namespace aead_test
}  // namespace mingzhang
