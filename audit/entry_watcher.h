#pragma once

#include "ledger/fund/effects.h"
#include "ledger/fund/entry.h"
#include "ledger/fund/facts.h"
#include "ledger/fund/state.h"

namespace mingzhang::audit {

/// Looks on while a verification replays a ledger, each entry once and in order, so that whatever
/// else is to be known of it costs no second reading. Entries that could not be understood are not
/// shown. Threads: one at a time, not always the same.
class EntryWatcher {
 public:
  virtual ~EntryWatcher() = default;
  /// `state`: as the books stood when the entry came.
  virtual void before(const Entry& entry, const Facts& facts, const State& state) = 0;
  /// `state`: with the entry in it; `effects`: the rows that it yielded.
  virtual void after(const Entry& entry, const Effects& effects, const State& state) = 0;
  /// After the last entry.
  virtual void finish(const State& state) = 0;
};

}  // namespace mingzhang::audit
