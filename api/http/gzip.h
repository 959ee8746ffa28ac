#pragma once

#include <string>
#include <string_view>

namespace mingzhang::http {

/// The gzip form of a text (RFC 1952), without name and time: one text has one form.
std::string gzip(std::string_view text);

}  // namespace mingzhang::http
