#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace mingzhang::store {

struct FaultyDisk;

/// A disk that fails on demand: an SQLite VFS over the system's, registered under `name()` for
/// SqliteOptions::vfs. It counts the writes, syncs and truncations of all its files (not of the
/// shared memory), and makes the N-th of them fail. Syncs are counted, not done: tests stay fast.
/// Threads: any. It must outlive every connection that uses it.
///
///     FaultyVfs disk("faulty");
///     for (std::uint64_t n = 1;; ++n) {
///       disk.arm({.nth = n});
///       run(disk.name());  // drops its store
///       if (!disk.fired()) break;
///       disk.disarm();
///       check();
///     }
class FaultyVfs {
 public:
  enum Op : unsigned { kWrite = 1, kSync = 2, kTruncate = 4, kAny = 7 };

  enum class Failure {
    io,    ///< SQLITE_IOERR_WRITE, _FSYNC or _TRUNCATE
    full,  ///< SQLITE_FULL
    crash  ///< io, and from then on nothing reaches the disk, nor is any file removed
  };

  struct Fault {
    /// Which calls count: the N-th (1-based) of these fails. A failing write has done its first
    /// half, a failing sync nothing.
    unsigned ops = kAny;
    std::uint64_t nth = 1;
    Failure failure = Failure::io;
    /// Whether all later ones of `ops` fail too.
    bool forever = false;
  };

  /// Pre: no other VFS of this name.
  explicit FaultyVfs(std::string name);
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  const std::string& name() const;

  /// Starts counting from 0 with this fault; also ends a crash.
  void arm(const Fault& fault);
  /// Healthy again; also ends a crash.
  void disarm();
  /// Whether the armed fault has happened.
  bool fired() const;
  /// Calls of the armed fault's `ops` since `arm`.
  std::uint64_t calls() const;

  /// A power cut: puts every file back to what it held at its last successful sync, and removes
  /// those never synced. Pre: no connection is open.
  void forget_unsynced();
  /// What the disk holds now counts as synced; needed where files were changed past this VFS.
  /// Pre: no connection is open.
  void settle();

 private:
  std::unique_ptr<FaultyDisk> disk_;
};

}  // namespace mingzhang::store
