#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ledger/store/store.h"

/// A ledger in one SQLite file: `path`, and beside it `path`-wal and `path`-shm while it is open.
/// Keep the three together; never open the file of a running server with anything but SQLite.
///
/// Common errors of the three functions below, in the order tested: io (no such file, no access),
/// corrupt (not a database, not a ledger, damaged, foreign schema), version (another format or
/// other index tables), busy.
namespace mingzhang::store {

struct SqliteOptions {
  /// The SQLite VFS to work through; empty: the system's. For the fault tests.
  std::string vfs{};
  /// Of a new file only: 512 … 65536, a power of two.
  std::int64_t page_bytes = 16'384;
  /// The write-ahead log is copied into the file when it has grown to this size.
  std::int64_t checkpoint_bytes = std::int64_t{64} << 20;
  /// Page cache of the one writer, and of each of the few readers.
  std::int64_t writer_cache_kib = 48 * 1024;
  std::int64_t reader_cache_kib = 8 * 1024;
  /// How long `begin` waits for another process's batch before it says busy.
  int busy_timeout_ms = 100;
  /// Whether a file of an older format is opened too, if `drop_projections` can make it new.
  bool to_rebuild = false;
};

/// The largest value in any column; a larger one in a file is corrupt.
inline constexpr int kValueBytesMax = 8 << 20;

/// Makes an empty ledger that is complete and synced before it bears its name, and opens it.
/// Errors: io when `path`, or a journal that belongs to such a file, already exists; full.
std::unique_ptr<Store> create_sqlite(const std::string& path, const SqliteOptions& options = {});

/// Opens a ledger to read and write. Takes no lock: see LockFile.
/// After a failed commit, `begin` throws io until the store is dropped and opened again.
/// A Transaction ends before its Store; a snapshot may outlive it.
std::unique_ptr<Store> open_sqlite(const std::string& path, const SqliteOptions& options = {});

/// Opens a ledger that is not to be trusted, for reading only: any file is safe to open. A copy
/// without its -wal works too, in a read-only folder (then nobody may write to it meanwhile). In a
/// folder that can be written, SQLite leaves an empty -wal and a -shm beside the file.
/// Missing triggers are tolerated, they guard writing only. `begin` throws io.
std::unique_ptr<Store> open_sqlite_readonly(const std::string& path,
                                            const SqliteOptions& options = {});

}  // namespace mingzhang::store
