#pragma once

#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/blocks.h"

namespace mingzhang {

/// On whose authority it is decided: a person's, or a meeting's (集体研究).
enum class Basis : unsigned char { minutes, person };
template <>
struct EnumNames<Basis> {
  static constexpr std::array<std::string_view, 2> names{"minutes", "person"};
};

/// The award (审批): it names amounts per source and reserves them. A request that asks at once is
/// granted before its papers, up to a limit (先行救助).
struct CaseApproved {
  Money amount;
  Basis basis = Basis::person;
  Id id;
  std::optional<Docs> docs;
  std::optional<Number> minutes_no;
  std::optional<Seq> proposal;
  Flag same_event_override;
  std::optional<Hash> seen;  ///< The leaf of the newest entry of the case that was shown.
  std::optional<List<SourceAmount, 2>> sources;  ///< Always written; filled by the policy's order.
  std::optional<Date> valid_until;               ///< Always written; filled by the policy.

  static constexpr auto fields() {
    using C = CaseApproved;
    return std::tuple(field("amount", &C::amount), field("basis", &C::basis), field("case", &C::id),
                      field("docs", &C::docs), field("minutes_no", &C::minutes_no),
                      field("proposal", &C::proposal),
                      field("same_event_override", &C::same_event_override),
                      field("seen", &C::seen), field("sources", &C::sources),
                      field("valid_until", &C::valid_until));
  }
  static std::string object(const CaseApproved& body);
  static void complete(const State& state, const Command& command, Timestamp time,
                       CaseApproved& body);
  static void wants(const State& state, const CaseApproved& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseApproved& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseApproved& body,
                   Effects& effects);
};

enum class Ratification : unsigned char { not_ratified, ratified };
template <>
struct EnumNames<Ratification> {
  static constexpr std::array<std::string_view, 2> names{"not_ratified", "ratified"};
};

/// The papers of urgent aid are complete and it stands (补办手续), or it does not: then what was
/// paid is to be recovered.
struct CaseRatified {
  Id id;
  std::optional<Docs> docs;
  Ratification outcome = Ratification::ratified;
  std::optional<Id> reason;

  static constexpr auto fields() {
    using C = CaseRatified;
    return std::tuple(field("case", &C::id), field("docs", &C::docs), field("outcome", &C::outcome),
                      field("reason", &C::reason));
  }
  static std::string object(const CaseRatified& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseRatified& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseRatified& body,
                   Effects& effects);
};

/// Papers are added to a case (证明材料). Minutes of a meeting bind it when another than the
/// approver recorded them.
struct EvidenceAttached {
  Id id;
  Docs docs;

  static constexpr auto fields() {
    return std::tuple(field("case", &EvidenceAttached::id), field("docs", &EvidenceAttached::docs));
  }
  static std::string object(const EvidenceAttached& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const EvidenceAttached& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const EvidenceAttached& body, Effects& effects);
};

}  // namespace mingzhang
