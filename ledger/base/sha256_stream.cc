#include "ledger/base/sha256_stream.h"

#include <openssl/evp.h>

#include "ledger/base/assert.h"

namespace mingzhang {

struct Sha256Stream::Context {
  Context() : evp(EVP_MD_CTX_new()) {
    MZ_ASSERT(evp != nullptr);
    MZ_ASSERT(EVP_DigestInit_ex(evp, EVP_sha256(), nullptr) == 1);
  }
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  EVP_MD_CTX* evp;
};

Sha256Stream::Sha256Stream() : context_(std::make_unique<Context>()) {}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::add(ByteView bytes) {
  MZ_ASSERT(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1);
}

Hash Sha256Stream::finish() {
  Hash hash;
  unsigned size = 0;
  MZ_ASSERT(EVP_DigestFinal_ex(context_->evp, reinterpret_cast<unsigned char*>(hash.bytes.data()),
                               &size) == 1);
  MZ_ASSERT(size == Hash::kSize);
  return hash;
}

}  // namespace mingzhang
