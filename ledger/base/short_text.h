#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/assert.h"

namespace mingzhang {

/// Which texts a field takes: ids ([a-z0-9][a-z0-9_.-]*) or printable ASCII (0x20–0x7E).
enum class TextForm : unsigned char { id, ascii };

/// A text of at most N bytes, held in place: entries are decoded without allocation. The form is
/// checked where texts come in from outside (ledger/fund/codec.h).
template <std::size_t N, TextForm F = TextForm::ascii>
class ShortText {
 public:
  static constexpr std::size_t kBytesMax = N;
  static constexpr TextForm kForm = F;
  static_assert(N < 256);

  ShortText() = default;
  /// Pre: text.size() <= N. For texts the program itself writes; others use `of`.
  ShortText(std::string_view text) : size_(static_cast<std::uint8_t>(text.size())) {
    MZ_ASSERT(text.size() <= N);
    std::copy(text.begin(), text.end(), bytes_.begin());
  }
  ShortText(const char* text) : ShortText(std::string_view(text)) {}

  /// None when it is too long.
  static std::optional<ShortText> of(std::string_view text) {
    if (text.size() > N) return std::nullopt;
    return ShortText(text);
  }

  std::string_view view() const { return {bytes_.data(), size_}; }
  std::string str() const { return std::string(view()); }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  bool operator==(const ShortText& other) const { return (*this <=> other) == 0; }
  std::strong_ordering operator<=>(const ShortText& other) const {
    // Ids are compared at every look-up: as numbers, without a call.
    if constexpr (sizeof(ShortText) % sizeof(Word) == 0) {
      const auto words = std::bit_cast<Words>(*this);
      const auto others = std::bit_cast<Words>(other);
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] != others[i]) return big_endian(words[i]) <=> big_endian(others[i]);
      }
      return std::strong_ordering::equal;
    } else {
      return std::memcmp(bytes_.data(), other.bytes_.data(), N) <=> 0;
    }
  }

 private:
  using Word = std::uint64_t;
  using Words = std::array<Word, (N + 1) / sizeof(Word)>;
  static constexpr Word big_endian(Word word) {
    return std::endian::native == std::endian::big ? word : std::byteswap(word);
  }

  std::array<char, N> bytes_{};  ///< Zeros behind the text, which has none: whole arrays compare.
  std::uint8_t size_ = 0;
};

/// An opaque id or a code: [a-z0-9][a-z0-9_.-]*, at most 23 bytes. Empty means none.
using Id = ShortText<23, TextForm::id>;
/// channel:account:number, what the outside calls one movement of money.
using Ref = ShortText<95>;

/// A set of characters as a table: every byte that is decoded is looked up.
using CharSet = std::array<bool, 256>;
/// What may begin an `Id`, and what may follow.
inline constexpr CharSet kIdStart = [] {
  CharSet set{};
  for (unsigned c = 'a'; c <= 'z'; ++c) set[c] = true;
  for (unsigned c = '0'; c <= '9'; ++c) set[c] = true;
  return set;
}();
inline constexpr CharSet kIdChars = [] {
  CharSet set = kIdStart;
  for (const unsigned c : {'_', '.', '-'}) set[c] = true;
  return set;
}();
constexpr bool is_in(const CharSet& set, char c) { return set[static_cast<unsigned char>(c)]; }

/// True for a text of the form of an `Id`.
bool is_id(std::string_view text);
/// True for printable ASCII, 0x20–0x7E.
bool is_printable_ascii(std::string_view text);
/// True for valid UTF-8 without control characters, U+2028/9, bidirectional controls or
/// non-characters: what a title may hold.
bool is_title(std::string_view text);
/// The first code point of valid UTF-8 at `text`, and its length; none when it is malformed
/// (RFC 3629: no surrogates, no over-long forms).
struct CodePoint {
  char32_t value;
  std::size_t size;
};
std::optional<CodePoint> decode_utf8(std::string_view text);

}  // namespace mingzhang
