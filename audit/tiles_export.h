#pragma once

#include <filesystem>
#include <functional>

#include "audit/source.h"

namespace mingzhang::audit {

/// Writes the ledger as a folder of c2sp.org/tlog-tiles as of its newest checkpoint: `checkpoint`,
/// `tile/<L>/…`, `tile/entries/…`, and `log.vkey`. Refuses a folder that is not empty. Returns the
/// size. Errors: std::runtime_error, StoreError, std::system_error.
std::uint64_t export_tiles(Source& source, const std::filesystem::path& out,
                           const std::function<void(std::uint64_t, std::uint64_t)>& progress);

}  // namespace mingzhang::audit
