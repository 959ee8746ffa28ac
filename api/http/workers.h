#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mingzhang::http {

/// Threads for what may wait for the disk or compute for long, so that the I/O threads never do.
/// Threads of `run`: any.
class Workers {
 public:
  using Job = std::function<void()>;

  /// At most `queue_max` jobs wait. A job must not throw.
  Workers(unsigned threads, std::size_t queue_max);
  /// Does what waits, then ends.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when too much waits already: then `job` is not run.
  [[nodiscard]] bool run(Job job);
  std::size_t waiting() const;

 private:
  void work();

  const std::size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mingzhang::http
