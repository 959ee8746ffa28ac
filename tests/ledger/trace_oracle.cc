#include "tests/ledger/trace_oracle.h"

#include <algorithm>
#include <limits>

#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/transfer.h"
#include "ledger/fund/state.h"

namespace mingzhang::test {
namespace {

std::vector<IndexRow> all_of(store::Rows& rows, Index index) {
  using Limits = std::numeric_limits<std::int64_t>;
  std::vector<IndexRow> found;
  rows.scan_index(index, Limits::min(), Limits::max(), [&](const IndexRow& row) {
    found.push_back(row);
    return true;
  });
  return found;
}

std::size_t place_in(const std::vector<Fen>& all, Fen fen) {
  return static_cast<std::size_t>(std::find(all.begin(), all.end(), fen) - all.begin());
}

}  // namespace

TraceOracle::TraceOracle(store::Rows& rows) {
  rows.scan_entries(0, rows.head().size, [&](const store::EntryRow& row) {
    Entry entry = *decode(row.bytes);
    if (entry.kind == &kinds::transfer_received() && entry.as<TransferReceived>().sent) {
      received_[*entry.as<TransferReceived>().sent] = entry.seq;
    }
    entries_.emplace(row.seq, std::move(entry));
    return true;
  });
  read_rows(rows);
  read_held(rows);
}

void TraceOracle::read_rows(store::Rows& rows) {
  for (const IndexRow& row : all_of(rows, Index::outflows)) {
    for (std::int64_t at = row.values[1]; at < row.values[3]; ++at) {
      Seq& owner = owners_[{row.values[0], at}];
      owner = std::max(owner, static_cast<Seq>(row.values[2]));
    }
  }
  for (const IndexRow& row : all_of(rows, Index::taken)) {
    for (std::int64_t at = row.values[2]; at < row.values[3]; ++at) {
      taken_[static_cast<Seq>(row.values[0])].push_back({row.values[1], at});
    }
  }
  // A pool's inflows follow each other; the last one is as long as its entry or its rows say.
  std::vector<IndexRow> inflows = all_of(rows, Index::income);
  std::ranges::sort(inflows, {},
                    [](const IndexRow& row) { return std::pair(row.values[1], row.values[2]); });
  for (std::size_t i = 0; i < inflows.size(); ++i) {
    const auto [income, pool, start, by] = inflows[i].values;
    const Seq seq = static_cast<Seq>(income);
    const bool last = i + 1 == inflows.size() || inflows[i + 1].values[1] != pool;
    const auto view = income_view(entries_.at(seq));
    const auto fen =
        view ? view->amount.fen() : static_cast<std::int64_t>(sources(seq, pool).size());
    const std::int64_t end = last ? start + fen : inflows[i + 1].values[2];
    for (std::int64_t at = start; at < end; ++at) {
      incomes_[{pool, at}] = seq;
      came_[{seq, pool}].push_back({pool, at});
    }
  }
}

void TraceOracle::read_held(store::Rows& rows) {
  std::map<Pool::Key, std::int64_t> pools;
  std::vector<Case> cases;
  rows.scan_state([&](std::string_view key, std::string_view value) {
    if (key.starts_with("pool/")) {
      const Pool pool = *from_json<Pool>(value);
      pools[pool.key()] = pool.no.value;
    } else if (key.starts_with("case/")) {
      cases.push_back(*from_json<Case>(value));
    }
    return true;
  });
  for (const Case& request : cases) {
    if (!request.held) continue;
    for (const Piece& piece : request.held->items) {
      const std::int64_t pool = pools.at({request.fund, piece.source, piece.purpose});
      for (std::int64_t at = piece.start.value; at < piece.end.value; ++at)
        held_.insert({pool, at});
    }
  }
}

std::vector<Fen> TraceOracle::sources(Seq income, std::int64_t pool) const {
  const Entry& entry = entries_.at(income);
  if (entry.kind == &kinds::transfer_received()) {
    return taken_by(*entry.as<TransferReceived>().sent);
  }
  std::vector<Fen> fen = taken_by(income);
  if (entry.kind != &kinds::purpose_changed()) {
    std::erase_if(fen, [&](const Fen& one) { return one.pool != pool; });
  }
  return fen;
}

const std::vector<Fen>& TraceOracle::taken_by(Seq by) const {
  static const std::vector<Fen> kNone;
  const auto it = taken_.find(by);
  return it == taken_.end() ? kNone : it->second;
}

Seq TraceOracle::owner(Fen fen) const {
  const auto it = owners_.find(fen);
  return it == owners_.end() ? 0 : it->second;
}

std::vector<Fen> TraceOracle::fen_of_income(Seq income) const {
  std::vector<Fen> all;
  for (const auto& [key, fen] : came_) {
    if (key.first == income) all.insert(all.end(), fen.begin(), fen.end());
  }
  return all;
}

FenEnd TraceOracle::forward(Fen fen) const {
  const Seq by = owner(fen);
  if (by == 0) return {"unspent", 0, fen};
  const Entry& taker = entries_.at(by);
  if (taker.kind == &kinds::aid_paid()) return {held_.contains(fen) ? "held" : "paid", by, fen};
  if (taker.kind == &kinds::entry_reversed()) return {"reversed", by, fen};
  if (taker.kind == &kinds::donation_refunded()) {
    const bool own = taker.as<DonationRefunded>().donation == incomes_.at(fen);
    return {own ? "refunded" : "lent_refund", by, fen};
  }
  Seq income = by;
  if (taker.kind == &kinds::transfer_sent()) {
    const auto received = received_.find(by);
    if (received == received_.end()) return {"in_transit", by, fen};
    income = received->second;
  }
  for (const auto& [key, all] : came_) {
    if (key.first != income) continue;
    const std::size_t place = place_in(sources(income, key.second), fen);
    if (place < all.size()) return forward(all[place]);
  }
  return {"in_transit", by, fen};
}

FenEnd TraceOracle::back(Fen fen) const {
  const Seq income = incomes_.at(fen);
  const Entry& entry = entries_.at(income);
  const bool sent =
      entry.kind == &kinds::transfer_received() && entry.as<TransferReceived>().sent.has_value();
  if (income_view(entry) && !sent) return {"given", income, fen};
  return back(sources(income, fen.pool).at(place_in(came_.at({income, fen.pool}), fen)));
}

}  // namespace mingzhang::test
