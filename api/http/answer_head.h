#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "api/http/message.h"

namespace mingzhang::http {

/// IMF-fixdate (RFC 9110 §5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t seconds);

/// The standard phrase of a status; empty for one we never send.
std::string_view reason_of(int status);

/// True unless the status forbids a body (RFC 9110 §15.3.5, §15.4.5).
constexpr bool has_body(int status) { return status != 204 && status != 304; }

/// Appends the head of an answer, with its empty line. Content-Length is that of content(), also
/// for HEAD; none where the status forbids a body. Fields of `response.headers` that frame the
/// message are ours and left out; what could end a line is stripped from the others.
/// Pre: 200 <= status <= 599.
void append_head(std::string& out, const Response& response, std::string_view date,
                 bool keep_alive);

}  // namespace mingzhang::http
