#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/fund/codec.h"
#include "ledger/fund/vocabulary.h"

namespace mingzhang {

/// Income that is recorded and not yet confirmed: it cannot be spent.
struct Income {
  using Key = std::pair<Id, Seq>;
  Id account;
  Money amount;
  Date book_date;
  std::optional<Id> channel;
  Id fund;
  std::optional<Id> import;
  Id maker;
  Purpose purpose;
  std::optional<Block<8>> ref_key;
  Seq seq = 0;
  Source source = Source::donation;

  Key key() const { return {fund, seq}; }
  static std::string key_text(const Key& key);
  static constexpr auto fields() {
    return std::tuple(field("account", &Income::account), field("amount", &Income::amount),
                      field("book_date", &Income::book_date), field("channel", &Income::channel),
                      field("fund", &Income::fund), field("import", &Income::import),
                      field("maker", &Income::maker), field("purpose", &Income::purpose),
                      field("ref_key", &Income::ref_key), field("seq", &Income::seq),
                      field("source", &Income::source));
  }
};

/// Unconfirmed incomes in the order of their keys. Thousands of an import are alike but for amount,
/// day, reference and seq, so they are kept in runs: in a sixth of the memory, and looked up once.
class IncomeRuns {
  /// What is an income's own.
  struct Item {
    Money amount;
    Seq seq = 0;
    std::optional<Block<8>> ref_key;
    Date book_date;
  };
  /// At least one item is left. It lies in `Runs` under the key of its first, or of one that was
  /// before it.
  struct Run {
    Income like;
    std::vector<Item> items;  ///< By seq.
    std::size_t gone = 0;     ///< So many at the front are not there any more.

    std::size_t place_of(Seq seq) const;
  };
  using Runs = std::map<Income::Key, Run>;

 public:
  /// Shows one income at a time: a reference holds until its iterator moves.
  class Iterator {
   public:
    const Income& operator*() const;
    const Income* operator->() const { return &**this; }
    Iterator& operator++();
    Iterator& operator--();
    bool operator==(const Iterator& other) const { return run_ == other.run_ && at_ == other.at_; }

   private:
    friend IncomeRuns;
    Iterator(const Runs& runs, Runs::const_iterator run, std::size_t at)
        : runs_(&runs), run_(run), at_(at) {}

    const Runs* runs_;
    Runs::const_iterator run_;
    std::size_t at_;  ///< 0 at the end.
    mutable Income shown_;
    mutable const Run* shown_of_ = nullptr;
  };

  Iterator begin() const;
  Iterator end() const { return {runs_, runs_.end(), 0}; }
  /// The first whose key is not less.
  Iterator lower_bound(const Income::Key& key) const;
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// As storage of `Rows`. None when there is none.
  std::optional<Income> find(const Income::Key& key) const;
  /// Puts it in the place of any with its key.
  void put(const Income& income);
  void erase(const Income::Key& key);
  template <class Visit>
  void each(const Visit& visit) const {
    for (const Income& income : *this) visit(income);
  }
  const IncomeRuns& all() const { return *this; }

 private:
  static Item item_of(const Income& income);
  static bool alike(const Income& one, const Income& other);
  Runs::const_iterator run_at(const Income::Key& key) const;
  Runs::iterator run_at(const Income::Key& key);
  void split(const Income::Key& key);

  Runs runs_;
  std::size_t size_ = 0;
};

}  // namespace mingzhang
