#include "ledger/base/secret.h"

#include <openssl/crypto.h>

namespace mingzhang {

bool same_secret(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mingzhang
