#pragma once

#include <map>
#include <mutex>
#include <string>

#include "ledger/fund/state.h"
#include "ledger/store/store.h"

namespace mingzhang::routes {

/// What entities, funds and accounts are called: State goes by their ids, the entries that opened
/// them say it. They are read once, and stand near the beginning. Threads: any.
class Titles {
 public:
  using ById = std::map<std::string, std::string, std::less<>>;
  struct All {
    ById entities;
    ById funds;
    ById accounts;

    std::size_t count() const { return entities.size() + funds.size() + accounts.size(); }
  };

  /// All `wanted` of them, read from `rows` as far as is needed. Errors: StoreError.
  All read(store::Rows& rows, std::size_t wanted);

 private:
  std::mutex mutex_;
  All known_;
  Seq next_ = 0;  ///< The first entry that was not looked at.
};

/// How many things have titles.
std::size_t titled_count(const State& state);

}  // namespace mingzhang::routes
