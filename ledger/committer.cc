#include "ledger/committer.h"

#include <utility>

namespace mingzhang {

Committer::Committer(std::function<void()> on_landed)
    : on_landed_(std::move(on_landed)), thread_([this] { run(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Committer::start(store::Store& store, Vault* vault, const Batch& batch) {
  {
    const std::lock_guard lock(mutex_);
    order_ = {&store, vault, &batch};
  }
  changed_.notify_all();
}

Landing Committer::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return landing_.has_value(); });
  return *std::exchange(landing_, std::nullopt);
}

void Committer::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stopping_ || order_; });
    if (!order_) return;
    const Order order = *std::exchange(order_, std::nullopt);
    lock.unlock();
    const Landing landing = write_batch(*order.store, order.vault, *order.batch);
    on_landed_();
    lock.lock();
    landing_ = landing;
    changed_.notify_all();
  }
}

}  // namespace mingzhang
