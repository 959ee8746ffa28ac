#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <string>

#include "ledger/base/bytes.h"

namespace mingzhang::test {

inline constexpr std::int64_t kDayS = 86'400;
inline constexpr std::int64_t kStampedS = 1'583'020'800;  // 2020-03-01

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

}  // namespace mingzhang::test
