#pragma once

#include <span>

#include "api/http/message.h"
#include "ledger/base/result.h"
#include "terminal/language.h"

/// How the server says no: problem documents (RFC 9457) in the caller's language.
namespace mingzhang::routes {

/// What HTTP itself refuses, beside the refusals of the ledger.
struct Fault {
  int status;
  std::string_view code;
  Sentence sentence;
};
/// The fault of a status; that of 500 for any other.
const Fault& fault_of(int status);
std::span<const Fault> all_faults();

/// The language that the caller asks for (RFC 9110 §12.5.4); Chinese unless English is preferred.
Language language_of(const http::Headers& headers);

int status_of(const Refusal& refusal);
/// A document that is written already.
http::Response problem_response(int status, std::string json, Language language);
http::Response problem(const Refusal& refusal, Language language, std::string_view request_id);
http::Response problem(const Fault& fault, Language language, std::string_view request_id);

}  // namespace mingzhang::routes
