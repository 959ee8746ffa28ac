#include "audit/verify.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "audit/chain.h"
#include "audit/projections.h"
#include "audit/replay.h"
#include "ledger/fund/kinds/opening.h"

namespace mingzhang::audit {
namespace {

/// How many chunks may be prepared ahead of the replay: it bounds memory. So many that a core has
/// work while the other replays confirmations of thousands of gifts.
constexpr std::size_t kAheadMax = 32;

StoredRoots stored_roots(store::Store& store) {
  return [&store](Seq tile) -> std::optional<Hash> {
    try {
      return store.snapshot()->node(1, tile);
    } catch (const store::StoreError&) {
      return std::nullopt;
    }
  };
}

/// Runs the parts of a verification on several threads: scans of index tables and preparation of
/// chunks in any order, the walk over the chunks strictly in order.
class Conductor {
 public:
  Conductor(store::Store& store, const VerifyOptions& options, Seq size, const Block<16>& key,
            Findings& findings)
      : store_(store),
        options_(options),
        size_(size),
        with_rules_(options.level >= Level::rules),
        scans_(with_rules_ ? index_scans(key) : std::vector<IndexScan>()),
        chunk_count_((size + kChunkEntries - 1) / kChunkEntries),
        chain_(findings, options.kept, stored_roots(store), options.level),
        replay_(findings, key, &crowded_) {
    replay_.show_to(options.watchers);
  }

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
    if (next_scan_ < ref_scans()) return Part::scan;
    if (refs_left_ == 0 && !walking_ && ready_.contains(walked_)) return Part::walk;
    if (next_chunk_ < chunk_count_ && next_chunk_ < walked_ + kAheadMax) return Part::prepare;
    if (next_scan_ < scans_.size()) return Part::scan;
    return Part::none;
  }

  std::size_t ref_scans() const { return std::min(kRefScans, scans_.size()); }

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
    const std::shared_ptr<Chunk> chunk = spare_chunk();
    lock.unlock();
    const std::unique_ptr<store::Rows> rows = store_.snapshot();
    const Seq first = place * kChunkEntries;
    *chunk = prepare(*rows, first, std::min(size_, first + kChunkEntries),
                     {options_.verifier, options_.level}, std::move(*chunk));
    lock.lock();
    ready_.emplace(place, chunk);
  }

  /// One that nobody needs, for its memory: that of all would be fetched from the system again and
  /// again.
  std::shared_ptr<Chunk> spare_chunk() {
    const auto spare = std::find_if(chunks_.begin(), chunks_.end(),
                                    [](const auto& chunk) { return chunk.use_count() == 1; });
    return spare != chunks_.end() ? *spare : chunks_.emplace_back(std::make_shared<Chunk>());
  }

  void walk_chunk(std::unique_lock<std::mutex>& lock) {
    walking_ = true;
    const std::shared_ptr<const Chunk> held = std::move(ready_.extract(walked_).mapped());
    const Chunk& chunk = *held;
    lock.unlock();
    chain_.take(held);
    if (with_rules_) {
      const std::unique_ptr<store::Rows> rows = store_.snapshot();
      replay_.take(chunk, *rows, *rows);
    }
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
  const bool with_rules_;
  CrowdedKeys crowded_;
  std::vector<IndexScan> scans_;
  const Seq chunk_count_;
  ChainWalk chain_;
  Replay replay_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Chunk>> chunks_;  ///< All: what only this holds is not in use.
  std::map<Seq, std::shared_ptr<Chunk>> ready_;
  std::size_t next_scan_ = 0;
  std::size_t scans_left_ = scans_.size();
  std::size_t refs_left_ = ref_scans();
  Seq next_chunk_ = 0;
  Seq walked_ = 0;
  bool walking_ = false;
  std::exception_ptr failure_;
};

std::vector<PreparedCheckpoint> checkpoints_beyond(store::Rows& rows, Seq size,
                                                   const VerifyOptions& options) {
  return prepare_checkpoints(rows, size + 1, static_cast<Seq>(kIntMax),
                             {options.verifier, options.level});
}

/// One past the newest entry that anything speaks of: rows, checkpoints, what the auditor kept.
Seq claimed_size(Seq size, const std::vector<PreparedCheckpoint>& beyond,
                 const std::vector<tlog::Checkpoint>& kept) {
  for (const PreparedCheckpoint& checkpoint : beyond) {
    if (checkpoint.checkpoint) size = std::max(size, checkpoint.size);
  }
  for (const tlog::Checkpoint& checkpoint : kept) size = std::max(size, checkpoint.size);
  return size;
}

void describe(Report& report, const ChainWalk& chain) {
  report.checkpoints = chain.result().checkpoints;
  report.unchecked_checkpoints = chain.result().unchecked;
  report.last_sound = chain.result().last_sound;
}

void describe(Report& report, const Replay& replay) {
  report.replayed = replay.replayed();
  report.unknown_from = replay.unknown_from();
  report.founded_at = replay.founded_at();
}

/// What entry 0 says: which ledger this is, and that the key which was used is its own.
void read_opening(Report& report, store::Rows& rows, const tlog::Verifier& verifier) {
  const std::optional<Entry> first = entry_at(rows, 0);
  if (!first || first->kind != &kinds::ledger_opened()) return;
  const auto& opening = first->as<LedgerOpened>();
  report.ledger = to_hex(opening.ledger.view());
  report.origin = opening.origin.str();
  if (opening.vkey.view() != verifier.vkey()) {
    report.findings.add(
        {Damage::forged, 0, {}, "vkey", {}, verifier.vkey(), opening.vkey.str(), false});
  }
}

/// What is known after the last entry, but for rules and derived rows. Each look is one of its own:
/// where a page is damaged, the others are still there.
void conclude(Report& report, store::Store& store, Seq size, const ChainWalk& chain,
              const VerifyOptions& options) {
  describe(report, chain);
  read_opening(report, *store.snapshot(), options.verifier);
  if (options.level >= Level::tree) {
    compare_nodes(report, *store.snapshot(), size, chain.nodes(), chain.tree_known());
  }
}

void name_entries(Report& report, store::Store& store) {
  report.findings.name_entries([&](Seq seq) { return entry_at(*store.snapshot(), seq); });
  report.findings.sort();
}

Report begin(const VerifyOptions& options) {
  Report report;
  report.level = options.level;
  report.kept = options.kept.size();
  return report;
}

/// Verifies what `Conductor` reads; `key`: of the sums of derived rows.
Report verify_rows(store::Store& store, const VerifyOptions& options, const Block<16>& key) {
  Report report = begin(options);
  Seq size = 0;
  std::vector<PreparedCheckpoint> beyond;
  StateSum stored_state(key);
  {
    // One moment for everything that changes: the size, what lies beyond it, the rows of State.
    const std::unique_ptr<store::Rows> rows = store.snapshot();
    size = stored_size(*rows);
    beyond = checkpoints_beyond(*rows, size, options);
    if (options.level == Level::all) stored_state.read(*rows);
  }
  Conductor conductor(store, options, size, key, report.findings);
  conductor.run();

  conductor.chain().finish(beyond);
  report.entries = size;
  report.asked = {0, claimed_size(size, beyond, options.kept)};
  report.checked = {0, size};
  Replay& replay = conductor.replay();
  if (options.level >= Level::rules) replay.finish();
  describe(report, replay);
  conclude(report, store, size, conductor.chain(), options);
  if (options.level >= Level::rules) {
    const bool indexes_agree = indexes_match(report, conductor.scans(), replay);
    const bool state_agrees =
        options.level < Level::all || state_matches(report, stored_state, replay.state(), key);
    if (!indexes_agree || !state_agrees) {
      compare_exactly(report, store, options, size, indexes_agree);
    }
  }
  name_entries(report, store);
  return report;
}

/// Which tiles of a part are read, beside those of the part itself.
std::set<Seq> tiles_of_checkpoints(store::Rows& rows, const VerifyOptions& options) {
  std::set<Seq> tiles;
  const auto add = [&](std::uint64_t size) {
    if (size > 0) tiles.insert((size - 1) / kTileWidth);
  };
  for (const tlog::Checkpoint& kept : options.kept) add(kept.size);
  if (const auto newest = rows.last_checkpoint()) add(newest->size);
  return tiles;
}

}  // namespace

Seq Report::trustworthy() const {
  const Seq signed_size = last_sound ? last_sound->size : 0;
  const std::optional<Seq> damaged = findings.first_damaged();
  return damaged ? std::min(*damaged, signed_size) : signed_size;
}

Report verify(store::Store& store, const VerifyOptions& options, Random& random) {
  return verify_rows(store, options, random.block<16>());
}

Report verify_entries(store::Store& store, const VerifyOptions& options) {
  if (options.level < Level::rules) {
    Report report = verify_rows(store, options, {});
    report.rows_known = false;
    return report;
  }
  Report report = begin(options);
  report.rows_known = false;
  const Seq size = stored_size(*store.snapshot());
  ChainWalk chain(report.findings, options.kept, stored_roots(store));
  Replay replay(report.findings, {}, nullptr);
  replay.show_to(options.watchers);
  derive(store, store, options.verifier, size, replay,
         [&](const std::shared_ptr<const Chunk>& chunk) {
           chain.take(chunk);
           if (options.progress) options.progress(chunk->last, size);
         });
  const std::unique_ptr<store::Rows> rows = store.snapshot();
  const std::vector<PreparedCheckpoint> beyond = checkpoints_beyond(*rows, size, options);
  chain.finish(beyond);
  report.entries = size;
  report.asked = {0, claimed_size(size, beyond, options.kept)};
  report.checked = {0, size};
  describe(report, replay);
  conclude(report, store, size, chain, options);
  name_entries(report, store);
  return report;
}

Span slice_of(store::Store& store, std::uint64_t n, std::uint64_t count) {
  const Seq size = stored_size(*store.snapshot());
  const Seq tiles = (size + kTileWidth - 1) / kTileWidth;
  return {std::min(size, tiles * (n - 1) / count * kTileWidth),
          std::min(size, tiles * n / count * kTileWidth)};
}

Report verify_part(store::Store& store, const VerifyOptions& options, Span asked) {
  Report report = begin(options);
  const std::unique_ptr<store::Rows> rows = store.snapshot();
  const Seq size = stored_size(*rows);
  const std::vector<PreparedCheckpoint> beyond = checkpoints_beyond(*rows, size, options);
  report.part = true;
  report.asked = {asked.first, std::min(asked.last, claimed_size(size, beyond, options.kept))};
  report.checked = {asked.first / kTileWidth * kTileWidth, std::min(report.asked.last, size)};
  const std::set<Seq> due = tiles_of_checkpoints(*rows, options);
  const auto stands = [&](Seq tile) -> std::optional<Hash> {
    const Seq start = tile * kTileWidth;
    const bool in_part = start < report.checked.last && start + kTileWidth > report.checked.first;
    return in_part || due.contains(tile) ? std::nullopt : rows->node(1, tile);
  };
  ChainWalk chain(report.findings, options.kept, stored_roots(store), options.level);
  for (Seq next = 0; next < size;) {
    const Seq tile = next / kTileWidth;
    if (const std::optional<Hash> root = stands(tile)) {
      chain.skip_tile(tile, *root);
      next += kTileWidth;
    } else {
      const auto chunk = std::make_shared<const Chunk>(prepare(
          *rows, next, std::min(size, next + kTileWidth), {options.verifier, options.level}));
      chain.take(chunk);
      report.entries += chunk->entries.size();
      next = std::max(chunk->last, std::min(size, next + kTileWidth));
    }
    if (options.progress) options.progress(std::min(next, size), size);
  }
  chain.finish(beyond);
  conclude(report, store, size, chain, options);
  // A stored hash that is wrong looks like a history that is: before anybody is accused, all is
  // read.
  if (!report.findings.empty()) return verify_rows(store, options, {});
  return report;
}

}  // namespace mingzhang::audit
