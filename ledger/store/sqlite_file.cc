#include "ledger/store/sqlite_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>

#include "ledger/store/sqlite_error.h"

namespace mingzhang::store {
namespace {

void refuse_existing(const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    throw StoreError(StoreError::Kind::io, path + " exists already");
  }
}

/// Pre: no SQLite connection of this process has the file open, as closing it here would drop
/// that connection's locks.
void sync_path(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (file < 0) throw system_error("cannot open " + path);
  const int result = ::fsync(file);
  const StoreError error = system_error("cannot sync " + path);
  ::close(file);
  if (result != 0) throw error;
}

}  // namespace

void sync_folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  sync_path(folder.empty() ? "." : folder, O_DIRECTORY);
}

PartFile::PartFile(const std::string& target, mode_t mode) : target_(target) {
  for (const char* const suffix : {"", "-wal", "-shm", "-journal"})
    refuse_existing(target + suffix);
  static std::atomic<unsigned> count{0};
  path_ = target + "." + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".part";
  const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) throw system_error("cannot create " + path_);
  ::close(file);
}

PartFile::~PartFile() {
  for (const char* const suffix : {"", "-wal", "-shm", "-journal"}) {
    std::error_code ignored;
    std::filesystem::remove(path_ + suffix, ignored);
  }
}

void PartFile::publish() {
  sync_path(path_, 0);
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) != 0) {
    // Some file systems cannot refuse to replace in one step.
    if (errno != EINVAL && errno != ENOSYS) throw system_error("cannot name " + target_);
    refuse_existing(target_);
    if (::rename(path_.c_str(), target_.c_str()) != 0) throw system_error("cannot name " + target_);
  }
  sync_folder_of(target_);
}

}  // namespace mingzhang::store
