#pragma once

#include "api/routes/case_view.h"
#include "api/routes/office.h"

/// What the pages about aid share.
namespace mingzhang::routes {

/// A family is for those who serve a fund that may help it, or has.
bool may_see_household(const State& state, const Person& person, const Household& household);

/// What happened to an object of the ledger, oldest first, as far as this person may see it.
/// Errors: `missing` when there is no such object; fund_out_of_scope.
Result<std::vector<Entry>> history_of(const Office& office, const Call& call, store::Rows& rows,
                                      std::string_view noun, const Id& id, Code missing);
void add_history(JsonText& json, const std::vector<Entry>& history);
/// What was granted to a household of late, by any fund: whoever decides must see repeats (office
/// M27, 7.7).
void add_aid(JsonText& json, const State& state, const Id& household);
/// A list of cases, copies from State. Pre: `rows` was made after they were copied, so that it has
/// the entries that opened them.
void add_cases(JsonText& json, const Office& office, store::Rows& rows,
               const std::vector<Case>& cases);

}  // namespace mingzhang::routes
