#pragma once

#include <string>
#include <string_view>

#include "ledger/base/result.h"
#include "ledger/base/short_text.h"

namespace mingzhang {

inline constexpr std::size_t kDetailsBytesMax = 32'768;

/// What concerns one subject and is not for everybody's eyes: a name, a number, a story. One JSON
/// object in canonical form (docs/format.md, "Private details").
struct Details {
  Id subject;
  std::string json;
};

/// Whether `json` is an object in canonical form. Errors, in no order: text_too_long; malformed
/// ones with the byte where the form ends as their detail. Any input is safe.
Result<void> check_details(std::string_view json);

/// The same object with every value masked by its key, the one rule for every list, page and
/// command; what no rule knows is hidden whole. Pre: check_details.
///
///     name            王小明               王*
///     identity_number 370105194912310021  3****************1
///     bank_account    6226000000005669    6226******5669
///     phone           13800001234         138****1234
///     all others                          *
std::string masked(std::string_view json);

}  // namespace mingzhang
