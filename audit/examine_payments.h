#pragma once

#include <map>
#include <set>

#include "audit/inspector.h"
#include "ledger/fund/kinds/batch.h"
#include "ledger/fund/kinds/payment.h"

namespace mingzhang::audit {

/// Who took the money, and what the bank did: bank references (A05), payees (A13, A14), returns
/// (A18).
class PaymentInspector final : public Inspector {
 public:
  static constexpr std::int32_t kHeldDays = 30;

  using Inspector::Inspector;
  void before(const Entry& entry, Date day, const Facts& facts, const State& state) override;
  void after(const Entry& entry, Date day, const Effects& effects, const State& state) override;
  void finish(const State& state, Date as_of) override;

 private:
  /// For whom an account, or a person, takes money.
  struct Taker {
    std::set<Id> households;
    bool personal = false;  ///< Not only institutions, which do so for many.
    Doubt doubt;
  };
  struct Returned {
    Seq seq = 0;
    Date day;
  };

  void take_payee(const Entry& entry, const State& state);
  void take_payment(const Entry& entry, const State& state);
  void look_at_reference(const Entry& entry, const AidPaid& body);
  void look_at_payee(const Entry& entry, const AidPaid& body, const State& state);
  void note(Taker& taker, Sign sign, const Entry& entry, const Id& household, bool personal);
  void raise_shared(std::map<Id, Taker>& takers);

  std::map<Id, Taker> accounts_;
  std::map<Id, Taker> holders_;
  std::set<Id> outside_;             ///< Cases whose payee never was of the household.
  std::map<Id, Returned> returned_;  ///< By case; to be sent again, the payee as it was.
  std::map<Id, Returned> held_;      ///< By case; sent back and not sent again.
  std::map<std::int64_t, std::pair<Id, Seq>> references_;
};

}  // namespace mingzhang::audit
