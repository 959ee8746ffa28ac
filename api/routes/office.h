#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "api/auth/doorman.h"
#include "api/auth/quota.h"
#include "api/http/workers.h"
#include "api/routes/call.h"
#include "api/routes/metrics.h"
#include "api/routes/titles.h"
#include "ledger/figures.h"
#include "ledger/ledger.h"

namespace mingzhang::witness {
class Timestamps;
class Witnesses;
}  // namespace mingzhang::witness

namespace mingzhang::routes {

class Web;

/// What every handler works with; what it refers to outlives it. Threads: any.
struct Office {
  Office(Ledger& books, auth::Doorman& door, Clock& time, Metrics& counts, LedgerFolder where)
      : ledger(books), doorman(door), clock(time), metrics(counts), folder(std::move(where)) {}

  Ledger& ledger;
  auth::Doorman& doorman;
  Clock& clock;
  Metrics& metrics;
  LedgerFolder folder;
  std::filesystem::path config;                 ///< The folder config/.
  std::string vkey;                             ///< The log's key, one line.
  std::shared_ptr<const std::string> contract;  ///< api/openapi.yaml.
  std::string version;
  Titles titles;
  std::filesystem::path verification;  ///< The verifier's last report; empty: nobody leaves one.
  const witness::Witnesses* witnesses = nullptr;    ///< Null: there are none.
  const witness::Timestamps* timestamps = nullptr;  ///< Null: no authority is asked.
  const Web* web = nullptr;                         ///< Null: no web client is served.
  LiveFigures figures{[this] { return ledger.snapshot(); }};
  auth::Quota askers{{}};  ///< Who asks for gifts without signing in, by network.
  /// For what reads the database, and for what takes long. They end first.
  http::Workers readers{2, 1024};
  http::Workers slow{2, 64};

  /// Calls `look(state)` with the books as of the newest durable batch; it must be quick.
  template <class Look>
  auto read(Look&& look) const {
    return ledger.mirror().read(
        [&](const State& state, Seq) { return std::forward<Look>(look)(state); });
  }
};

/// The newest checkpoint that may be shown; size 0 when there is none.
store::CheckpointRow shown_checkpoint(const Office& office);

/// The fund that the query names, if it names one. Errors: text_malformed; fund_unknown;
/// fund_out_of_scope where the person does not serve it.
Result<std::optional<Id>> fund_option(const State& state, const Call& call);
/// Whether the person may look into a fund. Unknown funds are nobody's.
bool may_see(const State& state, const Person& person, const Id& fund);
/// The same for an entry: its fund's, its entity's, or the whole ledger's.
bool may_see(const State& state, const Person& person, const Entry& entry);

/// How much a page of a list holds: the query's `limit`, kPageItems where it says nothing.
inline constexpr std::size_t kPageItems = 100;
inline constexpr std::size_t kPageItemsMax = 1000;
/// Errors: number_malformed, number_out_of_range.
Result<std::size_t> page_limit(const Call& call);

/// Ends a call with what a reading handler gives.
void answer(const Call& call, Result<http::Response> response);

}  // namespace mingzhang::routes
