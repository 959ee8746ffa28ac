#pragma once

#include <nlohmann/json.hpp>

#include "audit/doubt.h"
#include "audit/verify.h"

namespace mingzhang::audit {

/// One doubt (docs/guide/audit-findings.md).
nlohmann::ordered_json json_of(const Doubt& doubt);
/// What the verification of the same run came to.
nlohmann::ordered_json verification_json(const Report& report);

}  // namespace mingzhang::audit
