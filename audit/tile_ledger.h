#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "audit/finding.h"
#include "audit/tile_source.h"
#include "ledger/store/store.h"
#include "ledger/tlog/note.h"

namespace mingzhang::audit {

/// A ledger as its tiles show it, in a temporary database that goes with this object: the entries
/// of the source's checkpoint, each with the hash that the tile of leaves has for it; the nodes of
/// all other tiles; that one checkpoint. None of it is checked here but whether it has its form.
class TileLedger {
 public:
  /// After so many bundles in a row that are not there, no more are asked for: a checkpoint may
  /// claim any size.
  static constexpr int kMissingBundlesMax = 1024;

  struct Options {
    std::filesystem::path scratch;  ///< Where the temporary folder is made.
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  };

  /// Fetches everything, tile by tile; memory does not grow with it. Adds to `findings` what has
  /// not its form or, of hashes, is not there; missing entries show in the verification.
  /// Errors: std::runtime_error of the source, or when it has no checkpoint; StoreError;
  /// std::system_error.
  TileLedger(TileSource& source, const tlog::Verifier& verifier, const Options& options,
             std::vector<Finding>& findings);

  store::Store& store() { return *store_; }

 private:
  /// A new folder that goes with this.
  struct Folder {
    explicit Folder(const std::filesystem::path& parent);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path path;
  };

  Folder folder_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace mingzhang::audit
