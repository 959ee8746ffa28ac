#pragma once

#include <string>
#include <string_view>

#include "terminal/language.h"

namespace mingzhang::audit {

/// What a field of an entry's body is called on the screen; the key itself where it has no title.
std::string field_title(std::string_view key, Language language);

}  // namespace mingzhang::audit
