#include "audit/tile_fetcher.h"

#include <utility>

namespace mingzhang::audit {

TileFetcher::TileFetcher(TileSource& source) : source_(source) {
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    std::unique_ptr<TileSource> twin = source.twin();
    if (!twin) return;
    twins_.push_back(std::move(twin));
  }
  for (const auto& twin : twins_) {
    workers_.emplace_back([this, &twin = *twin] { work(twin); });
  }
}

TileFetcher::~TileFetcher() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    due_.clear();
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

TileFetcher::Bytes TileFetcher::ask(const tlog::TileId& tile) {
  if (workers_.empty()) {
    return std::async(std::launch::deferred, [this, tile] { return fetch_tile(source_, tile); });
  }
  Task task([tile](TileSource& source) { return fetch_tile(source, tile); });
  Bytes bytes = task.get_future();
  {
    const std::scoped_lock lock(mutex_);
    due_.push_back(std::move(task));
  }
  changed_.notify_one();
  return bytes;
}

void TileFetcher::work(TileSource& source) {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return ending_ || !due_.empty(); });
    if (ending_) return;
    Task task = std::move(due_.front());
    due_.pop_front();
    lock.unlock();
    task(source);
    lock.lock();
  }
}

}  // namespace mingzhang::audit
