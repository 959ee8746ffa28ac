#include "api/routes/access.h"

namespace mingzhang::routes {

std::string_view name_of(Access access) {
  constexpr std::array<std::string_view, 9> kNames{"anyone",   "operators",      "signed_in",
                                                   "staff",    "office",         "families",
                                                   "auditors", "administrators", "overseers"};
  return kNames.at(static_cast<std::size_t>(access));
}

Duties duties_of(Access access) {
  constexpr Duties kFamilies{Duty::approver, Duty::auditor, Duty::caseworker, Duty::responsible,
                             Duty::reviewer};
  constexpr Duties kOffice = kFamilies.with(Duty::bookkeeper).with(Duty::cashier);
  switch (access) {
    case Access::anyone:
    case Access::signed_in:
    case Access::staff:
      return kOffice.with(Duty::administrator);
    case Access::office:
      return kOffice;
    case Access::families:
      return kFamilies;
    case Access::auditors:
      return {Duty::auditor};
    case Access::operators:
    case Access::administrators:
      return {Duty::administrator};
    case Access::overseers:
      return {Duty::administrator, Duty::auditor, Duty::responsible};
  }
  return {};
}

}  // namespace mingzhang::routes
