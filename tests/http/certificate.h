#pragma once

#include <filesystem>
#include <string>

namespace mingzhang::http {

/// A folder of its own, removed with all in it.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// How many files are in `name` of it.
  std::size_t files_in(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

/// Writes a fresh key and a certificate for `name`, signed by itself, as PEM.
void write_certificate(const std::filesystem::path& certificate,
                       const std::filesystem::path& private_key, const std::string& name);

}  // namespace mingzhang::http
