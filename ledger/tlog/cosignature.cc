#include "ledger/tlog/cosignature.h"

#include <algorithm>

#include "ledger/base/assert.h"

namespace mingzhang::tlog {
namespace {

constexpr std::size_t kTimeBytes = 8;

std::string message(std::string_view body, std::uint64_t time_s) {
  return "cosignature/v1\ntime " + std::to_string(time_s) + '\n' + std::string(body);
}

}  // namespace

std::optional<CosignatureVerifier> CosignatureVerifier::parse(std::string_view vkey) {
  auto named = parse_vkey(vkey, KeyType::cosignature);
  if (!named) return std::nullopt;
  return CosignatureVerifier(std::move(named->name), named->public_key);
}

CosignatureVerifier::CosignatureVerifier(std::string name, const PublicKey& public_key)
    : name_(std::move(name)),
      key_(public_key),
      id_(key_id(name_, public_key, KeyType::cosignature)) {
  MZ_ASSERT(is_key_name(name_));
}

std::optional<std::uint64_t> CosignatureVerifier::verify(std::string_view body,
                                                         const SignatureLine& line) const {
  if (!is_named_in(line) || line.signature.size() != kTimeBytes + Signature::kSize) {
    return std::nullopt;
  }
  std::uint64_t time_s = 0;
  for (std::size_t i = 0; i < kTimeBytes; ++i) {
    time_s = time_s << 8 | std::to_integer<std::uint64_t>(line.signature[i]);
  }
  Signature signature;
  std::ranges::copy(line.signature.begin() + kTimeBytes, line.signature.end(),
                    signature.bytes.begin());
  if (time_s > kCosignatureTimeMax) return std::nullopt;
  if (!key_.verify(bytes_of(message(body, time_s)), signature)) return std::nullopt;
  return time_s;
}

Cosigner::Cosigner(std::string name, SigningKey key)
    : key_(std::move(key)), verifier_(std::move(name), key_.public_key()) {}

SignatureLine Cosigner::cosign(std::string_view body, std::uint64_t time_s) const {
  MZ_ASSERT(time_s <= kCosignatureTimeMax);
  const Signature signature = key_.sign(bytes_of(message(body, time_s)));
  Bytes bytes;
  for (std::size_t i = 0; i < kTimeBytes; ++i) {
    bytes.push_back(static_cast<std::byte>(time_s >> (56 - 8 * i) & 0xFF));
  }
  bytes.insert(bytes.end(), signature.bytes.begin(), signature.bytes.end());
  return {verifier_.name(), verifier_.id(), std::move(bytes)};
}

}  // namespace mingzhang::tlog
