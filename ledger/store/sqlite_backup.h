#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "ledger/store/sqlite_connection.h"

namespace mingzhang::store {

/// Store::backup, from a connection of its own. A reader's transaction is held all the while, so
/// that writers neither change nor restart the copy; their log cannot shrink until it ends.
void backup_sqlite(Connection& source, const std::string& path, const SqliteOptions& options,
                   const std::function<void(std::uint64_t, std::uint64_t)>& progress);

}  // namespace mingzhang::store
