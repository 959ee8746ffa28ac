#pragma once

#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

namespace mingzhang {

/// A person takes up duties with an entity.
struct PersonEnrolled {
  DutyList duties;
  Id entity;
  Id person;  ///< The actor id.
  std::optional<Seq> proposal;
  std::optional<FundList> scope;  ///< Absent: every fund of the entity.
  Id subject;                     ///< One natural person has one, in every entity.

  static constexpr auto fields() {
    return std::tuple(
        field("duties", &PersonEnrolled::duties), field("entity", &PersonEnrolled::entity),
        field("person", &PersonEnrolled::person), field("proposal", &PersonEnrolled::proposal),
        field("scope", &PersonEnrolled::scope), field("subject", &PersonEnrolled::subject));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const PersonEnrolled& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const PersonEnrolled& body,
                   Effects& effects);
};

/// New duties, scope or status; what is absent stays, but `scope` is the whole new scope.
struct PersonChanged {
  std::optional<DutyList> duties;
  Id person;
  std::optional<Seq> proposal;
  std::optional<FundList> scope;
  PersonStatus status = PersonStatus::active;

  static constexpr auto fields() {
    return std::tuple(
        field("duties", &PersonChanged::duties), field("person", &PersonChanged::person),
        field("proposal", &PersonChanged::proposal), field("scope", &PersonChanged::scope),
        field("status", &PersonChanged::status));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const PersonChanged& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const PersonChanged& body,
                   Effects& effects);
};

}  // namespace mingzhang
