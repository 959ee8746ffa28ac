#include "ledger/base/bytes.h"

#include <bit>

namespace mingzhang {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What each character is worth as one of `digits`; -1 for all others.
constexpr std::array<std::int8_t, 256> values_of(std::string_view digits) {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}

constexpr std::string_view kBase64UrlDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

constexpr std::array<std::int8_t, 256> kHexValues = values_of(kHexDigits);
constexpr std::array<std::int8_t, 256> kBase64Values = values_of(kBase64Digits);
constexpr std::array<std::int8_t, 256> kBase64UrlValues = values_of(kBase64UrlDigits);
constexpr std::array<std::int8_t, 256> kBase32Values = values_of(kBase32Digits);

/// So many bytes are read at once: hashes make up most of an entry.
constexpr std::size_t kWideBytes = 8;

/// 16 digits; false when one is none.
bool read_wide(const char* text, std::byte* out) {
  static_assert(std::endian::native == std::endian::little);
  using Chars [[gnu::vector_size(16)]] = unsigned char;
  using Pairs [[gnu::vector_size(16)]] = std::uint16_t;
  using Narrow [[gnu::vector_size(8)]] = unsigned char;
  using Words = std::array<std::uint64_t, 2>;
  Chars c;
  std::memcpy(&c, text, sizeof c);
  const auto numerals = (c >= '0') & (c <= '9');
  const auto letters = (c >= 'a') & (c <= 'f');
  const auto [low, high] = std::bit_cast<Words>(numerals | letters);
  if ((low & high) != ~std::uint64_t{0}) return false;
  const Chars nibbles = (c & 0x0F) + (std::bit_cast<Chars>(letters) & 9);
  const auto pairs = std::bit_cast<Pairs>(nibbles);
  const Pairs values = (pairs << 4 | pairs >> 8) & 0xFF;
  const auto bytes = __builtin_convertvector(values, Narrow);
  std::memcpy(out, &bytes, sizeof bytes);
  return true;
}

/// The bits of `bytes` in groups of `width`, the first on top, the last filled up with zeros.
std::string to_digits(ByteView bytes, std::string_view digits, unsigned width) {
  std::string text;
  text.reserve(bytes.size() * 8 / width + 1);
  unsigned bits = 0;
  unsigned count = 0;
  for (const std::byte b : bytes) {
    bits = (bits << 8 | std::to_integer<unsigned>(b)) & 0xFFFF;
    for (count += 8; count >= width; count -= width) {
      text += digits[bits >> (count - width) & (digits.size() - 1)];
    }
  }
  if (count > 0) text += digits[bits << (width - count) & (digits.size() - 1)];
  return text;
}

/// The reverse; none where a whole digit, or a bit, stands for nothing.
std::optional<Bytes> from_digits(std::string_view text, const std::array<std::int8_t, 256>& values,
                                 unsigned width) {
  Bytes bytes;
  bytes.reserve(text.size() * width / 8);
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const int value = values[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    bits = (bits << width | static_cast<unsigned>(value)) & 0xFFFF;
    count += width;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<std::byte>(bits >> count & 255));
  }
  if (count >= width || (bits & ((1U << count) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

char* write_hex(ByteView bytes, char* out) {
  for (const std::byte b : bytes) {
    const auto value = std::to_integer<unsigned>(b);
    *out++ = kHexDigits[value >> 4];
    *out++ = kHexDigits[value & 15];
  }
  return out;
}

std::string to_hex(ByteView bytes) {
  std::string text(2 * bytes.size(), '\0');
  write_hex(bytes, text.data());
  return text;
}

bool read_hex(std::string_view text, std::span<std::byte> out) {
  if (text.size() != 2 * out.size()) return false;
  std::size_t i = 0;
  for (; i + kWideBytes <= out.size(); i += kWideBytes) {
    if (!read_wide(text.data() + 2 * i, out.data() + i)) return false;
  }
  int all = 0;  // Negative as soon as one character is no digit.
  for (; i < out.size(); ++i) {
    const int high = kHexValues[static_cast<unsigned char>(text[2 * i])];
    const int low = kHexValues[static_cast<unsigned char>(text[2 * i + 1])];
    all |= high | low;
    out[i] = static_cast<std::byte>(high << 4 | low);
  }
  return all >= 0;
}

std::string to_base64(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < count ? std::to_integer<unsigned>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= count ? kBase64Digits[group >> (18 - 6 * k) & 63] : '=';
    }
  }
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const std::size_t digits = i + 4 == text.size() ? 4 - padding : 4;
    unsigned group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const int value = k < digits ? kBase64Values[static_cast<unsigned char>(text[i + k])] : 0;
      if (value < 0) return std::nullopt;
      group = group << 6 | static_cast<unsigned>(value);
    }
    for (std::size_t k = 0; k + 1 < digits; ++k) {
      bytes.push_back(static_cast<std::byte>(group >> (16 - 8 * k) & 255));
    }
    if (digits < 4 && (group & (digits == 3 ? 0xFFU : 0xFFFFU)) != 0) return std::nullopt;
  }
  return bytes;
}

std::string to_base64url(ByteView bytes) { return to_digits(bytes, kBase64UrlDigits, 6); }

std::optional<Bytes> from_base64url(std::string_view text) {
  return from_digits(text, kBase64UrlValues, 6);
}

std::string to_base32(ByteView bytes) { return to_digits(bytes, kBase32Digits, 5); }

std::optional<Bytes> from_base32(std::string_view text) {
  return from_digits(text, kBase32Values, 5);
}

}  // namespace mingzhang
