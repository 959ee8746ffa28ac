#include "audit/verify.h"

#include <condition_variable>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <thread>

#include "audit/chain.h"
#include "audit/projections.h"
#include "audit/replay.h"

namespace mingzhang::audit {
namespace {

/// How many chunks may be prepared ahead of the replay: it bounds memory.
constexpr std::size_t kAheadMax = 6;

/// Runs the parts of a verification on several threads: scans of index tables and preparation of
/// chunks in any order, the walk over the chunks strictly in order.
class Conductor {
 public:
  Conductor(store::Store& store, const VerifyOptions& options, Seq size, const Block<16>& key,
            Findings& findings)
      : store_(store),
        options_(options),
        size_(size),
        scans_(index_scans(key)),
        chunk_count_((size + kChunkEntries - 1) / kChunkEntries),
        chain_(findings, options.kept),
        replay_(findings, key, &crowded_) {}

  void run() {
    std::vector<std::thread> helpers;
    for (unsigned i = 1; i < options_.threads; ++i) helpers.emplace_back([this] { work(); });
    work();
    for (std::thread& helper : helpers) helper.join();
    if (failure_) std::rethrow_exception(failure_);
  }

  ChainWalk& chain() { return chain_; }
  Replay& replay() { return replay_; }
  const std::vector<IndexScan>& scans() const { return scans_; }

 private:
  enum class Part { none, scan, prepare, walk };

  void work() {
    std::unique_lock lock(mutex_);
    while (!failure_) {
      const Part part = choose();
      if (part == Part::none) {
        if (walked_ == chunk_count_ && scans_left_ == 0) break;
        changed_.wait(lock);
        continue;
      }
      try {
        run_part(part, lock);
      } catch (...) {
        if (!lock.owns_lock()) lock.lock();
        failure_ = std::current_exception();
      }
      changed_.notify_all();
    }
    changed_.notify_all();
  }

  /// The scans of references come first: the walk needs to know which keys are crowded.
  Part choose() const {
    const bool refs_done = next_scan_ >= kRefScans && refs_left_ == 0;
    if (next_scan_ < kRefScans) return Part::scan;
    if (refs_done && !walking_ && ready_.contains(walked_)) return Part::walk;
    if (next_chunk_ < chunk_count_ && next_chunk_ < walked_ + kAheadMax) return Part::prepare;
    if (next_scan_ < scans_.size()) return Part::scan;
    return Part::none;
  }

  void run_part(Part part, std::unique_lock<std::mutex>& lock) {
    if (part == Part::scan) {
      run_scan(next_scan_++, lock);
    } else if (part == Part::prepare) {
      prepare_chunk(next_chunk_++, lock);
    } else {
      walk_chunk(lock);
    }
  }

  void run_scan(std::size_t place, std::unique_lock<std::mutex>& lock) {
    IndexScan scan = scans_[place];
    lock.unlock();
    const std::unique_ptr<store::Rows> rows = store_.snapshot();
    run_index_scan(scan, *rows, size_);
    lock.lock();
    if (place < kRefScans) {
      crowded_.refs.insert(scan.crowded.begin(), scan.crowded.end());
      --refs_left_;
    }
    scans_[place] = std::move(scan);
    --scans_left_;
  }

  void prepare_chunk(Seq place, std::unique_lock<std::mutex>& lock) {
    lock.unlock();
    const std::unique_ptr<store::Rows> rows = store_.snapshot();
    const Seq first = place * kChunkEntries;
    Chunk chunk = prepare(*rows, first, std::min(size_, first + kChunkEntries), options_.verifier);
    lock.lock();
    ready_.emplace(place, std::move(chunk));
  }

  void walk_chunk(std::unique_lock<std::mutex>& lock) {
    walking_ = true;
    const auto held = std::make_shared<const Chunk>(std::move(ready_.extract(walked_).mapped()));
    const Chunk& chunk = *held;
    lock.unlock();
    chain_.take(held);
    const std::unique_ptr<store::Rows> rows = store_.snapshot();
    replay_.take(chunk, *rows, *rows);
    if (options_.progress) options_.progress(chunk.last, size_);
    lock.lock();
    walking_ = false;
    walked_ = (chunk.last + kChunkEntries - 1) / kChunkEntries;
    next_chunk_ = std::max(next_chunk_, walked_);
    ready_.erase(ready_.begin(), ready_.lower_bound(walked_));
  }

  store::Store& store_;
  const VerifyOptions& options_;
  const Seq size_;
  CrowdedKeys crowded_;
  std::vector<IndexScan> scans_;
  const Seq chunk_count_;
  ChainWalk chain_;
  Replay replay_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<Seq, Chunk> ready_;
  std::size_t next_scan_ = 0;
  std::size_t scans_left_ = scans_.size();
  std::size_t refs_left_ = kRefScans;
  Seq next_chunk_ = 0;
  Seq walked_ = 0;
  bool walking_ = false;
  std::exception_ptr failure_;
};

std::vector<PreparedCheckpoint> checkpoints_beyond(store::Rows& rows, Seq size,
                                                   const tlog::Verifier& verifier) {
  return prepare_checkpoints(rows, size + 1, static_cast<Seq>(kIntMax), verifier);
}

void describe(Report& report, const Replay& replay, const ChainWalk& chain) {
  report.replayed = replay.replayed();
  report.unknown_from = replay.unknown_from();
  report.checkpoints = chain.result().checkpoints;
  report.unchecked_checkpoints = chain.result().unchecked;
  report.last_sound = chain.result().last_sound;
  const State& state = replay.state();
  if (const LedgerInfo* const info = state.opened()) {
    report.ledger = to_hex(info->ledger.view());
    report.origin = info->origin.str();
  }
  report.founded_at = replay.founded_at();
}

/// The ledger's own word on its key must be the key that was used.
void check_key(Report& report, const State& state, const tlog::Verifier& verifier) {
  const LedgerInfo* const info = state.opened();
  if (info != nullptr && info->vkey.view() != verifier.vkey()) {
    report.findings.add(
        {Damage::forged, 0, {}, "vkey", {}, verifier.vkey(), info->vkey.str(), false});
  }
}

/// What is known after the last entry, but for the derived rows.
void conclude(Report& report, store::Rows& rows, const ChainWalk& chain, const Replay& replay,
              const tlog::Verifier& verifier) {
  describe(report, replay, chain);
  check_key(report, replay.state(), verifier);
  compare_nodes(report, rows, chain.nodes(), chain.tree_known());
}

}  // namespace

Seq Report::trustworthy() const {
  const Seq signed_size = last_sound ? last_sound->size : 0;
  const std::optional<Seq> damaged = findings.first_damaged();
  return damaged ? std::min(*damaged, signed_size) : signed_size;
}

Report verify(store::Store& store, const VerifyOptions& options, Random& random) {
  Report report;
  report.kept = options.kept.size();
  const Block<16> key = random.block<16>();
  Seq size = 0;
  std::vector<PreparedCheckpoint> beyond;
  StateSum stored_state(key);
  {
    // One moment for everything that changes: the size, what lies beyond it, the rows of State.
    const std::unique_ptr<store::Rows> rows = store.snapshot();
    size = stored_size(*rows);
    beyond = checkpoints_beyond(*rows, size, options.verifier);
    stored_state.read(*rows);
  }
  Conductor conductor(store, options, size, key, report.findings);
  conductor.run();

  const std::unique_ptr<store::Rows> rows = store.snapshot();
  ChainWalk& chain = conductor.chain();
  Replay& replay = conductor.replay();
  chain.finish(beyond);
  replay.finish();
  report.entries = size;
  conclude(report, *rows, chain, replay, options.verifier);
  const bool indexes_agree = indexes_match(report, conductor.scans(), replay);
  const bool state_agrees = state_matches(report, stored_state, replay.state(), key);
  if (!indexes_agree || !state_agrees) {
    compare_exactly(report, store, options, size, indexes_agree);
  }
  report.findings.sort();
  return report;
}

Report verify_entries(store::Store& store, const VerifyOptions& options) {
  Report report;
  report.kept = options.kept.size();
  report.rows_known = false;
  report.entries = stored_size(*store.snapshot());
  ChainWalk chain(report.findings, options.kept);
  Replay replay(report.findings, {}, nullptr);
  derive(store, store, options.verifier, report.entries, replay,
         [&](const std::shared_ptr<const Chunk>& chunk) {
           chain.take(chunk);
           if (options.progress) options.progress(chunk->last, report.entries);
         });
  const std::unique_ptr<store::Rows> rows = store.snapshot();
  chain.finish(checkpoints_beyond(*rows, report.entries, options.verifier));
  conclude(report, *rows, chain, replay, options.verifier);
  report.findings.sort();
  return report;
}

}  // namespace mingzhang::audit
