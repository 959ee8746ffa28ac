#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"

namespace mingzhang::tlog {

/// Hashes in a full tile, entries in a full bundle.
inline constexpr unsigned kTileWidth = 256;
/// Largest level that a path may name (c2sp.org/tlog-tiles); trees below 2^64 leaves end at 7.
inline constexpr int kTileLevelMax = 63;
inline constexpr std::size_t kBundleEntryBytesMax = 65'535;

/// Names one tile, or one bundle of entries, of c2sp.org/tlog-tiles.
struct TileId {
  /// The `level` of a bundle of entries.
  static constexpr int kEntries = -1;

  int level = 0;            ///< 0 … kTileLevelMax, or kEntries
  std::uint64_t index = 0;  ///< of the tile within its level
  unsigned width =
      kTileWidth;  ///< 1 … kTileWidth hashes or entries; less than kTileWidth is partial

  bool operator==(const TileId&) const = default;
};

/// "tile/0/x001/x234/067.p/112", "tile/entries/000": the path below the log's prefix.
/// Pre: level and width are in range.
std::string tile_path(const TileId& tile);

/// Accepts exactly what tile_path() writes.
std::optional<TileId> parse_tile_path(std::string_view path);

/// How many hashes (entries, if level is kEntries) the tile holds in the tree of `size` leaves:
/// 0 if it does not exist there. Pre: level is in range.
unsigned tile_width(std::uint64_t size, int level, std::uint64_t index);

/// Visits every bundle, then every tile level by level, left to right, of the tree of `size` leaves
/// that the tree of `old_size` leaves has not, or has narrower. With old_size 0: all of them.
/// Stops when `visit` returns false. Pre: old_size <= size.
void for_each_tile(std::uint64_t old_size, std::uint64_t size,
                   const std::function<bool(const TileId&)>& visit);

/// All of them in one list, in that order. Mind the memory: about size / 128 items.
std::vector<TileId> tiles_of(std::uint64_t size);

/// The bytes of a tile: its hashes, one after the other.
Bytes tile_bytes(std::span<const Hash> hashes);

/// The hashes of a tile; nothing unless it is exactly `width` hashes long.
std::optional<std::vector<Hash>> parse_tile(ByteView tile, unsigned width);

/// Appends one entry to a bundle: its length as a big-endian uint16, then its bytes.
/// Pre: entry.size() <= kBundleEntryBytesMax.
void append_entry(Bytes& bundle, ByteView entry);

/// The entries of a bundle, without a copy; nothing unless it is exactly `width` whole entries.
std::optional<std::vector<ByteView>> parse_bundle(ByteView bundle, unsigned width);

}  // namespace mingzhang::tlog
