#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/base/random.h"
#include "ledger/base/result.h"

namespace mingzhang::auth {

/// What computing one hash takes (RFC 9106). It is the attacker's cost too.
struct PasswordCost {
  std::uint32_t memory_kib;
  std::uint32_t passes;
  std::uint32_t lanes;

  bool operator==(const PasswordCost&) const = default;
};
/// The least that OWASP's Password Storage Cheat Sheet advises; about 50 ms of one core.
inline constexpr PasswordCost kPasswordCost{19'456, 2, 1};
/// The least that Argon2 takes; for tests.
inline constexpr PasswordCost kLeastPasswordCost{8, 1, 1};

inline constexpr std::size_t kPasswordCharactersMin = 10;
inline constexpr std::size_t kPasswordBytesMax = 128;
/// How many characters a password has at least beside the person's own id.
inline constexpr std::size_t kPasswordBesideIdMin = 8;

/// Whether a person may choose this password. Errors: password_weak, detail: `characters` (not
/// UTF-8, or control characters), `short`, `long`, `id` (little more than the person's id),
/// `common` (one that everybody tries first, or made of fewer than four characters).
Result<void> check_password(std::string_view password, std::string_view person);

/// Argon2id (RFC 9106) of a password in the form of PHC; never the same twice. `key`: without it a
/// hash cannot be guessed at (a pepper: what is hashed is an HMAC of the password under it).
/// Errors: std::bad_alloc. Threads: any.
std::string hash_password(const Block<32>& key, std::string_view password, const Salt& salt,
                          const PasswordCost& cost);
/// Whether `hash` is of this password; false for anything that is not a hash of ours.
/// Errors: std::bad_alloc. Threads: any.
bool verify_password(const Block<32>& key, std::string_view password, const std::string& hash);
/// What a hash was computed with; all zeros for what is not a hash of ours.
PasswordCost cost_of(std::string_view hash);
/// A hash of no password, at the same cost to verify.
std::string hash_of_nobody(Random& random, const PasswordCost& cost);

/// A random password that can be typed from paper: "k7mq-29xr-ttwa-bn4c", 77 bits.
std::string make_initial_password(Random& random);

}  // namespace mingzhang::auth
