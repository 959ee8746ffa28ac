#include "audit/chunk.h"

#include <limits>

#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

/// A database may hold any number as a row's, whatever an entry may say of itself.
constexpr Seq kRowMax = static_cast<Seq>(std::numeric_limits<std::int64_t>::max());

/// The roots of whole tiles; a tile with a gap has none.
void add_tiles(Chunk& chunk) {
  std::vector<Hash> leaves;
  auto entry = chunk.entries.begin();
  for (Seq start = chunk.first; start + kTileWidth <= chunk.last; start += kTileWidth) {
    leaves.clear();
    for (; entry != chunk.entries.end() && entry->row < start + kTileWidth; ++entry) {
      leaves.push_back(entry->computed);
    }
    const bool whole = leaves.size() == kTileWidth;
    chunk.tiles.push_back(whole ? std::optional(tlog::subtree_root(leaves)) : std::nullopt);
  }
}

bool is_sound(const Chunk& chunk) {
  if (chunk.unreadable || chunk.entries.size() != chunk.last - chunk.first) return false;
  const Prepared* before = nullptr;
  for (const Prepared& prepared : chunk.entries) {
    const Result<Entry>& entry = prepared.entry;
    if (!entry || entry->seq != prepared.row || prepared.computed != prepared.stored) return false;
    if (before != nullptr && entry->prev != before->computed) return false;
    before = &prepared;
  }
  return true;
}

/// Its memory, without what was in it.
Chunk emptied(Chunk chunk) {
  chunk.entries.clear();
  chunk.bodies->clear();
  chunk.checkpoints.clear();
  chunk.tiles.clear();
  chunk.unreadable = false;
  return chunk;
}

std::expected<tlog::Checkpoint, tlog::NoteError> read_note(std::string_view note,
                                                           const CheckpointReader& reader) {
  if (reader.level >= Level::signatures) return tlog::open_checkpoint(note, reader.verifier);
  const std::optional<tlog::ParsedNote> parsed = tlog::parse_note(note);
  const auto checkpoint = parsed ? tlog::parse_checkpoint_body(parsed->text) : std::nullopt;
  if (!checkpoint) return std::unexpected(tlog::NoteError::malformed);
  return *checkpoint;
}

PreparedCheckpoint open(const store::CheckpointRow& row, const CheckpointReader& reader) {
  PreparedCheckpoint prepared;
  prepared.size = row.size;
  const auto checkpoint = read_note(row.note, reader);
  if (!checkpoint) {
    prepared.error = tlog::to_text(checkpoint.error());
  } else if (checkpoint->size != row.size) {
    prepared.error = "size " + std::to_string(checkpoint->size);
  } else {
    prepared.checkpoint = *checkpoint;
  }
  return prepared;
}

}  // namespace

Seq stored_size(store::Rows& rows) {
  try {
    return rows.head().size;
  } catch (const store::StoreError& error) {
    Seq size = 0;
    try {
      rows.scan_entries(0, kRowMax, [&](const store::EntryRow& row) {
        size = row.seq + 1;
        return true;
      });
    } catch (const store::StoreError&) {
      // Of a damaged newest row the others are all the same looked at. Where nothing can be read,
      // the first failure says what is wrong.
      if (size == 0) throw error;
    }
    return size;
  }
}

std::optional<Entry> entry_at(store::Rows& rows, Seq seq) {
  try {
    const std::optional<std::string> bytes = rows.entry(seq);
    Result<Entry> entry = bytes ? decode(*bytes) : refuse(Code::json_malformed);
    return entry ? std::optional(std::move(*entry)) : std::nullopt;
  } catch (const store::StoreError&) {
    return std::nullopt;
  }
}

std::vector<PreparedCheckpoint> prepare_checkpoints(store::Rows& rows, std::uint64_t first,
                                                    std::uint64_t last,
                                                    const CheckpointReader& reader) {
  std::vector<PreparedCheckpoint> checkpoints;
  if (reader.level == Level::chain) return checkpoints;
  rows.scan_checkpoints(first, last, [&](const store::CheckpointRow& row) {
    checkpoints.push_back(open(row, reader));
    return true;
  });
  return checkpoints;
}

Chunk prepare(store::Rows& rows, Seq first, Seq last, const CheckpointReader& reader, Chunk used) {
  Chunk chunk = emptied(std::move(used));
  chunk.first = first;
  chunk.last = last;
  chunk.entries.reserve(last - first);
  const Kind* hint = nullptr;
  try {
    rows.scan_entries(first, last, [&](const store::EntryRow& row) {
      Prepared& prepared = chunk.entries.emplace_back();
      prepared.row = row.seq;
      prepared.computed = tlog::leaf_hash(bytes_of(row.bytes));
      prepared.stored = row.leaf;
      decode(row.bytes, hint, *chunk.bodies, prepared.entry);
      if (prepared.entry) hint = prepared.entry->kind;
      return true;
    });
    if (chunk.entries.empty()) {
      // However large a gap is, it is one chunk.
      rows.scan_entries(last, kRowMax, [&](const store::EntryRow& row) {
        chunk.last = row.seq / kChunkEntries * kChunkEntries;
        return false;
      });
    }
  } catch (const store::StoreError&) {
    chunk.unreadable = true;
  }
  try {
    chunk.checkpoints = prepare_checkpoints(rows, first + 1, chunk.last, reader);
  } catch (const store::StoreError&) {
    chunk.unreadable = true;
  }
  chunk.sound = is_sound(chunk);
  if (!chunk.entries.empty()) add_tiles(chunk);
  return chunk;
}

}  // namespace mingzhang::audit
