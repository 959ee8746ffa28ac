#pragma once

#include <memory>
#include <string>

#include "ledger/store/access.h"
#include "ledger/store/sqlite_store.h"

/// Passwords and sessions in one SQLite file, mode 0600. What is deleted is overwritten. Errors: as
/// in sqlite_store.h.
namespace mingzhang::store {

/// How long one process waits for another's write; nothing is held for long.
inline constexpr int kAccessBusyTimeoutMs = 5000;

/// Makes an empty file. Errors: io when it exists; full.
void create_sqlite_access(const std::string& path, const SqliteOptions& options = {});
/// Opens the file; makes it when it is missing, since ledgers made before there was one have none.
/// Pre: the ledger's writers' lock is held.
std::unique_ptr<AccessStore> open_sqlite_access(const std::string& path,
                                                const SqliteOptions& options = {});
/// Opens an existing file for reading only; every write throws io.
std::unique_ptr<AccessStore> open_sqlite_access_readonly(const std::string& path,
                                                         const SqliteOptions& options = {});

}  // namespace mingzhang::store
