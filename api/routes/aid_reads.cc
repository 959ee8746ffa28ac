#include "api/acts/office.h"
#include "api/routes/json.h"
#include "api/routes/list.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "ledger/fund/calendar.h"
#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/batch.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/trace_rows.h"

/// Aid: families, their cases with all that happened, and payments under way.
namespace mingzhang::routes {
namespace {

/// A family is for those who serve a fund that may help it, or has.
bool may_see_household(const State& state, const Person& person, const Household& household) {
  for (const auto& [id, fund] : state.funds.all()) {
    if (person.serves(fund) && in_territory(state, id, household.village)) return true;
  }
  return false;
}

/// What happened to an object of the ledger, oldest first, as far as this person may see it.
/// Errors: `missing` when there is no such object; fund_out_of_scope.
Result<std::vector<Entry>> history_of(const Office& office, const Call& call, store::Rows& rows,
                                      std::string_view noun, const Id& id, Code missing) {
  TraceRows reader(rows);
  std::vector<Entry> history;
  bool any = false;
  for (const Seq seq : reader.entries_of(std::string(noun) + ":" + id.str())) {
    const Entry* const entry = reader.entry(seq);
    if (entry == nullptr) continue;
    any = true;
    const bool may =
        office.read([&](const State& state) { return may_see(state, call.person, *entry); });
    if (may) history.push_back(*entry);
  }
  if (!any) return refuse(missing, noun, id.view());
  if (history.empty()) return refuse(Code::fund_out_of_scope, noun, id.view());
  return history;
}

void add_history(JsonText& json, const std::vector<Entry>& history) {
  json.key("history").open('[');
  for (const Entry& entry : history) json.raw(encode(entry));
  json.close(']');
}

void add_deadline(JsonText& json, std::string_view name, const Deadline& deadline, Date today) {
  json.key(name).open('{').member("date", deadline.date.text());
  if (deadline.provisional) json.member("provisional", true);
  json.member("overdue", deadline.date < today).close('}');
}

/// A case as it stands: its row, sums and deadlines.
void add_case(JsonText& json, const State& state, const Case& request, Date today) {
  json.open('{').key("case").raw(to_json(request));
  json.member("granted", granted(request)).member("paid", paid(request));
  const PolicyInForce* const policy = state.policy_in_force();
  if (request.stage == CaseStage::urgent && request.released && policy != nullptr) {
    add_deadline(json, "ratify_by",
                 working_days_after(state.tables, *request.released,
                                    policy->limits.urgent_ratify_days.value),
                 today);
  }
  if (request.valid_until && granted(request) > paid(request)) {
    add_deadline(json, "pay_by", Deadline{*request.valid_until, false}, today);
  }
  json.close('}');
}

Result<http::Response> cases_page(Office& office, const Call& call) {
  const Result<std::size_t> limit = page_limit(call);
  if (!limit) return std::unexpected(limit.error());
  std::optional<CaseStage> stage;
  if (call.has_option("stage")) {
    stage = parse_enum<CaseStage>(call.option("stage"));
    if (!stage) return refuse(Code::value_unknown, "stage");
  }
  return office.read([&](const State& state) -> Result<http::Response> {
    const auto fund = fund_option(state, call);
    if (!fund) return std::unexpected(fund.error());
    const Date today = state.business_date(office.clock.now());
    return list_page(state.cases.all(), call, *limit, [&](JsonText& json, const auto& item) {
      const Case& request = item.second;
      if (*fund && request.fund != **fund) return false;
      if (stage && request.stage != *stage) return false;
      if (!may_see(state, call.person, request.fund)) return false;
      add_case(json, state, request, today);
      return true;
    });
  });
}

/// What was granted to a household of late, by any fund: whoever decides must see repeats (office
/// M27, 7.7).
void add_aid(JsonText& json, const State& state, const Id& household) {
  json.key("aid").open('[');
  for (const auto& [key, aid] : state.aid.all()) {
    if (aid.household == household) json.raw(to_json(aid));
  }
  json.close(']');
}

/// All that a decision needs on one page; of a case that has ended, what happened.
Result<http::Response> case_of(Office& office, const Call& call) {
  const Result<Id> id = id_of("case", call.params[0]);
  if (!id) return std::unexpected(id.error());
  const auto rows = office.ledger.snapshot();
  const auto history = history_of(office, call, *rows, "case", *id, Code::case_unknown);
  if (!history) return std::unexpected(history.error());
  Hash newest;
  rows->leaves(history->back().seq, std::span(&newest, 1));
  JsonText json;
  json.open('{').member("id", id->view()).member("seen", to_hex(newest.view()));
  office.read([&](const State& state) {
    const Case* const request = state.cases.find(*id);
    json.member("open", request != nullptr);
    if (request == nullptr) return;
    json.key("standing");
    add_case(json, state, *request, state.business_date(office.clock.now()));
    json.member("free_donation", free_for(state, *request, Source::donation))
        .member("free_gov", free_for(state, *request, Source::gov));
    if (const Household* const household = state.households.find(request->household)) {
      json.key("household").raw(to_json(*household));
    }
    add_aid(json, state, request->household);
  });
  add_history(json, *history);
  return json_response(json.close('}').take());
}

Result<http::Response> household_of(Office& office, const Call& call) {
  const Result<Id> id = id_of("household", call.params[0]);
  if (!id) return std::unexpected(id.error());
  JsonText json;
  json.open('{');
  const Result<void> done = office.read([&](const State& state) -> Result<void> {
    const Household* const household = state.households.find(*id);
    if (household == nullptr) return refuse(Code::household_unknown, "household", id->view());
    if (!may_see_household(state, call.person, *household)) {
      return refuse(Code::fund_out_of_scope, "household", id->view());
    }
    json.key("household").raw(to_json(*household)).key("cases").open('[');
    const Date today = state.business_date(office.clock.now());
    for (const auto& [key, request] : state.cases.all()) {
      if (request.household != *id || !may_see(state, call.person, request.fund)) continue;
      add_case(json, state, request, today);
    }
    json.close(']');
    add_aid(json, state, *id);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto history = history_of(office, call, *office.ledger.snapshot(), "household", *id,
                                  Code::household_unknown);
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
  return office.read([&](const State& state) -> Result<http::Response> {
    const auto fund = fund_option(state, call);
    if (!fund) return std::unexpected(fund.error());
    return list_rows(state.batches, call, [&](const PayBatch& batch) {
      return (!*fund || batch.fund == **fund) && may_see(state, call.person, batch.fund);
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
void cases(Office& office, const CallPtr& call) { answer(*call, cases_page(office, *call)); }
void case_page(Office& office, const CallPtr& call) { answer(*call, case_of(office, *call)); }
void batches(Office& office, const CallPtr& call) { answer(*call, batches_page(office, *call)); }
void batch(Office& office, const CallPtr& call) { answer(*call, batch_of(office, *call)); }

}  // namespace handle
}  // namespace mingzhang::routes
