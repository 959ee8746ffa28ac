#include "ledger/fund/pools.h"

#include <algorithm>
#include <span>

namespace mingzhang {
namespace {

void take_out(Pool& pool, Range range, Seq by, Effects& effects) {
  pool.balance.add(-range.fen());
  take_again(pool, range, by, effects);
}

/// The untaken parts of a range, the lowest first.
std::vector<Range> untaken_parts(const State& state, const Pool& pool, Range range) {
  std::vector<Range> parts;
  std::int64_t at = std::max(range.start, pool.next.value);
  const std::int64_t end = std::min(range.end, pool.in.fen());
  const auto& struck = state.struck.all();
  for (auto it = struck.lower_bound({pool.no.value, 0});
       it != struck.end() && it->first.first == pool.no.value && at < end; ++it) {
    const Struck& hole = it->second;
    if (hole.end.value <= at) continue;
    if (hole.start.value > at) parts.push_back({at, std::min(hole.start.value, end)});
    at = hole.end.value;
  }
  if (at < end) parts.push_back({at, end});
  return parts;
}

/// Moves `next` past what was struck, and forgets that it was.
void skip_struck(State& state, Pool& pool) {
  for (;;) {
    const auto it = state.struck.all().lower_bound({pool.no.value, 0});
    if (it == state.struck.all().end() || it->first.first != pool.no.value ||
        it->second.start.value > pool.next.value) {
      return;
    }
    const Struck hole = it->second;
    pool.next = std::max(pool.next.value, hole.end.value);
    state.struck.erase(hole.key());
  }
}

/// Whether an income is in one run with the one that arrived last (indexes.def).
bool follows_last(std::span<const IndexRow> rows, std::int64_t income, std::int64_t pool,
                  std::int64_t by) {
  if (!rows.empty() && rows.back().index == Index::inflows) rows = rows.first(rows.size() - 1);
  if (rows.empty() || rows.back().index != Index::income) return false;
  const auto& [before, in, start, writer] = rows.back().values;
  return before == income - 1 && in == pool && writer == by;
}

}  // namespace

Pool& open_pool(State& state, const Pool::Key& key) {
  if (Pool* const known = state.pools.edit(key)) return *known;
  Pool pool;
  pool.fund = key.fund;
  pool.source = key.source;
  pool.purpose = key.purpose;
  pool.no = static_cast<std::int64_t>(state.pools.all().size());
  return state.pools.put(pool);
}

const Pool* pool_of(const State& state, std::int64_t no) {
  for (const auto& [key, pool] : state.pools.all()) {
    if (pool.no == no) return &pool;
  }
  return nullptr;
}

void arrive(Pool& pool, std::int64_t fen, Seq income, Seq by, Effects& effects) {
  const std::int64_t start = pool.in.fen();
  const auto from = static_cast<std::int64_t>(income);
  const auto writer = static_cast<std::int64_t>(by);
  const bool follows = follows_last(effects.rows, from, pool.no, writer);
  effects.rows.push_back({Index::income, {from, pool.no, start, writer}});
  if (!follows) effects.rows.push_back({Index::inflows, {pool.no, start, from, writer}});
  pool.in.add(fen);
  pool.balance.add(fen);
}

void take_again(const Pool& pool, Range range, Seq by, Effects& effects) {
  const auto writer = static_cast<std::int64_t>(by);
  effects.rows.push_back({Index::outflows, {pool.no, range.start, writer, range.end}});
  effects.rows.push_back({Index::taken, {writer, pool.no, range.start, range.end}});
}

std::vector<Range> take_lowest(State& state, Pool& pool, std::int64_t fen, Seq by,
                               Effects& effects) {
  std::vector<Range> took;
  while (fen > 0) {
    skip_struck(state, pool);
    const auto hole = state.struck.all().lower_bound({pool.no.value, pool.next.value});
    const bool holed = hole != state.struck.all().end() && hole->first.first == pool.no.value;
    const std::int64_t limit = holed ? hole->second.start.value : pool.in.fen();
    const std::int64_t end = std::min(limit, pool.next.value + fen);
    if (end <= pool.next.value) break;
    took.push_back({pool.next.value, end});
    take_out(pool, took.back(), by, effects);
    fen -= took.back().fen();
    pool.next = end;
  }
  skip_struck(state, pool);
  return took;
}

std::int64_t untaken(const State& state, const Pool& pool, Range range) {
  std::int64_t fen = 0;
  for (const Range& part : untaken_parts(state, pool, range)) fen += part.fen();
  return fen;
}

std::int64_t take_within(State& state, Pool& pool, Range range, std::int64_t fen, Seq by,
                         Effects& effects) {
  std::int64_t took = 0;
  std::vector<Range> parts = untaken_parts(state, pool, range);
  for (auto part = parts.rbegin(); part != parts.rend() && took < fen; ++part) {
    const std::int64_t start = std::max(part->start, part->end - (fen - took));
    take_out(pool, {start, part->end}, by, effects);
    Struck struck;
    struck.pool = pool.no;
    struck.start = start;
    struck.end = part->end;
    state.struck.put(struck);
    took += part->end - start;
  }
  skip_struck(state, pool);
  return took;
}

std::int64_t untaken(const State& state, const Pool& pool) {
  return untaken(state, pool, {0, pool.in.fen()});
}

}  // namespace mingzhang
