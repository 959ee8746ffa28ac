#include "ledger/base/aead.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "ledger/base/assert.h"
#include "ledger/base/openssl_bytes.h"

namespace mingzhang {
namespace {

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
/// A fresh one for each use: a kept one keeps a key alive.
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

int size_of(ByteView bytes) {
  MZ_ASSERT(bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(bytes.size());
}

CipherContext begin(const Block<32>& key, ByteView nonce, ByteView associated, bool seals) {
  // Fetched once: OpenSSL 3 otherwise looks it up under a lock each time.
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  MZ_ASSERT(cipher != nullptr);
  MZ_ASSERT(EVP_CIPHER_get_iv_length(cipher) == kNonceBytes);
  CipherContext context(EVP_CIPHER_CTX_new());
  MZ_ASSERT(context != nullptr);
  MZ_ASSERT(EVP_CipherInit_ex2(context.get(), cipher, read_from(key.view()), read_from(nonce),
                               seals ? 1 : 0, nullptr) == 1);
  int size = 0;
  if (!associated.empty()) {
    MZ_ASSERT(EVP_CipherUpdate(context.get(), nullptr, &size, read_from(associated),
                               size_of(associated)) == 1);
  }
  return context;
}

void transform(const CipherContext& context, std::span<std::byte> out, ByteView in) {
  int size = 0;
  if (in.empty()) return;
  MZ_ASSERT(EVP_CipherUpdate(context.get(), write_to(out), &size, read_from(in), size_of(in)) == 1);
  MZ_ASSERT(size == size_of(in));
}

}  // namespace

Bytes aead_seal(const Block<32>& key, const Block<kNonceBytes>& nonce, ByteView associated,
                ByteView plain) {
  Bytes sealed(plain.size() + kSealBytes);
  const std::span<std::byte> all(sealed);
  std::copy(nonce.bytes.begin(), nonce.bytes.end(), sealed.begin());
  const CipherContext context = begin(key, nonce.view(), associated, true);
  transform(context, all.subspan(kNonceBytes, plain.size()), plain);
  std::array<unsigned char, kTagBytes> rest;
  int size = 0;
  MZ_ASSERT(EVP_CipherFinal_ex(context.get(), rest.data(), &size) == 1 && size == 0);
  MZ_ASSERT(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes,
                                all.last(kTagBytes).data()) == 1);
  return sealed;
}

std::optional<Bytes> aead_open(const Block<32>& key, ByteView associated, ByteView sealed) {
  if (sealed.size() < kSealBytes) return std::nullopt;
  const ByteView secret = sealed.subspan(kNonceBytes, sealed.size() - kSealBytes);
  const CipherContext context = begin(key, sealed.first(kNonceBytes), associated, false);
  Bytes plain(secret.size());
  transform(context, plain, secret);
  std::array<std::byte, kTagBytes> tag;
  std::copy_n(sealed.end() - kTagBytes, kTagBytes, tag.begin());
  MZ_ASSERT(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1);
  std::array<unsigned char, kTagBytes> rest;
  int size = 0;
  if (EVP_CipherFinal_ex(context.get(), rest.data(), &size) != 1) return std::nullopt;
  return plain;
}

}  // namespace mingzhang
