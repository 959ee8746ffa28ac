#include "api/auth/session.h"

#include "ledger/base/sha256.h"

namespace mingzhang::auth {

bool needs_second_factor(Duties duties) {
  return duties.meets({Duty::administrator, Duty::approver, Duty::responsible});
}

Must must_of(const Session& session, Duties duties) {
  return {session.must_change_password, needs_second_factor(duties) && !session.second_factor};
}

std::string make_token(Random& random) {
  return std::string(kTokenPrefix) + to_base64url(random.block<kTokenBytes>().view());
}

std::optional<Hash> digest_of_token(std::string_view token) {
  constexpr std::size_t kDigits = (kTokenBytes * 8 + 5) / 6;
  if (token.size() != kTokenPrefix.size() + kDigits || !token.starts_with(kTokenPrefix)) {
    return std::nullopt;
  }
  return sha256(bytes_of(token));
}

std::string csrf_of_token(std::string_view token) {
  return to_base64url(hmac_sha256(bytes_of(token), bytes_of("mingzhang/csrf/1")).view());
}

}  // namespace mingzhang::auth
