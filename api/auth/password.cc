#include "api/auth/password.h"

#include <argon2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <new>
#include <set>

#include "ledger/base/assert.h"
#include "ledger/base/sha256.h"
#include "ledger/base/short_text.h"

namespace mingzhang::auth {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::string_view kForm = "$argon2id$v=19$m=";
constexpr std::size_t kDistinctMin = 4;

/// A hash that asks for more was not made here: it would only keep us busy.
constexpr PasswordCost kPasswordCostMax{1 << 18, 16, 4};

/// The commonest of at least ten characters, in lists of leaked passwords from China and elsewhere;
/// shorter ones are too short anyway.
constexpr std::array kCommon = {
    "0123456789",   "0987654321",   "1234567890",    "12345678910",  "123456789a",
    "a123456789",   "1234567891",   "12345678900",   "1q2w3e4r5t",   "1qaz2wsx3edc",
    "1qazxsw23edc", "q1w2e3r4t5",   "qwertyuiop",    "qwerty12345",  "qwerty123456",
    "asdfghjkl;",   "zxcvbnm123",   "abcdefghij",    "abc1234567",   "abc123456789",
    "aa123456789",  "woaini1314",   "woaini1314520", "woaini520",    "woaini123456",
    "5201314520",   "1314520520",   "5201314woaini", "password12",   "password123",
    "password1234", "passw0rd123",  "p@ssw0rd123",   "admin123456",  "administrator",
    "root123456",   "iloveyou123",  "letmein123",    "welcome123",   "changeme123",
    "1234554321",   "1234512345",   "9876543210",    "147258369a",   "147258369147",
    "qq123456789",  "wang123456",   "zhang123456",   "li123456789",  "mingzhang1",
    "mingzhang123", "cishan123456", "caiwu123456",   "kuaiji123456",
};

std::string lower(std::string_view text) {
  std::string copy(text);
  for (char& c : copy) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return copy;
}

std::size_t characters_of(std::string_view text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<std::size_t>(std::ranges::count_if(text, begins));
}

std::size_t characters_beside(std::string text, std::string_view id) {
  for (auto at = text.find(id); !id.empty() && at != std::string::npos; at = text.find(id)) {
    text.erase(at, id.size());
  }
  return characters_of(text);
}

bool is_common(std::string_view password) {
  const std::set<char> bytes(password.begin(), password.end());
  return bytes.size() < kDistinctMin || std::ranges::find(kCommon, password) != kCommon.end();
}

/// What Argon2 is given. Of one length whatever the password, and worthless without the key.
std::string peppered(const Block<32>& key, std::string_view password) {
  return to_base64url(hmac_sha256(key.view(), bytes_of(password)).view());
}

void check_argon2(int result) {
  if (result == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  MZ_ASSERT(result == ARGON2_OK);
}

/// "19456,t=2,p=1$…" behind `kForm`: one number, and what must follow it.
bool read_number(std::string_view& text, std::string_view next, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.starts_with(next)) return false;
  text.remove_prefix(next.size());
  return true;
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view person) {
  const auto weak = [](std::string_view why) { return refuse(Code::password_weak, {}, why); };
  if (password.size() > kPasswordBytesMax) return weak("long");
  if (!is_title(password)) return weak("characters");
  if (characters_of(password) < kPasswordCharactersMin) return weak("short");
  const std::string lowered = lower(password);
  if (lowered.find(person) != std::string::npos && !person.empty() &&
      characters_beside(lowered, person) < kPasswordBesideIdMin) {
    return weak("id");
  }
  if (is_common(lowered)) return weak("common");
  return {};
}

std::string hash_password(const Block<32>& key, std::string_view password, const Salt& salt,
                          const PasswordCost& cost) {
  const std::string secret = peppered(key, password);
  std::string encoded(argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, Salt::kSize,
                                        kHashBytes, Argon2_id),
                      '\0');
  check_argon2(argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, secret.data(),
                                     secret.size(), salt.bytes.data(), Salt::kSize, kHashBytes,
                                     encoded.data(), encoded.size()));
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool verify_password(const Block<32>& key, std::string_view password, const std::string& hash) {
  if (cost_of(hash) == PasswordCost{}) return false;
  const std::string secret = peppered(key, password);
  const int result = argon2id_verify(hash.c_str(), secret.data(), secret.size());
  if (result == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  return result == ARGON2_OK;
}

PasswordCost cost_of(std::string_view hash) {
  PasswordCost cost{};
  if (!hash.starts_with(kForm)) return {};
  hash.remove_prefix(kForm.size());
  if (!read_number(hash, ",t=", cost.memory_kib) || !read_number(hash, ",p=", cost.passes) ||
      !read_number(hash, "$", cost.lanes)) {
    return {};
  }
  const bool affordable = cost.memory_kib <= kPasswordCostMax.memory_kib &&
                          cost.passes <= kPasswordCostMax.passes &&
                          cost.lanes <= kPasswordCostMax.lanes;
  return affordable ? cost : PasswordCost{};
}

std::string hash_of_nobody(Random& random, const PasswordCost& cost) {
  const auto unpadded = [](std::string text) {
    text.erase(text.find_last_not_of('=') + 1);
    return text;
  };
  return std::string(kForm) + std::to_string(cost.memory_kib) +
         ",t=" + std::to_string(cost.passes) + ",p=" + std::to_string(cost.lanes) + "$" +
         unpadded(to_base64(random.block<Salt::kSize>().view())) + "$" +
         unpadded(to_base64(random.block<kHashBytes>().view()));
}

std::string make_initial_password(Random& random) {
  // Without 0 and o, 1, i and l, u and v, which look alike on paper.
  constexpr std::string_view kAlphabet = "23456789abcdefghjkmnpqrstwxyz";
  constexpr std::size_t kGroups = 4;
  constexpr std::size_t kGroupSize = 4;
  // Bytes above the largest multiple are drawn again, so that each letter is as likely.
  constexpr std::size_t kFair = 256 / kAlphabet.size() * kAlphabet.size();
  std::string password;
  while (password.size() < kGroups * (kGroupSize + 1) - 1) {
    const auto value = std::to_integer<std::size_t>(random.block<1>().bytes[0]);
    if (value >= kFair) continue;
    if (password.size() % (kGroupSize + 1) == kGroupSize) password += '-';
    password += kAlphabet[value % kAlphabet.size()];
  }
  return password;
}

}  // namespace mingzhang::auth
