#include "ledger/tlog/tiles.h"

#include <algorithm>

#include "ledger/base/assert.h"
#include "ledger/tlog/text.h"

namespace mingzhang::tlog {
namespace {

constexpr std::string_view kTilePrefix = "tile/";
constexpr std::string_view kEntriesName = "entries";
constexpr std::string_view kPartial = ".p/";

bool is_level(int level) { return level >= TileId::kEntries && level <= kTileLevelMax; }

/// How many hashes of `level` the tree of `size` leaves has: one for every 256^level leaves.
std::uint64_t hash_count(std::uint64_t size, int level) {
  const int bits = 8 * std::max(level, 0);
  return bits < 64 ? size >> bits : 0;
}

/// "067" of 67, "x001/x234/067" of 1234067.
std::string index_path(std::uint64_t index) {
  // Adding 1000 and dropping its digit pads with zeroes.
  const auto element = [](std::uint64_t n) { return std::to_string(1000 + n % 1000).substr(1); };
  std::string path = element(index);
  while ((index /= 1000) > 0) path.insert(0, 'x' + element(index) + '/');
  return path;
}

/// Reads what index_path() writes, and much that it does not.
std::optional<std::uint64_t> parse_index_path(std::string_view path) {
  std::string digits(path);
  std::erase_if(digits, [](char c) { return c == 'x' || c == '/'; });
  digits.erase(0, digits.find_first_not_of('0'));
  return digits.empty() ? std::optional<std::uint64_t>(0) : parse_decimal(digits);
}

std::optional<int> parse_level(std::string_view text) {
  if (text == kEntriesName) return TileId::kEntries;
  const auto level = parse_decimal(text);
  if (!level || *level > static_cast<unsigned>(kTileLevelMax)) return std::nullopt;
  return static_cast<int>(*level);
}

}  // namespace

std::string tile_path(const TileId& tile) {
  MZ_ASSERT(is_level(tile.level));
  MZ_ASSERT(tile.width >= 1 && tile.width <= kTileWidth);
  std::string path(kTilePrefix);
  path += tile.level == TileId::kEntries ? std::string(kEntriesName) : std::to_string(tile.level);
  path += '/';
  path += index_path(tile.index);
  if (tile.width < kTileWidth) path.append(kPartial).append(std::to_string(tile.width));
  return path;
}

std::optional<TileId> parse_tile_path(std::string_view path) {
  std::string_view rest = path;
  if (!rest.starts_with(kTilePrefix)) return std::nullopt;
  rest.remove_prefix(kTilePrefix.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto level = parse_level(rest.substr(0, slash));
  rest.remove_prefix(slash + 1);
  std::uint64_t width = kTileWidth;
  if (const std::size_t dot = rest.find(kPartial); dot != std::string_view::npos) {
    width = parse_decimal(rest.substr(dot + kPartial.size())).value_or(0);
    if (width < 1 || width >= kTileWidth) return std::nullopt;
    rest = rest.substr(0, dot);
  }
  const auto index = parse_index_path(rest);
  if (!level || !index) return std::nullopt;
  const TileId tile{*level, *index, static_cast<unsigned>(width)};
  // Writing it again is the strict part of reading it.
  if (tile_path(tile) != path) return std::nullopt;
  return tile;
}

unsigned tile_width(std::uint64_t size, int level, std::uint64_t index) {
  MZ_ASSERT(is_level(level));
  const std::uint64_t count = hash_count(size, level);
  if (index > count / kTileWidth) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(count - index * kTileWidth, kTileWidth));
}

void for_each_tile(std::uint64_t old_size, std::uint64_t size,
                   const std::function<bool(const TileId&)>& visit) {
  MZ_ASSERT(old_size <= size);
  for (int level = TileId::kEntries; hash_count(size, level) > 0; ++level) {
    if (hash_count(size, level) == hash_count(old_size, level)) continue;
    std::uint64_t index = hash_count(old_size, level) / kTileWidth;
    for (unsigned width; (width = tile_width(size, level, index)) > 0; ++index) {
      if (!visit(TileId{level, index, width})) return;
    }
  }
}

std::vector<TileId> tiles_of(std::uint64_t size) {
  std::vector<TileId> tiles;
  for_each_tile(0, size, [&](const TileId& tile) {
    tiles.push_back(tile);
    return true;
  });
  return tiles;
}

Bytes tile_bytes(std::span<const Hash> hashes) {
  Bytes bytes;
  bytes.reserve(hashes.size() * Hash::kSize);
  for (const Hash& hash : hashes) bytes.insert(bytes.end(), hash.bytes.begin(), hash.bytes.end());
  return bytes;
}

std::optional<std::vector<Hash>> parse_tile(ByteView tile, unsigned width) {
  if (tile.size() != width * Hash::kSize) return std::nullopt;
  std::vector<Hash> hashes(width);
  for (Hash& hash : hashes) {
    std::ranges::copy(tile.first<Hash::kSize>(), hash.bytes.begin());
    tile = tile.subspan(Hash::kSize);
  }
  return hashes;
}

void append_entry(Bytes& bundle, ByteView entry) {
  MZ_ASSERT(entry.size() <= kBundleEntryBytesMax);
  bundle.push_back(static_cast<std::byte>(entry.size() >> 8));
  bundle.push_back(static_cast<std::byte>(entry.size() & 0xFF));
  bundle.insert(bundle.end(), entry.begin(), entry.end());
}

std::optional<std::vector<ByteView>> parse_bundle(ByteView bundle, unsigned width) {
  std::vector<ByteView> entries;
  while (!bundle.empty()) {
    if (bundle.size() < 2) return std::nullopt;
    const std::size_t size =
        std::to_integer<std::size_t>(bundle[0]) << 8 | std::to_integer<std::size_t>(bundle[1]);
    bundle = bundle.subspan(2);
    if (bundle.size() < size) return std::nullopt;
    entries.push_back(bundle.first(size));
    bundle = bundle.subspan(size);
  }
  if (entries.size() != width) return std::nullopt;
  return entries;
}

}  // namespace mingzhang::tlog
