#include "audit/flows.h"

#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/transfer.h"

namespace mingzhang::audit {
namespace {

template <class T>
Flow moved(const Entry& entry, const State& state, FlowKind kind, mingzhang::Source source,
           const T& body) {
  const std::int64_t fen = body.amount.fen();
  const Date day = state.business_date(entry.time);
  const bool other = body.book_date.value_or(day).month() != day.month();
  return {kind, source, fen, 1, other ? fen : 0};
}

/// The income that a correction is about; none when it is not known.
std::optional<IncomeView> corrected(const Facts& facts) {
  if (facts.entries.empty() || !facts.entries.front()) return std::nullopt;
  return income_view(*facts.entries.front());
}

}  // namespace

std::vector<Flow> FlowReader::read(const Entry& entry, const Facts& facts, const State& state) {
  const Kind* const kind = entry.kind;
  if (kind == &kinds::donation_received()) return {};  // The most there are of any kind.
  if (kind == &kinds::transfer_received()) {
    transfers_.insert(entry.seq);
  } else if (kind == &kinds::income_cancelled()) {
    transfers_.erase(entry.as<IncomeCancelled>().income);
  } else if (kind == &kinds::income_confirmed()) {
    return confirmed(entry, state);
  } else if (kind == &kinds::aid_paid()) {
    const auto& body = entry.as<AidPaid>();
    return {moved(entry, state, FlowKind::aid, body.source, body)};
  } else if (kind == &kinds::aid_returned()) {
    const auto& body = entry.as<AidReturned>();
    const PayLine* const line = state.lines.find({body.batch, body.line.value});
    if (line == nullptr) return {};
    return {moved(entry, state, FlowKind::aid_returned, line->source, body)};
  } else if (kind == &kinds::donation_refunded()) {
    return {moved(entry, state, FlowKind::refund, mingzhang::Source::donation,
                  entry.as<DonationRefunded>())};
  } else if (kind == &kinds::transfer_sent()) {
    const auto& body = entry.as<TransferSent>();
    return {moved(entry, state, FlowKind::transfer_out, body.source, body)};
  } else if (kind == &kinds::entry_reversed()) {
    const std::optional<IncomeView> income = corrected(facts);
    if (income) return {{FlowKind::reversal, income->source, income->amount.fen(), 1, 0}};
  }
  return {};
}

std::vector<Flow> FlowReader::confirmed(const Entry& entry, const State& state) {
  const Month month = state.business_date(entry.time).month();
  std::map<std::pair<FlowKind, mingzhang::Source>, Flow> sums;
  each_covered(state, entry.fund, entry.as<IncomeConfirmed>(), [&](const Income& income) {
    const bool transfer = transfers_.erase(income.seq) > 0;
    const FlowKind kind = transfer                                  ? FlowKind::transfer_in
                          : income.source == mingzhang::Source::gov ? FlowKind::injection
                                                                    : FlowKind::donation;
    Flow& flow =
        sums.try_emplace({kind, income.source}, kind, income.source, 0, 0, 0).first->second;
    flow.fen += income.amount.fen();
    ++flow.count;
    if (income.book_date.month() != month) flow.other_month_fen += income.amount.fen();
  });
  std::vector<Flow> flows;
  for (const auto& [key, flow] : sums) flows.push_back(flow);
  return flows;
}

std::map<FundSource, std::int64_t> money_of(const State& state) {
  std::map<FundSource, std::int64_t> money;
  for (const auto& [key, pool] : state.pools.all()) {
    money[{key.fund, key.source}] += pool.balance.fen();
  }
  for (const auto& [id, request] : state.cases.all()) {
    if (!request.held) continue;
    for (const Piece& piece : request.held->items) {
      money[{request.fund, piece.source}] += piece.fen();
    }
  }
  return money;
}

}  // namespace mingzhang::audit
