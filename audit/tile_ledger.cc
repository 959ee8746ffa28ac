#include "audit/tile_ledger.h"

#include <cerrno>
#include <cstdlib>
#include <deque>
#include <system_error>
#include <utility>

#include "audit/tile_fetcher.h"
#include "ledger/store/sqlite_store.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

using tlog::TileId;

/// So many tiles are committed at once.
constexpr int kBatchTiles = 16;

Seq first_of(const TileId& tile) {
  return tile.level == TileId::kEntries ? tile.index * tlog::kTileWidth
                                        : tile.index << (8 * (tile.level + 1));
}

Seq last_of(const TileId& tile) {
  const int shift = tile.level == TileId::kEntries ? 0 : 8 * tile.level;
  return first_of(tile) + (Seq{tile.width} << shift) - 1;
}

std::string bytes_text(const std::optional<std::string>& bytes) {
  return bytes ? std::to_string(bytes->size()) + " bytes" : "nothing";
}

class Fetch {
 public:
  Fetch(TileSource& source, store::Store& store, std::vector<Finding>& findings)
      : source_(source), store_(store), findings_(findings) {}

  void checkpoint(const tlog::Verifier& verifier);
  void tiles(const TileLedger::Options& options);

 private:
  /// A tile that was asked for; of a bundle, the tile of its leaves as well.
  struct Asked {
    TileId tile;
    TileFetcher::Bytes bytes;
    TileFetcher::Bytes leaves;
  };

  static Asked ask(TileFetcher& fetcher, const TileId& tile);
  void settle(Asked asked, const TileLedger::Options& options);
  std::vector<Hash> hashes(const TileId& tile, TileFetcher::Bytes& fetched);
  bool bundle(Asked& asked);
  void entries(const TileId& tile, const std::string& bytes, const std::vector<Hash>& leaves);
  void commit();

  TileSource& source_;
  store::Store& store_;
  std::vector<Finding>& findings_;
  std::uint64_t size_ = 0;
  int missing_ = 0;  ///< Bundles in a row that are not there.
  int settled_ = 0;
  std::unique_ptr<store::Transaction> transaction_;
};

/// Takes the checkpoint's word for the size, signed or not: whether it was signed is checked, and
/// reported, with all others that a store holds.
void Fetch::checkpoint(const tlog::Verifier& verifier) {
  const std::optional<std::string> note = source_.checkpoint();
  if (!note) throw std::runtime_error(source_.name() + " has no checkpoint");
  const std::optional<tlog::ParsedNote> parsed = tlog::parse_note(*note);
  const std::optional<tlog::Checkpoint> claimed =
      parsed ? tlog::parse_checkpoint_body(parsed->text, tlog::Extensions::ignored) : std::nullopt;
  if (!claimed || claimed->size == 0 || claimed->size > static_cast<Seq>(kIntMax)) {
    const auto opened = tlog::open_checkpoint(*note, verifier);
    const std::string_view why = opened ? "size" : tlog::to_text(opened.error());
    if (opened && claimed && claimed->size == 0) return;
    findings_.push_back({Damage::forged, {}, {}, "checkpoint", {}, {}, std::string(why), false});
    return;
  }
  size_ = claimed->size;
  transaction_ = store_.begin();
  transaction_->put_checkpoint({size_, *note});
  commit();
}

/// The hashes of a tile; none, and a finding, when it is not there or not so many.
std::vector<Hash> Fetch::hashes(const TileId& tile, TileFetcher::Bytes& fetched) {
  const std::optional<std::string> bytes = fetched.get();
  const auto parsed = bytes ? tlog::parse_tile(bytes_of(*bytes), tile.width) : std::nullopt;
  if (parsed) return *parsed;
  findings_.push_back({Damage::projection_differs,
                       first_of(tile),
                       last_of(tile),
                       tlog::tile_path(tile),
                       {},
                       std::to_string(tile.width * Hash::kSize) + " bytes",
                       bytes_text(bytes),
                       false});
  return {};
}

/// Brings one bundle, and the tile of its leaves. False when it is not there.
bool Fetch::bundle(Asked& asked) {
  const TileId& tile = asked.tile;
  const std::vector<Hash> leaves = hashes({0, tile.index, tile.width}, asked.leaves);
  const std::optional<std::string> bytes = asked.bytes.get();
  if (bytes) entries(tile, *bytes, leaves);
  return bytes.has_value();
}

/// Brings the entries of a bundle, as far as it is whole.
void Fetch::entries(const TileId& tile, const std::string& bytes, const std::vector<Hash>& leaves) {
  const std::optional<std::vector<ByteView>> whole =
      tlog::parse_bundle(bytes_of(bytes), tile.width);
  const std::vector<ByteView> entries =
      whole ? *whole : leading_entries(bytes_of(bytes), tile.width);
  Seq seq = first_of(tile);
  for (const ByteView entry : entries) {
    const std::size_t place = seq - first_of(tile);
    const Hash computed = tlog::leaf_hash(entry);
    const Hash leaf = leaves.empty() ? computed : leaves[place];
    // Of a bundle that is not whole, what still is where it belongs.
    if (!whole && leaf != computed) break;
    transaction_->put_entry({seq++, text_of(entry), leaf});
  }
  if (!whole) {
    findings_.push_back({Damage::unreadable,
                         std::min(seq, last_of(tile)),
                         last_of(tile),
                         tlog::tile_path(tile),
                         {},
                         std::to_string(tile.width) + " entries",
                         bytes_text(bytes),
                         false});
  }
}

void Fetch::commit() {
  if (!transaction_) return;
  if (std::exchange(transaction_, nullptr)->commit() != store::Outcome::durable) {
    throw store::StoreError(store::StoreError::Kind::full, "no room for the temporary database");
  }
}

Fetch::Asked Fetch::ask(TileFetcher& fetcher, const TileId& tile) {
  Asked asked{tile, fetcher.ask(tile), {}};
  if (tile.level == TileId::kEntries) asked.leaves = fetcher.ask({0, tile.index, tile.width});
  return asked;
}

void Fetch::settle(Asked asked, const TileLedger::Options& options) {
  if (!transaction_) transaction_ = store_.begin();
  const TileId& tile = asked.tile;
  if (tile.level == TileId::kEntries) {
    missing_ = bundle(asked) ? 0 : missing_ + 1;
    if (options.progress) options.progress(last_of(tile) + 1, size_);
  } else {
    const auto level = static_cast<unsigned>(tile.level);
    std::uint64_t index = tile.index * tlog::kTileWidth;
    for (const Hash& hash : hashes(tile, asked.bytes)) {
      transaction_->put_node({level, index++, hash});
    }
  }
  if (++settled_ % kBatchTiles == 0) commit();
}

void Fetch::tiles(const TileLedger::Options& options) {
  TileFetcher fetcher(source_);
  std::deque<Asked> ahead;
  const auto settle_front = [&] {
    settle(std::move(ahead.front()), options);
    ahead.pop_front();
  };
  tlog::for_each_tile(0, size_, [&](const TileId& tile) {
    if (tile.level == 0) return true;  // Came with its bundle.
    ahead.push_back(ask(fetcher, tile));
    if (ahead.size() > TileFetcher::kAtOnce) settle_front();
    return missing_ < TileLedger::kMissingBundlesMax;
  });
  while (!ahead.empty()) settle_front();
  commit();
}

}  // namespace

TileLedger::Folder::Folder(const std::filesystem::path& parent) {
  std::string name = (parent / "mingzhang-tiles-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), name);
  }
  path = name;
}

TileLedger::Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

TileLedger::TileLedger(TileSource& source, const tlog::Verifier& verifier, const Options& options,
                       std::vector<Finding>& findings)
    : folder_(options.scratch), store_(store::create_sqlite((folder_.path / "tiles.db").string())) {
  Fetch fetch(source, *store_, findings);
  fetch.checkpoint(verifier);
  fetch.tiles(options);
}

}  // namespace mingzhang::audit
