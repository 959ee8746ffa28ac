#include "ledger/sequencer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ledger/folder.h"
#include "ledger/rolled_back.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kGuardEveryMs = 1000;
constexpr std::int64_t kProbeEveryMs = 1000;
constexpr std::int64_t kLookAtClockEveryMs = 60'000;
constexpr int kAttemptsMax = 2;

}  // namespace

Sequencer::Sequencer(Options options)
    : options_(std::move(options)),
      decider_(*options_.signer, *options_.random, options_.vault),
      committer_([this] {
        const std::lock_guard lock(mutex_);
        landed_ = true;
        wake_.notify_one();
      }) {
  if (options_.keep_changes) decider_.keep_changes();
  const std::optional<store::Guard> guard = store::Guard::load(options_.guard_path);
  if (guard) known_ = {options_.signer->name(), guard->size, guard->root};
  reload();
  if (guard && guard->ledger != decider_.ledger_id()) {
    throw LedgerError(LedgerError::Kind::rolled_back,
                      "the guard " + options_.guard_path + " belongs to another ledger");
  }
  const Link& link = decider_.books().link;
  clock_watch_ = std::make_unique<ClockWatch>(
      *options_.clock, link.size == 0 ? std::nullopt : std::optional(link.time));
  if (options_.confirm_clock) clock_watch_->confirm();
  save_guard();
  shown_note_ = known_note_;
  thread_ = std::thread([this] { run(); });
}

Sequencer::~Sequencer() { stop(); }

void Sequencer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
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
  while (wait()) {
    if (has_landed()) land();
    take();
    step();
  }
  if (!broken_) try_save_guard();
}

/// Until there is something to do; false at the end.
bool Sequencer::wait() {
  std::unique_lock lock(mutex_);
  if (flight_) {
    const bool full = is_full();
    wake_.wait(lock, [&] { return landed_ || (!full && !(waiting_.empty() && queue_.empty())); });
    return true;
  }
  if (!waiting_.empty()) return true;
  wait_while_idle(lock);
  return !stopping_ || !queue_.empty();
}

/// While nothing is asked for, a checkpoint that is not yet guarded gets its guard.
void Sequencer::wait_while_idle(std::unique_lock<std::mutex>& lock) {
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
}

/// What is asked for, as much as one batch takes.
void Sequencer::take() {
  const std::lock_guard lock(mutex_);
  const std::size_t held = waiting_.size() + (next_ ? next_->jobs.size() : 0);
  const std::size_t room = kBatchEntriesMax - std::min(held, kBatchEntriesMax);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), room));
  std::move(queue_.begin(), end, std::back_inserter(waiting_));
  queue_.erase(queue_.begin(), end);
  if (clock_confirmed_) {
    clock_watch_->confirm();
    clock_confirmed_ = false;
  }
}

/// Waits for a submission, the end, or the moment at which something falls due; looks at the clock
/// at least once a minute, since it may be set.
template <class Ready>
void Sequencer::wait_for_work(std::unique_lock<std::mutex>& lock, const Ready& ready) {
  while (!ready()) {
    const std::int64_t left_ms = ms_to_due();
    if (left_ms <= 0) return;
    wake_.wait_for(lock, std::chrono::milliseconds(left_ms), ready);
  }
}

/// How long until something falls due, or the clock is to be looked at; 0 or less: it is due.
std::int64_t Sequencer::ms_to_due() const {
  const std::optional<Timestamp> due = decider_.next_due();
  const std::optional<Timestamp> now = clock_watch_->read();
  const bool may = now && !refuses_now() && options_.clock->monotonic_ms() >= due_after_ms_;
  return due && may ? std::min(kLookAtClockEveryMs, due->ms - now->ms) : kLookAtClockEveryMs;
}

bool Sequencer::has_landed() const {
  const std::lock_guard lock(mutex_);
  return landed_;
}

/// Whether the next batch takes no more.
bool Sequencer::is_full() const {
  return next_ && (next_->jobs.size() >= kBatchEntriesMax || next_->batch.bytes > kBatchBytesMax);
}

bool Sequencer::refuses_now() const {
  return broken_ || options_.clock->monotonic_ms() < probe_after_ms_;
}

void Sequencer::refuse_all(const Jobs& jobs, Code code) {
  for (const Job& job : jobs) job.on_answer(refuse(code));
}

void Sequencer::refuse_waiting(Code code) {
  refuse_all(waiting_, code);
  waiting_.clear();
}

/// Decides what waits, or what fell due, and lets it take off if nothing is in flight.
void Sequencer::step() {
  if (refuses_now()) {
    writable_ = false;
    return refuse_waiting(Code::read_only);
  }
  if (waiting_.empty() && (flight_ || ms_to_due() > 0)) return;
  if (!decide()) {
    take_back();
    if (land()) give_up();
    return;
  }
  if (!flight_) take_off();
}

/// Moves from what waits as much as the next batch takes. False when it could not be decided: the
/// store cannot be read, is beside what this process knows, or the books are unsound. What is in
/// memory must then be read anew.
bool Sequencer::decide() {
  std::vector<const Submission*> submissions;
  submissions.reserve(waiting_.size());
  for (const Job& job : waiting_) submissions.push_back(&job.submission);
  try {
    const auto rows = flight_ ? store_->snapshot() : store_->writer_snapshot();
    const Link& link = decider_.books().link;
    if (!flight_ && rows->head() != store::Head{link.size, link.leaf}) {
      check_contains(*rows, known_);
      decider_.catch_up(*rows);
      known_ = {options_.signer->name(), decider_.books().tree.size(),
                decider_.books().tree.root()};
      known_note_ = decider_.covering_checkpoint(*rows).note;
    }
    if (!next_) {
      next_ = std::make_unique<Flight>();
      next_->attempts = attempts_;
      next_->batch = decider_.open();
    }
    decider_.fill(next_->batch, submissions, clock_watch_->read(), *rows,
                  flight_ ? &flight_->batch : nullptr);
  } catch (const store::StoreError&) {
    return false;
  } catch (const LedgerError&) {
    return false;
  }
  const std::size_t decided = next_->batch.answers.size() - next_->jobs.size();
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(decided);
  std::move(waiting_.begin(), end, std::back_inserter(next_->jobs));
  waiting_.erase(waiting_.begin(), end);
  return true;
}

/// What was decided for the next batch is void: who asked for it waits again, before the others.
void Sequencer::take_back() {
  if (!next_) return;
  Jobs jobs = std::move(next_->jobs);
  next_.reset();
  std::ranges::move(waiting_, std::back_inserter(jobs));
  waiting_ = std::move(jobs);
}

/// Nothing of what waits was written. When the store cannot be read anew, or is not what it was,
/// nothing more is written before a restart. Pre: nothing is in flight, no next batch.
void Sequencer::give_up() {
  writable_ = false;
  try {
    store_.reset();
    reload();
  } catch (const std::exception&) {
    broken_ = true;
  }
  refuse_waiting(Code::read_only);
}

/// Sends the next batch on its way; one without entries is there at once. Pre: there is one, and
/// nothing is in flight.
void Sequencer::take_off() {
  try {
    decider_.close(next_->batch);
  } catch (const LedgerError&) {
    take_back();
    return give_up();
  }
  std::unique_ptr<Flight> next = std::move(next_);
  if (next->jobs.empty() && next->batch.entries.empty()) {
    // It is due, but cannot be written: not before a while.
    due_after_ms_ = options_.clock->monotonic_ms() + kLookAtClockEveryMs;
    return;
  }
  if (next->batch.entries.empty()) return answer(*next);
  flight_ = std::move(next);
  committer_.start(*store_, options_.vault, flight_->batch);
}

/// Waits for the batch in flight. The next takes off before the answers of this one leave. True
/// when there was none, or it is durable as it was decided.
bool Sequencer::land() {
  if (!flight_) return true;
  const Landing landing = committer_.wait();
  const std::unique_ptr<Flight> flight = std::move(flight_);
  {
    const std::lock_guard lock(mutex_);
    landed_ = false;
  }
  if (landing != Landing::durable) {
    recover(std::move(*flight), landing);
    return false;
  }
  know(flight->batch);
  if (next_) take_off();
  answer(*flight);
  return true;
}

/// A failed commit is an unknown commit: whatever is in memory is dropped, and the store is asked.
void Sequencer::recover(Flight flight, Landing landing) {
  writable_ = false;
  take_back();
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
    know(flight.batch);
    answer(flight);
  } else if (flight.attempts < kAttemptsMax && !refuses_now()) {
    retry(std::move(flight.jobs), flight.attempts + 1);
  } else {
    refuse_all(flight.jobs, Code::read_only);
  }
}

/// Known not to be there: decided again, on what the store holds, before what came later.
void Sequencer::retry(Jobs jobs, int attempts) {
  Jobs later = std::exchange(waiting_, std::move(jobs));
  attempts_ = attempts;
  while (!waiting_.empty()) {
    step();
    land();
  }
  attempts_ = 1;
  waiting_ = std::move(later);
}

/// Whether the store holds the last entry of a batch at its place.
bool Sequencer::is_written(const Batch& batch) {
  if (decider_.books().link.size < batch.size()) return false;
  Hash leaf;
  store_->snapshot()->leaves(batch.size() - 1, std::span(&leaf, 1));
  return leaf == batch.entries.back().leaf;
}

/// A batch is durable.
void Sequencer::know(const Batch& batch) {
  if (options_.vault != nullptr) options_.vault->landed(batch.vault);
  if (batch.size() <= known_.size) return;
  known_ = batch.checkpoint;
  known_note_ = batch.note;
}

/// The answers leave. Pre: the batch is durable, or has no entries and those before it are.
void Sequencer::answer(Flight& flight) {
  Batch& batch = flight.batch;
  writable_ = true;
  if (options_.clock->monotonic_ms() - guard_saved_ms_ >= kGuardEveryMs) try_save_guard();
  if (!batch.entries.empty() && options_.on_commit) options_.on_commit(batch);
  for (std::size_t i = 0; i < flight.jobs.size(); ++i) {
    const Job& job = flight.jobs[i];
    Answer& answer = batch.answers[i];
    if (answer && job.submission.with_proof && !answer->proofs) add_proof(*answer);
    job.on_answer(std::move(answer));
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
  check_contains(*rows, known_);
  if (options_.vault != nullptr) options_.vault->reload(*rows, options_.clock->now());
  if (decider_.books().state.opened() == nullptr) return;
  known_note_ = decider_.covering_checkpoint(*rows).note;
  known_ = {options_.signer->name(), decider_.books().tree.size(), decider_.books().tree.root()};
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
