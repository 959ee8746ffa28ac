#pragma once

#include <string>
#include <vector>

#include "ledger/trace.h"
#include "tests/fund/aid_acts.h"
#include "tests/ledger/desk.h"

/// A founded ledger whose city fund and county fund can help households, for following money.
namespace mingzhang::test {

inline Purpose village_purpose() { return {Id(kVillage), PurposeType::village}; }
inline Purpose cause_purpose() { return {Id("accident"), PurposeType::cause}; }

class TraceDesk : public Desk {
 public:
  TraceDesk();

  /// When set, what the rules refuse is left out, as 0: for those who try things at random.
  bool lenient = false;
  /// Writes an act. Pre: it is in order, unless `lenient`.
  Seq put(const Command& command);
  /// Writes what two people do.
  template <class T>
  Seq by_two(const Act<T>& target, const Id& first = "cashier", const Id& second = "bookkeeper") {
    return put(target.by(second).citing(put(proposal_of(target).by(first))));
  }

  /// A gift that is confirmed.
  Seq gift(Money amount, const Purpose& purpose = {});
  Seq injection_of(Money amount);
  /// A case of a household of its own, "h-" and the case's id, that can be paid.
  void approved(const Id& id, Money amount, const Id& fund = "jinan");
  /// As above, at once: the survey comes later.
  void approved_at_once(const Id& id, Money amount);
  /// Pays a part of an award by line 1 of a batch.
  Seq pay(const Id& id, const Id& batch_id, Money amount, const Id& fund = "jinan",
          Source source = Source::donation);
  /// The bank sends a part of line 1 back.
  Seq back(const Id& id, const Id& batch_id, Money amount, AfterReturn next,
           const Id& fund = "jinan", Source source = Source::donation);
  Seq refund(Seq gift, Money amount);
  Seq reverse(Seq income);
  Seq change_purpose(Seq income, Money amount, const Purpose& purpose);
  /// From the city's fund to the county's.
  Seq send(Money amount);
  Seq receive(Seq sent, Money amount);
  Seq confirm(Seq income, Money amount, const Id& fund = "jinan");

 private:
  static Id desk_of(const Id& fund, const Id& person);
  static Id account_of(const Id& fund, Source source);
  void open_case(const Id& id, Money amount, const Id& fund, bool urgent);
  void set_payee(const Id& id, const Id& fund);
};

/// A trace, one line for each hop: fen, what became of them, entry, case; deeper hops indented.
std::string trace_text(const std::vector<Hop>& hops, std::size_t depth = 0);
std::string trace_text(const Trace& trace);

}  // namespace mingzhang::test
