#include "ledger/base/ed25519.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace mingzhang {
namespace ed25519_test {

struct Vector {
  const char* seed;
  const char* public_key;
  const char* message;
  const char* signature;
};

/// RFC 8032 §7.1: TEST 1, 2, 3, 1024, SHA(abc).
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
    {"f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5",
     "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
     "08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f54e9f7"
     "7"
     "b1e355f6c50544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37c93a1b270b2"
     "0"
     "329d658675fc6ea534e0810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc1a858efcb8550ee3a5e1998bd"
     "1"
     "77e93a7363c344fe6b199ee5d02e82d522c4feba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5"
     "d"
     "1a36553e06203b33890cc9b832f79ef80560ccb9a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97"
     "b"
     "928a8bbc103b6621fcde2beca1231d206be6cd9ec7aff6f6c94fcd7204ed3455c68c83f4a41da4af2b74ef5c53f1d"
     "8"
     "ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5d0532ed8a5aa3fb2d17ba70eb6248e594"
     "e"
     "1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6079cad88425de6bde1a9187ebb6092c"
     "f"
     "67bf2b13fd65f27088d78b7e883c8759d2c4f5c65adb7553878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc"
     "9"
     "c90bfbd62481d9089beccf80cfe2df16a2cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80c34"
     "1"
     "4a8d0859dc65a46128bab27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2"
     "b"
     "1ae0784504df543af8969be3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead"
     "9"
     "4f3c7ca495e056a9b47acdb751fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58"
     "c"
     "30c04aafdb038dda0847dd988dcda6f3bfd15c4b4c4525004aa06eeff8ca61783aacec57fb3d1f92b0fe2fd1a85f6"
     "7"
     "24517b65e614ad6808d6f6ee34dff7310fdc82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08d"
     "7"
     "8ff4ef5d63653a65040cf9bfd4aca7984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b5"
     "7"
     "f7f7276cd419c17a3ca8e1b939ae49e488acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d5011fd2dcc560"
     "0"
     "a32ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e6aed3fb0f9cd71a43dd497f01f1"
     "7"
     "c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041e989f7914f90cc2c7fff35787"
     "6"
     "e506b50d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d90d11faa933a15ef1369546868a7f3a45a96768d"
     "4"
     "0fd9d03412c091c6315cf4fde7cb68606937380db2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64d"
     "f"
     "ac86aba41c0618983f8741c5ef68d3a101e8a3b8cac60c905c15fc910840b94c00a0b9d0",
     "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350aa5371b1508f9f4528ecea23c436d"
     "9"
     "4b5e8fcd4f681e30a6ac00a9704a188a03"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "b"
     "bd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e"
     "0"
     "303dca179c138ac17ad9bef1177331a704"}};

Bytes message_of(const Vector& vector) {
  const std::string_view hex = vector.message;
  Bytes bytes(hex.size() / 2);
  EXPECT_TRUE(read_hex(hex, bytes));
  return bytes;
}

PublicKey public_key_of(const Vector& vector) {
  return block_from_hex<32>(vector.public_key).value();
}

Signature signature_of(const Vector& vector) {
  return block_from_hex<64>(vector.signature).value();
}

TEST(Ed25519, SignsTheRfcsVectors) {
  for (const Vector& vector : kVectors) {
    const SigningKey key = SigningKey::from_seed(block_from_hex<32>(vector.seed).value());
    EXPECT_EQ(key.public_key(), public_key_of(vector));
    EXPECT_EQ(key.sign(message_of(vector)), signature_of(vector));
  }
}

TEST(Ed25519, VerifiesTheRfcsVectors) {
  EXPECT_EQ(message_of(kVectors[3]).size(), 1023U);
  for (const Vector& vector : kVectors) {
    const VerifyKey key(public_key_of(vector));
    EXPECT_TRUE(key.verify(message_of(vector), signature_of(vector)));
    EXPECT_TRUE(ed25519_verify(public_key_of(vector), message_of(vector), signature_of(vector)));
    EXPECT_EQ(key.public_key(), public_key_of(vector));
  }
}

TEST(Ed25519, RefusesAnySignatureWithAFlippedBit) {
  const VerifyKey key(public_key_of(kVectors[2]));
  for (std::size_t bit = 0; bit < 512; ++bit) {
    Signature signature = signature_of(kVectors[2]);
    signature.bytes[bit / 8] ^= std::byte{1} << bit % 8;
    EXPECT_FALSE(key.verify(message_of(kVectors[2]), signature)) << bit;
  }
}

TEST(Ed25519, RefusesAnotherMessageOrKey) {
  const VerifyKey key(public_key_of(kVectors[2]));
  EXPECT_FALSE(key.verify(message_of(kVectors[1]), signature_of(kVectors[2])));
  EXPECT_FALSE(key.verify({}, signature_of(kVectors[2])));
  const VerifyKey other(public_key_of(kVectors[1]));
  EXPECT_FALSE(other.verify(message_of(kVectors[2]), signature_of(kVectors[2])));
  EXPECT_NE(key, other);
}

/// RFC 8032 §5.1.7: s must be below the order L of the group, or a stranger could make a second
/// signature out of ours by adding L to it.
TEST(Ed25519, RefusesASecondFormOfTheSameSignature) {
  const auto order =
      block_from_hex<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  Signature signature = signature_of(kVectors[1]);
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += std::to_integer<unsigned>(signature.bytes[32 + i]) +
             std::to_integer<unsigned>(order.value().bytes[i]);
    signature.bytes[32 + i] = static_cast<std::byte>(carry & 255);
    carry >>= 8;
  }
  ASSERT_EQ(carry, 0U);
  EXPECT_FALSE(ed25519_verify(public_key_of(kVectors[1]), message_of(kVectors[1]), signature));
}

TEST(Ed25519, TakesBytesThatAreNoKeyAndVerifiesNothingWithThem) {
  PublicKey no_point;
  no_point.bytes.fill(std::byte{2});
  EXPECT_FALSE(ed25519_verify(no_point, message_of(kVectors[1]), signature_of(kVectors[1])));
}

TEST(Ed25519, KeysServeManyThreadsAtOnce) {
  const SigningKey signing = SigningKey::from_seed(Block<32>{});
  const VerifyKey verifying(signing.public_key());
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string message = std::to_string(t) + ':' + std::to_string(i);
        EXPECT_TRUE(verifying.verify(bytes_of(message), signing.sign(bytes_of(message))));
      }
    });
  }
}

}  // namespace ed25519_test
}  // namespace mingzhang
