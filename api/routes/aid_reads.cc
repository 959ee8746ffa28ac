#include "api/acts/office.h"
#include "api/routes/aid_view.h"
#include "api/routes/json.h"
#include "api/routes/list.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/routes/task.h"
#include "ledger/fund/kinds/batch.h"

/// Aid: families with their cases, and payments under way.
namespace mingzhang::routes {
namespace {

Result<http::Response> household_of(Office& office, const Call& call) {
  const Result<Id> id = id_of("household", call.params[0]);
  if (!id) return std::unexpected(id.error());
  JsonText json;
  json.open('{');
  std::vector<Case> cases;
  const Result<void> done = office.read([&](const State& state) -> Result<void> {
    const Household* const household = state.households.find(*id);
    if (household == nullptr) return refuse(Code::household_unknown, "household", id->view());
    if (!may_see_household(state, call.person, *household)) {
      return refuse(Code::fund_out_of_scope, "household", id->view());
    }
    json.key("household").raw(to_json(*household));
    for (const auto& [key, request] : state.cases.all()) {
      if (request.household != *id || !may_see(state, call.person, request.fund)) continue;
      cases.push_back(request);
    }
    add_aid(json, state, *id);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto rows = office.ledger.snapshot();
  add_cases(json.key("cases"), office, *rows, cases);
  const auto history = history_of(office, call, *rows, "household", *id, Code::household_unknown);
  if (history) add_history(json, *history);
  return json_response(json.close('}').take());
}

Result<http::Response> households_page(Office& office, const Call& call) {
  std::optional<Id> village;
  if (call.has_option("village")) {
    const Result<Id> named = id_of("village", call.option("village"));
    if (!named) return std::unexpected(named.error());
    village = *named;
  }
  return office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.households, call, [&](const Household& household) {
      return (!village || household.village == *village) &&
             may_see_household(state, call.person, household);
    });
  });
}

Result<http::Response> batches_page(Office& office, const Call& call) {
  const Result<std::optional<Task>> task = task_option(call);
  if (!task) return std::unexpected(task.error());
  return office.read([&](const State& state) -> Result<http::Response> {
    const auto fund = fund_option(state, call);
    if (!fund) return std::unexpected(fund.error());
    return list_rows(state.batches, call, [&](const PayBatch& batch) {
      return (!*fund || batch.fund == **fund) && may_see(state, call.person, batch.fund) &&
             (!*task || waits(state, call.person, **task, batch));
    });
  });
}

Result<http::Response> batch_of(Office& office, const Call& call) {
  const Result<Id> id = id_of("batch", call.params[0]);
  if (!id) return std::unexpected(id.error());
  const auto rows = office.ledger.snapshot();
  const auto history = history_of(office, call, *rows, "batch", *id, Code::batch_unknown);
  if (!history) return std::unexpected(history.error());
  JsonText json;
  json.open('{').member("id", id->view());
  office.read([&](const State& state) {
    const PayBatch* const batch = state.batches.find(*id);
    json.member("open", batch != nullptr);
    if (batch == nullptr) return;
    json.key("batch").raw(to_json(*batch)).key("lines").open('[');
    for (const PayLine* const line : lines_of(state, *id)) json.raw(to_json(*line));
    json.close(']');
  });
  add_history(json, *history);
  return json_response(json.close('}').take());
}

}  // namespace

namespace handle {

void households(Office& office, const CallPtr& call) {
  answer(*call, households_page(office, *call));
}
void household(Office& office, const CallPtr& call) { answer(*call, household_of(office, *call)); }
void batches(Office& office, const CallPtr& call) { answer(*call, batches_page(office, *call)); }
void batch(Office& office, const CallPtr& call) { answer(*call, batch_of(office, *call)); }

}  // namespace handle
}  // namespace mingzhang::routes
