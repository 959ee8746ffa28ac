#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "ledger/base/result.h"

namespace mingzhang {

/// How deep what comes from outside may nest.
inline constexpr int kJsonDepthMax = 12;

/// Parses JSON that a stranger sent: no key twice, no fractions or exponents, no number beyond 64
/// bits, UTF-8 only, nesting at most kJsonDepthMax. Errors: json_malformed, key_duplicate,
/// number_malformed, too_deep; `field` is the key at which it was found, where there is one.
Result<nlohmann::json> parse_strictly(std::string_view text);

}  // namespace mingzhang
