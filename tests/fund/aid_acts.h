#pragma once

#include "tests/fund/story.h"

/// What people do for a household in need, in the ledger's language (see acts.h). The household
/// `h1` lives in a village of county 370113, and the county's fund is `jinan` unless a test says
/// otherwise.
namespace mingzhang::test {

inline constexpr std::string_view kVillage = "370113001001";
inline constexpr std::string_view kNextVillage = "370113001002";     ///< Of the same county.
inline constexpr std::string_view kFarVillage = "370124001001";      ///< Of another county.
inline constexpr std::string_view kStrangeVillage = "370900001001";  ///< Of another city.

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

inline Act<CaseReturned> supplement(const Id& id) {
  return {"reviewer", "jinan", CaseReturned{id, "not_agreed"}};
}
inline Act<CaseRejected> rejection(const Id& id) {
  return {"approver", "jinan", CaseRejected{id, "not_agreed"}};
}
inline Act<CaseWithdrawn> withdrawal(const Id& id) {
  return {"caseworker", "jinan", CaseWithdrawn{id, "not_agreed"}};
}
inline Act<CaseLapsed> lapse(const Id& id) {
  return {kSystemActor, "jinan", CaseLapsed{id, "award_expired"}};
}

inline Act<CaseRatified> ratification(const Id& id) {
  CaseRatified body;
  body.id = id;
  return {"approver", "jinan", body};
}
inline Act<CaseRatified> no_ratification(const Id& id) {
  return ratification(id).with([](CaseRatified& body) {
    body.outcome = Ratification::not_ratified;
    body.reason = "not_agreed";
  });
}

/// A document of one page.
inline Doc doc(const Id& type) {
  Doc page;
  page.pages = 1;
  page.type = type;
  return page;
}

/// The minutes of a meeting on a case.
inline Act<EvidenceAttached> minutes(const Id& id) {
  EvidenceAttached body;
  body.docs.items = {doc("minutes")};
  body.id = id;
  return {"bookkeeper", "jinan", body};
}

/// An approval on the authority of those minutes.
inline Act<CaseApproved> meeting(const Id& id, Money amount = 1000_yuan) {
  return Act<CaseApproved>("approver", "jinan", [&] {
    CaseApproved body;
    body.amount = amount;
    body.basis = Basis::minutes;
    body.id = id;
    body.minutes_no = Number("M-7");
    return body;
  }());
}

inline Act<HouseholdChanged> household_change(const Id& id) {
  HouseholdChanged body;
  body.household = id;
  body.members.items = {{std::nullopt, Id("s." + id.str() + "a"), "head", std::nullopt}};
  body.village = Id(kVillage);
  return {"caseworker", "jinan", body};
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

  /// A story that goes on from where another stands.
  explicit AidStory(Story told) : Story(std::move(told)) {}

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
  /// Another person; of the same subject as `twin`, if one is named.
  void enrol(const Id& id, DutyList duties, const Id& twin = {}) {
    write_by_two(enrolment(id, std::move(duties), twin.empty() ? "jinan" : "pingyin")
                     .with([&](PersonEnrolled& body) {
                       if (twin.empty()) return;
                       body.scope = FundList{{"jinan"}};
                       body.subject = subject(twin);
                     }));
  }
  /// The act with its defaults filled: what is put before a second person.
  template <class T>
  Act<T> filled(const Act<T>& act) const {
    const Command command = act;
    return act.with([&](T& body) { body = complete(state, command, outside()).template as<T>(); });
  }
  /// An act that `first` proposes, ready for `second` to write.
  template <class T>
  Act<T> proposed(const Act<T>& act, const Id& first, const Id& second) {
    const Act<T> target = filled(act);
    return target.by(second).citing(write(proposal_of(target).by(first)));
  }
  /// A money act that the cashier proposes and the bookkeeper writes.
  template <class T>
  Seq write_money(const Act<T>& act) {
    return write(proposed(act, "cashier", "bookkeeper"));
  }
  /// Changes the limits in force.
  template <class Change>
  void limit(Change change) {
    PolicyAdopted body = policy().body();
    body.limits = state.policy_in_force()->limits;
    change(body.limits);
    write_by_two(Act<PolicyAdopted>("leader", {}, body));
  }
  /// The leaf of the newest entry.
  const Hash& newest() const { return link.leaf; }
  const Case& open_case(const Id& id) const {
    const Case* const found = state.cases.find(id);
    EXPECT_NE(found, nullptr) << id.view();
    static const Case kNone;
    return found == nullptr ? kNone : *found;
  }
  /// Days later, at the same hour.
  AidStory& pass_days(std::int64_t days) {
    pass_ms(days * 86'400'000);
    return *this;
  }
  /// Urgent aid that is granted and can be paid, before any survey.
  void urgent(const Id& id, Money amount = 1000_yuan) {
    write(request(id, "h1", amount).with([](CaseOpened& body) { body.urgent.on = true; }));
    write(approval(id, amount));
    write(payee(id));
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
