#include "api/acts/receipt_code.h"

#include <algorithm>
#include <cstdint>

namespace mingzhang {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr unsigned kBits = 5;
constexpr std::size_t kLeafDigits = ReceiptCode::kLeafBits / kBits;
constexpr std::size_t kSeqDigitsMax = 11;  // 2^53 - 1 has as many.
constexpr std::size_t kTextBytesMax = 64;

/// The value of a digit, as forgiving as people need; none when it is no digit.
std::optional<std::uint64_t> digit_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const std::size_t at = kDigits.find(c);
  return at == kDigits.npos ? std::nullopt : std::optional<std::uint64_t>(at);
}

std::uint64_t number_of(std::string_view digits) {
  std::uint64_t number = 0;
  for (const char c : digits) number = number << kBits | *digit_of(c);
  return number;
}

/// The last `count` digits of a number.
std::string digits_of(std::uint64_t number, std::size_t count) {
  std::string digits(count, '0');
  for (std::size_t i = count; i-- > 0; number >>= kBits) digits[i] = kDigits[number % 32];
  return digits;
}

}  // namespace

ReceiptCode receipt_code_of(Seq seq, const Hash& leaf) {
  constexpr std::size_t kBytes = 8;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kBytes; ++i) {
    bits = bits << 8 | std::to_integer<std::uint64_t>(leaf.bytes[i]);
  }
  return {seq, bits >> (8 * kBytes - ReceiptCode::kLeafBits)};
}

std::string to_text(const ReceiptCode& code) {
  std::string seq = digits_of(code.seq, kSeqDigitsMax);
  seq.erase(0, std::min(seq.find_first_not_of('0'), kSeqDigitsMax - 1));
  return seq + "-" + digits_of(code.leaf_bits, kLeafDigits);
}

std::optional<ReceiptCode> parse_receipt_code(std::string_view text) {
  if (text.size() > kTextBytesMax) return std::nullopt;
  std::string digits;
  for (const char c : text) {
    if (c == ' ' || c == '-') continue;
    if (!digit_of(c)) return std::nullopt;
    digits += c;
  }
  if (digits.size() <= kLeafDigits || digits.size() > kLeafDigits + kSeqDigitsMax) {
    return std::nullopt;
  }
  const std::string_view all = digits;
  const std::uint64_t seq = number_of(all.substr(0, all.size() - kLeafDigits));
  if (seq > static_cast<std::uint64_t>(kIntMax)) return std::nullopt;
  return ReceiptCode{seq, number_of(all.substr(all.size() - kLeafDigits))};
}

}  // namespace mingzhang
