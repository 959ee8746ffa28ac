#pragma once

#include <array>
#include <string_view>

#include "ledger/fund/vocabulary.h"

namespace mingzhang::routes {

/// Who may ask: a column of the table of routes. What may be written is not decided here but by
/// the rules of the ledger.
enum class Access : unsigned char {
  anyone,          ///< Without signing in.
  operators,       ///< From this machine, or an administrator.
  signed_in,       ///< Whoever has a session, even one that must first change its password.
  staff,           ///< Every person of the ledger.
  office,          ///< All whose work is with money or families; not the administrator.
  families,        ///< Those who may read every private detail of a family.
  auditors,        ///< Auditors only.
  administrators,  ///< Administrators only.
  overseers,       ///< Who watch over how the books are kept.
};

std::string_view name_of(Access access);
/// Those who are let in, of the people of the ledger; for `anyone` and `signed_in` all.
Duties duties_of(Access access);

}  // namespace mingzhang::routes
