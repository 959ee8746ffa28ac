#include "ledger/base/random.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>

#include "ledger/base/assert.h"

namespace mingzhang {

void SystemRandom::fill(std::span<std::byte> out) {
  while (!out.empty()) {
    if (used_ == kPoolBytes) {
      MZ_ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(pool_.data()), kPoolBytes) == 1);
      used_ = 0;
    }
    const std::size_t count = std::min(out.size(), kPoolBytes - used_);
    std::copy_n(pool_.begin() + static_cast<std::ptrdiff_t>(used_), count, out.begin());
    OPENSSL_cleanse(pool_.data() + used_, count);
    used_ += count;
    out = out.subspan(count);
  }
}

}  // namespace mingzhang
