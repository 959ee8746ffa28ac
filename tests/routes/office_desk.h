#pragma once

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/routes/office.h"
#include "ledger/base/random.h"
#include "tests/fund/aid_acts.h"
#include "tests/store/scratch_ledger.h"

/// An office over a ledger in a scratch folder, and the people at its counters: what the routes
/// answer, without a socket.
namespace mingzhang::test {

/// A clock that stands until it is set. Threads: any.
class OfficeClock final : public Clock {
 public:
  Timestamp now() override { return {now_ms_}; }
  std::int64_t monotonic_ms() override { return monotonic_ms_; }
  void pass_days(std::int64_t days) {
    now_ms_ += days * 86'400'000;
    monotonic_ms_ += days * 86'400'000;
  }

 private:
  std::atomic<std::int64_t> now_ms_ = moment("2026-11-23T08:00:00.000Z").ms;
  std::atomic<std::int64_t> monotonic_ms_ = 1'000'000;
};

/// Status and JSON of an answer.
struct OfficeAnswer {
  int status = 0;
  nlohmann::json json;

  /// A copy: answers are mostly temporaries.
  nlohmann::json items() const { return json.at("items"); }
};

/// Founded as an AidStory is: limits for aid, one household `h1`, 10,000.00 yuan confirmed.
class OfficeDesk {
 public:
  OfficeDesk();

  /// Writes an act. Pre: it is in order; the test fails otherwise.
  Seq put(const Command& command);
  Answer try_put(const Command& command);
  /// Writes what two people do.
  template <class T>
  Seq by_two(const Act<T>& target, const Id& first = "cashier", const Id& second = "bookkeeper") {
    return put(target.by(second).citing(put(proposal_of(target).by(first))));
  }
  /// A case of a household of its own, "h-" and the case's id, as far as somebody waits for.
  void opened(const Id& id, Money amount = 1000_yuan);
  void surveyed(const Id& id, Money amount = 1000_yuan);
  void reviewed(const Id& id, Money amount = 1000_yuan);
  void approved(const Id& id, Money amount = 1000_yuan);
  /// With its payee, account tag `tag`.
  void payable(const Id& id, const Id& tag = "a1", Money amount = 1000_yuan);

  /// What a person is answered. Pre: there is such a route; who is let in is not tried here.
  OfficeAnswer get(const Id& person, const std::string& target);
  OfficeAnswer post(const Id& person, const std::string& target, const nlohmann::json& body);
  Seq size() { return ledger_->snapshot()->head().size; }

  OfficeClock clock;

 private:
  OfficeAnswer ask(const Id& person, const std::string& method, const std::string& target,
                   std::string body);

  store::ScratchFolder scratch_;
  SystemRandom random_;
  SystemRandom door_random_;
  LedgerFolder folder_{scratch_.file("ledger")};
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<auth::Doorman> doorman_;
  routes::Metrics metrics_;
  std::unique_ptr<routes::Office> office_;
  int keys_ = 0;
};

/// The value of one member of every item.
std::vector<nlohmann::json> each(const nlohmann::json& items, const std::string& member);

}  // namespace mingzhang::test
