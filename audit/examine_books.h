#pragma once

#include <map>
#include <set>
#include <tuple>

#include "audit/flows.h"
#include "audit/inspector.h"

namespace mingzhang::audit {

/// Whether what the entries say adds up to what the books hold (A04), gift by gift (A07, A19, A20).
class GiftInspector final : public Inspector {
 public:
  using Inspector::Inspector;
  void before(const Entry& entry, Date day, const Facts& facts, const State& state) override;
  void finish(const State& state, Date as_of) override;

 private:
  void take_gift(const Entry& entry, Date day);
  void take_refund(const Entry& entry, const Facts& facts);

  FlowReader flows_;
  std::map<FundSource, Total> sums_;
  std::map<std::pair<Id, std::int64_t>, std::int64_t> gifts_;  ///< By fund and business year.
};

/// When money moved and when it was entered (A24).
class DateInspector final : public Inspector {
 public:
  static constexpr std::int32_t kLateDays = 31;

  using Inspector::Inspector;
  void before(const Entry& entry, Date day, const Facts& facts, const State& state) override;
  void finish(const State& state, Date as_of) override;

 private:
  /// Of one fund or entity and one import, or one person in one month, all together.
  using Key = std::tuple<Sign, Id, Id, Month>;

  std::map<Key, Doubt> late_;
  std::set<Id> closing_;  ///< Entities that have closed a month.
};

/// Transfers between funds (A07, A25) and money that lies still (A26).
class IdleInspector final : public Inspector {
 public:
  static constexpr std::int32_t kTransferDays = 10;

  IdleInspector(Doubts& doubts, int idle_months) : Inspector(doubts), idle_months_(idle_months) {}
  void before(const Entry& entry, Date day, const Facts& facts, const State& state) override;
  void after(const Entry& entry, Date day, const Effects& effects, const State& state) override;
  void finish(const State& state, Date as_of) override;

 private:
  struct Sent {
    Date day;
    Id fund;
    Id to_fund;
    std::int64_t fen = 0;
    Purpose purpose;
  };
  struct Moved {
    Date day;
    Seq seq = 0;
  };

  void take_transfer(const Entry& entry);

  const int idle_months_;
  std::map<Seq, Sent> sent_;             ///< And not received.
  std::map<std::int64_t, Moved> moved_;  ///< By pool: since when its money has lain still.
};

}  // namespace mingzhang::audit
