#include "audit/tiles_export.h"

#include <stdexcept>

#include "ledger/folder.h"
#include "ledger/stamped.h"
#include "ledger/tile_reader.h"

namespace mingzhang::audit {

namespace fs = std::filesystem;

std::uint64_t export_tiles(Source& source, const fs::path& out,
                           const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  if (fs::exists(out) && !fs::is_empty(out)) {
    throw std::runtime_error(out.string() + " is not empty");
  }
  fs::create_directories(out);
  // Before the newest checkpoint is, or it may be newer.
  const fs::path kept = source.folder.witnessed();
  if (fs::exists(kept)) write_file(out / "witnessed", read_file(kept));
  for (const Stamped& stamped : read_all_stamped(source.folder.timestamps())) {
    write_stamped(out / "timestamps", stamped);
  }
  std::uint64_t size = 0;
  std::string note;
  {
    const auto rows = source.store->snapshot();
    const std::optional<store::CheckpointRow> last = rows->last_checkpoint();
    if (!last) throw std::runtime_error("the ledger has no checkpoint yet");
    size = last->size;
    note = last->note;
  }
  tlog::for_each_tile(0, size, [&](const tlog::TileId& tile) {
    const auto rows = source.store->snapshot();
    const std::optional<Bytes> bytes = read_tile(*rows, tile);
    if (!bytes) throw std::runtime_error("entries are missing: verify the ledger first");
    const fs::path path = out / tlog::tile_path(tile);
    fs::create_directories(path.parent_path());
    write_file(path, text_of(*bytes));
    if (tile.level == tlog::TileId::kEntries) {
      progress(tile.index * tlog::kTileWidth + tile.width, size);
    }
    return true;
  });
  write_file(out / "log.vkey", source.verifier.vkey() + "\n");
  write_file(out / "checkpoint", note);  // Last: a reader who sees it finds all that it covers.
  return size;
}

}  // namespace mingzhang::audit
