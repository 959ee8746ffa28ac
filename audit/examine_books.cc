#include "audit/examine_books.h"

#include "audit/months.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/transfer.h"
#include "ledger/fund/pools.h"

namespace mingzhang::audit {
namespace {

/// When and how much money moved by an entry, and in whose books.
struct Movement {
  Date value_date;
  std::int64_t fen = 0;
  Id entity;
  Id import;
};

template <class T>
Movement movement(const Entry& entry, const State& state) {
  const T& body = entry.as<T>();
  Movement made{body.value_date, body.amount.fen(), {}, {}};
  if constexpr (requires { body.entity; }) {
    made.entity = body.entity;
  } else if (const Fund* const fund = state.funds.find(entry.fund)) {
    made.entity = fund->entity;
  }
  if constexpr (requires { body.import; }) made.import = body.import.value_or(Id());
  return made;
}

std::optional<Movement> movement_of(const Entry& entry, const State& state) {
  const auto is = [&](const Kind& kind) { return entry.kind == &kind; };
  if (is(kinds::donation_received())) return movement<DonationReceived>(entry, state);
  if (is(kinds::injection_received())) return movement<InjectionReceived>(entry, state);
  if (is(kinds::transfer_received())) return movement<TransferReceived>(entry, state);
  if (is(kinds::aid_paid())) return movement<AidPaid>(entry, state);
  if (is(kinds::aid_returned())) return movement<AidReturned>(entry, state);
  if (is(kinds::donation_refunded())) return movement<DonationRefunded>(entry, state);
  if (is(kinds::transfer_sent())) return movement<TransferSent>(entry, state);
  if (is(kinds::money_moved())) return movement<MoneyMoved>(entry, state);
  return std::nullopt;
}

}  // namespace

void GiftInspector::before(const Entry& entry, Date day, const Facts& facts, const State& state) {
  for (const Flow& flow : flows_.read(entry, facts, state)) {
    sums_[{entry.fund, flow.source}].add(is_inflow(flow.kind) ? flow.fen : -flow.fen);
  }
  if (entry.kind == &kinds::donation_received()) {
    take_gift(entry, day);
  } else if (entry.kind == &kinds::donation_refunded()) {
    take_refund(entry, facts);
  } else if (entry.kind == &kinds::purpose_changed()) {
    const auto& body = entry.as<PurposeChanged>();
    if (body.docs) return;
    raise(doubt(Sign::purpose_changed_unproved, entry.fund, {body.income, entry.seq},
                body.amount.fen()));
  }
}

void GiftInspector::take_gift(const Entry& entry, Date day) {
  ++gifts_[{entry.fund, day.year()}];
  const auto& body = entry.as<DonationReceived>();
  const bool named =
      body.donor || body.anonymous.on || body.ref || body.import || !entry.commitments.empty();
  if (!named) raise(doubt(Sign::giver_missing, entry.fund, {entry.seq}, body.amount.fen()));
}

void GiftInspector::take_refund(const Entry& entry, const Facts& facts) {
  const auto& body = entry.as<DonationRefunded>();
  if (body.receipt_voided.on || facts.entries.empty() || !facts.entries.front()) return;
  const Entry& gift = *facts.entries.front();
  const bool receipt =
      gift.kind == &kinds::donation_received() && gift.as<DonationReceived>().receipt_wanted.on;
  if (!receipt) return;
  raise(doubt(Sign::receipt_not_voided, entry.fund, {gift.seq, entry.seq}, body.amount.fen()));
}

void GiftInspector::finish(const State& state, Date) {
  const std::map<FundSource, std::int64_t> money = money_of(state);
  for (const auto& [key, fen] : money) sums_.try_emplace(key);
  for (const auto& [key, sum] : sums_) {
    const auto it = money.find(key);
    const std::int64_t found = it == money.end() ? 0 : it->second;
    if (sum.fen() == found) continue;
    Doubt made = doubt(Sign::balance_differs, key.first, {}, sum.fen() - found);
    made.where = name_of(key.second);
    made.marks = {{Mark::expected, to_yuan(sum.fen())}, {Mark::found, to_yuan(found)}};
    raise(std::move(made));
  }
  // State remembers the numbering of this year and, in January, of the last.
  for (const auto& [key, numbering] : state.numbering.all()) {
    const std::int64_t count = gifts_[key];
    if (numbering.last == count) continue;
    Doubt made = doubt(Sign::numbers_differ, key.first, {numbering.seq});
    made.marks = {{Mark::expected, std::to_string(count)},
                  {Mark::found, std::to_string(numbering.last.value)}};
    raise(std::move(made));
  }
}

void DateInspector::before(const Entry& entry, Date day, const Facts&, const State& state) {
  if (entry.kind == &kinds::period_closed()) closing_.insert(entry.as<PeriodClosed>().entity);
  const std::optional<Movement> moved = movement_of(entry, state);
  if (!moved) return;
  const Entity* const entity = state.entities.find(moved->entity);
  const bool closed = entity != nullptr && closing_.contains(moved->entity) &&
                      moved->value_date.month() < entity->open_from;
  if (!closed && day.days - moved->value_date.days <= kLateDays) return;
  const Sign sign = closed ? Sign::value_in_closed_month : Sign::entered_late;
  const Id by = moved->import.empty() ? entry.actor : moved->import;
  Doubt& late = late_[{sign, entry.fund.empty() ? moved->entity : entry.fund, by, day.month()}];
  if (late.count == 0) {
    late = doubt(sign, entry.fund, {});
    late.marks = {{Mark::since, moved->value_date.text()}, {Mark::day, day.text()}};
  }
  late.fen = Total(late.fen).add(moved->fen).fen();
  late.involve(entry.seq);
}

void DateInspector::finish(const State&, Date) {
  for (auto& [key, late] : late_) raise(std::move(late));
}

void IdleInspector::before(const Entry& entry, Date day, const Facts&, const State&) {
  if (entry.kind == &kinds::transfer_sent()) {
    const auto& body = entry.as<TransferSent>();
    sent_[entry.seq] = {day, entry.fund, body.to_fund, body.amount.fen(), body.purpose};
  } else if (entry.kind == &kinds::transfer_received()) {
    take_transfer(entry);
  }
}

void IdleInspector::take_transfer(const Entry& entry) {
  const auto& body = entry.as<TransferReceived>();
  const auto it = body.sent ? sent_.find(*body.sent) : sent_.end();
  if (it == sent_.end()) {
    if (!body.origin) {
      raise(doubt(Sign::transfer_not_sent, entry.fund, {entry.seq}, body.amount.fen()));
    }
    return;
  }
  if (it->second.purpose != body.purpose) {
    raise(
        doubt(Sign::transfer_purpose_lost, entry.fund, {it->first, entry.seq}, body.amount.fen()));
  }
  sent_.erase(it);
}

void IdleInspector::after(const Entry& entry, Date day, const Effects& effects,
                          const State& state) {
  const bool aid = entry.kind == &kinds::aid_paid();
  for (const IndexRow& row : effects.rows) {
    if (row.index == Index::outflows && aid) {
      moved_[row.values[0]] = {day, entry.seq};
    } else if (row.index == Index::inflows) {
      const Pool* const pool = pool_of(state, row.values[0]);
      // Where nothing was left, the money that comes begins to wait.
      const bool was_empty = pool != nullptr && pool->next.value >= row.values[1];
      if (was_empty || !moved_.contains(row.values[0])) moved_[row.values[0]] = {day, entry.seq};
    }
  }
}

void IdleInspector::finish(const State& state, Date as_of) {
  for (const auto& [seq, sent] : sent_) {
    const bool here = state.funds.find(sent.to_fund) != nullptr;
    if (!here || as_of.days - sent.day.days <= kTransferDays) continue;
    Doubt made = doubt(Sign::transfer_not_received, sent.fund, {seq}, sent.fen);
    made.marks = {{Mark::since, sent.day.text()}};
    raise(std::move(made));
  }
  for (const auto& [key, pool] : state.pools.all()) {
    const auto it = moved_.find(pool.no.value);
    if (pool.free() <= 0 || it == moved_.end()) continue;
    if (as_of <= plus_months(it->second.day, idle_months_)) continue;
    Doubt made = doubt(Sign::pool_idle, key.fund, {it->second.seq}, pool.free());
    made.where = Pool::key_text(key);
    made.marks = {{Mark::since, it->second.day.text()}};
    raise(std::move(made));
  }
}

}  // namespace mingzhang::audit
