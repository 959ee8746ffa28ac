#pragma once

#include <functional>
#include <memory>
#include <shared_mutex>
#include <utility>

#include "ledger/batch.h"
#include "ledger/store/store.h"

namespace mingzhang {

/// State as of the newest durable batch, for those who read while the sequencer writes: never ahead
/// of the disk, never behind an answer that has left. Threads: `take` one, `read` any.
class Mirror {
 public:
  using Snapshot = std::function<std::unique_ptr<store::Rows>()>;

  /// Loads what is in the store. Errors: StoreError; LedgerError damaged.
  explicit Mirror(Snapshot snapshot);

  /// Follows a durable batch. One that does not fit onto what is here, since another process wrote
  /// meanwhile, is read from the store; where that cannot be read, it stays behind until the next.
  void take(const Batch& batch);

  /// Calls `look(state, size)` with a State that does not change meanwhile; `size` is the number of
  /// entries that it has seen. `look` must be quick: the writer's answers wait for it.
  template <class Look>
  auto read(Look&& look) const {
    const std::shared_lock lock(mutex_);
    return std::forward<Look>(look)(std::as_const(state_), size_);
  }

 private:
  void load();

  const Snapshot snapshot_;
  mutable std::shared_mutex mutex_;
  State state_;
  Seq size_ = 0;
};

}  // namespace mingzhang
