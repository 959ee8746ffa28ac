#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/fund/entry.h"
#include "ledger/fund/vocabulary.h"
#include "ledger/store/store.h"

/// What a ledger took in and gave, as sums that anybody may see. They are derived from the entries
/// alone, and kept in memory for who asks.
namespace mingzhang {

/// No cell of fewer households is told.
inline constexpr std::size_t kHouseholdsTold = 3;

/// Aid of one month, cause or township: what each household was paid, less what came back.
struct AidCell {
  std::map<Id, std::int64_t> fen;

  std::int64_t amount() const;
  /// Those who were helped: that have more than nothing.
  std::size_t households() const;
};

/// Whether each cell of a group may be told. Not told is one of fewer than kHouseholdsTold
/// households; and where the sum of the group would then give away what so few were paid, the
/// smallest other cell beside it. A cell in which nothing happened is told.
std::vector<bool> tellable(const std::vector<const AidCell*>& group);

/// A fund's money of one month of the books beside aid, in fen; less what was reversed or refunded
/// in the month.
struct MonthFigures {
  std::int64_t donated = 0;
  std::int64_t gifts = 0;  ///< Confirmed, in number; whatever became of them.
  std::int64_t government = 0;
  std::int64_t transferred_in = 0;
  std::int64_t transferred_out = 0;
};

struct FundFigures {
  std::string title;
  Id territory;
  std::map<Month, MonthFigures> months;
  std::map<Month, AidCell> aid;
  std::map<Id, AidCell> causes;
  std::map<Id, AidCell> townships;

  /// Not while it would tell what fewer than kHouseholdsTold households were given in all.
  bool balance_is_tellable() const;
};

/// GB/T 2260: the first six digits of a village's code are its county, nine its township.
Id county_of(const Id& village);
Id township_of(const Id& village);

/// Reads entry after entry. Threads: one at a time.
class Figures {
 public:
  /// Takes the next entry; `rows` has those before it. One that is not understood is passed over.
  void take(const store::EntryRow& row, store::Rows& rows);

  /// Up to which it has read, and when the newest was written.
  Seq size() const { return size_; }
  Timestamp time() const { return time_; }
  const std::map<Id, FundFigures>& funds() const { return funds_; }
  /// What stands before the number in the references of gifts, "channel:account:"; the first
  /// kPrefixesMax.
  static constexpr std::size_t kPrefixesMax = 1'000;
  const std::set<std::string, std::less<>>& prefixes() const { return prefixes_; }
  /// For whom and why a case was opened, and where they lived then.
  struct CaseFigures {
    Id household;
    Id cause;
    Id village;
  };
  /// Null when it never was.
  const CaseFigures* find_case(const Id& id) const;

 private:
  enum class Income : unsigned char { donation, government, transfer };
  struct Waiting {
    std::int64_t fen = 0;
    Month month;
    Income income = Income::donation;
    std::optional<Id> import;
  };

  void take_income(const Entry& entry);
  void take_prefix(const Entry& entry);
  void take_confirmation(const Entry& entry);
  void take_correction(const Entry& entry, store::Rows& rows);
  void take_aid(const Id& fund, const Id& case_id, Month month, std::int64_t fen);
  void take_people(const Entry& entry);
  static std::optional<Waiting> income_of(const Entry& entry);
  static void add(MonthFigures& month, Income income, std::int64_t fen);

  Seq size_ = 0;
  Timestamp time_;
  const Kind* hint_ = nullptr;
  std::map<Id, FundFigures> funds_;
  std::map<std::pair<Id, Seq>, Waiting> waiting_;
  std::set<std::string, std::less<>> prefixes_;
  std::map<Id, CaseFigures> cases_;
  std::map<Id, Id> villages_;  ///< By household.
};

/// The figures of a ledger that grows, brought up to date when somebody asks; each entry is read
/// once. Who asks first waits while all of it is read; writers never wait. Threads: any.
class LiveFigures {
 public:
  using Snapshot = std::function<std::unique_ptr<store::Rows>()>;

  explicit LiveFigures(Snapshot snapshot) : snapshot_(std::move(snapshot)) {}

  /// Calls `end()`, how many entries there are, reads up to there, and calls `look(figures)`.
  /// Neither may call this again. Errors: StoreError; then nothing is lost.
  template <class End, class Look>
  auto read(End&& end, Look&& look) {
    const std::lock_guard lock(mutex_);
    catch_up(end());
    return std::forward<Look>(look)(std::as_const(figures_));
  }

 private:
  void catch_up(Seq end);

  const Snapshot snapshot_;
  std::mutex mutex_;
  Figures figures_;
};

}  // namespace mingzhang
