#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "api/routes/json.h"
#include "api/routes/office.h"

namespace mingzhang::routes {

/// What a table of the ledger calls a code today; of several the first that is in it. Empty when
/// none is.
std::string title_of(const Office& office, TableName table,
                     std::initializer_list<std::string> codes);

/// A member for a title, where there is one.
void add_title(JsonText& json, std::string_view name, const std::string& title);

}  // namespace mingzhang::routes
