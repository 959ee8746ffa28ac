#include "ledger/fund/effects.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "ledger/base/sha256.h"

namespace mingzhang {
namespace {

#define MZ_INDEX(name, key_count, ...) \
  constexpr std::array name##_columns = std::to_array<std::string_view>({__VA_ARGS__});
#include "ledger/fund/indexes.def"
#undef MZ_INDEX

consteval std::size_t writer_of(std::span<const std::string_view> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == "by" || columns[i] == "seq") return i;
  }
  throw "every row names its writer";
}

constexpr std::array kSpecs{
#define MZ_INDEX(name, key_count, ...) \
  IndexSpec{Index::name, #name, key_count, name##_columns, writer_of(name##_columns)},
#include "ledger/fund/indexes.def"
#undef MZ_INDEX
};

}  // namespace

std::span<const IndexSpec> index_specs() { return kSpecs; }

const IndexSpec& spec_of(Index index) { return kSpecs.at(static_cast<std::size_t>(index)); }

std::int64_t index_key(std::string_view noun, std::string_view text) {
  // In one piece, as most are short: three cost as much again as the digest.
  std::array<char, 128> piece;
  const std::size_t size = noun.size() + 1 + text.size();
  Hash hash;
  if (size <= piece.size()) {
    char* end = std::ranges::copy(noun, piece.begin()).out;
    *end++ = '\0';
    std::ranges::copy(text, end);
    hash = sha256(bytes_of({piece.data(), size}));
  } else {
    constexpr std::byte kEnd{0};
    hash = sha256({bytes_of(noun), ByteView(&kEnd, 1), bytes_of(text)});
  }
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < 8; ++i)
    key = key << 8 | std::to_integer<std::uint64_t>(hash.bytes[i]);
  return static_cast<std::int64_t>(key);
}

std::int64_t ref_key(std::string_view ref) {
  constexpr std::size_t kDigitsMax = 8;
  constexpr unsigned kNumberAt = 38;
  constexpr std::uint64_t kNumberMask = ((std::uint64_t{1} << 24) - 1) << kNumberAt;
  const std::int64_t digest = index_key("ref", ref);
  const char* const end = ref.data() + ref.size();
  const char* digits = end;
  const char* const first = end - std::min(kDigitsMax, ref.size());
  while (digits != first && digits[-1] >= '0' && digits[-1] <= '9') --digits;
  if (digits == end) return digest;
  std::uint64_t number = 0;
  std::from_chars(digits, end, number);
  return static_cast<std::int64_t>((static_cast<std::uint64_t>(digest) & ~kNumberMask) |
                                   (number << kNumberAt & kNumberMask));
}

}  // namespace mingzhang
