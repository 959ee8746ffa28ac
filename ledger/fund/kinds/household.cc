#include "ledger/fund/kinds/household.h"

#include <algorithm>
#include <set>

namespace mingzhang {
namespace {

constexpr std::string_view kHouseholdNoun = "household";

template <class T>
void check_content(const State& state, const Entry& entry, const T& body, Violations& violations) {
  check_code(state, state.business_date(entry.time), TableName::villages, body.village,
             "body.village", violations);
  if (!in_territory(state, entry.fund, body.village)) {
    add(violations, Code::outside_territory, "body.village", body.village.view());
  }
  std::set<Id> seen;
  for (const Member& member : body.members.items) {
    if (!seen.insert(member.person).second) {
      add(violations, Code::exists_already, "body.members.person", member.person.view());
    }
  }
}

template <class T>
void put_household(State& state, const T& body) {
  Household household;
  household.certificates = body.certificates;
  household.household = body.household;
  household.household_class = body.household_class;
  household.members = body.members;
  household.village = body.village;
  state.households.put(std::move(household));
}

}  // namespace

bool in_territory(const State& state, const Id& fund_id, const Id& village) {
  const Fund* const fund = state.funds.find(fund_id);
  if (fund == nullptr) return false;
  std::string_view territory = fund->territory.view();
  while (territory.size() > 2 && territory.ends_with("00")) territory.remove_suffix(2);
  return village.view().starts_with(territory);
}

bool is_certified(const Household& household, Date day) {
  if (household.household_class == HouseholdClass::other || !household.certificates) return false;
  const auto& papers = household.certificates->items;
  return std::any_of(papers.begin(), papers.end(), [&](const Certificate& paper) {
    return paper.type == household.household_class && (!paper.from || *paper.from <= day) &&
           (!paper.to || *paper.to >= day);
  });
}

std::string HouseholdRegistered::object(const HouseholdRegistered& body) {
  return object_name(kHouseholdNoun, body.household);
}

void HouseholdRegistered::check(const State& state, const Facts&, const Entry& entry,
                                const HouseholdRegistered& body, Violations& violations) {
  if (state.households.find(body.household) != nullptr) {
    add(violations, Code::exists_already, "body.household", body.household.view());
  }
  check_content(state, entry, body, violations);
}

void HouseholdRegistered::fold(State& state, const Facts&, const Entry& entry,
                               const HouseholdRegistered& body, Effects& effects) {
  if (state.households.find(body.household) != nullptr) return;
  name_object(entry, object(body), effects);
  put_household(state, body);
}

std::string HouseholdChanged::object(const HouseholdChanged& body) {
  return object_name(kHouseholdNoun, body.household);
}

void HouseholdChanged::check(const State& state, const Facts&, const Entry& entry,
                             const HouseholdChanged& body, Violations& violations) {
  if (state.households.find(body.household) == nullptr) {
    add(violations, Code::household_unknown, "body.household", body.household.view());
  }
  check_content(state, entry, body, violations);
}

void HouseholdChanged::fold(State& state, const Facts&, const Entry& entry,
                            const HouseholdChanged& body, Effects& effects) {
  if (state.households.find(body.household) == nullptr) return;
  name_object(entry, object(body), effects);
  put_household(state, body);
}

namespace kinds {
MZ_DEFINE_KIND(household_registered, HouseholdRegistered)
MZ_DEFINE_KIND(household_changed, HouseholdChanged)
}  // namespace kinds

}  // namespace mingzhang
