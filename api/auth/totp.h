#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/base/random.h"
#include "ledger/base/time.h"

/// The second factor: codes that change with the time (RFC 6238 with SHA-1, 6 digits and 30 s,
/// which every program for telephones knows).
namespace mingzhang::auth {

inline constexpr int kTotpDigits = 6;
inline constexpr std::int64_t kTotpStepMs = 30'000;
/// How many steps a telephone's clock, or its owner's typing, may be off.
inline constexpr std::int64_t kTotpWindowSteps = 1;
/// RFC 4226 §4, R6: 160 bits.
using TotpSecret = Block<20>;

/// The step of a moment.
constexpr std::int64_t totp_step(Timestamp time) { return time.ms / kTotpStepMs; }
/// The code of a step. Pre: 1 <= digits <= 9.
std::string totp_code(ByteView secret, std::int64_t step, int digits = kTotpDigits);
/// Which step after `last_step` within the window around `now` has this code; none: the code is
/// wrong, or used. Takes as long whatever the code.
std::optional<std::int64_t> match_totp(const TotpSecret& secret, std::string_view code,
                                       Timestamp now, std::int64_t last_step);

/// What a QR code for telephones says.
std::string otpauth_uri(std::string_view issuer, std::string_view person, const TotpSecret& secret);

/// The secret as it is stored: AES-256-GCM under `key`, bound to the person.
Bytes seal_totp(const Block<32>& key, std::string_view person, const TotpSecret& secret,
                Random& random);
/// None when it was sealed for another person or under another key, or is damaged.
std::optional<TotpSecret> open_totp(const Block<32>& key, std::string_view person, ByteView sealed);

}  // namespace mingzhang::auth
