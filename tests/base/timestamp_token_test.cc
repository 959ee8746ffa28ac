#include "ledger/base/timestamp_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <string>

#include "ledger/base/sha256.h"

namespace mingzhang {
namespace timestamp_token_test {

using ::testing::HasSubstr;

constexpr std::int64_t kDayS = 86'400;
constexpr std::int64_t kStampedS = 1'583'020'800;  // 2020-03-01
const Hash kDigest = sha256(bytes_of("a checkpoint"));
constexpr TimestampNonce kNonce{{std::byte{0xff}, {}, {}, {}, {}, {}, {}, std::byte{1}}};

/// An authority of its own, with a key made on the fly; its certificate ended long ago.
class Authority {
 public:
  /// `issuer` signs its certificate; null: itself, and it may be an issuer.
  explicit Authority(const Authority* issuer = nullptr)
      : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
    X509_set_version(certificate_, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_), 1);
    ASN1_TIME_set(X509_getm_notBefore(certificate_), kStampedS - kDayS);
    ASN1_TIME_set(X509_getm_notAfter(certificate_), kStampedS + kDayS);
    X509_NAME* const name = X509_get_subject_name(certificate_);
    const char* const cn = issuer == nullptr ? "市授时中心" : "授时一号";
    const auto* const text = reinterpret_cast<const unsigned char*>(cn);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0);
    const Authority& signer = issuer == nullptr ? *this : *issuer;
    X509_set_issuer_name(certificate_, X509_get_subject_name(signer.certificate_));
    X509_set_pubkey(certificate_, key_);
    extend(NID_ext_key_usage, "critical,timeStamping");
    if (issuer == nullptr) extend(NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(certificate_, signer.key_, EVP_sha256());
  }
  ~Authority() {
    X509_free(certificate_);
    EVP_PKEY_free(key_);
  }
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  std::string pem() const {
    BIO* const out = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(out, certificate_);
    char* text = nullptr;
    const long length = BIO_get_mem_data(out, &text);
    std::string pem(text, static_cast<std::size_t>(length));
    BIO_free(out);
    return pem;
  }

  /// TimeStampResp of a TimeStampReq; a rejection where it asks what is not taken.
  Bytes answer(const Bytes& query, std::int64_t time_s = kStampedS, int flags = 0) const {
    TS_RESP_CTX* const context = TS_RESP_CTX_new();
    ASN1_OBJECT* const policy = OBJ_txt2obj("1.2.3.4", 1);
    TS_RESP_CTX_set_signer_cert(context, certificate_);
    TS_RESP_CTX_set_signer_key(context, key_);
    TS_RESP_CTX_set_signer_digest(context, EVP_sha256());
    TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256());
    TS_RESP_CTX_set_def_policy(context, policy);
    TS_RESP_CTX_add_md(context, EVP_sha256());
    TS_RESP_CTX_add_flags(context, flags);
    TS_RESP_CTX_set_time_cb(context, &Authority::tell_time, &time_s);
    TS_RESP_CTX_set_serial_cb(context, &Authority::number, nullptr);
    BIO* const in = BIO_new_mem_buf(query.data(), static_cast<int>(query.size()));
    TS_RESP* const response = TS_RESP_create_response(context, in);
    unsigned char* der = nullptr;
    const int length = i2d_TS_RESP(response, &der);
    const auto* const first = reinterpret_cast<const std::byte*>(der);
    Bytes bytes(first, first + length);
    OPENSSL_free(der);
    TS_RESP_free(response);
    BIO_free(in);
    ASN1_OBJECT_free(policy);
    TS_RESP_CTX_free(context);
    return bytes;
  }

 private:
  static int tell_time(TS_RESP_CTX*, void* time_s, long* seconds, long* micros) {
    *seconds = *static_cast<const std::int64_t*>(time_s);
    *micros = 0;
    return 1;
  }
  static ASN1_INTEGER* number(TS_RESP_CTX*, void*) {
    ASN1_INTEGER* const serial = ASN1_INTEGER_new();
    ASN1_INTEGER_set(serial, 7);
    return serial;
  }
  void extend(int nid, const char* value) {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(certificate_, extension, -1);
    X509_EXTENSION_free(extension);
  }

  EVP_PKEY* key_;
  X509* certificate_;
};

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
