#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "ledger/base/random.h"

namespace mingzhang::http {

/// A body too large for memory: a new file that only we may read, of a name nobody can guess. It is
/// there as long as this object.
class SpoolFile {
 public:
  /// Post: on failure it is not open; the disk may be full or the folder gone.
  SpoolFile(const std::filesystem::path& folder, Random& random);
  ~SpoolFile();
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;

  /// False when it could not be opened, or not all of `piece` could be written.
  [[nodiscard]] bool write(std::string_view piece);
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

/// Removes what a server that was killed left in its spool folder: only names SpoolFile makes.
void clear_spool(const std::filesystem::path& folder);

}  // namespace mingzhang::http
