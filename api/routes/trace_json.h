#pragma once

#include "api/routes/json.h"
#include "ledger/trace.h"

namespace mingzhang::routes {

/// A trace as the next value of an answer: {"way", "fen", "hops": […]}.
void add_trace(JsonText& json, const Trace& trace);

}  // namespace mingzhang::routes
