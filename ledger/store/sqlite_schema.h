#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

#include "ledger/fund/effects.h"

namespace mingzhang::store {

/// "MZLG", SQLite's application_id of a ledger.
inline constexpr int kApplicationId = 0x4D'5A'4C'47;
/// SQLite's user_version: counts the changes of the tables below, not of the entries' format.
inline constexpr int kSchemaVersion = 1;

/// Makes the tables and triggers. Pre: an empty database, in a transaction.
void create_schema(SQLite::Database& database);

/// Whether this is a ledger of this version. Cheap: reads one page.
/// Errors: StoreError corrupt, version; SQLite::Exception.
void check_identity(const SQLite::Database& database);

/// Whether every table is exactly ours, so that no view, generated column or trigger of a stranger
/// stands in for one. `for_writing`: also that all triggers, and no others, are there.
/// Errors: StoreError corrupt; version when an index table differs; SQLite::Exception.
void check_schema(const SQLite::Database& database, bool for_writing);

/// "index_<name>".
std::string index_table(const IndexSpec& spec);

}  // namespace mingzhang::store
