#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ledger/trace_case.h"
#include "ledger/trace_rows.h"

/// Money followed through the ledger, exact to the fen: forward, what it was spent on; back, whose
/// it was (docs/format.md, "Following money"). It reads rows and changes nothing.
namespace mingzhang {

/// What a sum of money became, or where it came from.
enum class Became : unsigned char {
  // Where a trace forward ends.
  paid,         ///< Paid to a household.
  held,         ///< The bank sent it back; the award stands, and it is paid again.
  refunded,     ///< To its giver.
  lent_refund,  ///< For a refund of another gift, of which too little was left.
  reversed,     ///< The income was wrong.
  in_transit,   ///< Sent to another fund, and not (yet) confirmed there.
  unspent,      ///< Free, or reserved for a case: which of the two is not said of single fen.
  unconfirmed,  ///< Received; cannot be spent yet.
  cancelled,    ///< Taken back before it was confirmed.
  // Where a trace back ends.
  given,      ///< A gift or an injection.
  elsewhere,  ///< Received from another ledger.
  // Where it goes on.
  moved,        ///< Came back to its pool, or has another purpose.
  transferred,  ///< To, or from, another fund of this ledger.
  // Where a row is damaged.
  lost,
};
std::string_view name_of(Became became);

/// One step of money: a leaf, or the sum of its `hops`.
struct Hop {
  std::int64_t fen = 0;
  Became became = Became::lost;
  Place place;                 ///< Where the fen lie: before the step forward, after it back.
  std::optional<Seq> entry;    ///< What took them (forward) or brought them (back).
  const Kind* kind = nullptr;  ///< Of `entry`.
  Id case_id;                  ///< Of a payment.
  Id household;
  bool delivered = false;  ///< The household signed for it.
  std::vector<Hop> hops;

  /// Whether a trace ends here.
  bool is_leaf() const { return became != Became::moved && became != Became::transferred; }
};

enum class Way : unsigned char { forward, back };

/// The answer to one question.
struct Trace {
  Way way = Way::forward;
  std::int64_t fen = 0;       ///< What the entries asked about say.
  std::int64_t returned = 0;  ///< Of a payment or case, back: what the bank sent back.
  /// In the order of the fen: leaf after leaf, they are those asked about.
  std::vector<Hop> hops;
  std::vector<RowDamage> damages;

  /// Every part adds up, and no row is damaged.
  bool holds() const { return damages.empty(); }
};

/// The leaves below, in order.
std::vector<const Hop*> leaves_of(const std::vector<Hop>& hops);

/// What a donor is told of a gift.
struct Company {
  std::size_t households = 0;   ///< That have some of its fen.
  std::size_t other_gifts = 0;  ///< That are in the same payments.
};

/// Follows money. Threads: one. Errors of all: StoreError.
class Tracer {
 public:
  /// `rows` must outlive it; it should be one snapshot.
  explicit Tracer(store::Rows& rows) : rows_(rows) {}

  /// The gift with a register number; none when there is no such number.
  std::optional<Seq> gift(const Id& fund, std::int64_t year, std::int64_t number) {
    return rows_.gift(fund, year, number);
  }
  /// Whether a case of this name was ever opened.
  bool has_case(const Id& id) { return !rows_.entries_of("case:" + id.str()).empty(); }

  /// The traces that make sense of an entry: forward of what comes in, back of what goes out, both
  /// of what does both; none of an entry that moves no money of a pool.
  std::vector<Trace> follow(Seq seq);
  /// Whose money a case has been paid, less what came back.
  Trace follow_case(const Id& id);
  /// What was found wrong so far, of all questions.
  const std::vector<RowDamage>& damages() const { return rows_.damages(); }
  /// Pre: `gift` is a forward trace of this tracer.
  Company company(const Trace& gift, Seq of);

 private:
  Trace finish(Trace trace);
  Trace forward(const Entry& entry);
  Trace back(const Entry& entry);

  const CaseMoney& money_of(const Id& id);
  bool may_go_on(const Place& place);
  Hop waiting(const Entry& income, std::int64_t fen);
  void follow_on(const Inflow& inflow, std::vector<Hop>& hops);
  void add_taken(const Taken& part, const Inflow& inflow, std::vector<Hop>& hops);
  void add_paid(const Hop& paid, const Entry& payment, std::vector<Hop>& hops);
  void add_moved(Hop hop, const Entry& entry, std::vector<Hop>& hops);
  std::vector<Inflow> next_inflows(const Entry& taker);
  void follow_up(const Place& place, Seq before, std::vector<Hop>& hops);
  Hop origin(const Inflow& part);

  TraceRows rows_;
  std::map<Id, CaseMoney> cases_;
  std::size_t hops_ = 0;
  int depth_ = 0;
};

}  // namespace mingzhang
