#include "ledger/fund/pools.h"

namespace mingzhang {

Pool& open_pool(State& state, const Pool::Key& key) {
  if (Pool* const known = state.pools.edit(key)) return *known;
  Pool pool;
  pool.fund = key.fund;
  pool.source = key.source;
  pool.purpose = key.purpose;
  pool.no = static_cast<std::int64_t>(state.pools.all().size());
  return state.pools.put(pool);
}

std::int64_t arrive(Pool& pool, Money amount) {
  const std::int64_t start = pool.in.fen();
  pool.in.add(amount.fen());
  pool.balance.add(amount.fen());
  return start;
}

}  // namespace mingzhang
