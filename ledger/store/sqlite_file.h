#pragma once

#include <sys/types.h>

#include <string>

namespace mingzhang::store {

/// A database file in the making: it gets its name only when it is complete, and is removed
/// otherwise. It never takes the place of another file.
class PartFile {
 public:
  /// Creates an empty file beside `target`, with these permissions (SQLite gives the same to its
  /// journals). Errors: StoreError io when `target` exists, or a journal beside it which SQLite
  /// would take for the new file's; io, full.
  explicit PartFile(const std::string& target, mode_t mode = 0640);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::string& path() const { return path_; }

  /// Syncs the file, gives it its name and syncs the folder. Pre: closed by SQLite.
  /// Errors: StoreError io, full; the part is then removed.
  void publish();

 private:
  std::string target_;
  std::string path_;
};

/// Syncs the folder that holds `path`, so that a new name in it stays. Errors: StoreError.
void sync_folder_of(const std::string& path);

}  // namespace mingzhang::store
