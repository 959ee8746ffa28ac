#include "api/routes/case_view.h"

#include <array>
#include <stdexcept>

#include "ledger/fund/calendar.h"
#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/decision_rules.h"

namespace mingzhang::routes {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

Due due_on(const Deadline& deadline, Date today) {
  return {deadline.date, deadline.provisional, deadline.date < today};
}

bool is_decided(const Case& request) {
  return request.stage != CaseStage::opened && request.stage != CaseStage::surveyed &&
         request.stage != CaseStage::reviewed;
}

std::optional<Due> decide_by(const State& state, const Case& request, const Opening& opening,
                             const PolicyLimits& limits, Timestamp now) {
  if (is_decided(request)) return std::nullopt;
  if (request.urgent.on) {
    const Timestamp end{opening.time.ms + limits.urgent_decision_hours.value * kHourMs};
    return Due{state.business_date(end), false, end < now};
  }
  if (limits.decision_days.value == 0) return std::nullopt;
  const Date from = opened_on(state, opening);
  return due_on(working_days_after(state.tables, from, limits.decision_days.value),
                state.business_date(now));
}

void add_due(JsonText& json, std::string_view name, const std::optional<Due>& due) {
  if (!due) return;
  json.key(name).open('{').member("date", due->date.text());
  if (due->provisional) json.member("provisional", true);
  json.member("overdue", due->overdue).close('}');
}

}  // namespace

Opening opening_of(store::Rows& rows, const Case& request) {
  const std::optional<std::string> bytes = rows.entry(request.opened);
  const Result<Entry> entry =
      bytes ? decode(*bytes, &kinds::case_opened()) : refuse(Code::entry_unknown);
  if (!entry || entry->kind != &kinds::case_opened()) {
    throw std::runtime_error("entry " + std::to_string(request.opened) + " cannot be read");
  }
  const auto& body = entry->as<CaseOpened>();
  return {entry->time, body.paper ? std::optional(body.paper->date) : std::nullopt,
          body.amount_asked};
}

Date opened_on(const State& state, const Opening& opening) {
  return opening.paper.value_or(state.business_date(opening.time));
}

bool Deadlines::overdue() const {
  for (const auto& due : {decide_by, ratify_by, pay_within, pay_by}) {
    if (due && due->overdue) return true;
  }
  return false;
}

std::optional<std::int32_t> Deadlines::days(Date today) const {
  std::optional<std::int32_t> nearest;
  for (const auto& due : {decide_by, ratify_by, pay_within, pay_by}) {
    if (!due) continue;
    const std::int32_t left = due->date.days - today.days;
    nearest = std::min(nearest.value_or(left), left);
  }
  return nearest;
}

Deadlines deadlines_of(const State& state, const Case& request, const Opening& opening,
                       Timestamp now) {
  Deadlines deadlines;
  const PolicyInForce* const policy = state.policy_in_force();
  if (policy == nullptr) return deadlines;
  const PolicyLimits& limits = policy->limits;
  const Date today = state.business_date(now);
  deadlines.decide_by = decide_by(state, request, opening, limits, now);
  if (request.stage == CaseStage::urgent && request.released) {
    deadlines.ratify_by =
        due_on(working_days_after(state.tables, *request.released, limits.urgent_ratify_days.value),
               today);
  }
  if (!request.valid_until || granted(request) <= paid(request)) return deadlines;
  deadlines.pay_by = due_on({*request.valid_until, false}, today);
  const Aid* const aid = state.aid.find(request.id);
  if (aid != nullptr && limits.pay_days.value > 0) {
    deadlines.pay_within =
        due_on(working_days_after(state.tables, aid->date, limits.pay_days.value), today);
  }
  return deadlines;
}

Neighbours::Neighbours(const State& state) {
  for (const auto& [id, request] : state.cases.all()) {
    if (!request.payee || !request.payee->account_tag) continue;
    homes_of_account_[*request.payee->account_tag].insert(request.household);
  }
  for (const auto& [id, aid] : state.aid.all()) ++aid_of_home_[aid.household];
}

bool Neighbours::shares_account(const Case& request) const {
  if (!request.payee || !request.payee->account_tag) return false;
  const auto homes = homes_of_account_.find(*request.payee->account_tag);
  return homes != homes_of_account_.end() && homes->second.size() > 1;
}

bool Neighbours::was_aided(const Case& request) const {
  const auto aid = aid_of_home_.find(request.household);
  const std::size_t own = request.awards ? 1 : 0;
  return aid != aid_of_home_.end() && aid->second > own;
}

void add_case(JsonText& json, const State& state, const Neighbours& neighbours, const Case& request,
              const Opening& opening, Timestamp now) {
  const Date today = state.business_date(now);
  const Deadlines deadlines = deadlines_of(state, request, opening, now);
  json.open('{')
      .key("case")
      .raw(to_json(request))
      .member("asked", opening.asked.fen())
      .member("granted", granted(request))
      .member("paid", paid(request));
  add_due(json, "decide_by", deadlines.decide_by);
  add_due(json, "ratify_by", deadlines.ratify_by);
  add_due(json, "pay_within", deadlines.pay_within);
  add_due(json, "pay_by", deadlines.pay_by);
  if (const auto days = deadlines.days(today)) json.member("days", *days);
  const std::int64_t repeated =
      neighbours.was_aided(request) ? aided_in_window(state, request, today) : 0;
  if (repeated > 0) json.member("repeated", repeated);
  if (neighbours.shares_account(request)) json.member("shared_account", true);
  json.close('}');
}

}  // namespace mingzhang::routes
