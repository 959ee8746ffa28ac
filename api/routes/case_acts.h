#pragma once

#include "api/routes/case_view.h"
#include "api/routes/office.h"

namespace mingzhang::routes {

/// An open case as somebody has it before them.
struct CaseSeen {
  Case request;
  Opening opening;
  Money amount;  ///< What the township last proposed; before that, what was asked for.
  std::vector<PayLine> lines;
};

/// "rules": what the rules of the next decision look at; [] where nothing is to be decided.
void add_rules(JsonText& json, const Office& office, const Person& person, const CaseSeen& seen);
/// "acts": which acts on the case the person may do now, and why not the others. Each is judged by
/// `check` with a plausible body. Errors: StoreError.
void add_acts(JsonText& json, const Office& office, const Person& person, const CaseSeen& seen);

}  // namespace mingzhang::routes
