#include "ledger/tile_reader.h"

#include "ledger/tree.h"

namespace mingzhang {
namespace {

Bytes entry_bundle(store::Rows& rows, const tlog::TileId& tile) {
  Bytes bundle;
  const std::uint64_t first = tile.index * tlog::kTileWidth;
  std::uint64_t count = 0;
  rows.scan_entries(first, first + tile.width, [&](const store::EntryRow& row) {
    if (row.bytes.size() > tlog::kBundleEntryBytesMax) return false;
    tlog::append_entry(bundle, bytes_of(row.bytes));
    ++count;
    return true;
  });
  if (count != tile.width) {
    throw store::StoreError(store::StoreError::Kind::corrupt,
                            "entries are missing: verify the ledger first");
  }
  return bundle;
}

Bytes hash_tile(store::Rows& rows, const tlog::TileId& tile) {
  const StoredTree tree(rows);
  std::vector<Hash> hashes(tile.width);
  const std::uint64_t first = tile.index * tlog::kTileWidth;
  if (tile.level == 0) {
    tree.leaves(first, hashes);
  } else {
    tree.nodes(static_cast<unsigned>(tile.level), first, hashes);
  }
  return tlog::tile_bytes(hashes);
}

}  // namespace

std::optional<Bytes> read_tile(store::Rows& rows, const tlog::TileId& tile) {
  const std::uint64_t size = rows.head().size;
  if (tlog::tile_width(size, tile.level, tile.index) < tile.width) return std::nullopt;
  return tile.level == tlog::TileId::kEntries ? entry_bundle(rows, tile) : hash_tile(rows, tile);
}

}  // namespace mingzhang
