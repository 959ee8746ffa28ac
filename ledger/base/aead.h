#pragma once

#include <optional>

#include "ledger/base/bytes.h"

namespace mingzhang {

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;
/// How much longer a sealed text is than the plain one.
inline constexpr std::size_t kSealBytes = kNonceBytes + kTagBytes;

/// AES-256-GCM (NIST SP 800-38D, 96-bit nonce, 128-bit tag) of `plain`; `associated` is bound to it
/// and not stored. Returns nonce || ciphertext || tag. Pre: `nonce` is random and was never used
/// with `key`; under one key at most 2^32 texts (SP 800-38D §8.3). Threads: any.
Bytes aead_seal(const Block<32>& key, const Block<kNonceBytes>& nonce, ByteView associated,
                ByteView plain);

/// The plain text; none when a byte of `sealed`, the key or `associated` is another than at
/// sealing. Any input is safe. Threads: any.
std::optional<Bytes> aead_open(const Block<32>& key, ByteView associated, ByteView sealed);

}  // namespace mingzhang
