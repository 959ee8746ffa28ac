#pragma once

#include <sys/types.h>

#include <expected>
#include <string>

namespace mingzhang::store {

/// The right to write to a ledger's folder, held by one process at a time. The kernel releases it
/// when the process dies, however it dies. The file stays; its content is the holder's pid.
class LockFile {
 public:
  /// Who holds the lock; 0 when it has not written its pid yet.
  struct Held {
    pid_t pid;
  };

  /// Takes the lock at once or not at all. Not for files on a network. A child made by `fork`
  /// shares the lock until it ends or calls exec. Errors: Held; StoreError (io, full).
  static std::expected<LockFile, Held> acquire(const std::string& path);

  ~LockFile();
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

 private:
  explicit LockFile(int file) : file_(file) {}
  void release();

  int file_;
};

}  // namespace mingzhang::store
