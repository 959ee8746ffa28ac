#pragma once

#include <string>

#include "audit/verify.h"

namespace mingzhang::audit {

/// The report for people: what was checked, every finding, what is still trustworthy.
std::string to_text(const Report& report, bool zh);

/// The report as one JSON object (docs/format.md, "Report of a verification").
std::string to_json(const Report& report);

}  // namespace mingzhang::audit
