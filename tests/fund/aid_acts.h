#pragma once

#include "tests/fund/story.h"

/// What people do for a household in need, in the ledger's language (see acts.h). The household
/// `h1` lives in a village of county 370113, and the county's fund is `jinan` unless a test says
/// otherwise.
namespace mingzhang::test {

inline constexpr std::string_view kVillage = "370113001001";

inline Act<HouseholdRegistered> household(const Id& id) {
  HouseholdRegistered body;
  body.household = id;
  body.members.items = {{std::nullopt, Id("s." + id.str() + "a"), "head", std::nullopt},
                        {std::nullopt, Id("s." + id.str() + "b"), "spouse", std::nullopt}};
  body.residence_basis = "hukou";
  body.village = Id(kVillage);
  return {"caseworker", "jinan", body};
}

inline Act<CaseOpened> request(const Id& id, const Id& household, Money asked = 1000_yuan) {
  CaseOpened body;
  body.amount_asked = asked;
  body.id = id;
  body.cause = "accident";
  body.event_date = day("2026-11-10");
  body.household = household;
  return {"caseworker", "jinan", body};
}

inline Act<CaseSurveyed> survey(const Id& id) {
  CaseSurveyed body;
  body.id = id;
  body.date = day("2026-11-20");
  body.income = 800000;
  body.members = 2;
  body.round = 1;
  body.surveyors.items = {"caseworker", "reviewer"};
  return {"caseworker", "jinan", body};
}

inline Act<CaseReviewed> review(const Id& id, Money amount = 1000_yuan) {
  CaseReviewed body;
  body.amount = amount;
  body.id = id;
  return {"reviewer", "jinan", body};
}

inline Act<CaseApproved> approval(const Id& id, Money amount = 1000_yuan) {
  CaseApproved body;
  body.amount = amount;
  body.id = id;
  return {"approver", "jinan", body};
}

inline Act<PayeeSet> payee(const Id& id) {
  PayeeSet body;
  body.account_tag = "a1";
  body.id = id;
  body.holder = "s.h1a";
  body.relation = "self";
  return {"caseworker", "jinan", body};
}

/// A batch of one line, from the bank account, of donations.
inline Act<BatchBuilt> batch(const Id& id, const Id& of, Money amount = 1000_yuan) {
  BatchBuilt body;
  body.account = "bank";
  body.batch = id;
  body.count = 1;
  body.lines.items = {{amount, of, 1}};
  body.total = amount;
  return {"cashier", "jinan", body};
}

inline Act<BatchReleased> releasing(const Id& id) {
  BatchReleased body;
  body.batch = id;
  return {"bookkeeper", "jinan", body};
}

inline Act<AidPaid> payment(const Id& batch, const Id& of, Money amount = 1000_yuan) {
  AidPaid body;
  body.account = "bank";
  body.amount = amount;
  body.batch = batch;
  body.id = of;
  body.line = 1;
  body.value_date = day("2026-11-22");
  return {"cashier", "jinan", body};
}

inline Act<AidFailed> failure(const Id& batch, const Id& of) {
  AidFailed body;
  body.batch = batch;
  body.id = of;
  body.line = 1;
  body.reason = "not_agreed";
  return {"cashier", "jinan", body};
}

inline Act<AidReturned> sent_back(const Id& batch, const Id& of, Money amount = 1000_yuan) {
  AidReturned body;
  body.account = "bank";
  body.amount = amount;
  body.batch = batch;
  body.id = of;
  body.line = 1;
  body.reason = "not_agreed";
  body.value_date = day("2026-11-22");
  return {"cashier", "jinan", body};
}

inline Act<AidDelivered> delivery(const Id& batch, const Id& of) {
  AidDelivered body;
  body.batch = batch;
  body.id = of;
  body.date = day("2026-11-22");
  body.line = 1;
  body.receiver_relation = "self";
  return {"caseworker", "jinan", body};
}

/// A story with limits for aid, one household, and 10,000.00 yuan of confirmed donations.
class AidStory : public Story {
 public:
  AidStory() {
    founded();
    write_by_two(policy().with([](PolicyAdopted& body) {
      body.limits.award_valid_days = 90;
      body.limits.cash_max = 100000;
      body.limits.medical_remainder.on = true;
      body.limits.small_aid_max = 200000;
      body.limits.two_approvers_above = 2000000;
      body.limits.urgent_ratify_days = 5;
      body.limits.urgent_release_max = 500000;
    }));
    gift(10000_yuan);
    write(household("h1"));
  }

  /// A confirmed gift.
  Seq gift(Money amount, const Purpose& purpose = {}) {
    const Seq seq =
        write(donation(amount).with([&](DonationReceived& body) { body.purpose = purpose; }));
    write(confirmation(seq, seq, 1, amount));
    return seq;
  }
  /// Confirmed government money.
  Seq grant(Money amount, const Purpose& purpose = {}) {
    const Seq seq =
        write(injection(amount).with([&](InjectionReceived& body) { body.purpose = purpose; }));
    write(confirmation(seq, seq, 1, amount));
    return seq;
  }
  /// A case up to the township's opinion.
  void reviewed(const Id& id, Money amount = 1000_yuan) {
    write(request(id, "h1", amount));
    write(survey(id));
    write(review(id, amount));
  }
  /// A case that is approved and can be paid.
  void approved(const Id& id, Money amount = 1000_yuan) {
    reviewed(id, amount);
    write(approval(id, amount));
    write(payee(id));
  }
  /// A case whose line 1 of batch `batch_id` was paid.
  Seq paid(const Id& id, const Id& batch_id, Money amount = 1000_yuan) {
    approved(id, amount);
    return pay_line(id, batch_id, amount);
  }
  Seq pay_line(const Id& id, const Id& batch_id, Money amount = 1000_yuan) {
    write(batch(batch_id, id, amount));
    write(releasing(batch_id));
    return write(payment(batch_id, id, amount));
  }

  std::int64_t free_money(const Purpose& purpose = {}, Source source = Source::donation) const {
    const Pool* const pool = state.pools.find({"jinan", source, purpose});
    return pool == nullptr ? 0 : pool->free();
  }
  std::int64_t balance(const Id& account) const {
    return state.accounts.find(account)->balance.fen();
  }
};

}  // namespace mingzhang::test
