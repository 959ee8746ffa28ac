#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/level.h"
#include "ledger/fund/entry.h"
#include "ledger/store/store.h"
#include "ledger/tlog/checkpoint.h"

namespace mingzhang::audit {

/// Entries that are read, hashed and decoded together: a multiple of a tile, and so few that they
/// are still in a core's cache when they are replayed.
inline constexpr Seq kChunkEntries = 512;
inline constexpr Seq kTileWidth = 256;

/// One stored entry, as far as it can be understood alone.
struct Prepared {
  Seq row = 0;    ///< Where it is stored.
  Hash computed;  ///< The leaf hash of its bytes.
  Hash stored;    ///< The leaf hash that is stored beside it.
  Result<Entry> entry;
};

/// A stored checkpoint, its signature checked.
struct PreparedCheckpoint {
  std::uint64_t size = 0;
  std::optional<tlog::Checkpoint> checkpoint;  ///< Absent when the log did not sign it so.
  std::string error;                           ///< Why.
};

/// The rows [first, last) of the entries, and the checkpoints of sizes (first, last]. Where no
/// entry is there, `last` lies as far on as the chunk of the next one.
struct Chunk {
  Seq first = 0;
  Seq last = 0;
  std::unique_ptr<BodyArena> bodies = std::make_unique<BodyArena>();  ///< Of `entries`.
  std::vector<Prepared> entries;  ///< Those that are there, in order.
  std::vector<PreparedCheckpoint> checkpoints;
  /// The subtree roots of the tiles that are complete, by what was computed; empty where an entry
  /// of the tile is not there.
  std::vector<std::optional<Hash>> tiles;
  bool unreadable = false;  ///< The database failed while this was read.
  /// All entries are there and understood, each says its place, is what its stored hash says and
  /// follows the one before it.
  bool sound = false;
};

/// One past the last stored entry: rows decide, not what the store believes. Errors: StoreError.
Seq stored_size(store::Rows& rows);

/// A stored entry, decoded; none where it is not there or cannot be understood. Any input is safe.
std::optional<Entry> entry_at(store::Rows& rows, Seq seq);

/// How checkpoints are read: by whose key, and from Level::signatures on that it signed them; at
/// Level::chain none are.
struct CheckpointReader {
  const tlog::Verifier& verifier;
  Level level = Level::all;
};

/// The stored checkpoints of sizes first … last, opened. Any input is safe.
std::vector<PreparedCheckpoint> prepare_checkpoints(store::Rows& rows, std::uint64_t first,
                                                    std::uint64_t last,
                                                    const CheckpointReader& reader);

/// Reads and prepares one chunk. Any input is safe. Threads: any, each with rows of its own.
/// `used`: one that nobody needs any more, for its memory.
Chunk prepare(store::Rows& rows, Seq first, Seq last, const CheckpointReader& reader,
              Chunk used = {});

}  // namespace mingzhang::audit
