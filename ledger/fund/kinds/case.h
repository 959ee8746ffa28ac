#pragma once

#include "ledger/fund/kinds/blocks.h"

namespace mingzhang {

enum class RequestBy : unsigned char { discovered, household, village, workgroup };
template <>
struct EnumNames<RequestBy> {
  static constexpr std::array<std::string_view, 4> names{"discovered", "household", "village",
                                                         "workgroup"};
};

/// What a case is called in the names of objects: case:ID.
inline constexpr std::string_view kCaseNoun = "case";

/// Somebody asks for aid (申请). Why it is needed in words is private.
struct CaseOpened {
  Money amount_asked;
  RequestBy by = RequestBy::workgroup;
  Id id;
  Id cause;
  std::optional<Docs> docs;
  Date event_date;
  Id household;
  std::optional<Paper> paper;
  Flag urgent;
  std::optional<Id> victim;  ///< The member struck; absent: the household as a whole.

  static constexpr auto fields() {
    using C = CaseOpened;
    return std::tuple(field("amount_asked", &C::amount_asked), field("by", &C::by),
                      field("case", &C::id), field("cause", &C::cause), field("docs", &C::docs),
                      field("event_date", &C::event_date), field("household", &C::household),
                      field("paper", &C::paper), field("urgent", &C::urgent),
                      field("victim", &C::victim));
  }
  static std::string object(const CaseOpened& body);
  static void wants(const State& state, const CaseOpened& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseOpened& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseOpened& body,
                   Effects& effects);
};

/// What a treatment cost and who bore it: `self` is what is left (office M13), fen.
struct Medical {
  Amount assistance;
  Amount basic;
  Amount other;
  Amount self;
  Amount serious;
  Amount total;

  static constexpr auto fields() {
    return std::tuple(field("assistance", &Medical::assistance), field("basic", &Medical::basic),
                      field("other", &Medical::other), field("self", &Medical::self),
                      field("serious", &Medical::serious), field("total", &Medical::total));
  }
};

/// The visit by two (入户调查).
struct CaseSurveyed {
  Id id;
  Date date;
  std::optional<Docs> docs;
  std::optional<Amount> income;  ///< Of the household, fen in twelve months.
  Means means = Means::surveyed;
  std::optional<Medical> medical;
  Int<1, 100> members;
  std::optional<Paper> paper;
  Int<1, 20> round;
  List<Id, 10> surveyors;

  static constexpr auto fields() {
    using C = CaseSurveyed;
    return std::tuple(field("case", &C::id), field("date", &C::date), field("docs", &C::docs),
                      field("income", &C::income), field("means", &C::means),
                      field("medical", &C::medical), field("members", &C::members),
                      field("paper", &C::paper), field("round", &C::round),
                      field("surveyors", &C::surveyors));
  }
  static std::string object(const CaseSurveyed& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseSurveyed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseSurveyed& body,
                   Effects& effects);
};

/// The township's opinion (审核).
struct CaseReviewed {
  Money amount;
  Id id;
  std::optional<Docs> docs;
  std::optional<Paper> paper;
  std::optional<Hash> seen;  ///< The leaf of the newest entry of the case that was shown.

  static constexpr auto fields() {
    using C = CaseReviewed;
    return std::tuple(field("amount", &C::amount), field("case", &C::id), field("docs", &C::docs),
                      field("paper", &C::paper), field("seen", &C::seen));
  }
  static std::string object(const CaseReviewed& body);
  static void wants(const State& state, const CaseReviewed& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseReviewed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseReviewed& body,
                   Effects& effects);
};

/// Sent back for papers or facts (退回补正).
struct CaseReturned {
  Id id;
  Id reason;

  static constexpr auto fields() {
    return std::tuple(field("case", &CaseReturned::id), field("reason", &CaseReturned::reason));
  }
  static std::string object(const CaseReturned& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseReturned& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseReturned& body,
                   Effects& effects);
};

/// Refused, with a reason (不予批准).
struct CaseRejected {
  Id id;
  Id reason;

  static constexpr auto fields() {
    return std::tuple(field("case", &CaseRejected::id), field("reason", &CaseRejected::reason));
  }
  static std::string object(const CaseRejected& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseRejected& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseRejected& body,
                   Effects& effects);
};

/// The household takes its request back (撤回), before anything is paid.
struct CaseWithdrawn {
  Id id;
  Id reason;

  static constexpr auto fields() {
    return std::tuple(field("case", &CaseWithdrawn::id), field("reason", &CaseWithdrawn::reason));
  }
  static std::string object(const CaseWithdrawn& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseWithdrawn& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseWithdrawn& body,
                   Effects& effects);
};

/// An award that was not paid in time ends (逾期失效): written by the system alone.
struct CaseLapsed {
  Id id;
  Id reason;

  static constexpr auto fields() {
    return std::tuple(field("case", &CaseLapsed::id), field("reason", &CaseLapsed::reason));
  }
  static std::string object(const CaseLapsed& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const CaseLapsed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const CaseLapsed& body,
                   Effects& effects);
};

/// The open case of this entry; null, with a violation, when there is none or it stands where such
/// an entry may not come (steps.def).
const Case* check_step(const State& state, const Entry& entry, const Id& id,
                       Violations& violations);
/// The case whose entry this is, to be changed: its newest entry is noted and can be found. Null
/// when there is none, or not of this fund.
Case* step(State& state, const Entry& entry, const Id& id, Effects& effects);

/// What somebody was shown must be the newest of the case.
void want_seen(const State& state, const Id& id, const std::optional<Hash>& seen, Wants& wants);
void check_seen(const Facts& facts, const std::optional<Hash>& seen, Violations& violations);

/// Frees what is not paid, and books back the expense of what the bank had sent back.
void free_case(State& state, Case& request, const Entry& entry, Effects& effects);

}  // namespace mingzhang
