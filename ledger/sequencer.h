#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/base/random.h"
#include "ledger/base/time.h"
#include "ledger/clock_watch.h"
#include "ledger/decider.h"
#include "ledger/store/guard.h"
#include "ledger/store/store.h"

namespace mingzhang {

inline constexpr std::size_t kQueueMax = 8192;

using OnAnswer = std::function<void(Answer)>;

/// The one writer: it takes what waits, decides it in order, and commits it as one batch; while one
/// batch is on its way to the disk, the next is decided on top of it. Nothing, neither answer nor
/// refusal, leaves before the batch it was decided in is durable, and those before it (design §3).
class Sequencer {
 public:
  struct Options {
    /// Opens the store anew; called at start and after each failed commit.
    std::function<std::unique_ptr<store::Store>()> open_store;
    Vault* vault = nullptr;  ///< Where private details go; outlives the sequencer.
    const tlog::Signer* signer = nullptr;
    Clock* clock = nullptr;
    Random* random = nullptr;
    std::string guard_path;
    bool confirm_clock = false;
    /// Called with each durable batch that has entries, before its answers leave, on the
    /// sequencer's thread.
    std::function<void(const Batch&)> on_commit;
    /// The next batch is decided while one is on its way to the disk only where at least so many
    /// submissions wait. With fewer the next batch is larger for waiting, and each of its entries
    /// costs less.
    std::size_t overlap_from = 256;
    bool keep_changes = false;  ///< Whether batches carry the changes of State as values.
  };

  /// Errors: LedgerError (damaged, wrong_key, rolled_back), StoreError.
  explicit Sequencer(Options options);
  /// Decides what waits, then ends.
  ~Sequencer();
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  /// Queues a command; `on_answer` comes once, on the sequencer's thread, and must be quick.
  /// Errors: queue_full, stopping (then `on_answer` never comes). Threads: any.
  Result<void> submit(Submission submission, OnAnswer on_answer);
  /// The newest checkpoint that the guard knows: what may be shown to others. Threads: any.
  std::string checkpoint() const;
  /// False while what is asked is refused for the disk's sake, read_only. Threads: any.
  bool writable() const { return writable_; }
  /// The operator confirms the clock. Threads: any.
  void confirm_clock();

 private:
  struct Job {
    Submission submission;
    OnAnswer on_answer;
  };
  using Jobs = std::vector<Job>;
  /// A batch on its way to the disk, and who waits for it.
  struct Flight {
    Jobs jobs;
    Batch batch;
    int attempts = 1;
    std::future<Landing> landing;
  };

  void run();
  Jobs take();
  template <class Ready>
  void wait_for_work(std::unique_lock<std::mutex>& lock, const Ready& ready);
  bool is_stopping() const;
  bool overlaps() const;
  bool refuses_now() const;
  bool decide(const Jobs& jobs, Batch& batch);
  void step(Jobs& jobs);
  void start(Jobs jobs, Batch batch, int attempts);
  bool land();
  void recover(Flight flight, Landing landing);
  void give_up(Jobs& jobs);
  bool is_written(const Batch& batch);
  void retry(Jobs jobs, int attempts);
  void publish(const Jobs& jobs, Batch& batch);
  void add_proof(Written& written);
  void reload();
  void check_known(store::Rows& rows) const;
  void save_guard();
  void try_save_guard();
  static void refuse_all(const Jobs& jobs, Code code);

  Options options_;
  std::unique_ptr<store::Store> store_;
  Decider decider_;
  std::unique_ptr<Flight> flight_;
  std::unique_ptr<ClockWatch> clock_watch_;
  /// The largest size and root that were signed and durable, or seen (design §5).
  tlog::Checkpoint known_;
  std::string known_note_;
  std::int64_t guard_saved_ms_ = 0;
  /// No space: no attempt before this moment of the monotonic clock.
  std::int64_t probe_after_ms_ = 0;
  /// What fell due could not be written: no attempt before this moment.
  std::int64_t due_after_ms_ = 0;
  std::atomic<bool> writable_ = true;
  bool broken_ = false;  ///< Nothing more is written before a restart.

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  bool clock_confirmed_ = false;
  std::string shown_note_;
  std::thread thread_;
};

}  // namespace mingzhang
