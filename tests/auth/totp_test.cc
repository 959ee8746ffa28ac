#include "api/auth/totp.h"

#include <gtest/gtest.h>

namespace mingzhang::auth {
namespace totp_test {

const std::string kRfcSecret = "12345678901234567890";

TotpSecret rfc_secret() {
  TotpSecret secret;
  const ByteView bytes = bytes_of(kRfcSecret);
  std::copy(bytes.begin(), bytes.end(), secret.bytes.begin());
  return secret;
}

TEST(Totp, HasTheVectorsOfRfc6238) {
  const std::pair<std::int64_t, const char*> vectors[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : vectors) {
    EXPECT_EQ(totp_code(bytes_of(kRfcSecret), totp_step({seconds * 1000}), 8), code);
    EXPECT_EQ(totp_code(bytes_of(kRfcSecret), totp_step({seconds * 1000})), code + 2);
  }
}

TEST(Totp, HasTheVectorsOfRfc4226) {
  const char* const codes[] = {"755224", "287082", "359152", "969429", "338314",
                               "254676", "287922", "162583", "399871", "520489"};
  for (std::int64_t step = 0; step < 10; ++step) {
    EXPECT_EQ(totp_code(bytes_of(kRfcSecret), step), codes[step]);
  }
}

TEST(Totp, MatchesTheStepsAroundNowAndNoOthers) {
  const TotpSecret secret = rfc_secret();
  const Timestamp now{100 * kTotpStepMs};
  for (std::int64_t step = 90; step <= 110; ++step) {
    const auto matched = match_totp(secret, totp_code(secret.view(), step), now, 0);
    EXPECT_EQ(matched, step >= 99 && step <= 101 ? std::optional(step) : std::nullopt) << step;
  }
  const std::string code = totp_code(secret.view(), 100);
  EXPECT_TRUE(match_totp(secret, code, {99 * kTotpStepMs}, 0)) << "the first moment";
  EXPECT_FALSE(match_totp(secret, code, {99 * kTotpStepMs - 1}, 0));
  EXPECT_TRUE(match_totp(secret, code, {102 * kTotpStepMs - 1}, 0)) << "the last moment";
  EXPECT_FALSE(match_totp(secret, code, {102 * kTotpStepMs}, 0));
}

TEST(Totp, MatchesNoStepThatWasUsed) {
  const TotpSecret secret = rfc_secret();
  const Timestamp now{100 * kTotpStepMs};
  EXPECT_FALSE(match_totp(secret, totp_code(secret.view(), 100), now, 100));
  EXPECT_FALSE(match_totp(secret, totp_code(secret.view(), 99), now, 100));
  EXPECT_EQ(match_totp(secret, totp_code(secret.view(), 101), now, 100), 101);
}

TEST(Totp, TakesSixDigitsAndNothingElse) {
  const TotpSecret secret = rfc_secret();
  const Timestamp now{100 * kTotpStepMs};
  const std::string code = totp_code(secret.view(), 100);
  for (const std::string& other :
       {std::string(), code.substr(1), code + "0", " " + code, code.substr(0, 5) + "x"}) {
    EXPECT_FALSE(match_totp(secret, other, now, 0)) << other;
  }
}

TEST(Totp, IsToldToATelephoneInAUri) {
  EXPECT_EQ(otpauth_uri("Mingzhang", "wang", rfc_secret()),
            "otpauth://totp/Mingzhang:wang?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Mingzhang&algorithm=SHA1&digits=6&period=30");
  const std::string uri = otpauth_uri("明账 a&b", "wang", rfc_secret());
  EXPECT_TRUE(uri.starts_with("otpauth://totp/%E6%98%8E%E8%B4%A6%20a%26b:wang?")) << uri;
}

TEST(Totp, IsSealedForOnePersonUnderOneKey) {
  SystemRandom random;
  const auto key = random.block<32>();
  const Bytes sealed = seal_totp(key, "wang", rfc_secret(), random);
  EXPECT_EQ(open_totp(key, "wang", sealed), rfc_secret());
  EXPECT_EQ(open_totp(key, "li", sealed), std::nullopt);
  EXPECT_EQ(open_totp(random.block<32>(), "wang", sealed), std::nullopt);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes damaged = sealed;
    damaged[i] ^= std::byte{1};
    EXPECT_EQ(open_totp(key, "wang", damaged), std::nullopt) << i;
  }
  EXPECT_EQ(open_totp(key, "wang", {}), std::nullopt);
  EXPECT_NE(seal_totp(key, "wang", rfc_secret(), random), sealed);
}

}  // namespace totp_test
}  // namespace mingzhang::auth
