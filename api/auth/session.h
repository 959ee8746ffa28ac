#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/random.h"
#include "ledger/base/short_text.h"
#include "ledger/base/time.h"
#include "ledger/fund/vocabulary.h"
#include "ledger/store/access.h"

namespace mingzhang::auth {

using store::SessionKind;

/// A session ends when it was not used for so long, and in any case so long after its beginning.
/// A cookie is a person at a screen; a bearer token a program.
struct Lifetime {
  std::int64_t idle_ms;
  std::int64_t absolute_ms;
};
inline constexpr std::int64_t kMinuteMs = 60'000;
inline constexpr std::int64_t kHourMs = 60 * kMinuteMs;
inline constexpr Lifetime kCookieLifetime{30 * kMinuteMs, 12 * kHourMs};
inline constexpr Lifetime kBearerLifetime{12 * kHourMs, 30 * 24 * kHourMs};
constexpr const Lifetime& lifetime_of(SessionKind kind) {
  return kind == SessionKind::cookie ? kCookieLifetime : kBearerLifetime;
}

/// One person who is signed in, at one place.
struct Session {
  Hash id;  ///< The digest of the token; no secret.
  Id person;
  SessionKind kind = SessionKind::cookie;
  /// What must be sent back beside a cookie; follows from the token. Empty in lists, and of a
  /// bearer token, which no browser sends by itself.
  std::string csrf;
  bool second_factor = false;         ///< A code was given in this session.
  bool must_change_password = false;  ///< Somebody else chose the password.
  bool has_second_factor = false;     ///< The person is enrolled.
  Timestamp created;
  Timestamp last_used;
  Timestamp expires;  ///< At the latest; earlier when it is not used.
  std::string label;
};

/// What a person has to do before anything else.
struct Must {
  bool change_password = false;
  bool enrol_second_factor = false;

  bool operator==(const Must&) const = default;
};

/// Whether who has these duties signs in with a second factor: those who grant money, put rules in
/// force, or say who may do what.
bool needs_second_factor(Duties duties);
/// What must be done in `session`, by a person who has these duties in the ledger now.
Must must_of(const Session& session, Duties duties);

/// So that a token that leaked into a file or a log can be searched for.
inline constexpr std::string_view kTokenPrefix = "mz1_";
inline constexpr std::size_t kTokenBytes = 32;

/// A new token: the prefix and 32 random bytes in base64url.
std::string make_token(Random& random);
/// SHA-256 of the whole token, by which its session is found; none for what cannot be a token.
std::optional<Hash> digest_of_token(std::string_view token);
/// HMAC-SHA-256 under the token of "mingzhang/csrf/1", in base64url.
std::string csrf_of_token(std::string_view token);

}  // namespace mingzhang::auth
