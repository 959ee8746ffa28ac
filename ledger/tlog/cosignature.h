#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/tlog/note.h"

/// Cosignatures of witnesses, cosignature/v1: c2sp.org/tlog-cosignature.
namespace mingzhang::tlog {

/// The latest moment that a cosignature may name, in seconds since 1970.
inline constexpr std::uint64_t kCosignatureTimeMax = (std::uint64_t{1} << 63) - 1;

/// A witness's name and public key. A value. Threads: const use from any.
class CosignatureVerifier {
 public:
  /// As parse_vkey(), of the type cosignature.
  static std::optional<CosignatureVerifier> parse(std::string_view vkey);
  /// Pre: is_key_name(name).
  CosignatureVerifier(std::string name, const PublicKey& public_key);

  const std::string& name() const { return name_; }
  std::uint32_t id() const { return id_; }
  const PublicKey& public_key() const { return key_.public_key(); }
  std::string vkey() const { return make_vkey(name_, public_key(), KeyType::cosignature); }

  /// Whether the line says that it is this key's.
  bool is_named_in(const SignatureLine& line) const { return line.id == id_ && line.name == name_; }
  /// When this witness saw the checkpoint, in seconds since 1970, if the line is its cosignature.
  /// `body`: the signed text of the checkpoint, with its extension lines. Any input is safe.
  [[nodiscard]] std::optional<std::uint64_t> verify(std::string_view body,
                                                    const SignatureLine& line) const;

  bool operator==(const CosignatureVerifier&) const = default;

 private:
  std::string name_;
  VerifyKey key_;
  std::uint32_t id_;
};

/// A witness's name and private key. A resource. Threads: const use from any.
class Cosigner {
 public:
  /// Pre: is_key_name(name).
  Cosigner(std::string name, SigningKey key);

  const CosignatureVerifier& verifier() const { return verifier_; }
  /// Pre: time_s <= kCosignatureTimeMax.
  SignatureLine cosign(std::string_view body, std::uint64_t time_s) const;

 private:
  SigningKey key_;
  CosignatureVerifier verifier_;
};

}  // namespace mingzhang::tlog
