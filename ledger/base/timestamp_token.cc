#include "ledger/base/timestamp_token.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <ctime>
#include <memory>
#include <new>
#include <utility>

namespace mingzhang {
namespace {

template <auto kFree>
struct Free {
  template <typename T>
  void operator()(T* pointer) const {
    kFree(pointer);
  }
};
template <typename T, auto kFree>
using Owned = std::unique_ptr<T, Free<kFree>>;

using Request = Owned<TS_REQ, TS_REQ_free>;
using Response = Owned<TS_RESP, TS_RESP_free>;
using Store = Owned<X509_STORE, X509_STORE_free>;
using Verification = Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;
using Imprint = Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using Algorithm = Owned<X509_ALGOR, X509_ALGOR_free>;
using Integer = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using Number = Owned<BIGNUM, BN_free>;
using Stream = Owned<BIO, BIO_free_all>;
using Certificate = Owned<X509, X509_free>;

const unsigned char* octets(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// Of OpenSSL's making; it runs out of memory only.
void must(bool made) {
  if (!made) throw std::bad_alloc();
}

/// What OpenSSL complained of first, after which its queue is empty.
std::string complaint(std::string_view what) {
  const char* const reason = ERR_reason_error_string(ERR_get_error());
  ERR_clear_error();
  return std::string(what) + (reason == nullptr ? "" : std::string(": ") + reason);
}

Request request_of(const Hash& digest, const std::optional<TimestampNonce>& nonce) {
  Request request(TS_REQ_new());
  const Imprint imprint(TS_MSG_IMPRINT_new());
  const Algorithm sha256(X509_ALGOR_new());
  must(request && imprint && sha256);
  must(X509_ALGOR_set0(sha256.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1);
  must(TS_MSG_IMPRINT_set_algo(imprint.get(), sha256.get()) == 1);
  Hash copy = digest;
  must(TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(copy.bytes.data()),
                              Hash::kSize) == 1);
  must(TS_REQ_set_version(request.get(), 1) == 1);
  must(TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1);
  must(TS_REQ_set_cert_req(request.get(), 1) == 1);
  if (!nonce) return request;
  const Number number(BN_bin2bn(octets(nonce->view()), TimestampNonce::kSize, nullptr));
  must(number != nullptr);
  const Integer integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
  must(integer && TS_REQ_set_nonce(request.get(), integer.get()) == 1);
  return request;
}

/// None for anything but one TimeStampResp, whole.
Response response_of(ByteView bytes) {
  if (bytes.empty() || bytes.size() > kTimestampBytesMax) return nullptr;
  const unsigned char* at = octets(bytes);
  const unsigned char* const end = at + bytes.size();
  Response response(d2i_TS_RESP(nullptr, &at, static_cast<long>(bytes.size())));
  if (at != end) response.reset();
  ERR_clear_error();
  return response;
}

/// The time of a token whose form is sound; none when it says none.
std::optional<std::int64_t> time_of(TS_TST_INFO* info) {
  const ASN1_GENERALIZEDTIME* const time = info == nullptr ? nullptr : TS_TST_INFO_get_time(info);
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return timegm(&parts);
}

/// The subject of who signed; empty when the response does not bear its certificate.
std::string authority_of(TS_RESP* response) {
  PKCS7* const token = TS_RESP_get_token(response);
  STACK_OF(X509)* const signers = PKCS7_get0_signers(token, nullptr, 0);
  std::string name;
  if (signers != nullptr && sk_X509_num(signers) > 0) {
    const Stream out(BIO_new(BIO_s_mem()));
    must(out != nullptr);
    const auto flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    X509_NAME_print_ex(out.get(), X509_get_subject_name(sk_X509_value(signers, 0)), 0, flags);
    char* text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    if (length > 0) name.assign(text, static_cast<std::size_t>(length));
  }
  sk_X509_free(signers);
  ERR_clear_error();
  return name;
}

/// Every certificate of the text, as trusted; none, with what is wrong with it.
std::expected<Store, std::string> store_of(std::string_view pem) {
  Store store(X509_STORE_new());
  const Stream in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  must(store && in);
  int count = 0;
  for (;;) {
    const Certificate certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    if (!certificate) break;
    must(X509_STORE_add_cert(store.get(), certificate.get()) == 1);
    ++count;
  }
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) {
    return std::unexpected(complaint("a certificate cannot be read"));
  }
  ERR_clear_error();
  if (count == 0) return std::unexpected("there is no certificate");
  return store;
}

/// With `trusted`, the signature too.
std::expected<TimestampToken, std::string> check(ByteView bytes, const Hash& digest,
                                                 const std::optional<TimestampNonce>& nonce,
                                                 Store trusted) {
  const Response response = response_of(bytes);
  if (!response) return std::unexpected("this is not a time-stamp response");
  const Request request = request_of(digest, nonce);
  const Verification verification(TS_REQ_to_TS_VERIFY_CTX(request.get(), nullptr));
  must(verification != nullptr);
  // Who signed is compared with the name in a token only together with the signature: with the
  // flags of a request OpenSSL would verify that too, of each token that has a name.
  int flags = TS_VFY_VERSION | TS_VFY_IMPRINT | (nonce ? TS_VFY_NONCE : 0);
  if (trusted) flags |= TS_VFY_SIGNATURE | TS_VFY_SIGNER;
  TS_VERIFY_CTX_set_flags(verification.get(), flags);
  const std::optional<std::int64_t> time_s = time_of(TS_RESP_get_tst_info(response.get()));
  if (trusted) {
    if (!time_s) return std::unexpected("it states no time");
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(trusted.get()), *time_s);
    X509_STORE_set_flags(trusted.get(), X509_V_FLAG_PARTIAL_CHAIN);
    TS_VERIFY_CTX_set_store(verification.get(), trusted.release());
  }
  ERR_clear_error();
  if (TS_RESP_verify_response(verification.get(), response.get()) != 1) {
    return std::unexpected(complaint("it does not hold"));
  }
  if (!time_s) return std::unexpected("it states no time");
  return TimestampToken{*time_s, authority_of(response.get())};
}

}  // namespace

Bytes timestamp_query(const Hash& digest, const TimestampNonce& nonce) {
  const Request request = request_of(digest, nonce);
  const int length = i2d_TS_REQ(request.get(), nullptr);
  must(length > 0);
  Bytes der(static_cast<std::size_t>(length));
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  must(i2d_TS_REQ(request.get(), &out) == length);
  return der;
}

std::expected<TimestampToken, std::string> read_timestamp(ByteView response, const Hash& digest,
                                                          const TimestampNonce& nonce) {
  return check(response, digest, nonce, nullptr);
}

std::expected<TimestampTrust, std::string> TimestampTrust::parse(std::string_view pem) {
  if (auto store = store_of(pem); !store) return std::unexpected(std::move(store.error()));
  TimestampTrust trust;
  trust.pem_ = pem;
  return trust;
}

std::expected<TimestampToken, std::string> TimestampTrust::verify(ByteView response,
                                                                  const Hash& digest) const {
  auto store = store_of(pem_);
  if (!store) return std::unexpected(std::move(store.error()));
  return check(response, digest, std::nullopt, *std::move(store));
}

}  // namespace mingzhang
