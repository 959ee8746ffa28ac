#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/fund/effects.h"

/// The contract of every database that keeps a ledger. A store knows only rows: what they mean is
/// the business of the floors around it.
namespace mingzhang::store {

/// The database failed. `full`: no space, nothing written, may be tried again later. `busy`:
/// another process holds the writers' lock. `io`: a read, write or sync failed; what is on disk is
/// not known. `corrupt`: the file is damaged or not a ledger. `version`: made by another program
/// version.
class StoreError : public std::runtime_error {
 public:
  enum class Kind { full, busy, io, corrupt, version };

  StoreError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// The newest entry. `size` 0: an empty ledger, `leaf` all zeros.
struct Head {
  std::uint64_t size = 0;
  Hash leaf;

  bool operator==(const Head&) const = default;
};

struct EntryRow {
  std::uint64_t seq;
  std::string_view bytes;
  Hash leaf;
};

/// The hash of a full subtree of 256^level leaves, level >= 1 (C2SP tlog-tiles).
struct NodeRow {
  unsigned level;
  std::uint64_t index;
  Hash hash;
};

struct CheckpointRow {
  std::uint64_t size;
  std::string note;
};

/// A state row that is put, or dropped when it has no value.
struct StateChange {
  std::string key;
  std::optional<std::string> value;

  bool operator==(const StateChange&) const = default;
};

/// A remembered request: the entry it made, and digests of its key and body.
struct RequestRow {
  std::uint64_t seq;
  Hash key;
  Hash body;
  std::int64_t time_ms;
};

/// What can be read, in a snapshot or inside the writer's transaction (which sees its own rows).
/// The callbacks of the scans may read and scan as well; their exceptions pass through.
/// Errors: StoreError; unless it says that a row is damaged, the view is over. Threads: one at a
/// time.
class Rows {
 public:
  virtual ~Rows() = default;

  virtual Head head() = 0;
  /// The bytes of one entry; none when it is not there.
  virtual std::optional<std::string> entry(std::uint64_t seq) = 0;
  /// Calls `row` for each stored entry with first <= seq < last, in order, gaps skipped; stops when
  /// it returns false. The views live until it returns.
  virtual void scan_entries(std::uint64_t first, std::uint64_t last,
                            const std::function<bool(const EntryRow&)>& row) = 0;
  /// The stored leaf hashes of [first, first + out.size()). Errors: corrupt when one is missing.
  virtual void leaves(std::uint64_t first, std::span<Hash> out) = 0;
  virtual std::optional<Hash> node(unsigned level, std::uint64_t index) = 0;
  virtual void scan_nodes(const std::function<bool(const NodeRow&)>& row) = 0;

  /// The newest checkpoint, or the one of exactly `size` entries.
  virtual std::optional<CheckpointRow> last_checkpoint() = 0;
  virtual std::optional<CheckpointRow> checkpoint(std::uint64_t size) = 0;
  /// Those of sizes first … last, in order.
  virtual void scan_checkpoints(std::uint64_t first, std::uint64_t last,
                                const std::function<bool(const CheckpointRow&)>& row) = 0;

  /// Every state row in the order of its key.
  virtual void scan_state(
      const std::function<bool(std::string_view key, std::string_view value)>& row) = 0;

  /// The rows whose first columns equal `prefix` (which may be empty), in the order of the primary
  /// key, at most `limit`.
  virtual std::vector<IndexRow> find(Index index, std::span<const std::int64_t> prefix,
                                     std::size_t limit) = 0;
  /// The row whose first columns equal `prefix` and whose next column is the greatest <= `value`;
  /// of several the last in the order of the primary key. Pre: the next column is a key column.
  virtual std::optional<IndexRow> floor(Index index, std::span<const std::int64_t> prefix,
                                        std::int64_t value) = 0;
  /// Every row whose first column lies in [low, high], in the order of the primary key.
  virtual void scan_index(Index index, std::int64_t low, std::int64_t high,
                          const std::function<bool(const IndexRow&)>& row) = 0;

  /// The remembered request that made an entry.
  virtual std::optional<RequestRow> request(std::uint64_t seq) = 0;
  /// Those that made entries from `first` on, in order; stops when `row` returns false.
  virtual void scan_requests(std::uint64_t first,
                             const std::function<bool(const RequestRow&)>& row) = 0;
};

/// What became of a batch. Only `durable` is certain: after all others close the store and read
/// again, since what failed may still have reached the disk.
enum class Outcome {
  durable,
  full,         ///< No space.
  failed,       ///< A write failed.
  sync_failed,  ///< A sync failed: what a read shows now may never have reached the disk.
};

/// One batch, under the writers' lock from `begin` on. Dropped without `commit`, it leaves nothing.
/// It ends before its Store. Errors of the puts: full, io; corrupt when the row is there already.
/// After one of them the batch is lost: drop it; all else throws io, and `commit` has failed.
class Transaction : public Rows {
 public:
  virtual void put_entry(const EntryRow& row) = 0;
  virtual void put_node(const NodeRow& row) = 0;
  virtual void put_checkpoint(const CheckpointRow& row) = 0;
  virtual void put_state(const StateChange& change) = 0;
  /// Sorts by table and key, then inserts: the trees are filled in order.
  virtual void put_index(std::span<const IndexRow> rows) = 0;
  virtual void put_request(const RequestRow& row) = 0;
  /// Forgets requests older than `time_ms`, up to the first that is not.
  virtual void drop_requests_before(std::int64_t time_ms) = 0;

  /// Drops every projection (state, index and node rows), for `rebuild`; requests and checkpoints
  /// stay. The file then has the format of this program.
  virtual void drop_projections() = 0;

  /// Whatever the answer, the transaction is over.
  [[nodiscard]] virtual Outcome commit() = 0;
};

/// A ledger's database. Threads: `snapshot` and `backup` any; `begin` and `writer_snapshot` one.
class Store {
 public:
  virtual ~Store() = default;

  /// Takes the writers' lock. Errors: io after a `commit` that was not durable, or when the store
  /// is open for reading only; busy; full, io.
  virtual std::unique_ptr<Transaction> begin() = 0;
  /// A consistent view for reading, as of its first read, which never waits for the writer. Hold it
  /// for less than 5 s. It may outlive the store.
  virtual std::unique_ptr<Rows> snapshot() = 0;
  /// The same for the writer between its batches: what they touched is still in its cache, which
  /// other views must read again after each batch. It ends before the next `begin`, and before the
  /// store. Errors: as begin, without taking the lock.
  virtual std::unique_ptr<Rows> writer_snapshot() { return snapshot(); }
  /// Copies the whole database as of one moment into a new file, while others read and write; the
  /// file gets its name when it is complete and synced, and is removed otherwise.
  /// `progress(done, total)` in pages, may be empty; an exception from it stops the copy.
  /// Threads: any. Errors: io when `path` exists; full, io, corrupt.
  virtual void backup(const std::string& path,
                      const std::function<void(std::uint64_t, std::uint64_t)>& progress) = 0;
};

}  // namespace mingzhang::store
