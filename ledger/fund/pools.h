#pragma once

#include <cstdint>
#include <vector>

#include "ledger/fund/effects.h"
#include "ledger/fund/state.h"

/// How money flows through pools, fen by fen (design "Following a gift").
namespace mingzhang {

/// Fen [start, end) of a pool.
struct Range {
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::int64_t fen() const { return end - start; }
};

/// The pool of a key, opened empty when it is new. The reference holds until it is erased: never.
Pool& open_pool(State& state, const Pool::Key& key);
/// The pool with a number; null when there is none.
const Pool* pool_of(const State& state, std::int64_t no);

/// Lets money into a pool: `income` is what it is traced to, `by` the entry that made it spendable.
/// Pre: `effects` has no rows between those of arrivals that are one run (indexes.def).
void arrive(Pool& pool, std::int64_t fen, Seq income, Seq by, Effects& effects);

/// Takes the lowest fen that are not taken. Of less than `fen`, all there are.
std::vector<Range> take_lowest(State& state, Pool& pool, std::int64_t fen, Seq by,
                               Effects& effects);
/// Notes that `by` takes fen which another had taken: the bank had sent them back.
void take_again(const Pool& pool, Range range, Seq by, Effects& effects);

/// How many fen of [start, end) are not taken.
std::int64_t untaken(const State& state, const Pool& pool, Range range);
/// Takes untaken fen of a range, the highest first; at most `fen`. Returns how many.
std::int64_t take_within(State& state, Pool& pool, Range range, std::int64_t fen, Seq by,
                         Effects& effects);

/// All fen of a pool that are not taken: what its balance must be.
std::int64_t untaken(const State& state, const Pool& pool);

}  // namespace mingzhang
