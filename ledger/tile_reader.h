#pragma once

#include <optional>

#include "ledger/store/store.h"
#include "ledger/tlog/tiles.h"

namespace mingzhang {

/// The bytes of one tile of hashes, or of one bundle of entries, of c2sp.org/tlog-tiles, from the
/// stored rows: what an export writes and the server serves. Nothing while fewer than `tile.width`
/// hashes or entries are stored there; a partial tile stays readable when it has grown. At most 16
/// MiB, and usually some 100 KiB. Pre: level and width are in range, as parse_tile_path() ensures.
/// Errors: StoreError (corrupt when a row that must be there is not).
std::optional<Bytes> read_tile(store::Rows& rows, const tlog::TileId& tile);

}  // namespace mingzhang
