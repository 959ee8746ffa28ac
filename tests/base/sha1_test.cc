#include "ledger/base/sha1.h"

#include <gtest/gtest.h>

#include <string>

namespace mingzhang {
namespace sha1_test {

struct Vector {
  std::string key;
  std::string message;
  std::string_view digest;
};

TEST(HmacSha1, HasTheVectorsOfRfc2202) {
  std::string counted;
  for (char c = 1; c <= 25; ++c) counted += c;
  const Vector vectors[] = {
      {std::string(20, '\x0b'), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"},
      {"Jefe", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "125d7342b9ac11cd91a39af48aa17b4f63f175d3"},
      {counted, std::string(50, '\xcd'), "4c9007f4026250c6bc8414f9bf50c86c2d7235da"},
      {std::string(20, '\x0c'), "Test With Truncation", "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"},
      {std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "aa4ae5e15272d00e95705637ce8a3b55ed402112"},
  };
  for (const Vector& vector : vectors) {
    const auto digest = hmac_sha1(bytes_of(vector.key), bytes_of(vector.message));
    EXPECT_EQ(to_hex(digest.view()), vector.digest) << vector.message;
  }
}

}  // namespace sha1_test
}  // namespace mingzhang
