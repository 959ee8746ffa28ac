#include "ledger/store/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <utility>

#include "ledger/store/sqlite_error.h"

namespace mingzhang::store {
namespace {

pid_t read_pid(int file) {
  std::array<char, 32> text{};
  const ssize_t size = ::pread(file, text.data(), text.size(), 0);
  pid_t pid = 0;
  if (size > 0) std::from_chars(text.data(), text.data() + size, pid);
  return pid;
}

void write_pid(int file, const std::string& path) {
  const std::string text = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file, 0) != 0 ||
      ::pwrite(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    throw system_error("cannot write " + path);
  }
}

}  // namespace

std::expected<LockFile, LockFile::Held> LockFile::acquire(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (file < 0) throw system_error("cannot open " + path);
  LockFile lock(file);
  while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) throw system_error("cannot lock " + path);
    return std::unexpected(Held{read_pid(file)});
  }
  write_pid(file, path);
  return lock;
}

LockFile::~LockFile() { release(); }

LockFile::LockFile(LockFile&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  if (this != &other) {
    release();
    file_ = std::exchange(other.file_, -1);
  }
  return *this;
}

// The file is not removed: between removal and the next creation two processes could each hold a
// lock on a file of this name.
void LockFile::release() {
  if (file_ >= 0) ::close(std::exchange(file_, -1));
}

}  // namespace mingzhang::store
