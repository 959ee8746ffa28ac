#include "audit/tile_source.h"

#include <stdexcept>

#include "ledger/folder.h"
#include "ledger/tlog/note.h"

namespace mingzhang::audit {

namespace fs = std::filesystem;

bool TilesFolder::is_one(const fs::path& path) {
  return fs::is_directory(path) && !fs::exists(LedgerFolder{path}.database()) &&
         (fs::exists(path / "checkpoint") || fs::is_directory(path / "tile"));
}

std::optional<std::string> TilesFolder::checkpoint() {
  return read("checkpoint", tlog::kNoteBytesMax);
}

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
