#include "ledger/sequencer.h"

#include <algorithm>

#include "ledger/folder.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kGuardEveryMs = 1000;
constexpr std::int64_t kProbeEveryMs = 1000;
constexpr std::int64_t kLookAtClockEveryMs = 60'000;
constexpr int kAttemptsMax = 2;

[[noreturn]] void rolled_back(const std::string& what) {
  throw LedgerError(LedgerError::Kind::rolled_back, what);
}

}  // namespace

Sequencer::Sequencer(Options options)
    : options_(std::move(options)), decider_(*options_.signer, *options_.random, options_.vault) {
  if (options_.keep_changes) decider_.keep_changes();
  const std::optional<store::Guard> guard = store::Guard::load(options_.guard_path);
  if (guard) known_ = {options_.signer->name(), guard->size, guard->root};
  reload();
  if (guard && guard->ledger != decider_.ledger_id()) {
    rolled_back("the guard " + options_.guard_path + " belongs to another ledger");
  }
  const Link& link = decider_.books().link;
  clock_watch_ = std::make_unique<ClockWatch>(
      *options_.clock, link.size == 0 ? std::nullopt : std::optional(link.time));
  if (options_.confirm_clock) clock_watch_->confirm();
  save_guard();
  shown_note_ = known_note_;
  thread_ = std::thread([this] { run(); });
}

Sequencer::~Sequencer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

Result<void> Sequencer::submit(Submission submission, OnAnswer on_answer) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return refuse(Code::stopping);
    if (queue_.size() >= kQueueMax) return refuse(Code::queue_full);
    queue_.push_back({std::move(submission), std::move(on_answer)});
  }
  wake_.notify_one();
  return {};
}

std::string Sequencer::checkpoint() const {
  const std::lock_guard lock(mutex_);
  return shown_note_;
}

void Sequencer::confirm_clock() {
  const std::lock_guard lock(mutex_);
  clock_confirmed_ = true;
}

void Sequencer::run() {
  for (;;) {
    Jobs jobs = take();
    if (jobs.empty() && is_stopping()) break;
    do {
      step(jobs);
    } while (!jobs.empty());
  }
  if (!broken_) try_save_guard();
}

/// What waits, up to one batch; empty when the sequencer ends or something falls due. While little
/// waits, what is in flight lands first, and a checkpoint that is not yet guarded gets its guard.
Sequencer::Jobs Sequencer::take() {
  if (!overlaps()) land();
  std::unique_lock lock(mutex_);
  const auto ready = [&] { return stopping_ || !queue_.empty(); };
  while (!ready() && shown_note_ != known_note_ && !broken_) {
    const std::int64_t left_ms = guard_saved_ms_ + kGuardEveryMs - options_.clock->monotonic_ms();
    if (!wake_.wait_for(lock, std::chrono::milliseconds(std::max<std::int64_t>(0, left_ms)),
                        ready)) {
      lock.unlock();
      try_save_guard();
      lock.lock();
    }
  }
  wait_for_work(lock, ready);
  const std::size_t count = std::min(queue_.size(), kBatchEntriesMax);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  Jobs jobs(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  if (clock_confirmed_) {
    clock_watch_->confirm();
    clock_confirmed_ = false;
  }
  return jobs;
}

/// Waits for a submission, the end, or the moment at which something falls due; looks at the clock
/// at least once a minute, since it may be set.
template <class Ready>
void Sequencer::wait_for_work(std::unique_lock<std::mutex>& lock, const Ready& ready) {
  while (!ready()) {
    const std::optional<Timestamp> due = decider_.next_due();
    const std::optional<Timestamp> now = clock_watch_->read();
    const bool may = now && !refuses_now() && options_.clock->monotonic_ms() >= due_after_ms_;
    std::int64_t left_ms = kLookAtClockEveryMs;
    if (due && may) left_ms = std::min(left_ms, due->ms - now->ms);
    if (left_ms <= 0) return;
    wake_.wait_for(lock, std::chrono::milliseconds(left_ms), ready);
  }
}

bool Sequencer::is_stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_ && queue_.empty();
}

bool Sequencer::overlaps() const {
  const std::lock_guard lock(mutex_);
  return queue_.size() >= options_.overlap_from;
}

bool Sequencer::refuses_now() const {
  return broken_ || options_.clock->monotonic_ms() < probe_after_ms_;
}

void Sequencer::refuse_all(const Jobs& jobs, Code code) {
  for (const Job& job : jobs) job.on_answer(refuse(code));
}

/// Decides the first of the jobs and sends them on their way; takes them from `jobs`. Takes none
/// when the batch before did not land as expected: what was decided on top of it is void.
void Sequencer::step(Jobs& jobs) {
  if (refuses_now()) {
    writable_ = false;
    land();
    refuse_all(jobs, Code::read_only);
    jobs.clear();
    return;
  }
  Batch batch;
  const bool decided = decide(jobs, batch);
  if (!land()) return;
  if (!decided) return give_up(jobs);
  if (jobs.empty() && batch.entries.empty()) {
    // It is due, but cannot be written: not before a while.
    due_after_ms_ = options_.clock->monotonic_ms() + kLookAtClockEveryMs;
    return;
  }
  const auto end = jobs.begin() + static_cast<std::ptrdiff_t>(batch.answers.size());
  Jobs first(std::make_move_iterator(jobs.begin()), std::make_move_iterator(end));
  jobs.erase(jobs.begin(), end);
  start(std::move(first), std::move(batch), 1);
}

/// False when it could not be decided: the store cannot be read, is beside what this process knows,
/// or the books are unsound. What is in memory must then be read anew.
bool Sequencer::decide(const Jobs& jobs, Batch& batch) {
  std::vector<const Submission*> submissions;
  submissions.reserve(jobs.size());
  for (const Job& job : jobs) submissions.push_back(&job.submission);
  try {
    const auto rows = flight_ ? store_->snapshot() : store_->writer_snapshot();
    const Link& link = decider_.books().link;
    if (!flight_ && rows->head() != store::Head{link.size, link.leaf}) {
      check_known(*rows);
      decider_.catch_up(*rows);
      known_ = {options_.signer->name(), decider_.books().tree.size(),
                decider_.books().tree.root()};
      known_note_ = decider_.covering_checkpoint(*rows).note;
    }
    batch = decider_.decide(submissions, clock_watch_->read(), *rows,
                            flight_ ? &flight_->batch : nullptr);
    return true;
  } catch (const store::StoreError&) {
    return false;
  } catch (const LedgerError&) {
    return false;
  }
}

/// Nothing of these jobs was written. When the store cannot be read anew either, or is not what it
/// was, nothing more is written before a restart.
void Sequencer::give_up(Jobs& jobs) {
  writable_ = false;
  try {
    store_.reset();
    reload();
  } catch (const std::exception&) {
    broken_ = true;
  }
  refuse_all(jobs, Code::read_only);
  jobs.clear();
}

/// Writes a batch: beside the next decisions when much waits, at once otherwise.
void Sequencer::start(Jobs jobs, Batch batch, int attempts) {
  if (batch.entries.empty()) return publish(jobs, batch);
  flight_ = std::make_unique<Flight>();
  flight_->jobs = std::move(jobs);
  flight_->batch = std::move(batch);
  flight_->attempts = attempts;
  const auto policy = overlaps() ? std::launch::async : std::launch::deferred;
  flight_->landing =
      std::async(policy, [store = store_.get(), vault = options_.vault, flying = &flight_->batch] {
        return write_batch(*store, vault, *flying);
      });
}

/// Waits for the batch in flight. True when there was none, or it is durable as it was decided.
bool Sequencer::land() {
  if (!flight_) return true;
  const Landing landing = flight_->landing.get();
  std::unique_ptr<Flight> flight = std::move(flight_);
  if (landing == Landing::durable) {
    publish(flight->jobs, flight->batch);
    return true;
  }
  recover(std::move(*flight), landing);
  return false;
}

/// A failed commit is an unknown commit: whatever is in memory is dropped, and the store is asked.
void Sequencer::recover(Flight flight, Landing landing) {
  writable_ = false;
  if (landing == Landing::full) {
    probe_after_ms_ = options_.clock->monotonic_ms() + kProbeEveryMs;
  }
  bool written = false;
  try {
    // After a failed sync a read may show what never reached the disk: only a restart tells.
    if (landing == Landing::sync_failed || landing == Landing::damaged) {
      throw store::StoreError(store::StoreError::Kind::io, "the store cannot be trusted");
    }
    store_.reset();
    reload();
    written = is_written(flight.batch);
  } catch (const std::exception&) {
    broken_ = true;
    return refuse_all(flight.jobs, Code::outcome_unknown);
  }
  if (written) {
    publish(flight.jobs, flight.batch);
  } else if (flight.attempts < kAttemptsMax && !refuses_now()) {
    retry(std::move(flight.jobs), flight.attempts + 1);
  } else {
    refuse_all(flight.jobs, Code::read_only);
  }
}

/// Whether the store holds the last entry of a batch at its place.
bool Sequencer::is_written(const Batch& batch) {
  if (decider_.books().link.size < batch.size()) return false;
  Hash leaf;
  store_->snapshot()->leaves(batch.size() - 1, std::span(&leaf, 1));
  return leaf == batch.entries.back().leaf;
}

/// Known not to be there: decided again, on what the store holds.
void Sequencer::retry(Jobs jobs, int attempts) {
  while (!jobs.empty()) {
    Batch batch;
    if (!decide(jobs, batch)) return give_up(jobs);
    const auto end = jobs.begin() + static_cast<std::ptrdiff_t>(batch.answers.size());
    Jobs first(std::make_move_iterator(jobs.begin()), std::make_move_iterator(end));
    jobs.erase(jobs.begin(), end);
    start(std::move(first), std::move(batch), attempts);
    land();
    if (refuses_now()) return refuse_all(jobs, Code::read_only);
  }
}

void Sequencer::publish(const Jobs& jobs, Batch& batch) {
  if (options_.vault != nullptr) options_.vault->landed(batch.vault);
  writable_ = true;
  if (batch.size() > known_.size) {
    known_ = batch.checkpoint;
    known_note_ = batch.note;
  }
  if (options_.clock->monotonic_ms() - guard_saved_ms_ >= kGuardEveryMs) try_save_guard();
  if (!batch.entries.empty() && options_.on_commit) options_.on_commit(batch);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    Answer& answer = batch.answers[i];
    if (answer && jobs[i].submission.with_proof && !answer->proofs) add_proof(*answer);
    jobs[i].on_answer(std::move(answer));
  }
}

/// The proof of an entry of an earlier batch. Where the store cannot be read it stays out: the
/// entry is durable all the same.
void Sequencer::add_proof(Written& written) {
  try {
    const std::unique_ptr<store::Rows> rows = store_->snapshot();
    written.path = tlog::prove_inclusion(written.seq, known_.size, StoredTree(*rows));
    written.checkpoint = known_note_;
  } catch (const store::StoreError&) {
    written.path.clear();
  }
}

void Sequencer::reload() {
  store_ = options_.open_store();
  const std::unique_ptr<store::Rows> rows = store_->snapshot();
  decider_.load(*rows);
  check_known(*rows);
  if (options_.vault != nullptr) options_.vault->reload(*rows, options_.clock->now());
  if (decider_.books().state.opened() == nullptr) return;
  known_note_ = decider_.covering_checkpoint(*rows).note;
  known_ = {options_.signer->name(), decider_.books().tree.size(), decider_.books().tree.root()};
}

/// Never two roots for one size: the store must contain what was once signed.
void Sequencer::check_known(store::Rows& rows) const {
  if (known_.size == 0) return;
  const store::Head head = rows.head();
  if (head.size < known_.size) {
    rolled_back("the store has " + std::to_string(head.size) + " entries, but a checkpoint of " +
                std::to_string(known_.size) + " was signed: an old copy was put back");
  }
  if (tlog::root_of(known_.size, StoredTree(rows)) != known_.root) {
    rolled_back("the store differs from the checkpoint of " + std::to_string(known_.size) +
                " entries that was signed: another history was put in its place");
  }
}

void Sequencer::save_guard() {
  if (known_.size == 0) return;
  store::Guard{decider_.ledger_id(), known_.size, known_.root}.save(options_.guard_path);
  guard_saved_ms_ = options_.clock->monotonic_ms();
  const std::lock_guard lock(mutex_);
  shown_note_ = known_note_;
}

/// A guard that cannot be written stops nothing: what it does not hold is not shown.
void Sequencer::try_save_guard() {
  try {
    save_guard();
  } catch (const store::StoreError&) {
    guard_saved_ms_ = options_.clock->monotonic_ms();  // Tried again after a while.
  }
}

}  // namespace mingzhang
