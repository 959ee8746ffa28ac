#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mingzhang {

/// The same JSON in canonical form (RFC 8785), where that means no more than leaving out space and
/// sorting keys: printable ASCII without escapes, whole numbers of at most 16 digits, truths,
/// objects and arrays, nested as parse_strictly allows. None for all else, and for what is not JSON
/// or has a key twice: parse_strictly then says what it is. Much quicker than that; any input is
/// safe.
std::optional<std::string> canonical_json(std::string_view text);

}  // namespace mingzhang
