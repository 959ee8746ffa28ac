#include "audit/log_tree.h"

#include <optional>
#include <stdexcept>

#include "ledger/base/assert.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/tree.h"

namespace mingzhang::audit {
namespace {

/// Whether it was signed is for those who use it to check.
std::uint64_t claimed_size(const std::string& note) {
  const std::optional<tlog::ParsedNote> parsed = tlog::parse_note(note);
  const std::optional<tlog::Checkpoint> checkpoint =
      parsed ? tlog::parse_checkpoint_body(parsed->text, tlog::Extensions::ignored) : std::nullopt;
  if (!checkpoint) throw std::runtime_error("the newest checkpoint of the source is malformed");
  return checkpoint->size;
}

/// The tree that tiles of hashes show, tile by tile.
class TileTree final : public tlog::NodeReader {
 public:
  TileTree(TileSource& source, std::uint64_t size) : source_(source), size_(size) {}

  void leaves(std::uint64_t first, std::span<Hash> out) const override { read(0, first, out); }
  Hash node(unsigned tile_level, std::uint64_t index) const override {
    Hash hash;
    read(tile_level, index, {&hash, 1});
    return hash;
  }
  void nodes(unsigned tile_level, std::uint64_t first, std::span<Hash> out) const override {
    read(tile_level, first, out);
  }

 private:
  void read(unsigned level, std::uint64_t first, std::span<Hash> out) const {
    for (std::size_t i = 0; i < out.size();) {
      const std::uint64_t place = first + i;
      const std::vector<Hash> tile = hashes(static_cast<int>(level), place / tlog::kTileWidth);
      std::size_t within = place % tlog::kTileWidth;
      MZ_ASSERT(within < tile.size());
      while (i < out.size() && within < tile.size()) out[i++] = tile[within++];
    }
  }

  std::vector<Hash> hashes(int level, std::uint64_t index) const {
    const tlog::TileId id{level, index, tlog::tile_width(size_, level, index)};
    const std::optional<std::string> bytes = fetch_tile(source_, id);
    const auto tile = bytes ? tlog::parse_tile(bytes_of(*bytes), id.width) : std::nullopt;
    if (!tile) {
      throw std::runtime_error(source_.name() + " does not have " + tlog::tile_path(id) +
                               " whole: verify it");
    }
    return *tile;
  }

  TileSource& source_;
  std::uint64_t size_;
};

}  // namespace

LogTree::LogTree(std::unique_ptr<store::Store> store)
    : store_(std::move(store)), rows_(store_->snapshot()) {
  const std::optional<store::CheckpointRow> last = rows_->last_checkpoint();
  if (!last) throw std::runtime_error("the ledger has no checkpoint yet");
  note_ = last->note;
  size_ = claimed_size(note_);
  nodes_ = std::make_unique<StoredTree>(*rows_);
}

LogTree::LogTree(std::unique_ptr<TileSource> tiles) : tiles_(std::move(tiles)) {
  const std::optional<std::string> note = tiles_->checkpoint();
  if (!note) throw std::runtime_error(tiles_->name() + " has no checkpoint");
  note_ = *note;
  size_ = claimed_size(note_);
  nodes_ = std::make_unique<TileTree>(*tiles_, size_);
}

}  // namespace mingzhang::audit
