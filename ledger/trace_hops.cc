#include <fmt/format.h>

#include <algorithm>

#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/transfer.h"
#include "ledger/trace.h"

/// The steps of a trace: from an inflow to who took it, and from what was taken to whose it was.
namespace mingzhang {
namespace {

/// A sound ledger has far fewer; more can only be forged.
constexpr std::size_t kHopsMax = 2'000'000;
constexpr int kTraceDepthMax = 1'000;

Hop hop_of(const Place& place, Became became, const Entry* entry) {
  Hop hop;
  hop.fen = place.fen();
  hop.became = became;
  hop.place = place;
  if (entry != nullptr) {
    hop.entry = entry->seq;
    hop.kind = entry->kind;
  }
  return hop;
}

/// The parts of a place that lie in what is held, and those that do not, in order.
std::vector<std::pair<Place, bool>> split_held(const Place& place, Seq payment,
                                               const std::vector<HeldFen>& all) {
  std::vector<Place> held;
  for (const HeldFen& part : all) {
    const Place both{place.pool, std::max(place.start, part.place.start),
                     std::min(place.end, part.place.end)};
    const bool meets = part.payment == payment && part.place.pool == place.pool;
    if (meets && both.fen() > 0) held.push_back(both);
  }
  std::sort(held.begin(), held.end());
  std::vector<std::pair<Place, bool>> parts;
  std::int64_t at = place.start;
  for (const Place& part : held) {
    if (part.start > at) parts.push_back({{place.pool, at, part.start}, false});
    parts.push_back({part, true});
    at = part.end;
  }
  if (at < place.end) parts.push_back({{place.pool, at, place.end}, false});
  return parts;
}

}  // namespace

/// False, with a damage, where only a forged ledger would lead further.
bool Tracer::may_go_on(const Place& place) {
  if (++hops_ <= kHopsMax && depth_ < kTraceDepthMax) return true;
  rows_.damage(RowFault::too_many, fmt::format("pool {}", place.pool));
  return false;
}

/// An income that is in no pool.
Hop Tracer::waiting(const Entry& income, std::int64_t fen) {
  Hop hop = hop_of({0, 0, fen}, Became::unconfirmed, &income);
  if (rows_.is_unconfirmed(income)) return hop;
  hop.became = Became::cancelled;
  hop.entry = rows_.cancelled_by(income.seq);
  if (hop.entry) return hop;
  rows_.damage(RowFault::missing, fmt::format("income({},…)", income.seq));
  return hop_of({0, 0, fen}, Became::lost, nullptr);
}

/// Adds what became of an inflow, or of a part of one.
void Tracer::follow_on(const Inflow& inflow, std::vector<Hop>& hops) {
  if (!may_go_on(inflow.place)) return;
  ++depth_;
  for (const Taken& part : rows_.holders(inflow.place)) add_taken(part, inflow, hops);
  --depth_;
}

void Tracer::add_taken(const Taken& part, const Inflow& inflow, std::vector<Hop>& hops) {
  if (!part.by) return hops.push_back(hop_of(part.place, Became::unspent, nullptr));
  const Entry* const taker = rows_.entry(*part.by);
  Hop hop = hop_of(part.place, Became::lost, taker);
  if (taker == nullptr) return hops.push_back(std::move(hop));
  if (taker->seq <= inflow.by && inflow.by != 0) {
    rows_.damage(RowFault::out_of_order, fmt::format("outflows({},{},{},{})", part.place.pool,
                                                     part.place.start, taker->seq, part.place.end));
    return hops.push_back(std::move(hop));
  }
  if (taker->kind == &kinds::aid_paid()) return add_paid(hop, *taker, hops);
  if (taker->kind == &kinds::entry_reversed()) {
    hop.became = Became::reversed;
  } else if (taker->kind == &kinds::donation_refunded()) {
    const bool own = taker->as<DonationRefunded>().donation == inflow.income;
    hop.became = own ? Became::refunded : Became::lent_refund;
  } else {
    return add_moved(std::move(hop), *taker, hops);
  }
  hops.push_back(std::move(hop));
}

void Tracer::add_paid(const Hop& paid, const Entry& payment, std::vector<Hop>& hops) {
  const Id& id = payment.as<AidPaid>().id;
  const CaseMoney& money = money_of(id);
  const PaidLine* const line = money.line_of(payment.seq);
  for (const auto& [place, held] : split_held(paid.place, payment.seq, money.held)) {
    Hop hop = hop_of(place, held ? Became::held : Became::paid, &payment);
    hop.case_id = id;
    hop.household = money.household;
    hop.delivered = !held && line != nullptr && line->delivered;
    hops.push_back(std::move(hop));
  }
}

/// The inflows that an entry made of what it took; those of a transfer are at the other fund.
std::vector<Inflow> Tracer::next_inflows(const Entry& taker) {
  if (taker.kind != &kinds::transfer_sent()) return rows_.inflows_of(taker.seq);
  std::vector<Inflow> inflows;
  for (const Seq received : rows_.entries_of("transfer:" + std::to_string(taker.seq))) {
    for (const Inflow& inflow : rows_.inflows_of(received)) inflows.push_back(inflow);
  }
  return inflows;
}

/// Money that came in again, one to one, in the order of the fen that were taken.
void Tracer::add_moved(Hop hop, const Entry& entry, std::vector<Hop>& hops) {
  const bool sent = entry.kind == &kinds::transfer_sent();
  hop.became = sent ? Became::transferred : Became::moved;
  const std::vector<Inflow> inflows = next_inflows(entry);
  for (const Inflow& inflow : inflows) {
    const Entry* const income = rows_.entry(inflow.income);
    if (income == nullptr || inflow.by < entry.seq) continue;
    const auto sources = rows_.sources_of(*income, inflow.place.pool);
    const auto offset = offset_in(sources, hop.place);
    if (!offset) continue;
    Inflow part = inflow;
    part.offset = *offset;
    const std::int64_t start = std::min(inflow.place.start + *offset, inflow.place.end);
    part.place = {inflow.place.pool, start, std::min(start + hop.fen, inflow.place.end)};
    follow_on(part, hop.hops);
    return hops.push_back(std::move(hop));
  }
  hop.became = sent && inflows.empty() ? Became::in_transit : Became::lost;
  if (hop.became == Became::lost) {
    rows_.damage(RowFault::missing, fmt::format("income({},…)", entry.seq));
  }
  hops.push_back(std::move(hop));
}

/// Adds of whom the fen of a place are; all came before the entry that took them.
void Tracer::follow_up(const Place& place, Seq before, std::vector<Hop>& hops) {
  if (!may_go_on(place)) return;
  ++depth_;
  for (const Inflow& part : rows_.origins(place)) {
    if (part.by < before) {
      hops.push_back(origin(part));
    } else {
      rows_.damage(RowFault::out_of_order,
                   fmt::format("inflows({},{},{},{})", place.pool, part.place.start - part.offset,
                               part.income, part.by));
    }
  }
  --depth_;
}

Hop Tracer::origin(const Inflow& part) {
  const Entry* const income = rows_.entry(part.income);
  const bool received = income != nullptr && income->kind == &kinds::transfer_received();
  const bool sent = received && income->as<TransferReceived>().sent.has_value();
  Hop hop = hop_of(part.place, received ? Became::elsewhere : Became::given, income);
  if (income == nullptr) {
    hop.became = Became::lost;
  } else if (sent || !income_view(*income)) {
    hop.became = sent ? Became::transferred : Became::moved;
    const std::vector<Place> sources = rows_.sources_of(*income, part.place.pool);
    for (const Place& place : slice(sources, part.offset, hop.fen)) {
      follow_up(place, income->seq, hop.hops);
    }
  }
  return hop;
}

}  // namespace mingzhang
