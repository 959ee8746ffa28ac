#include "ledger/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <system_error>

#include "ledger/store/sqlite_file.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

void write_synced(const fs::path& path, std::string_view text, int flags, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode);
  if (file < 0) fail(path);
  const ssize_t written = ::write(file, text.data(), text.size());
  const bool done = written == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  if (!done) {
    errno = error;
    fail(path);
  }
}

}  // namespace

fs::path LedgerFolder::guard() const {
  fs::path folder = fs::absolute(root).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  folder += ".guard";
  return folder / "guard";
}

void write_secret(const fs::path& path, const Block<32>& secret) {
  if (fs::exists(path)) {
    throw LedgerError(LedgerError::Kind::exists, path.string() + " is there already");
  }
  write_synced(path, to_hex(secret.view()) + "\n", O_EXCL, S_IRUSR | S_IWUSR);
  store::sync_folder_of(path);
}

Block<32> read_secret(const fs::path& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) {
    throw LedgerError(LedgerError::Kind::wrong_key, path.string() + " is missing");
  }
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    throw LedgerError(LedgerError::Kind::wrong_key,
                      path.string() + " is open to others: chmod 600 it, and ask who read it");
  }
  std::string text = read_file(path);
  if (text.ends_with('\n')) text.pop_back();
  const auto secret = block_from_hex<32>(text);
  if (!secret) throw LedgerError(LedgerError::Kind::wrong_key, path.string() + " is not a key");
  return *secret;
}

void write_file(const fs::path& path, std::string_view text) {
  fs::path temporary = path;
  temporary += ".new";
  write_synced(temporary, text, O_TRUNC, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
  fs::rename(temporary, path);
  store::sync_folder_of(path);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    errno = errno == 0 ? ENOENT : errno;
    fail(path);
  }
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace mingzhang
