#pragma once

#include <memory>

#include "ledger/base/bytes.h"

struct evp_pkey_st;

namespace mingzhang {

using PublicKey = Block<32>;
using Signature = Block<64>;

/// The private half of an Ed25519 key: RFC 8032 §5.1. A resource: moved, never copied, never
/// printed; OpenSSL wipes it when it goes. Threads: const use from any.
class SigningKey {
 public:
  /// The key that belongs to the 32 secret bytes of RFC 8032 §5.1.5.
  static SigningKey from_seed(const Block<32>& seed);

  PublicKey public_key() const;
  /// RFC 8032 §5.1.6 (pure Ed25519, deterministic).
  Signature sign(ByteView message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  explicit SigningKey(evp_pkey_st* key) : key_(key) {}

  std::unique_ptr<evp_pkey_st, Free> key_;
};

/// The public half, parsed once for many checks. A value; copies share the parsed key.
/// Threads: const use from any.
class VerifyKey {
 public:
  /// Any 32 bytes are safe; bytes that are no point of the curve verify nothing.
  explicit VerifyKey(const PublicKey& public_key);

  const PublicKey& public_key() const { return public_key_; }
  /// RFC 8032 §5.1.7. Any input is safe.
  [[nodiscard]] bool verify(ByteView message, const Signature& signature) const;

  bool operator==(const VerifyKey& other) const { return public_key_ == other.public_key_; }

 private:
  PublicKey public_key_;
  std::shared_ptr<evp_pkey_st> key_;
};

/// One check with a key that is not used again; else keep a VerifyKey.
[[nodiscard]] bool ed25519_verify(const PublicKey& public_key, ByteView message,
                                  const Signature& signature);

}  // namespace mingzhang
