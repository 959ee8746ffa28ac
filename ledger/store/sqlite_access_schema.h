#pragma once

#include "ledger/store/sqlite_schema.h"

namespace mingzhang::store {

/// "MZAC".
inline constexpr FileSort kAccessFile{0x4D'5A'41'43, 1, 1, "a file of access", true};

/// Makes the tables. Pre: as create_schema.
void create_access_schema(SQLite::Database& database);

}  // namespace mingzhang::store
