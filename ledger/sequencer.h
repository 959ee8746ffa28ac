#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/base/random.h"
#include "ledger/base/time.h"
#include "ledger/clock_watch.h"
#include "ledger/committer.h"
#include "ledger/decider.h"
#include "ledger/store/guard.h"
#include "ledger/store/store.h"

namespace mingzhang {

inline constexpr std::size_t kQueueMax = 8192;

using OnAnswer = std::function<void(Answer)>;

/// The one writer: it decides what comes in, in order, and commits it in batches. While one batch
/// is on its way to the disk, what comes is decided on top of it, and takes off together as soon as
/// that one has landed. Nothing, neither answer nor refusal, leaves before the batch it was decided
/// in is durable, and those before it (design §3).
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
    bool keep_changes = false;  ///< Whether batches carry the changes of State as values.
  };

  /// Errors: LedgerError (damaged, wrong_key, rolled_back), StoreError.
  explicit Sequencer(Options options);
  /// As `stop`.
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
  /// Decides what waits, then ends: `submit` refuses from here on. Not from its own thread.
  void stop();

 private:
  struct Job {
    Submission submission;
    OnAnswer on_answer;
  };
  using Jobs = std::vector<Job>;
  /// A batch, and who waits for it: being filled, and then on its way to the disk.
  struct Flight {
    Jobs jobs;
    Batch batch;
    int attempts = 1;
  };

  void run();
  bool wait();
  void wait_while_idle(std::unique_lock<std::mutex>& lock);
  template <class Ready>
  void wait_for_work(std::unique_lock<std::mutex>& lock, const Ready& ready);
  void take();
  bool has_landed() const;
  bool is_full() const;
  bool refuses_now() const;
  std::int64_t ms_to_due() const;
  void step();
  bool decide();
  void take_back();
  void take_off();
  bool land();
  void recover(Flight flight, Landing landing);
  void retry(Jobs jobs, int attempts);
  void give_up();
  bool is_written(const Batch& batch);
  void know(const Batch& batch);
  void answer(Flight& flight);
  void refuse_waiting(Code code);
  void add_proof(Written& written);
  void reload();
  void save_guard();
  void try_save_guard();
  static void refuse_all(const Jobs& jobs, Code code);

  Options options_;
  std::unique_ptr<store::Store> store_;
  Decider decider_;
  Jobs waiting_;  ///< Taken from the queue, not decided yet.
  /// Being filled on top of `flight_`; where nothing flies there is none between two steps.
  std::unique_ptr<Flight> next_;
  std::unique_ptr<Flight> flight_;
  int attempts_ = 1;  ///< How often what is decided next was tried then.
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
  bool landed_ = false;  ///< What is in flight has come to an end.
  Committer committer_;
  bool clock_confirmed_ = false;
  std::string shown_note_;
  std::thread thread_;
};

}  // namespace mingzhang
