#include "ledger/base/ed25519.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "ledger/base/assert.h"
#include "ledger/base/openssl_bytes.h"

namespace mingzhang {
namespace {

/// A fresh one for each use: it costs nothing beside a signature, and a kept one keeps a key alive.
class DigestContext {
 public:
  DigestContext() : context_(EVP_MD_CTX_new()) { MZ_ASSERT(context_ != nullptr); }
  ~DigestContext() { EVP_MD_CTX_free(context_); }
  DigestContext(const DigestContext&) = delete;
  DigestContext& operator=(const DigestContext&) = delete;

  operator EVP_MD_CTX*() const { return context_; }

 private:
  EVP_MD_CTX* context_;
};

}  // namespace

void SigningKey::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

SigningKey SigningKey::from_seed(const Block<32>& seed) {
  EVP_PKEY* const key = EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr,
                                                        read_from(seed.view()), Block<32>::kSize);
  MZ_ASSERT(key != nullptr);
  return SigningKey(key);
}

PublicKey SigningKey::public_key() const {
  PublicKey key;
  std::size_t size = PublicKey::kSize;
  MZ_ASSERT(EVP_PKEY_get_raw_public_key(key_.get(), write_to(key.bytes), &size) == 1);
  MZ_ASSERT(size == PublicKey::kSize);
  return key;
}

Signature SigningKey::sign(ByteView message) const {
  const DigestContext context;
  Signature signature;
  std::size_t size = Signature::kSize;
  MZ_ASSERT(
      EVP_DigestSignInit_ex(context, nullptr, nullptr, nullptr, nullptr, key_.get(), nullptr) == 1);
  MZ_ASSERT(EVP_DigestSign(context, write_to(signature.bytes), &size, read_from(message),
                           message.size()) == 1);
  MZ_ASSERT(size == Signature::kSize);
  return signature;
}

VerifyKey::VerifyKey(const PublicKey& public_key)
    : public_key_(public_key),
      key_(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, read_from(public_key.view()),
                                          PublicKey::kSize),
           &EVP_PKEY_free) {
  MZ_ASSERT(key_ != nullptr);
}

bool VerifyKey::verify(ByteView message, const Signature& signature) const {
  const DigestContext context;
  MZ_ASSERT(EVP_DigestVerifyInit_ex(context, nullptr, nullptr, nullptr, nullptr, key_.get(),
                                    nullptr) == 1);
  // A refused signature leaves errors in the thread's queue, where TLS would stumble over them.
  ERR_set_mark();
  const bool good = EVP_DigestVerify(context, read_from(signature.view()), Signature::kSize,
                                     read_from(message), message.size()) == 1;
  ERR_pop_to_mark();
  return good;
}

bool ed25519_verify(const PublicKey& public_key, ByteView message, const Signature& signature) {
  return VerifyKey(public_key).verify(message, signature);
}

}  // namespace mingzhang
