#pragma once

#include "ledger/fund/kinds/blocks.h"

namespace mingzhang {

/// A family that may be helped is put on file (一户一档, office M19). Who they are is private.
struct HouseholdRegistered {
  std::optional<List<Certificate, 8>> certificates;
  HouseholdClass household_class = HouseholdClass::other;
  Id household;
  MemberList members;
  std::optional<Id> residence_basis;  ///< hukou or permit: why they belong to the village.
  Id village;

  static constexpr auto fields() {
    using H = HouseholdRegistered;
    return std::tuple(field("certificates", &H::certificates), field("class", &H::household_class),
                      field("household", &H::household), field("members", &H::members),
                      field("residence_basis", &H::residence_basis), field("village", &H::village));
  }
  static std::string object(const HouseholdRegistered& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const HouseholdRegistered& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const HouseholdRegistered& body, Effects& effects);
};

/// What is on file changes: births, deaths, moves, certificates. The whole new content is given.
struct HouseholdChanged {
  std::optional<List<Certificate, 8>> certificates;
  HouseholdClass household_class = HouseholdClass::other;
  Id household;
  MemberList members;
  Id village;

  static constexpr auto fields() {
    using H = HouseholdChanged;
    return std::tuple(field("certificates", &H::certificates), field("class", &H::household_class),
                      field("household", &H::household), field("members", &H::members),
                      field("village", &H::village));
  }
  static std::string object(const HouseholdChanged& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const HouseholdChanged& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const HouseholdChanged& body, Effects& effects);
};

/// True when the fund may help a household of this village: it lies in the fund's territory. A
/// city's territory ends in 00 and holds its counties (GB/T 2260).
bool in_territory(const State& state, const Id& fund, const Id& village);

/// Whether a certificate of a class that needs no survey holds on `day` (office M15).
bool is_certified(const Household& household, Date day);

}  // namespace mingzhang
