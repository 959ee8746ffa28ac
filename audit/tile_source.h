#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/stamped.h"
#include "ledger/tlog/tiles.h"

namespace mingzhang::audit {

/// Where the tiles of a log are (c2sp.org/tlog-tiles). Nothing that comes from there is believed.
/// What is not there is no error. Errors: std::runtime_error, with a sentence, when the source
/// cannot be asked or answers with more than the limits below. Threads: one at a time.
class TileSource {
 public:
  /// Of a bundle of 256 of the longest entries.
  static constexpr std::uint64_t kTileBytesMax =
      std::uint64_t{tlog::kTileWidth} * (2 + tlog::kBundleEntryBytesMax);
  static constexpr std::uint64_t kVkeyBytesMax = 1024;

  virtual ~TileSource() = default;

  /// For people: a folder, an address.
  virtual std::string name() const = 0;
  /// The log's newest checkpoint, a signed note.
  virtual std::optional<std::string> checkpoint() = 0;
  /// The newest checkpoint that enough witnesses cosigned, in the eyes of the source.
  virtual std::optional<std::string> witnessed() = 0;
  /// The checkpoints that were time-stamped, ascending.
  virtual std::vector<Stamped> stamped() = 0;
  /// The log's key as the source has it.
  virtual std::optional<std::string> vkey() = 0;
  virtual std::optional<std::string> tile(const tlog::TileId& tile) = 0;
  /// Another one of the same, for another thread; null where to ask several at once gains nothing.
  virtual std::unique_ptr<TileSource> twin() const { return nullptr; }
};

/// Asks for a tile. A partial one may be gone once it has grown: then the full one holds it
/// (c2sp.org/tlog-tiles), and what this tile has of it is given.
std::optional<std::string> fetch_tile(TileSource& source, const tlog::TileId& tile);

/// The entries at the beginning of a bundle, as far as it is whole; at most `width`.
std::vector<ByteView> leading_entries(ByteView bundle, unsigned width);

/// What `export --as tiles` writes.
class TilesFolder final : public TileSource {
 public:
  explicit TilesFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  /// Whether `path` is such a folder, whole or not.
  static bool is_one(const std::filesystem::path& path);

  std::string name() const override { return folder_.string(); }
  std::optional<std::string> checkpoint() override;
  std::optional<std::string> witnessed() override;
  std::vector<Stamped> stamped() override;
  std::optional<std::string> vkey() override;
  std::optional<std::string> tile(const tlog::TileId& tile) override;

 private:
  std::optional<std::string> read(const std::string& path, std::uint64_t bytes_max) const;

  std::filesystem::path folder_;
};

}  // namespace mingzhang::audit
