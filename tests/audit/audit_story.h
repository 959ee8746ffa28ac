#pragma once

#include "audit/examine.h"
#include "audit/fund_report.h"
#include "tests/fund/money_acts.h"

/// A story that an auditor looks at: months pass, and notices hang three days.
namespace mingzhang::test {

class AuditStory : public AidStory {
 public:
  AuditStory() {
    limit([](PolicyLimits& limits) { limits.notice_days = 3; });
    enrol("reviewer2", {{Duty::reviewer}});
    enrol("approver2", {{Duty::approver}});
  }

  Date today() const { return state.business_date(now); }

  /// A confirmed gift of today that names nobody, as its giver wished.
  Seq honest_gift(Money amount, const Purpose& purpose = {}) {
    const Seq seq = write(donation(amount).with([&](DonationReceived& body) {
      body.anonymous.on = true;
      body.purpose = purpose;
      body.value_date = today();
    }));
    write(confirmation(seq, seq, 1, amount));
    return seq;
  }
  /// Asked for and surveyed today, the notice posted, the township's opinion given; then four days.
  void asked(const Id& id, const Id& home, Money amount, bool notice = true) {
    write(request(id, home, amount).with([&](CaseOpened& body) {
      body.event_date = today().plus_days(-5);
    }));
    write(survey(id).with([&](CaseSurveyed& body) { body.date = today(); }));
    if (notice) {
      write(minutes(id).with(
          [](EvidenceAttached& body) { body.docs.items = {doc("notice_photo")}; }));
    }
    pass_days(4);
  }
  /// The township alone grants it.
  Seq small(const Id& id, const Id& home, Money amount) {
    asked(id, home, amount);
    return write(approval(id, amount).by("reviewer2"));
  }
  /// The county grants it.
  Seq granted(const Id& id, const Id& home, Money amount) {
    asked(id, home, amount);
    write(review(id, amount));
    return write(approval(id, amount));
  }
  /// Its own account and head of the household take it.
  Act<PayeeSet> own_payee(const Id& id) const {
    const Id home = open_case(id).household;
    return payee(id).with([&](PayeeSet& body) {
      body.account_tag = Id("a." + home.str());
      body.holder = Id("s." + home.str() + "a");
    });
  }
  /// From the account of the source that the award has money of.
  Seq paid_today(const Id& id, const Id& list, Money amount) {
    const bool gov = award_of(open_case(id), Source::gov) != nullptr;
    const auto fill = [&](auto& body) {
      body.account = Id(gov ? "treasury" : "bank");
      body.source = gov ? Source::gov : Source::donation;
    };
    write(batch(list, id, amount).with(fill));
    write(releasing(list));
    return write(payment(list, id, amount).with([&](AidPaid& body) {
      fill(body);
      body.value_date = today();
    }));
  }
  void delivered_today(const Id& id, const Id& list) {
    write(delivery(list, id).with([&](AidDelivered& body) { body.date = today(); }));
  }
  /// All of it, as it should be.
  void helped(const Id& id, const Id& home, Money amount) {
    granted(id, home, amount);
    write(own_payee(id));
    paid_today(id, Id("b." + id.str()), amount);
    delivered_today(id, Id("b." + id.str()));
  }
  /// Urgent aid that is paid today; returns the award.
  Seq urgent_paid(const Id& id, Money amount = 1000_yuan) {
    write(request(id, "h1", amount).with([](CaseOpened& body) { body.urgent.on = true; }));
    const Seq award = write(approval(id, amount));
    write(own_payee(id));
    paid_today(id, Id("b." + id.str()), amount);
    return award;
  }
  Seq ratified(const Id& id, const Act<CaseRatified>& act) {
    write(survey(id).with([&](CaseSurveyed& body) { body.date = today(); }));
    write(review(id));
    return write(act);
  }
};

/// Shows a story, entry after entry, as a verification does; `change` may bend the books before the
/// end.
template <class Change>
void show(const Story& story, audit::EntryWatcher& watcher, Change change) {
  Story told;
  for (const Entry& entry : story.entries) {
    watcher.before(entry, told.facts_for(entry), told.state);
    told.force(entry);
    watcher.after(entry, told.effects.back(), told.state);
  }
  change(told.state);
  watcher.finish(told.state);
}
inline void show(const Story& story, audit::EntryWatcher& watcher) {
  show(story, watcher, [](State&) {});
}

/// The entries of the doubts of each sign.
using Found = std::map<audit::Sign, std::vector<std::vector<Seq>>>;
inline Found found_by(const audit::Examiner& examiner) {
  Found found;
  for (const audit::Doubt& doubt : examiner.doubts().kept()) {
    found[doubt.sign].push_back(doubt.entries);
  }
  return found;
}
inline Found found_in(const Story& story, const audit::ExamineOptions& options = {}) {
  audit::Examiner examiner(options);
  show(story, examiner);
  return found_by(examiner);
}

}  // namespace mingzhang::test
