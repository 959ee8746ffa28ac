#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/routes/office.h"

/// What is told of a gift, to the office and to who gave it.
namespace mingzhang::routes {

/// The gift's number (登记号): "2026-17", the year and a number within fund and year. None when it
/// has none. Errors: StoreError.
std::optional<std::string> register_number(const Office& office, store::Rows& rows,
                                           const Entry& gift);

/// Where an income stands: unconfirmed, confirmed or cancelled. Errors: StoreError.
std::string_view standing_of(const Office& office, store::Rows& rows, const Entry& gift);

}  // namespace mingzhang::routes
