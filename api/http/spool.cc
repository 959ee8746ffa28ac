#include "api/http/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "ledger/base/bytes.h"

namespace mingzhang::http {
namespace {

constexpr std::string_view kPrefix = "body-";

bool is_ours(std::string_view name) {
  Block<16> digits;
  return name.starts_with(kPrefix) && read_hex(name.substr(kPrefix.size()), digits.bytes);
}

}  // namespace

SpoolFile::SpoolFile(const std::filesystem::path& folder, Random& random)
    : path_(folder / (std::string(kPrefix) + to_hex(random.block<16>().view()))) {
  if (folder.empty()) return;
  file_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

SpoolFile::~SpoolFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(path_.c_str());
}

bool SpoolFile::write(std::string_view piece) {
  while (file_ >= 0 && !piece.empty()) {
    const ssize_t count = ::write(file_, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    piece.remove_prefix(static_cast<std::size_t>(count));
  }
  return file_ >= 0;
}

void clear_spool(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
    if (is_ours(file.path().filename().string())) std::filesystem::remove(file.path(), ignored);
  }
}

}  // namespace mingzhang::http
