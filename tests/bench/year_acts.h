#pragma once

#include <fmt/format.h>

#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/decision.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/fund/kinds/payment.h"

/// What is done in the year for one household after the other.
namespace mingzhang::bench {

inline constexpr int kHouseholds = 1244;
inline constexpr int kVillages = 100;
inline const Id kFund{"jinan"};

inline Money fen(std::int64_t amount) { return *Money::of_fen(amount); }

/// One household's case: which path it goes is a matter of its number.
struct Request {
  int number = 0;
  std::int64_t donation = 0;
  std::int64_t gov = 0;

  bool urgent() const { return number % 25 == 7; }
  bool special() const { return number % 50 == 11; }
  /// The township decides alone.
  bool small() const { return number % 4 == 1 && !urgent() && !special(); }
  std::int64_t amount() const { return donation + gov; }
  Id id() const { return Id(fmt::format("c{:05}", number)); }
  Id household() const { return Id(fmt::format("h{:05}", number % kHouseholds)); }
  Id cause() const {
    static const Id kCauses[] = {"illness", "accident", "disaster"};
    return special() ? Id("other") : kCauses[number % 3];
  }
};

inline Command household(int number) {
  HouseholdRegistered body;
  body.household = Id(fmt::format("h{:05}", number));
  for (int i = 0; i <= number % 4; ++i) {
    body.members.items.push_back(
        {std::nullopt, Id(fmt::format("m{:05}.{}", number, i)), i == 0 ? "head" : "child", {}});
  }
  body.village = Id(fmt::format("370126{:03}{:03}", number % 10 + 1, number % kVillages + 1));
  if (number % 5 == 0) {
    body.household_class = HouseholdClass::tekun;
    body.certificates.emplace().items = {{std::nullopt, std::nullopt, HouseholdClass::tekun}};
  }
  return make_command(kinds::household_registered(), "caseworker", kFund, body);
}

inline Command opened(const Request& request, Date today) {
  CaseOpened body;
  body.amount_asked = fen(request.amount());
  body.id = request.id();
  body.cause = request.cause();
  body.event_date = today.plus_days(-3 - request.number % 300);
  body.household = request.household();
  body.urgent.on = request.urgent();
  return make_command(kinds::case_opened(), "caseworker", kFund, body);
}

inline Command surveyed(const Request& request, Date today) {
  CaseSurveyed body;
  body.id = request.id();
  body.date = today;
  const int household_number = request.number % kHouseholds;
  body.members = household_number % 4 + 1;
  body.round = 1;
  body.surveyors.items = {"caseworker", "reviewer"};
  body.means = household_number % 5 == 0 ? Means::certificate : Means::surveyed;
  if (body.means == Means::surveyed) body.income = body.members.value * 400'000;
  if (request.cause() == Id("illness")) {
    Medical medical;
    medical.total = request.amount() * 3;
    medical.basic = request.amount() * 2;
    medical.self = request.amount();
    body.medical = medical;
  }
  return make_command(kinds::case_surveyed(), "caseworker", kFund, body);
}

inline Command reviewed(const Request& request) {
  CaseReviewed body;
  body.amount = fen(request.amount());
  body.id = request.id();
  return make_command(kinds::case_reviewed(), "reviewer", kFund, body);
}

inline Command minutes(const Request& request) {
  EvidenceAttached body;
  body.id = request.id();
  Doc doc;
  doc.pages = 2;
  doc.type = "minutes";
  body.docs.items = {doc};
  return make_command(kinds::evidence_attached(), "responsible", kFund, body);
}

inline CaseApproved approval(const Request& request) {
  CaseApproved body;
  body.amount = fen(request.amount());
  body.id = request.id();
  if (request.special()) {
    body.basis = Basis::minutes;
    body.minutes_no = Number(fmt::format("HY2026-{}", request.number));
  }
  body.sources.emplace();
  if (request.donation > 0) {
    body.sources->items.push_back({fen(request.donation), Source::donation});
  }
  if (request.gov > 0) body.sources->items.push_back({fen(request.gov), Source::gov});
  return body;
}

inline Command payee(const Request& request) {
  PayeeSet body;
  body.account_tag = Id(fmt::format("a{:05}", request.number));
  body.id = request.id();
  body.holder = Id(fmt::format("m{:05}.0", request.number % kHouseholds));
  body.relation = "self";
  return make_command(kinds::payee_set(), "caseworker", kFund, body);
}

inline Command ratified(const Request& request) {
  CaseRatified body;
  body.id = request.id();
  return make_command(kinds::case_ratified(), "approver", kFund, body);
}

}  // namespace mingzhang::bench
