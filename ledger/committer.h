#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "ledger/batch.h"

namespace mingzhang {

/// Writes batches, one at a time, on a thread of its own, which is kept: a new one for each batch
/// would cost as much as deciding another entry. Threads: one, beside its own.
class Committer {
 public:
  /// `on_landed` is called on the committer's thread when a batch has come to an end, before `wait`
  /// returns.
  explicit Committer(std::function<void()> on_landed);
  /// Pre: nothing is under way.
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  /// Pre: nothing is under way; what is given lives until `wait` has returned.
  void start(store::Store& store, Vault* vault, const Batch& batch);
  /// Waits for what was started.
  Landing wait();

 private:
  struct Order {
    store::Store* store;
    Vault* vault;
    const Batch* batch;
  };
  void run();

  std::function<void()> on_landed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Order> order_;
  std::optional<Landing> landing_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mingzhang
