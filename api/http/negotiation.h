#pragma once

#include <string_view>

/// What a client says that it takes, and has (RFC 9110 §12 and §13).
namespace mingzhang::http {

/// Whether a list with weights, of an Accept or Accept-Encoding, names something with more than
/// nothing. Wildcards are not looked at.
bool accepts(std::string_view list, std::string_view wanted);

/// Whether a list of If-None-Match has an entity tag, by weak comparison (RFC 9110 §13.1.2).
bool has_already(std::string_view list, std::string_view etag);

}  // namespace mingzhang::http
