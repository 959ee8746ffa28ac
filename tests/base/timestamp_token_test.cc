#include "ledger/base/timestamp_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ledger/base/sha256.h"
#include "tests/base/authority.h"

namespace mingzhang {
namespace timestamp_token_test {

using test::Authority;
using test::kDayS;
using test::kStampedS;
using ::testing::HasSubstr;

const Hash kDigest = sha256(bytes_of("a checkpoint"));
constexpr TimestampNonce kNonce{{std::byte{0xff}, {}, {}, {}, {}, {}, {}, std::byte{1}}};

struct TimestampTokens : testing::Test {
  Authority authority;
  Bytes response = authority.answer(timestamp_query(kDigest, kNonce));
  TimestampTrust trust = TimestampTrust::parse(authority.pem()).value();
};

TEST_F(TimestampTokens, TellWhenAndByWhomADigestWasSeen) {
  const TimestampToken expected{kStampedS, "CN=市授时中心"};
  EXPECT_EQ(read_timestamp(response, kDigest, kNonce), expected);
  // Long after its certificate ended.
  EXPECT_EQ(trust.verify(response, kDigest), expected);
}

TEST_F(TimestampTokens, MayNameTheirAuthority) {
  const Bytes named = authority.answer(timestamp_query(kDigest, kNonce), kStampedS, TS_TSA_NAME);
  EXPECT_NE(named.size(), response.size());
  EXPECT_TRUE(read_timestamp(named, kDigest, kNonce));
  EXPECT_TRUE(trust.verify(named, kDigest));
}

TEST_F(TimestampTokens, AreOfOneDigestAndOneNonce) {
  const Hash other = sha256(bytes_of("another"));
  EXPECT_THAT(read_timestamp(response, other, kNonce).error(), HasSubstr("imprint"));
  EXPECT_THAT(trust.verify(response, other).error(), HasSubstr("imprint"));
  EXPECT_THAT(read_timestamp(response, kDigest, TimestampNonce{}).error(), HasSubstr("nonce"));
}

TEST_F(TimestampTokens, AreOfAnAuthorityThatIsTrusted) {
  const Authority stranger;  // By the same name, with another key.
  const Bytes forged = stranger.answer(timestamp_query(kDigest, kNonce));
  EXPECT_TRUE(read_timestamp(forged, kDigest, kNonce));
  EXPECT_THAT(trust.verify(forged, kDigest).error(), HasSubstr("certificate verify error"));
  const auto both = TimestampTrust::parse(stranger.pem() + authority.pem());
  EXPECT_TRUE(both->verify(forged, kDigest));
  EXPECT_TRUE(both->verify(response, kDigest));
}

TEST_F(TimestampTokens, AreOfWhomATrustedOneVouchesFor) {
  const Authority below(&authority);
  const Bytes stamped = below.answer(timestamp_query(kDigest, kNonce));
  EXPECT_EQ(trust.verify(stamped, kDigest), (TimestampToken{kStampedS, "CN=授时一号"}));
  // Its own certificate will do as well, without the root.
  EXPECT_TRUE(TimestampTrust::parse(below.pem())->verify(stamped, kDigest));
  const Authority other;
  EXPECT_FALSE(TimestampTrust::parse(other.pem())->verify(stamped, kDigest));
}

TEST_F(TimestampTokens, AreMadeWhileTheCertificateIsValid) {
  const auto stamped = [&](std::int64_t time_s) {
    return trust.verify(authority.answer(timestamp_query(kDigest, kNonce), time_s), kDigest);
  };
  EXPECT_TRUE(stamped(kStampedS + kDayS - 1));
  EXPECT_THAT(stamped(kStampedS + kDayS + 1).error(), HasSubstr("certificate verify error"));
  EXPECT_THAT(stamped(kStampedS - kDayS - 1).error(), HasSubstr("certificate verify error"));
}

TEST_F(TimestampTokens, ARejectionIsNoToken) {
  Bytes query = timestamp_query(kDigest, kNonce);
  query.pop_back();
  const Bytes rejected = authority.answer(query);
  EXPECT_THAT(read_timestamp(rejected, kDigest, kNonce).error(), HasSubstr("it does not hold"));
  EXPECT_THAT(trust.verify(rejected, kDigest).error(), HasSubstr("states no time"));
}

/// Some octets are not covered by the signature, such as unsigned encodings; what holds must say
/// the same as before.
TEST_F(TimestampTokens, EveryChangedOctetIsSeenOrChangesNothingThatIsSaid) {
  const auto expected = trust.verify(response, kDigest);
  ASSERT_TRUE(expected);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < response.size(); ++at) {
    Bytes changed = response;
    changed[at] ^= std::byte{0x01};
    const auto token = trust.verify(changed, kDigest);
    if (!token) {
      ++refused;
    } else {
      EXPECT_EQ(token->time_s, expected->time_s) << at;
    }
  }
  EXPECT_GT(refused, response.size() * 9 / 10);
}

TEST_F(TimestampTokens, AnythingElseIsRefused) {
  for (std::size_t length = 0; length < response.size(); ++length) {
    const ByteView cut = ByteView(response).first(length);
    EXPECT_FALSE(trust.verify(cut, kDigest)) << length;
    EXPECT_FALSE(read_timestamp(cut, kDigest, kNonce)) << length;
  }
  Bytes longer = response;
  longer.push_back({});
  EXPECT_FALSE(trust.verify(longer, kDigest));
}

TEST(TimestampTrust, IsCertificatesThatCanBeRead) {
  const std::string pem = Authority().pem();
  EXPECT_EQ(TimestampTrust::parse("").error(), "there is no certificate");
  EXPECT_EQ(TimestampTrust::parse("no PEM").error(), "there is no certificate");
  std::string broken = pem;
  broken[broken.size() / 2] = '!';
  EXPECT_THAT(TimestampTrust::parse(pem + broken).error(), HasSubstr("cannot be read"));
}

}  // namespace timestamp_token_test
}  // namespace mingzhang
