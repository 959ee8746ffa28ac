#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/fund/entry.h"
#include "ledger/fund/state.h"
#include "ledger/store/store.h"

/// What the index rows say of money, read with suspicion: every row that is used is compared with
/// its twin and with the entry it stands for (docs/format.md, "Following money").
namespace mingzhang {

/// Fen [start, end) of a pool, by the pool's number.
struct Place {
  std::int64_t pool = 0;
  std::int64_t start = 0;
  std::int64_t end = 0;

  std::int64_t fen() const { return end - start; }
  auto operator<=>(const Place&) const = default;
};

std::int64_t sum_of(const std::vector<Place>& places);
/// `fen` of the places, laid end to end, from `offset` on; less when there are not so many.
std::vector<Place> slice(const std::vector<Place>& places, std::int64_t offset, std::int64_t fen);
/// How far from the beginning of the places, laid end to end, `place` begins; none when it does not
/// lie in one of them.
std::optional<std::int64_t> offset_in(const std::vector<Place>& places, const Place& place);

/// Fen that one entry has: the last that took them. None: nobody took them.
struct Taken {
  Place place;
  std::optional<Seq> by;
};

/// Fen of one inflow: `income` is what they are traced to, `by` made them spendable, `offset` is
/// how far into the inflow they begin.
struct Inflow {
  Seq income = 0;
  Seq by = 0;
  Place place;
  std::int64_t offset = 0;
};

enum class RowFault : unsigned char {
  missing,       ///< A row that must be there is not.
  differs,       ///< It does not agree with its twin or with the entry.
  unreadable,    ///< The entry or state row is not there or not well-formed.
  sum_differs,   ///< Parts do not make up the whole.
  out_of_order,  ///< Money was taken before it came.
  too_many,      ///< More hops than a sound ledger has.
};

/// What is wrong, and with which row: "outflows(3,100,40,200)", "entry 40".
struct RowDamage {
  RowFault fault = RowFault::missing;
  std::string row;
  std::int64_t expected = 0;  ///< Of sum_differs, in fen.
  std::int64_t found = 0;

  auto operator<=>(const RowDamage&) const = default;
};

/// So many damages are kept; a stranger's file may have any number.
inline constexpr std::size_t kRowDamagesMax = 1'000;

/// Threads: one. Errors of all: StoreError.
class TraceRows {
 public:
  /// `rows` must outlive it.
  explicit TraceRows(store::Rows& rows) : rows_(rows) {}

  /// Null, with a damage, when it cannot be read.
  const Entry* entry(Seq seq);
  /// The state row of a pool; null, with a damage, when there is none.
  const Pool* pool(std::int64_t no);
  /// The gift with a register number; none when there is no such number.
  std::optional<Seq> gift(const Id& fund, std::int64_t year, std::int64_t number);
  /// The entries that name an object, in order: "case:c1".
  const std::vector<Seq>& entries_of(const std::string& object);
  /// Whether an income waits to be confirmed, by its state row.
  bool is_unconfirmed(const Entry& income);
  /// The entry that cancelled an income before it was confirmed.
  std::optional<Seq> cancelled_by(Seq income);

  /// What an entry took, in the order of pool and start.
  const std::vector<Place>& taken_by(Seq by);
  /// What came in by an income or by an entry that let money in again.
  std::vector<Inflow> inflows_of(Seq income);
  /// Of what an inflow is made, in the order in which it maps to it; empty when it came from
  /// outside.
  std::vector<Place> sources_of(const Entry& income, std::int64_t pool);
  /// Who has each fen of a place now, in order, none left out.
  std::vector<Taken> holders(const Place& place);
  /// Of which inflow each fen of a place is, in order; fen of none are left out, with a damage.
  std::vector<Inflow> origins(const Place& place);

  void damage(RowFault fault, std::string row, std::int64_t expected = 0, std::int64_t found = 0);
  const std::vector<RowDamage>& damages() const { return damages_; }

 private:
  void load_state();
  std::optional<IndexRow> inflow_row(std::int64_t pool, std::int64_t fen);
  std::optional<IndexRow> income_in(const IndexRow& run, std::int64_t n, std::int64_t fen);
  std::optional<Inflow> inflow(const IndexRow& row);
  void check_before(const Inflow& next);
  void check_pool(const Entry& income, std::int64_t pool);
  std::vector<Taken> outflows(const Place& place);
  void add_cover(const Place& place, std::vector<Taken>& found);
  void check_twin(const IndexRow& outflow);

  store::Rows& rows_;
  std::unordered_map<Seq, std::optional<Entry>> entries_;
  std::unordered_map<Seq, std::vector<Place>> taken_;
  std::map<std::string, std::vector<Seq>> objects_;
  std::map<std::int64_t, Pool> pools_;
  std::map<Id, std::int64_t> funds_;
  std::map<Numbering::Key, Numbering> numbering_;
  bool loaded_ = false;
  std::vector<RowDamage> damages_;
  std::int64_t before_ = -1;  ///< The income before the one that `inflow_row` found last.
};

}  // namespace mingzhang
