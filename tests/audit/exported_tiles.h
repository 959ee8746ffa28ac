#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "ledger/fund/codec.h"
#include "ledger/tlog/tiles.h"
#include "tests/audit/real_ledger.h"

namespace mingzhang::test {

/// The tiles of real_ledger(), in a folder of their own, to be damaged.
class ExportedTiles {
 public:
  /// As of the newest checkpoint of at most `size_max` entries.
  explicit ExportedTiles(std::optional<Seq> size_max = {});

  std::string folder() const { return (temp_.path() / "tiles").string(); }
  std::string file(const std::string& path) const { return folder() + "/" + path; }
  /// The log's key as the auditor got it.
  std::string vkey() const { return (temp_.path() / "auditor.vkey").string(); }
  Seq size() const { return size_; }

  std::string read(const std::string& path) const;
  void write(const std::string& path, const std::string& bytes) const;
  void remove(const std::string& path) const { std::filesystem::remove(file(path)); }
  void flip(const std::string& path, std::size_t offset) const;

  /// Of the bundle, or of the tile of leaves, that holds this entry.
  std::string bundle_of(Seq seq) const;
  std::string leaves_of(Seq seq) const;
  /// Where the bytes of this entry begin in its bundle.
  std::size_t offset_of(Seq seq) const;

 private:
  std::string path_of(Seq seq, int level) const;

  TempFolder temp_;
  Seq size_ = 0;
};

}  // namespace mingzhang::test
