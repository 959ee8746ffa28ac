#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"

/// Time-stamps of RFC 3161: an authority signs that it saw a digest at a time.
namespace mingzhang {

/// A response with its certificates has some kilobytes.
inline constexpr std::size_t kTimestampBytesMax = 64 * 1024;

using TimestampNonce = Block<8>;

/// What an authority said.
struct TimestampToken {
  std::int64_t time_s = 0;  ///< when it saw the digest, seconds since 1970
  std::string authority;    ///< subject of its certificate, RFC 2253; empty: none in the response

  bool operator==(const TimestampToken&) const = default;
};

/// TimeStampReq, DER, for a SHA-256 digest; asks for the certificates, so that what comes back can
/// be verified without asking anyone. Threads: any.
Bytes timestamp_query(const Hash& digest, const TimestampNonce& nonce);

/// Whether a TimeStampResp, DER, grants what was asked: status, digest, nonce. Says nothing of who
/// made it: its signature is not verified. Any input is safe. Errors: a sentence. Threads: any.
std::expected<TimestampToken, std::string> read_timestamp(ByteView response, const Hash& digest,
                                                          const TimestampNonce& nonce);

/// Authorities that somebody trusts: certificates, roots or the authorities' own.
class TimestampTrust {
 public:
  /// All certificates of a PEM text; other blocks are left out. Errors: a sentence (none there, or
  /// one that cannot be read).
  static std::expected<TimestampTrust, std::string> parse(std::string_view pem);

  /// Verifies a TimeStampResp, DER, of a digest: signature, chain up to one of these certificates,
  /// purpose. Certificates must have been valid at the time that the token states, not today: a
  /// token outlives them. Revocation is not looked up. Any input is safe. Errors: a sentence.
  /// Threads: any.
  std::expected<TimestampToken, std::string> verify(ByteView response, const Hash& digest) const;

 private:
  std::string pem_;
};

}  // namespace mingzhang
