#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace mingzhang {

/// What to do about a refusal; the HTTP server maps it to a status (docs/format.md, "Refusals").
enum class RefusalClass {
  malformed,     ///< 400: the input is not of the form
  unauthorized,  ///< 401: it is not known who asks
  forbidden,     ///< 403: this person may not
  not_found,     ///< 404: no such thing
  conflict,      ///< 409: refused in this state
  rule,          ///< 422: a rule of the fund is broken
  throttled,     ///< 429: too often; wait
  busy,          ///< 503: try again
};

/// The closed list of codes: refusals.def.
enum class Code : unsigned char {
#define MZ_REFUSAL(code, cls, zh, en) code,
#include "ledger/base/refusals.def"
#undef MZ_REFUSAL
};

/// A sentence in both languages of the house.
struct Sentence {
  std::string_view zh;
  std::string_view en;
};

std::string_view code_name(Code code);
RefusalClass refusal_class(Code code);
Sentence code_sentence(Code code);

/// Why something was not done, for someone who can act on it. `field` is the path of the
/// offending field (`body.amount`), or empty; `detail` what was found there, ASCII, or empty.
struct Refusal {
  Code code;
  std::string field;
  std::string detail;

  bool operator==(const Refusal&) const = default;
};

/// "code: sentence (field: detail)" in one language.
std::string to_text(const Refusal& refusal, bool zh = false);

template <class T>
using Result = std::expected<T, Refusal>;

inline std::unexpected<Refusal> refuse(Code code, std::string_view field = {},
                                       std::string_view detail = {}) {
  return std::unexpected(Refusal{code, std::string(field), std::string(detail)});
}

}  // namespace mingzhang
