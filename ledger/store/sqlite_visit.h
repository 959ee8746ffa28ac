#pragma once

#include <sqlite3.h>

#include <exception>
#include <functional>
#include <string>

#include "ledger/fund/effects.h"

namespace mingzhang::store {

/// Who is shown the rows of a scan from within SQLite: to step through them and to ask for each
/// column costs as much again as to find them.
struct Visit {
  const IndexSpec& spec;
  const std::function<bool(const IndexRow&)>& row;  ///< False ends the scan.
  std::exception_ptr failure = nullptr;             ///< What `row` threw; it ended the scan.
};

/// Lets a connection run `visit_sql`. Errors: SQLite::Exception.
void add_visits(sqlite3* database);
/// `scan`, a query for the columns of an index, as a query that shows each row to the Visit which
/// is bound to parameter 3. It yields a row where the visitor ended the scan, and none otherwise.
std::string visit_sql(const IndexSpec& spec, const std::string& scan);
void bind_visit(sqlite3_stmt* statement, Visit& visit);

}  // namespace mingzhang::store
