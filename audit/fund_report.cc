#include "audit/fund_report.h"

#include <algorithm>

#include "audit/inspector.h"
#include "audit/months.h"
#include "ledger/fund/kinds/office.h"
#include "ledger/fund/kinds/payment.h"

namespace mingzhang::audit {
namespace {

/// A fund tells what it did every three months (慈善法 §79).
constexpr int kDisclosureMonths = 3;

std::string title_in(const State& state, TableName table, Date day, const Id& code) {
  const TableRow* const row = state.tables.find(table, day, code.view());
  return row != nullptr && row->title ? row->title->text : std::string();
}

/// GB/T 2260: the first six digits of a village's code are its county.
Id county_of(const Id& village) { return Id(village.view().substr(0, 6)); }

std::string purpose_title(const State& state, Date day, const Purpose& purpose) {
  if (!purpose.code) return {};
  switch (purpose.type) {
    case PurposeType::cause:
      return title_in(state, TableName::causes, day, *purpose.code);
    case PurposeType::county:
      return title_in(state, TableName::regions, day, *purpose.code);
    case PurposeType::village:
      return title_in(state, TableName::villages, day, *purpose.code);
    case PurposeType::campaign:
    case PurposeType::none:
      break;
  }
  return {};
}

void add_to(AidUse& use, const Id& household, const Flow& flow) {
  const bool paid = flow.kind == FlowKind::aid;
  use.paid.fen += paid ? flow.fen : -flow.fen;
  if (!paid) return;
  ++use.paid.count;
  use.households.insert(household);
}

}  // namespace

std::int64_t SourceUse::expected() const {
  Total total(opening);
  for (const auto& [kind, sum] : flows) total.add(is_inflow(kind) ? sum.fen : -sum.fen);
  return total.fen();
}

bool FundUse::adds_up() const {
  return std::all_of(sources.begin(), sources.end(),
                     [](const auto& one) { return one.second.adds_up(); });
}

bool FundUse::moved() const {
  return unconfirmed.count > 0 || std::any_of(sources.begin(), sources.end(), [](const auto& one) {
           const SourceUse& use = one.second;
           return use.opening != 0 || use.closing != 0 || !use.flows.empty();
         });
}

std::vector<const FundUse*> FundReporter::funds() const {
  std::vector<const FundUse*> shown;
  for (const auto& [id, use] : funds_) {
    if (wanted(id) && (use.moved() || !only_.empty())) shown.push_back(&use);
  }
  return shown;
}

void FundReporter::before(const Entry& entry, const Facts& facts, const State& state) {
  if (done_) return;
  const Date day = state.business_date(entry.time);
  if (day >= period_.from && !begun_) open(state);
  if (day > period_.to) return close(state);
  last_ = entry.seq;
  last_day_ = day;
  take_title(entry, day);
  if (entry.kind == &kinds::case_approved()) take_award(entry, day, state);
  if (entry.kind == &kinds::case_ratified()) take_ratification(entry, day, state);
  // Flows before the period are read as well: the reader remembers what waits for confirmation.
  for (const Flow& flow : reader_.read(entry, facts, state)) {
    if (begun_ && wanted(entry.fund)) take_flow(entry, day, flow, state);
  }
}

void FundReporter::after(const Entry& entry, const Effects&, const State& state) {
  if (done_) return;
  const Id id = case_of(entry);
  if (!id.empty() && state.cases.find(id) == nullptr) awards_.erase(id);
}

void FundReporter::finish(const State& state) {
  if (!begun_) open(state);
  if (!done_) close(state);
}

void FundReporter::open(const State& state) {
  begun_ = true;
  for (const auto& [key, fen] : money_of(state)) {
    funds_[key.first].sources[key.second].opening = fen;
  }
  for (const auto& [key, pool] : state.pools.all()) pools_[key] = pool.balance.fen();
}

void FundReporter::take_title(const Entry& entry, Date day) {
  if (entry.kind != &kinds::fund_opened()) return;
  const auto& body = entry.as<FundOpened>();
  FundUse& use = funds_[body.fund];
  use.fund = body.fund;
  use.title = body.title.text;
  opened_[body.fund] = day;
}

void FundReporter::take_award(const Entry& entry, Date day, const State& state) {
  const auto& body = entry.as<CaseApproved>();
  const Case* const request = state.cases.find(body.id);
  const PolicyInForce* const policy = state.policy_in_force();
  if (request == nullptr || policy == nullptr) return;
  OpenAward& award = awards_[body.id];
  award.path = path_of(entry, body, state);
  if (!begun_ || !wanted(entry.fund)) return;
  FundUse& use = funds_[entry.fund];
  const std::int64_t fen = body.amount.fen();
  if (fen > policy->limits.two_approvers_above.value) {
    use.large.push_back({entry.seq, day, request->cause, fen, award.path});
  }
  if (award.path == AwardPath::urgent) {
    award.urgent = use.urgent.size();
    use.urgent.push_back({entry.seq, day, fen, {}, {}, {}, UrgentEnd::ended});
  }
}

void FundReporter::take_ratification(const Entry& entry, Date day, const State& state) {
  const auto& body = entry.as<CaseRatified>();
  const auto it = awards_.find(body.id);
  const Case* const request = state.cases.find(body.id);
  if (it == awards_.end() || !it->second.urgent || request == nullptr) return;
  UrgentAward& award = funds_[entry.fund].urgent[*it->second.urgent];
  award.released = request->released;
  award.due = ratify_by(state, *request);
  award.decided = day;
  const bool late = award.due && day > *award.due;
  award.end = body.outcome == Ratification::not_ratified ? UrgentEnd::not_ratified
              : late                                     ? UrgentEnd::late
                                                         : UrgentEnd::ratified;
}

void FundReporter::take_flow(const Entry& entry, Date day, const Flow& flow, const State& state) {
  FundUse& use = funds_[entry.fund];
  SourceUse& source = use.sources[flow.source];
  Sum& sum = source.flows[flow.kind];
  sum.fen += flow.fen;
  sum.count += flow.count;
  source.other_month_fen += flow.other_month_fen;
  MonthUse& month = use.months[day.month()];
  (is_inflow(flow.kind) ? month.in : month.out) += flow.fen;
  const bool aid = flow.kind == FlowKind::aid || flow.kind == FlowKind::aid_returned;
  if (aid) take_aid(use, case_of(entry), flow, state);
}

void FundReporter::take_aid(FundUse& use, const Id& case_id, const Flow& flow, const State& state) {
  const Case* const request = state.cases.find(case_id);
  if (request == nullptr) return;
  const Household* const household = state.households.find(request->household);
  const Id village = household == nullptr ? Id() : household->village;
  add_to(use.causes[request->cause], request->household, flow);
  add_to(use.paths[awards_[case_id].path], request->household, flow);
  add_to(use.counties[county_of(village)], request->household, flow);
  add_to(use.villages[village], request->household, flow);
}

void FundReporter::close(const State& state) {
  done_ = true;
  for (const auto& [key, fen] : money_of(state)) {
    funds_[key.first].sources[key.second].closing = fen;
  }
  for (const Income& income : state.unconfirmed.all()) {
    Sum& sum = funds_[income.fund].unconfirmed;
    sum.fen += income.amount.fen();
    ++sum.count;
  }
  for (const auto& [id, request] : state.cases.all()) {
    if (!request.held) continue;
    Sum& held = funds_[request.fund].held;
    ++held.count;
    for (const Piece& piece : request.held->items) held.fen += piece.fen();
  }
  for (auto& [id, use] : funds_) {
    use.fund = id;
    close_pools(use, state);
    close_urgent(use, state);
    name_all(use, state);
    const auto it = opened_.find(id);
    for (int months = kDisclosureMonths; it != opened_.end(); months += kDisclosureMonths) {
      const Date due = plus_months(it->second, months);
      if (due > period_.to) break;
      if (due >= period_.from) use.disclosures.push_back(due);
    }
  }
}

void FundReporter::close_pools(FundUse& use, const State& state) {
  for (const auto& [key, pool] : state.pools.all()) {
    if (key.fund != use.fund) continue;
    const auto it = pools_.find(key);
    const std::int64_t opening = it == pools_.end() ? 0 : it->second;
    if (opening == 0 && pool.balance.fen() == 0) continue;
    use.pools.push_back({key.purpose, key.source, purpose_title(state, period_.to, key.purpose),
                         opening, pool.balance.fen(), pool.reserved.fen()});
  }
}

void FundReporter::close_urgent(FundUse& use, const State& state) {
  for (const auto& [id, award] : awards_) {
    const Case* const request = state.cases.find(id);
    if (!award.urgent || request == nullptr || request->fund != use.fund) continue;
    UrgentAward& urgent = use.urgent[*award.urgent];
    if (urgent.decided || request->stage != CaseStage::urgent) continue;
    urgent.released = request->released;
    urgent.due = ratify_by(state, *request);
    urgent.end = !urgent.due               ? UrgentEnd::unreleased
                 : *urgent.due < last_day_ ? UrgentEnd::overdue
                                           : UrgentEnd::open;
  }
}

void FundReporter::name_all(FundUse& use, const State& state) {
  const auto name = [&](auto& parts, TableName table) {
    for (auto& [code, part] : parts) part.title = title_in(state, table, period_.to, code);
  };
  name(use.causes, TableName::causes);
  name(use.counties, TableName::regions);
  name(use.villages, TableName::villages);
}

}  // namespace mingzhang::audit
