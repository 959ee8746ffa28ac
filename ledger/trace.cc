#include "ledger/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/transfer.h"

namespace mingzhang {
namespace {

/// What the entry itself says it moved; none where only its rows do.
std::optional<std::int64_t> amount_of(const Entry& entry) {
  if (const auto income = income_view(entry)) return income->amount.fen();
  if (entry.kind == &kinds::transfer_sent()) return entry.as<TransferSent>().amount.fen();
  if (entry.kind == &kinds::aid_paid()) return entry.as<AidPaid>().amount.fen();
  if (entry.kind == &kinds::aid_returned()) return entry.as<AidReturned>().amount.fen();
  if (entry.kind == &kinds::purpose_changed()) return entry.as<PurposeChanged>().amount.fen();
  if (entry.kind == &kinds::donation_refunded()) return entry.as<DonationRefunded>().amount.fen();
  return std::nullopt;
}

/// That the hops make up `fen`, and each hop that goes on is made up by its own.
void check_sums(const std::vector<Hop>& hops, std::int64_t fen, const std::string& of,
                std::vector<RowDamage>& damages) {
  std::int64_t sum = 0;
  for (const Hop& hop : hops) {
    sum += hop.fen;
    if (hop.is_leaf() && hop.hops.empty()) continue;
    check_sums(hop.hops, hop.fen, fmt::format("entry {}", hop.entry.value_or(0)), damages);
  }
  const bool room = damages.size() < kRowDamagesMax;
  if (sum != fen && room) damages.push_back({RowFault::sum_differs, of, fen, sum});
}

void add_leaves(const std::vector<Hop>& hops, std::vector<const Hop*>& leaves) {
  for (const Hop& hop : hops) {
    if (hop.hops.empty()) leaves.push_back(&hop);
    add_leaves(hop.hops, leaves);
  }
}

}  // namespace

std::string_view name_of(Became became) {
  constexpr std::array<std::string_view, 14> kNames{
      "paid",        "held",      "refunded", "lent_refund", "reversed", "in_transit",  "unspent",
      "unconfirmed", "cancelled", "given",    "elsewhere",   "moved",    "transferred", "lost"};
  return kNames[static_cast<std::size_t>(became)];
}

std::vector<const Hop*> leaves_of(const std::vector<Hop>& hops) {
  std::vector<const Hop*> leaves;
  add_leaves(hops, leaves);
  return leaves;
}

const CaseMoney& Tracer::money_of(const Id& id) {
  const auto it = cases_.find(id);
  return it != cases_.end() ? it->second : cases_.emplace(id, read_case(rows_, id)).first->second;
}

Trace Tracer::finish(Trace trace) {
  const std::vector<RowDamage>& damages = rows_.damages();
  trace.damages.insert(trace.damages.begin(), damages.begin(), damages.end());
  return trace;
}

std::vector<Trace> Tracer::follow(Seq seq) {
  const Entry* const entry = rows_.entry(seq);
  if (entry == nullptr) return {finish({})};
  std::vector<Trace> traces;
  const bool comes = income_view(*entry) || entry->kind == &kinds::transfer_sent() ||
                     !rows_.inflows_of(seq).empty();
  if (comes) traces.push_back(forward(*entry));
  const bool was_sent =
      entry->kind == &kinds::transfer_received() && entry->as<TransferReceived>().sent.has_value();
  const bool goes = entry->kind == &kinds::aid_paid() || was_sent || !rows_.taken_by(seq).empty();
  if (goes) traces.push_back(back(*entry));
  return traces;
}

Trace Tracer::forward(const Entry& entry) {
  Trace trace;
  const std::vector<Place>& taken = rows_.taken_by(entry.seq);
  const std::vector<Inflow> inflows = rows_.inflows_of(entry.seq);
  trace.fen = amount_of(entry).value_or(sum_of(taken));
  if (entry.kind == &kinds::transfer_sent()) {
    for (const Place& place : taken) add_taken({place, entry.seq}, {}, trace.hops);
  } else if (inflows.empty()) {
    trace.hops.push_back(waiting(entry, trace.fen));
  }
  for (const Inflow& inflow : inflows) follow_on(inflow, trace.hops);
  check_sums(trace.hops, trace.fen, fmt::format("entry {}", entry.seq), trace.damages);
  return finish(std::move(trace));
}

Trace Tracer::back(const Entry& entry) {
  Trace trace;
  trace.way = Way::back;
  std::vector<Place> places = rows_.taken_by(entry.seq);
  if (entry.kind == &kinds::transfer_received()) places = rows_.sources_of(entry, 0);
  trace.fen = amount_of(entry).value_or(sum_of(places));
  for (const Place& place : places) follow_up(place, entry.seq, trace.hops);
  if (entry.kind == &kinds::aid_paid()) {
    const PaidLine* const line = money_of(entry.as<AidPaid>().id).line_of(entry.seq);
    if (line != nullptr) trace.returned = line->returned;
  }
  check_sums(trace.hops, trace.fen, fmt::format("entry {}", entry.seq), trace.damages);
  return finish(std::move(trace));
}

Trace Tracer::follow_case(const Id& id) {
  Trace trace;
  trace.way = Way::back;
  const CaseMoney& money = money_of(id);
  for (const PaidLine& line : money.lines) {
    const Entry* const payment = rows_.entry(line.payment);
    if (payment == nullptr) continue;
    Hop hop;
    hop.became = Became::paid;
    hop.entry = line.payment;
    hop.kind = payment->kind;
    hop.fen = payment->as<AidPaid>().amount.fen() - line.returned;
    hop.case_id = id;
    hop.household = money.household;
    hop.delivered = line.delivered;
    trace.fen += hop.fen;
    trace.returned += line.returned;
    if (hop.fen == 0) continue;
    for (const Place& place : line.pieces) follow_up(place, line.payment, hop.hops);
    trace.hops.push_back(std::move(hop));
  }
  check_sums(trace.hops, trace.fen, "case " + id.str(), trace.damages);
  return finish(std::move(trace));
}

Company Tracer::company(const Trace& gift, Seq of) {
  std::set<Id> households;
  std::set<Seq> payments;
  std::set<Seq> others;
  for (const Hop* const leaf : leaves_of(gift.hops)) {
    if (leaf->became != Became::paid) continue;
    households.insert(leaf->household);
    if (!payments.insert(*leaf->entry).second) continue;
    std::vector<Hop> origins;
    const PaidLine* const line = money_of(leaf->case_id).line_of(*leaf->entry);
    if (line == nullptr) continue;
    for (const Place& place : line->pieces) follow_up(place, line->payment, origins);
    for (const Hop* const origin : leaves_of(origins)) {
      if (origin->kind == &kinds::donation_received()) others.insert(*origin->entry);
    }
  }
  others.erase(of);
  return {households.size(), others.size()};
}

}  // namespace mingzhang
