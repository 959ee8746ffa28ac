#pragma once

#include "ledger/store/sqlite_schema.h"

namespace mingzhang::store {

/// "MZVT" and "MZKY".
inline constexpr FileSort kVaultFile{0x4D'5A'56'54, 1, 1, "a vault", true};
inline constexpr FileSort kKeysFile{0x4D'5A'4B'59, 1, 1, "a file of keys", true};

/// Make the tables and triggers of the two files. Pre: as create_schema.
void create_vault_schema(SQLite::Database& database);
void create_keys_schema(SQLite::Database& database);

}  // namespace mingzhang::store
