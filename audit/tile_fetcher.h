#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "audit/tile_source.h"

namespace mingzhang::audit {

/// Asks a source for tiles ahead of whoever takes them: several at once where the source can be
/// asked so, or else each when it is taken. Threads: one at a time.
class TileFetcher {
 public:
  static constexpr std::size_t kAtOnce = 4;

  using Bytes = std::future<std::optional<std::string>>;

  explicit TileFetcher(TileSource& source);
  /// Drops what was asked for and has not begun; waits for the rest.
  ~TileFetcher();
  TileFetcher(const TileFetcher&) = delete;
  TileFetcher& operator=(const TileFetcher&) = delete;

  /// As fetch_tile(), later: what that throws is thrown when the answer is taken.
  Bytes ask(const tlog::TileId& tile);

 private:
  using Task = std::packaged_task<std::optional<std::string>(TileSource&)>;

  void work(TileSource& source);

  TileSource& source_;
  std::vector<std::unique_ptr<TileSource>> twins_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> due_;
  bool ending_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace mingzhang::audit
