#pragma once

#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

namespace mingzhang {

inline constexpr std::size_t kTargetBytesMax = 60000;
/// How long a proposal of the founding stays open: there is no policy yet.
inline constexpr std::int64_t kFoundingProposalDays = 7;

/// One person puts an act before another (office M4). Its `fund` and `private` are the target's.
struct ActionProposed {
  std::optional<Timestamp> expires;  ///< Always written; filled from the policy when left out.
  std::optional<Id> reason;
  Raw<kTargetBytesMax, '{'> target_body;
  ShortText<40> target_kind;

  static constexpr auto fields() {
    return std::tuple(field("expires", &ActionProposed::expires),
                      field("reason", &ActionProposed::reason),
                      field("target_body", &ActionProposed::target_body),
                      field("target_kind", &ActionProposed::target_kind));
  }
  static bool validate(const ActionProposed& body, JsonReader& reader);
  static void complete(const State& state, const Command& command, Timestamp time,
                       ActionProposed& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const ActionProposed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const ActionProposed& body,
                   Effects& effects);
};

/// The second person says no, the proposer withdraws, or the system notes that it expired.
struct ActionDeclined {
  Seq proposal = 0;
  Id reason;

  static constexpr auto fields() {
    return std::tuple(field("proposal", &ActionDeclined::proposal),
                      field("reason", &ActionDeclined::reason));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const ActionDeclined& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const ActionDeclined& body,
                   Effects& effects);
};

}  // namespace mingzhang
