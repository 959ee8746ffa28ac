#include "ledger/fund/cases.h"

#include <algorithm>
#include <map>

#include "ledger/fund/pools.h"

namespace mingzhang {
namespace {

constexpr std::size_t kRegionDigits = 6;

Purpose purpose_of(PurposeType type, std::string_view code) {
  Purpose purpose;
  purpose.type = type;
  if (type != PurposeType::none) purpose.code = Id(code);
  return purpose;
}

std::vector<Purpose> purposes_of(const State& state, const Case& request) {
  std::vector<Purpose> purposes;
  const Household* const household = state.households.find(request.household);
  if (household != nullptr) {
    purposes.push_back(purpose_of(PurposeType::village, household->village.view()));
  }
  purposes.push_back(purpose_of(PurposeType::cause, request.cause.view()));
  if (household != nullptr) {
    const std::string_view county = household->village.view().substr(0, kRegionDigits);
    purposes.push_back(purpose_of(PurposeType::county, county));
  }
  purposes.push_back(purpose_of(PurposeType::none, {}));
  return purposes;
}

std::int64_t free_in(const State& state, const Pool::Key& key) {
  const Pool* const pool = state.pools.find(key);
  return pool == nullptr ? 0 : std::max<std::int64_t>(0, pool->free());
}

Entity* entity_of(State& state, const Id& fund_id) {
  const Fund* const fund = state.funds.find(fund_id);
  return fund == nullptr ? nullptr : state.entities.edit(fund->entity);
}

void append(PieceList& list, const Purpose& purpose, Source source, Range range) {
  Piece piece;
  piece.purpose = purpose;
  piece.source = source;
  piece.start = range.start;
  piece.end = range.end;
  list.items.push_back(piece);
}

/// Pays with money that the bank had sent back; returns what is left to pay.
std::int64_t pay_held(State& state, Case& request, PayLine& line, std::int64_t left, Seq by,
                      Effects& effects) {
  if (!request.held) return left;
  std::int64_t paid_fen = 0;
  for (Piece& piece : request.held->items) {
    if (piece.source != line.source || left == paid_fen) continue;
    const Pool* const pool = state.pools.find({request.fund, piece.source, piece.purpose});
    const std::int64_t fen = std::min(left - paid_fen, piece.fen());
    const Range range{piece.start.value, piece.start.value + fen};
    if (pool != nullptr) take_again(*pool, range, by, effects);
    append(*line.pieces, piece.purpose, piece.source, range);
    piece.start = range.end;
    paid_fen += fen;
  }
  std::erase_if(request.held->items, [](const Piece& piece) { return piece.fen() == 0; });
  if (request.held->items.empty()) request.held.reset();
  if (Entity* const entity = entity_of(state, request.fund)) entity->held.add(-paid_fen);
  return left - paid_fen;
}

void pay_reserved(State& state, Case& request, PayLine& line, std::int64_t left, Seq by,
                  Effects& effects) {
  if (!request.reserved) return;
  std::int64_t paid_fen = 0;
  for (Reserved& part : request.reserved->items) {
    if (part.source != line.source || left == paid_fen) continue;
    Pool* const pool = state.pools.edit({request.fund, part.source, part.purpose});
    const std::int64_t fen = std::min(left - paid_fen, part.amount.value);
    part.amount = part.amount.value - fen;
    if (pool == nullptr) continue;
    pool->reserved.add(-fen);
    for (const Range& range : take_lowest(state, *pool, fen, by, effects)) {
      append(*line.pieces, part.purpose, part.source, range);
      paid_fen += range.fen();
    }
  }
  std::erase_if(request.reserved->items, [](const Reserved& part) { return part.amount == 0; });
  if (request.reserved->items.empty()) request.reserved.reset();
  if (Entity* const entity = entity_of(state, request.fund)) entity->pools.add(-paid_fen);
}

template <class Sum>
std::int64_t sum_of(const Case& request, Sum&& sum) {
  std::int64_t fen = 0;
  if (request.awards) {
    for (const Award& award : request.awards->items) fen += sum(award);
  }
  return fen;
}

}  // namespace

std::vector<Pool::Key> pools_for(const State& state, const Case& request, Source source) {
  std::vector<Pool::Key> keys;
  for (const Purpose& purpose : purposes_of(state, request)) {
    keys.push_back({request.fund, source, purpose});
  }
  return keys;
}

std::int64_t free_for(const State& state, const Case& request, Source source) {
  std::int64_t fen = 0;
  for (const Pool::Key& key : pools_for(state, request, source)) fen += free_in(state, key);
  return fen;
}

std::vector<SourceAmount> split(const State& state, const Case& request, std::int64_t amount) {
  const PolicyInForce* const policy = state.policy_in_force();
  if (policy == nullptr) return {};
  std::map<Source, std::int64_t> taken;
  for (const Purpose& purpose : purposes_of(state, request)) {
    for (const Source source : policy->limits.source_order.items) {
      const std::int64_t fen = std::min(amount, free_in(state, {request.fund, source, purpose}));
      if (fen == 0) continue;
      taken[source] += fen;
      amount -= fen;
    }
  }
  std::vector<SourceAmount> parts;
  for (const auto& [source, fen] : taken) parts.push_back({*Money::of_fen(fen), source});
  return parts;
}

const Award* award_of(const Case& request, Source source) {
  if (!request.awards) return nullptr;
  const auto& awards = request.awards->items;
  const auto it = std::find_if(awards.begin(), awards.end(),
                               [&](const Award& award) { return award.source == source; });
  return it == awards.end() ? nullptr : &*it;
}

Award* award_of(Case& request, Source source) {
  return const_cast<Award*>(award_of(std::as_const(request), source));
}

void grant(State& state, Case& request, const SourceAmount& granted) {
  Award award;
  award.amount = granted.amount.fen();
  award.source = granted.source;
  if (!request.awards) request.awards.emplace();
  request.awards->items.push_back(award);
  if (!request.reserved) request.reserved.emplace();
  std::int64_t left = granted.amount.fen();
  for (const Pool::Key& key : pools_for(state, request, granted.source)) {
    const std::int64_t fen = std::min(left, free_in(state, key));
    if (fen == 0) continue;
    state.pools.edit(key)->reserved.add(fen);
    Reserved part;
    part.amount = fen;
    part.purpose = key.purpose;
    part.source = key.source;
    request.reserved->items.push_back(part);
    left -= fen;
  }
  if (request.reserved->items.empty()) request.reserved.reset();
}

void pay(State& state, Case& request, PayLine& line, Seq by, Effects& effects) {
  line.payment = by;
  line.pieces.emplace();
  const std::int64_t left = pay_held(state, request, line, line.amount.value, by, effects);
  pay_reserved(state, request, line, left, by, effects);
  if (line.pieces->items.empty()) line.pieces.reset();
  if (Award* const award = award_of(request, line.source)) {
    award->lined = std::max<std::int64_t>(0, award->lined.value - line.amount.value);
    award->paid = std::min(Money::kFenMax, award->paid.value + line.amount.value);
  }
}

std::vector<Piece> take_back(PayLine& line, std::int64_t fen) {
  std::vector<Piece> back;
  if (!line.pieces) return back;
  auto& pieces = line.pieces->items;
  while (fen > 0 && !pieces.empty()) {
    Piece piece = pieces.back();
    const std::int64_t count = std::min(fen, piece.fen());
    piece.start = piece.end.value - count;
    pieces.back().end = piece.start.value;
    if (pieces.back().fen() == 0) pieces.pop_back();
    back.insert(back.begin(), piece);
    fen -= count;
  }
  if (pieces.empty()) line.pieces.reset();
  return back;
}

void reenter(State& state, const Id& fund, std::vector<Piece> pieces, Seq by, Effects& effects) {
  std::map<Pool::Key, std::int64_t> sums;
  for (const Piece& piece : pieces) {
    const Pool::Key key{fund, piece.source, piece.purpose};
    const Pool& pool = open_pool(state, key);
    take_again(pool, {piece.start.value, piece.end.value}, by, effects);
    sums[key] += piece.fen();
  }
  Entity* const entity = entity_of(state, fund);
  for (const auto& [key, fen] : sums) {
    arrive(open_pool(state, key), fen, by, by, effects);
    if (entity != nullptr) entity->pools.add(fen);
  }
}

std::int64_t free_unpaid(State& state, Case& request, Seq by, Effects& effects) {
  if (request.reserved) {
    for (const Reserved& part : request.reserved->items) {
      Pool* const pool = state.pools.edit({request.fund, part.source, part.purpose});
      if (pool != nullptr) pool->reserved.add(-part.amount.value);
    }
    request.reserved.reset();
  }
  std::int64_t held = 0;
  if (request.held) {
    for (const Piece& piece : request.held->items) held += piece.fen();
    reenter(state, request.fund, std::move(request.held->items), by, effects);
    request.held.reset();
    if (Entity* const entity = entity_of(state, request.fund)) entity->held.add(-held);
  }
  if (request.awards) {
    for (Award& award : request.awards->items) award.amount = award.paid;
  }
  const std::int64_t kept = paid(request);
  if (kept == 0) {
    state.aid.erase(request.id);
  } else if (Aid* const aid = state.aid.edit(request.id)) {
    aid->amount = kept;
  }
  return held;
}

void close_if_done(State& state, const Id& id) {
  const Case* const request = state.cases.find(id);
  if (request == nullptr || request->stage != CaseStage::approved) return;
  const bool open =
      request->unsigned_lines != 0 || request->held || request->reserved || lined(*request) != 0;
  if (!open) state.cases.erase(id);
}

std::int64_t granted(const Case& request) {
  return sum_of(request, [](const Award& award) { return award.amount.value; });
}
std::int64_t paid(const Case& request) {
  return sum_of(request, [](const Award& award) { return award.paid.value; });
}
std::int64_t lined(const Case& request) {
  return sum_of(request, [](const Award& award) { return award.lined.value; });
}

}  // namespace mingzhang
