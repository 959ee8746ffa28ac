#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

/// The bytes of a text, without a copy.
inline ByteView bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
/// The text in some bytes, without a copy; not checked for UTF-8.
std::string_view text_of(ByteView bytes);

/// N bytes that mean one thing: a digest, a salt, a key.
template <std::size_t N>
struct Block {
  std::array<std::byte, N> bytes{};

  static constexpr std::size_t kSize = N;
  ByteView view() const { return bytes; }
  // As memory: GCC 12 compares arrays of std::byte one by one.
  bool operator==(const Block& other) const {
    return std::memcmp(bytes.data(), other.bytes.data(), N) == 0;
  }
  std::strong_ordering operator<=>(const Block& other) const {
    return std::memcmp(bytes.data(), other.bytes.data(), N) <=> 0;
  }
};

using Hash = Block<32>;
using Salt = Block<16>;

/// Lower-case hexadecimal.
std::string to_hex(ByteView bytes);
/// Writes 2 × bytes.size() lower-case digits at `out`; returns the end.
char* write_hex(ByteView bytes, char* out);
/// Reads exactly 2 × out.size() lower-case digits; false for anything else.
[[nodiscard]] bool read_hex(std::string_view text, std::span<std::byte> out);

/// RFC 4648 §4, with padding.
std::string to_base64(ByteView bytes);
/// RFC 4648 §4, strict: canonical padding and zero trailing bits, nothing else accepted.
std::optional<Bytes> from_base64(std::string_view text);
/// RFC 4648 §5 ("base64url"), without padding.
std::string to_base64url(ByteView bytes);
/// RFC 4648 §5, strict: no padding, zero trailing bits, nothing else accepted.
std::optional<Bytes> from_base64url(std::string_view text);
/// RFC 4648 §6, upper case, without padding: as programs for second factors read it.
std::string to_base32(ByteView bytes);
/// RFC 4648 §6, strict: upper case, no padding, zero trailing bits, nothing else accepted.
std::optional<Bytes> from_base32(std::string_view text);

template <std::size_t N>
std::optional<Block<N>> block_from_hex(std::string_view text) {
  Block<N> block;
  if (!read_hex(text, block.bytes)) return std::nullopt;
  return block;
}

}  // namespace mingzhang
