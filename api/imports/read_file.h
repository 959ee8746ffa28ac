#pragma once

#include <filesystem>
#include <string>

#include "ledger/base/result.h"

namespace mingzhang {

/// The bytes of a regular file. Errors: file_unreadable, text_too_long (more than `bytes_max`); the
/// detail names the file.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

}  // namespace mingzhang
