#include "audit/tiles_export.h"

#include <stdexcept>

#include "ledger/folder.h"
#include "ledger/tlog/tiles.h"
#include "ledger/tree.h"

namespace mingzhang::audit {
namespace {

namespace fs = std::filesystem;

Bytes entry_bundle(store::Rows& rows, const tlog::TileId& tile) {
  Bytes bundle;
  const Seq first = tile.index * tlog::kTileWidth;
  Seq count = 0;
  rows.scan_entries(first, first + tile.width, [&](const store::EntryRow& row) {
    if (row.bytes.size() > tlog::kBundleEntryBytesMax) return false;
    tlog::append_entry(bundle, bytes_of(row.bytes));
    ++count;
    return true;
  });
  if (count != tile.width) throw std::runtime_error("entries are missing: verify the ledger first");
  return bundle;
}

Bytes hash_tile(store::Rows& rows, const tlog::TileId& tile) {
  const StoredTree tree(rows);
  std::vector<Hash> hashes(tile.width);
  const Seq first = tile.index * tlog::kTileWidth;
  if (tile.level == 0) {
    tree.leaves(first, hashes);
  } else {
    tree.nodes(static_cast<unsigned>(tile.level), first, hashes);
  }
  return tlog::tile_bytes(hashes);
}

}  // namespace

std::uint64_t export_tiles(Source& source, const fs::path& out,
                           const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  if (fs::exists(out) && !fs::is_empty(out)) {
    throw std::runtime_error(out.string() + " is not empty");
  }
  fs::create_directories(out);
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
    const bool entries = tile.level == tlog::TileId::kEntries;
    const Bytes bytes = entries ? entry_bundle(*rows, tile) : hash_tile(*rows, tile);
    const fs::path path = out / tlog::tile_path(tile);
    fs::create_directories(path.parent_path());
    write_file(path, text_of(bytes));
    if (entries) progress(tile.index * tlog::kTileWidth + tile.width, size);
    return true;
  });
  write_file(out / "log.vkey", source.verifier.vkey() + "\n");
  write_file(out / "checkpoint", note);  // Last: a reader who sees it finds all that it covers.
  return size;
}

}  // namespace mingzhang::audit
