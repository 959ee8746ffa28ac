#pragma once

#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

/// What the files of kinds/ share.
namespace mingzhang {

inline void add(Violations& violations, Code code, std::string_view field,
                std::string_view detail = {}) {
  violations.push_back({code, std::string(field), std::string(detail)});
}

/// The natural person behind an actor; empty when there is none.
inline Id subject_of(const State& state, const Id& actor) {
  const Person* const person = state.people.find(actor);
  return person == nullptr ? Id() : person->subject;
}

/// The rule of book dates (office M2, design §7.10): the value date while its period is open, and
/// the first open day otherwise.
inline Date default_book_date(const Entity& entity, Date value_date) {
  return std::max(value_date, Date::first_of(entity.open_from));
}

/// A code must be in its table, if the table is there (office M10).
inline void check_code(const State& state, Date day, TableName table, const Id& code,
                       std::string_view field, Violations& violations) {
  if (!state.tables.allows(table, day, code.view())) {
    add(violations, Code::code_unknown, field, code.view());
  }
}

}  // namespace mingzhang
