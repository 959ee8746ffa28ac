#include "api/auth/totp.h"

#include <algorithm>

#include "ledger/base/aead.h"
#include "ledger/base/secret.h"
#include "ledger/base/sha1.h"

namespace mingzhang::auth {
namespace {

std::string sealed_for(std::string_view person) {
  return "mingzhang/totp/1\n" + std::string(person);
}

/// RFC 3986: all but the unreserved.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
      continue;
    }
    const auto value = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kDigits[value >> 4];
    encoded += kDigits[value & 15];
  }
  return encoded;
}

}  // namespace

std::string totp_code(ByteView secret, std::int64_t step, int digits) {
  Block<8> counter;
  for (unsigned i = 0; i < 8; ++i) {
    counter.bytes[i] = static_cast<std::byte>(step >> (56 - 8 * i) & 255);
  }
  const Block<20> mac = hmac_sha1(secret, counter.view());
  // RFC 4226 §5.3: 31 bits from where the last four bits say.
  const auto offset = std::to_integer<std::size_t>(mac.bytes[19]) & 15;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8 | std::to_integer<std::uint32_t>(mac.bytes[offset + i]);
  }
  number &= 0x7FFF'FFFF;
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto digit = code.rbegin(); digit != code.rend(); ++digit) {
    *digit = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  return code;
}

std::optional<std::int64_t> match_totp(const TotpSecret& secret, std::string_view code,
                                       Timestamp now, std::int64_t last_step) {
  std::optional<std::int64_t> matched;
  const std::int64_t middle = totp_step(now);
  for (std::int64_t step = middle - kTotpWindowSteps; step <= middle + kTotpWindowSteps; ++step) {
    const std::string wanted = totp_code(secret.view(), step);
    if (same_secret(bytes_of(wanted), bytes_of(code)) && step > last_step) matched = step;
  }
  return matched;
}

std::string otpauth_uri(std::string_view issuer, std::string_view person,
                        const TotpSecret& secret) {
  const std::string name = percent_encoded(issuer);
  return "otpauth://totp/" + name + ":" + percent_encoded(person) +
         "?secret=" + to_base32(secret.view()) + "&issuer=" + name +
         "&algorithm=SHA1&digits=" + std::to_string(kTotpDigits) +
         "&period=" + std::to_string(kTotpStepMs / 1000);
}

Bytes seal_totp(const Block<32>& key, std::string_view person, const TotpSecret& secret,
                Random& random) {
  return aead_seal(key, random.block<kNonceBytes>(), bytes_of(sealed_for(person)), secret.view());
}

std::optional<TotpSecret> open_totp(const Block<32>& key, std::string_view person,
                                    ByteView sealed) {
  const std::optional<Bytes> plain = aead_open(key, bytes_of(sealed_for(person)), sealed);
  if (!plain || plain->size() != TotpSecret::kSize) return std::nullopt;
  TotpSecret secret;
  std::copy(plain->begin(), plain->end(), secret.bytes.begin());
  return secret;
}

}  // namespace mingzhang::auth
