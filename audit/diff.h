#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/entry_watcher.h"
#include "audit/flows.h"
#include "audit/fund_report.h"
#include "audit/verify.h"
#include "terminal/language.h"

/// `mingzhang-audit diff`: what happened between two checkpoints.
namespace mingzhang::audit {

/// Entries of one kind, and the sum of the `amount` that they name: zero where the kind has none.
struct KindCount {
  const Kind* kind = nullptr;
  Sum sum;
};

/// What is told entry by entry, and not only counted.
enum class Theme : unsigned char { office, cases, households, payments };
inline constexpr std::size_t kThemes = 4;

struct ToldEntry {
  Seq seq = 0;
  Timestamp time;
  const Kind* kind = nullptr;
  Id actor;
  Id fund;                          ///< Empty where it is of none.
  std::string about;                ///< Id of the case, household, person, account, …
  std::optional<std::int64_t> fen;  ///< Asked for, or paid.
};

struct ThemeUse {
  std::uint64_t count = 0;
  std::vector<ToldEntry> first;  ///< At most Difference::kToldMax; the rest is counted.
};

/// Money of one fund: opening and closing are what State has at the two checkpoints.
struct FundDifference {
  std::map<mingzhang::Source, SourceUse> sources;
  std::vector<PoolUse> pools;  ///< Those whose balance is not the same.

  bool adds_up() const;
};

/// Collects it while a verification replays the ledger: the entries older <= seq < newer.
class Difference final : public EntryWatcher {
 public:
  static constexpr std::size_t kToldMax = 1000;

  /// Pre: older <= newer.
  Difference(Seq older, Seq newer) : older_(older), newer_(newer) {}
  void before(const Entry& entry, const Facts& facts, const State& state) override;
  void after(const Entry&, const Effects&, const State&) override {}
  void finish(const State& state) override;

  const std::map<std::string_view, KindCount>& kinds() const { return kinds_; }
  const ThemeUse& theme(Theme theme) const { return themes_.at(static_cast<std::size_t>(theme)); }
  /// Those of which there is something to tell.
  const std::map<Id, FundDifference>& funds() const { return funds_; }
  bool adds_up() const;

 private:
  void open(const State& state);
  void close(const State& state);
  void take(const Entry& entry);

  const Seq older_;
  const Seq newer_;
  FlowReader reader_;
  std::map<std::string_view, KindCount> kinds_;
  std::array<ThemeUse, kThemes> themes_;
  std::map<Id, FundDifference> funds_;
  std::map<Pool::Key, std::int64_t> pools_;  ///< At the older one.
  bool begun_ = false;
  bool done_ = false;
};

/// What two checkpoints, which the log signed, have between them.
struct Between {
  tlog::Checkpoint older;
  tlog::Checkpoint newer;
  Report verified;  ///< Of the whole ledger, with both as kept checkpoints.

  /// Both are of this ledger, and every entry up to the newer is what was signed. Else nothing can
  /// be said of what happened.
  bool proved() const { return verified.trustworthy() >= newer.size; }
};

/// For people, amounts in yuan; of each theme the first entries.
std::string to_text(const Between& between, const Difference& difference, Language language);
/// One JSON object, amounts in fen (docs/format.md, "Difference of two checkpoints").
std::string to_json(const Between& between, const Difference& difference);

}  // namespace mingzhang::audit
