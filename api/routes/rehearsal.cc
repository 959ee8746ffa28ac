#include "api/routes/rehearsal.h"

#include "ledger/fact_finder.h"

namespace mingzhang::routes {

Result<Rehearsal> rehearse(const Office& office, const Command& command) {
  constexpr int kTries = 8;
  const auto wanted_now = [&](const State& state) {
    Wants wanted;
    wants(state, command, wanted);
    return wanted;
  };
  for (int i = 0; i < kTries; ++i) {
    const Wants wanted = office.read(wanted_now);
    Facts facts;
    FactFinder().find(wanted, *office.ledger.snapshot(), facts);
    std::optional<Rehearsal> rehearsal;
    office.ledger.mirror().read([&](const State& state, Seq size) {
      // The database is not read under the lock: what is asked may be another thing by now.
      if (wanted_now(state) != wanted) return;
      Outside outside;
      outside.link.size = size;
      outside.time = office.clock.now();
      Entry entry = complete(state, command, outside);
      Violations violations = check(state, facts, entry);
      rehearsal = Rehearsal{std::move(entry), std::move(violations)};
    });
    if (rehearsal) return std::move(*rehearsal);
  }
  return refuse(Code::queue_full);
}

}  // namespace mingzhang::routes
