#include "audit/tile_source.h"

#include <algorithm>
#include <stdexcept>

#include "ledger/folder.h"
#include "ledger/tlog/note.h"

namespace mingzhang::audit {

namespace fs = std::filesystem;

using tlog::TileId;

std::optional<std::string> fetch_tile(TileSource& source, const TileId& tile) {
  std::optional<std::string> bytes = source.tile(tile);
  if (bytes || tile.width == tlog::kTileWidth) return bytes;
  bytes = source.tile({tile.level, tile.index, tlog::kTileWidth});
  if (!bytes) return std::nullopt;
  if (tile.level != TileId::kEntries) {
    bytes->resize(std::min(bytes->size(), tile.width * Hash::kSize));
    return bytes;
  }
  Bytes cut;
  for (const ByteView entry : leading_entries(bytes_of(*bytes), tile.width)) {
    tlog::append_entry(cut, entry);
  }
  return std::string(text_of(cut));
}

std::vector<ByteView> leading_entries(ByteView bundle, unsigned width) {
  std::vector<ByteView> entries;
  while (entries.size() < width && bundle.size() >= 2) {
    const std::size_t size =
        std::to_integer<std::size_t>(bundle[0]) << 8 | std::to_integer<std::size_t>(bundle[1]);
    if (bundle.size() - 2 < size) break;
    entries.push_back(bundle.subspan(2, size));
    bundle = bundle.subspan(2 + size);
  }
  return entries;
}

bool TilesFolder::is_one(const fs::path& path) {
  return fs::is_directory(path) && !fs::exists(LedgerFolder{path}.database()) &&
         (fs::exists(path / "checkpoint") || fs::is_directory(path / "tile"));
}

std::optional<std::string> TilesFolder::checkpoint() {
  return read("checkpoint", tlog::kNoteBytesMax);
}

std::optional<std::string> TilesFolder::witnessed() {
  return read("witnessed", tlog::kNoteBytesMax);
}

std::vector<Stamped> TilesFolder::stamped() { return read_all_stamped(folder_ / "timestamps"); }

std::optional<std::string> TilesFolder::vkey() { return read("log.vkey", kVkeyBytesMax); }

std::optional<std::string> TilesFolder::tile(const tlog::TileId& tile) {
  return read(tlog::tile_path(tile), kTileBytesMax);
}

std::optional<std::string> TilesFolder::read(const std::string& path,
                                             std::uint64_t bytes_max) const {
  const fs::path file = folder_ / path;
  if (!fs::exists(file)) return std::nullopt;
  if (!fs::is_regular_file(file) || fs::file_size(file) > bytes_max) {
    throw std::runtime_error(file.string() + " is no file of at most " + std::to_string(bytes_max) +
                             " bytes");
  }
  return read_file(file);
}

}  // namespace mingzhang::audit
