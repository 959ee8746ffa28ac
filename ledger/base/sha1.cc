#include "ledger/base/sha1.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "ledger/base/assert.h"

namespace mingzhang {

Block<20> hmac_sha1(ByteView key, ByteView message) {
  Block<20> digest;
  unsigned size = 0;
  MZ_ASSERT(HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
                 reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                 reinterpret_cast<unsigned char*>(digest.bytes.data()), &size) != nullptr);
  MZ_ASSERT(size == digest.bytes.size());
  return digest;
}

}  // namespace mingzhang
