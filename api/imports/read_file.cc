#include "api/imports/read_file.h"

#include <fmt/format.h>

#include <fstream>

namespace mingzhang {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return refuse(Code::file_unreadable, {}, path.string());
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > bytes_max) {
    return refuse(Code::text_too_long, {},
                  fmt::format("{}: {} bytes, at most {}", path.string(), size, bytes_max));
  }
  std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  if (error || !file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    return refuse(Code::file_unreadable, {}, path.string());
  }
  return bytes;
}

}  // namespace mingzhang
