#pragma once

#include "ledger/fund/state.h"

namespace mingzhang {

/// The pool of a key, opened empty when it is new. The pointer holds until the next new pool.
Pool& open_pool(State& state, const Pool::Key& key);

/// Lets money into a pool; returns the first fen of its range (design "Following a gift").
std::int64_t arrive(Pool& pool, Money amount);

}  // namespace mingzhang
