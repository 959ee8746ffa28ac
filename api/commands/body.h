#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ledger/fund/kind.h"

namespace mingzhang {

/// The JSON Schema of a kind's body.
nlohmann::json schema_of(const Kind& kind);

/// Makes a body of `key=value` words, by the schema of its kind: "purpose.type=village",
/// "surveyors=p3,p4", "lines.1.case=c17" (items count from 1). Amounts of money are yuan:
/// "amount=1234.50". Errors: key_unknown, amount_malformed, number_malformed, value_unknown,
/// type_wrong, with the key as field; the decoder may find more.
Result<nlohmann::json> body_of(const Kind& kind, const std::vector<std::string>& words);

/// One field of a body for people: its key, whether it is needed, and what it takes.
struct FieldHelp {
  std::string key;
  bool required = false;
  std::string takes;
};
/// Every field, nested ones with their whole key.
std::vector<FieldHelp> fields_of(const Kind& kind);

}  // namespace mingzhang
