#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

#include "ledger/fund/effects.h"

namespace mingzhang::store {

/// What sort of file of ours a database is.
struct FileSort {
  int application_id;  ///< SQLite's, in the file's header.
  int version;         ///< SQLite's user_version: counts the changes of its format.
  int oldest;          ///< From here on only rows differ that `rebuild` makes anew.
  const char* name;    ///< For messages.
  bool secret;         ///< Whether what is deleted is overwritten.
};
/// "MZLG". Nothing secret is ever in a ledger, so freed rows need not be overwritten.
inline constexpr FileSort kLedgerFile{0x4D'5A'4C'47, 3, 2, "a ledger", false};

/// Names the sort in the header of a new file. Pre: as create_schema.
void write_identity(SQLite::Database& database, const FileSort& sort);

/// Makes the tables and triggers. Pre: an empty database, in a transaction.
void create_schema(SQLite::Database& database);

/// Whether this is a file of this sort and version; with `to_rebuild` also of an older one that can
/// be made into it. Cheap: reads one page. Errors: StoreError corrupt, version; SQLite::Exception.
void check_identity(const SQLite::Database& database, const FileSort& sort, bool to_rebuild);

/// Whether every table is exactly ours, so that no view, generated column or trigger of a stranger
/// stands in for one. `for_writing`: also that all triggers, and no others, are there.
/// Errors: StoreError corrupt; version when an index table differs; SQLite::Exception.
void check_schema(const SQLite::Database& database, bool for_writing);
/// The same for a file whose tables `make` makes.
void check_schema_of(const SQLite::Database& database, void (*make)(SQLite::Database&),
                     bool for_writing);

/// The triggers that refuse UPDATE and DELETE on a table.
std::string append_only_sql(const std::string& table);

/// "index_<name>".
std::string index_table(const IndexSpec& spec);

}  // namespace mingzhang::store
