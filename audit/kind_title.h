#pragma once

#include <string>

#include "ledger/fund/kind.h"
#include "terminal/language.h"

namespace mingzhang::audit {

/// What an entry of a kind is called on the screen (docs/glossary.md); "?" of none.
std::string kind_title(const Kind* kind, Language language);

}  // namespace mingzhang::audit
