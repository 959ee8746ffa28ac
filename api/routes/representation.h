#pragma once

#include "api/http/message.h"

namespace mingzhang::routes {

/// What is sent of an answer to GET or HEAD, by what the client said of itself: JSON gets an ETag,
/// is left out where the client has it already (304), and is compressed where the client takes
/// gzip and it is large enough to be worth it. All else is sent as it is.
http::Response represented(const http::Headers& asked, http::Response response);

}  // namespace mingzhang::routes
