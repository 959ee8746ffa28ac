#include "tests/audit/exported_tiles.h"

#include <fstream>

#include "audit/tiles_export.h"
#include "ledger/folder.h"
#include "tests/audit/ledger_copy.h"

namespace mingzhang::test {

ExportedTiles::ExportedTiles(std::optional<Seq> size_max) {
  LedgerCopy copy;
  if (size_max) copy.sql("DELETE FROM checkpoints WHERE size > " + std::to_string(*size_max));
  copy.let_go();
  audit::Source source = audit::open_source(copy.folder(), "");
  size_ = audit::export_tiles(source, folder(), [](std::uint64_t, std::uint64_t) {});
  std::filesystem::copy_file(file("log.vkey"), vkey());
}

std::string ExportedTiles::read(const std::string& path) const { return read_file(file(path)); }

void ExportedTiles::write(const std::string& path, const std::string& bytes) const {
  std::ofstream(file(path), std::ios::binary | std::ios::trunc) << bytes;
}

void ExportedTiles::flip(const std::string& path, std::size_t offset) const {
  std::string bytes = read(path);
  bytes.at(offset) = static_cast<char>(bytes.at(offset) ^ 1);
  write(path, bytes);
}

std::string ExportedTiles::path_of(Seq seq, int level) const {
  const std::uint64_t index = seq / tlog::kTileWidth;
  return tlog::tile_path({level, index, tlog::tile_width(size_, level, index)});
}

std::string ExportedTiles::bundle_of(Seq seq) const { return path_of(seq, tlog::TileId::kEntries); }

std::string ExportedTiles::leaves_of(Seq seq) const { return path_of(seq, 0); }

std::size_t ExportedTiles::offset_of(Seq seq) const {
  const std::string bundle = read(bundle_of(seq));
  const std::uint64_t index = seq / tlog::kTileWidth;
  const unsigned width = tlog::tile_width(size_, tlog::TileId::kEntries, index);
  const auto entries = tlog::parse_bundle(bytes_of(bundle), width).value();
  return static_cast<std::size_t>(entries.at(seq % tlog::kTileWidth).data() -
                                  bytes_of(bundle).data());
}

}  // namespace mingzhang::test
