#pragma once

#include <memory>
#include <string>

#include "audit/tile_source.h"
#include "ledger/store/store.h"
#include "ledger/tlog/tree.h"

namespace mingzhang::audit {

/// The tree of a ledger as of its newest checkpoint. Nothing of it is believed: who uses it
/// verifies the proofs. Threads: one.
class LogTree {
 public:
  /// Of rows. Errors of all: StoreError; std::runtime_error when there is no well-formed
  /// checkpoint, or, of tiles, when one that is needed cannot be had.
  explicit LogTree(std::unique_ptr<store::Store> store);
  /// Of tiles: only those that a proof needs are fetched.
  explicit LogTree(std::unique_ptr<TileSource> tiles);

  /// The newest checkpoint, a signed note, and the size that it claims.
  const std::string& checkpoint() const { return note_; }
  std::uint64_t size() const { return size_; }
  const tlog::NodeReader& nodes() const { return *nodes_; }

 private:
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Rows> rows_;
  std::unique_ptr<TileSource> tiles_;
  std::string note_;
  std::uint64_t size_ = 0;
  std::unique_ptr<tlog::NodeReader> nodes_;
};

}  // namespace mingzhang::audit
