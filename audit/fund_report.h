#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/award_path.h"
#include "audit/entry_watcher.h"
#include "audit/flows.h"

/// What became of a fund's money in a period, entry by entry. Sums are by the day on which an entry
/// was written (`time`), which nobody can choose afterwards; not by its book date.
namespace mingzhang::audit {

/// A period; both days belong to it.
struct Period {
  Date from;
  Date to;
};

struct Sum {
  std::int64_t fen = 0;
  std::uint64_t count = 0;
};

/// The money of one source: `opening` plus what came less what went is `closing`, or the books do
/// not add up.
struct SourceUse {
  std::int64_t opening = 0;
  std::int64_t closing = 0;  ///< As State has it, not as the flows say.
  std::map<FlowKind, Sum> flows;
  std::int64_t other_month_fen = 0;  ///< Of the flows, booked in another month than entered.

  std::int64_t expected() const;
  bool adds_up() const { return expected() == closing; }
};

/// One pool at the beginning and the end.
struct PoolUse {
  Purpose purpose;
  mingzhang::Source source = mingzhang::Source::donation;
  std::string title;  ///< Of the purpose; empty where its table has none.
  std::int64_t opening = 0;
  std::int64_t closing = 0;
  std::int64_t reserved = 0;
};

/// Aid by one thing: a cause, a county, a village, a path. Less what came back.
struct AidUse {
  std::string title;
  Sum paid;
  std::set<Id> households;
};

struct MonthUse {
  std::int64_t in = 0;
  std::int64_t out = 0;
};

/// An award above the limit of two.
struct LargeAward {
  Seq seq = 0;
  Date day;
  Id cause;
  std::int64_t fen = 0;
  AwardPath path = AwardPath::county;
};

enum class UrgentEnd : unsigned char {
  unreleased,
  open,
  overdue,
  ratified,
  late,
  not_ratified,
  ended
};

/// Urgent aid that was granted in the period.
struct UrgentAward {
  Seq seq = 0;
  Date day;
  std::int64_t fen = 0;
  std::optional<Date> released;
  std::optional<Date> due;
  std::optional<Date> decided;
  UrgentEnd end = UrgentEnd::open;
};

struct FundUse {
  Id fund;
  std::string title;
  std::map<mingzhang::Source, SourceUse> sources;
  std::vector<PoolUse> pools;
  std::map<Month, MonthUse> months;
  std::map<Id, AidUse> causes;
  std::map<AwardPath, AidUse> paths;
  std::map<Id, AidUse> counties;
  std::map<Id, AidUse> villages;
  std::vector<LargeAward> large;
  std::vector<UrgentAward> urgent;
  Sum held;                       ///< Sent back by the bank at the end, the award stands.
  Sum unconfirmed;                ///< Income at the end that waits for confirmation.
  std::vector<Date> disclosures;  ///< Days in the period on which something was to be published.

  bool adds_up() const;
  /// Whether there is anything to tell.
  bool moved() const;
};

/// Collects it while a verification replays the ledger.
class FundReporter final : public EntryWatcher {
 public:
  /// `only`: one fund; empty: each by itself, for sums over entities mean nothing.
  FundReporter(Period period, Id only) : period_(period), only_(only) {}
  void before(const Entry& entry, const Facts& facts, const State& state) override;
  void after(const Entry& entry, const Effects& effects, const State& state) override;
  void finish(const State& state) override;

  const Period& period() const { return period_; }
  /// In the order of their ids; those of which there is nothing to tell are left out, but not
  /// `only`.
  std::vector<const FundUse*> funds() const;
  bool knows(const Id& fund) const { return funds_.contains(fund); }
  /// The last entry that was seen within the period or before; none when there was none.
  std::optional<Seq> last() const { return last_; }

 private:
  bool wanted(const Id& fund) const { return only_.empty() || fund == only_; }
  void open(const State& state);
  void close(const State& state);
  void take_title(const Entry& entry, Date day);
  void take_award(const Entry& entry, Date day, const State& state);
  void take_ratification(const Entry& entry, Date day, const State& state);
  void take_flow(const Entry& entry, Date day, const Flow& flow, const State& state);
  void take_aid(FundUse& use, const Id& case_id, const Flow& flow, const State& state);
  void close_urgent(FundUse& use, const State& state);
  void close_pools(FundUse& use, const State& state);
  void name_all(FundUse& use, const State& state);

  struct OpenAward {
    AwardPath path = AwardPath::county;
    std::optional<std::size_t> urgent;  ///< Its place in `FundUse::urgent`.
  };

  const Period period_;
  const Id only_;
  FlowReader reader_;
  std::map<Id, FundUse> funds_;
  std::map<Id, Date> opened_;
  std::map<Id, OpenAward> awards_;
  std::map<Pool::Key, std::int64_t> pools_;  ///< At the beginning.
  bool begun_ = false;
  bool done_ = false;
  std::optional<Seq> last_;
  Date last_day_;
};

}  // namespace mingzhang::audit
