#include "api/acts/office.h"
#include "api/routes/aid_view.h"
#include "api/routes/case_acts.h"
#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/routes/task.h"
#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/case.h"

/// Cases: a list in red, yellow and green, and one with all that a decision needs.
namespace mingzhang::routes {
namespace {

/// So many cases a page looks into where State alone does not tell which are wanted.
constexpr std::size_t kLookedIntoMax = 2000;

/// What a list of cases is narrowed to.
struct CaseFilter {
  std::size_t limit = kPageItems;
  std::optional<Id> cursor;  ///< The first that may be shown.
  std::optional<Id> fund;
  std::optional<Id> household;
  std::optional<CaseStage> stage;
  std::optional<Task> task;
  bool overdue = false;

  /// Whether the entries must be asked as well.
  bool is_slow() const { return overdue || task == Task::lines_failed; }
  /// All that State tells.
  bool takes(const State& state, const Person& person, const Case& request) const {
    return (!fund || request.fund == *fund) && (!household || request.household == *household) &&
           (!stage || request.stage == *stage) && may_see(state, person, request.fund) &&
           (!task || waits(state, person, *task, request));
  }
};

Result<void> read_case_ids(const Call& call, CaseFilter& filter) {
  const std::array<std::pair<std::string_view, std::optional<Id>*>, 2> wanted{
      {{"cursor", &filter.cursor}, {"household", &filter.household}}};
  for (const auto& [name, id] : wanted) {
    // An empty cursor is the beginning, as in all lists.
    if (call.option(name).empty() && (name == "cursor" || !call.has_option(name))) continue;
    const Result<Id> named = id_of(name, call.option(name));
    if (!named) return std::unexpected(named.error());
    *id = *named;
  }
  return {};
}

Result<CaseFilter> case_filter(const Office& office, const Call& call) {
  CaseFilter filter;
  const Result<std::size_t> limit = page_limit(call);
  if (!limit) return std::unexpected(limit.error());
  filter.limit = *limit;
  if (call.has_option("stage")) {
    filter.stage = parse_enum<CaseStage>(call.option("stage"));
    if (!filter.stage) return refuse(Code::value_unknown, "stage");
  }
  const Result<std::optional<Task>> task = task_option(call);
  if (!task) return std::unexpected(task.error());
  filter.task = *task;
  const Result<bool> overdue = flag_of(call, "overdue");
  if (!overdue) return std::unexpected(overdue.error());
  filter.overdue = *overdue;
  if (const auto done = read_case_ids(call, filter); !done) return std::unexpected(done.error());
  const auto fund = office.read([&](const State& state) { return fund_option(state, call); });
  if (!fund) return std::unexpected(fund.error());
  filter.fund = *fund;
  return filter;
}

/// Cases as State has them, and the first that was not looked at any more.
struct Candidates {
  std::vector<Case> cases;
  std::optional<Id> next;
};
Candidates candidates(const State& state, const Person& person, const CaseFilter& filter) {
  const std::size_t most = filter.is_slow() ? kLookedIntoMax : filter.limit;
  const auto& all = state.cases.all();
  Candidates found;
  auto at = filter.cursor ? all.lower_bound(*filter.cursor) : all.begin();
  for (; at != all.end() && found.cases.size() < most; ++at) {
    if (filter.takes(state, person, at->second)) found.cases.push_back(at->second);
  }
  if (at != all.end()) found.next = at->first;
  return found;
}

/// Whether a case is wanted by what only entries tell.
bool is_wanted(const Office& office, const CaseFilter& filter, store::Rows& rows,
               const Case& request) {
  TraceRows reader(rows);
  if (filter.task == Task::lines_failed && !failed_at(reader, request)) return false;
  if (!filter.overdue) return true;
  const Opening opening = opening_of(rows, request);
  return office.read([&](const State& state) {
    return deadlines_of(state, request, opening, office.clock.now()).overdue();
  });
}

Result<http::Response> cases_page(Office& office, const Call& call) {
  const Result<CaseFilter> filter = case_filter(office, call);
  if (!filter) return std::unexpected(filter.error());
  Candidates found =
      office.read([&](const State& state) { return candidates(state, call.person, *filter); });
  const auto rows = office.ledger.snapshot();
  std::vector<Case> shown;
  for (Case& request : found.cases) {
    if (shown.size() == filter->limit) {
      found.next = request.id;
      break;
    }
    if (is_wanted(office, *filter, *rows, request)) shown.push_back(std::move(request));
  }
  JsonText json;
  json.open('{').key("items");
  add_cases(json, office, *rows, shown);
  if (found.next) json.member("next", found.next->view());
  return json_response(json.close('}').take());
}

/// The case as it stands, if it is open.
std::optional<CaseSeen> case_seen(const Office& office, const Id& id,
                                  const std::vector<Entry>& history) {
  std::optional<CaseSeen> seen = office.read([&](const State& state) -> std::optional<CaseSeen> {
    const Case* const request = state.cases.find(id);
    if (request == nullptr) return std::nullopt;
    CaseSeen found;
    found.request = *request;
    for (const auto& [key, line] : state.lines.all()) {
      if (line.case_id == id) found.lines.push_back(line);
    }
    return found;
  });
  if (!seen) return std::nullopt;
  seen->opening = opening_of(*office.ledger.snapshot(), seen->request);
  seen->amount = seen->opening.asked;
  for (const Entry& entry : history) {
    const bool opinion = seen->request.reviewed.on && entry.kind == &kinds::case_reviewed();
    if (opinion) seen->amount = entry.as<CaseReviewed>().amount;
  }
  return seen;
}

void add_open_case(JsonText& json, const Office& office, const Person& person,
                   const CaseSeen& seen) {
  office.read([&](const State& state) {
    const Case& request = seen.request;
    add_case(json.key("standing"), state, Neighbours(state), request, seen.opening,
             office.clock.now());
    json.member("free_donation", free_for(state, request, Source::donation))
        .member("free_gov", free_for(state, request, Source::gov));
    if (const Household* const household = state.households.find(request.household)) {
      json.key("household").raw(to_json(*household));
    }
    add_aid(json, state, request.household);
  });
  add_rules(json, office, person, seen);
  add_acts(json, office, person, seen);
  json.key("lines").raw(to_json_list(seen.lines));
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
  const std::optional<CaseSeen> seen = case_seen(office, *id, *history);
  JsonText json;
  json.open('{').member("id", id->view()).member("seen", to_hex(newest.view()));
  json.member("open", seen.has_value());
  if (seen) add_open_case(json, office, call.person, *seen);
  add_history(json, *history);
  return json_response(json.close('}').take());
}

}  // namespace

namespace handle {

void cases(Office& office, const CallPtr& call) { answer(*call, cases_page(office, *call)); }
void case_page(Office& office, const CallPtr& call) { answer(*call, case_of(office, *call)); }

}  // namespace handle
}  // namespace mingzhang::routes
