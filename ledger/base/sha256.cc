#include "ledger/base/sha256.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "ledger/base/assert.h"

namespace mingzhang {
namespace {

/// One context per thread, and the algorithm fetched once: OpenSSL 3 otherwise looks it up under a
/// lock for every digest.
class Digester {
 public:
  Digester() : context_(EVP_MD_CTX_new()) { MZ_ASSERT(context_ != nullptr); }
  ~Digester() { EVP_MD_CTX_free(context_); }
  Digester(const Digester&) = delete;
  Digester& operator=(const Digester&) = delete;

  Hash digest(std::initializer_list<ByteView> parts) {
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    MZ_ASSERT(EVP_DigestInit_ex2(context_, algorithm, nullptr) == 1);
    for (const ByteView part : parts) {
      MZ_ASSERT(EVP_DigestUpdate(context_, part.data(), part.size()) == 1);
    }
    Hash hash;
    unsigned size = 0;
    MZ_ASSERT(EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(hash.bytes.data()),
                                 &size) == 1);
    MZ_ASSERT(size == Hash::kSize);
    return hash;
  }

 private:
  EVP_MD_CTX* context_;
};

}  // namespace

Hash sha256(std::initializer_list<ByteView> parts) {
  thread_local Digester digester;
  return digester.digest(parts);
}

Hash sha256(ByteView bytes) { return sha256({bytes}); }

Hash hmac_sha256(ByteView key, ByteView message) {
  Hash hash;
  unsigned size = 0;
  MZ_ASSERT(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                 reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                 reinterpret_cast<unsigned char*>(hash.bytes.data()), &size) != nullptr);
  return hash;
}

}  // namespace mingzhang
