#include "ledger/fund/kinds/decision_rules.h"

#include <algorithm>

namespace mingzhang {
namespace {

/// The numbers that a rule compares.
struct Figures {
  std::optional<std::int64_t> has;
  std::optional<std::int64_t> limit;
  std::optional<Source> source = std::nullopt;
};

/// Notes that a rule was looked at, and whether it holds.
void look(const Decision& d, bool holds, Code code, std::string_view field,
          std::string_view detail = {}, const Figures& figures = {}) {
  if (!holds) add(d.violations, code, field, detail);
  if (d.seen == nullptr) return;
  d.seen->push_back({code, std::string(field), holds, figures.source, figures.has, figures.limit});
}

/// Whether somebody who decides also asked or surveyed.
bool is_requester(const Case& request, const Id& subject) {
  const auto& requesters = request.requesters.items;
  return std::find(requesters.begin(), requesters.end(), subject) != requesters.end();
}

bool has_duty(const State& state, const Entry& entry, Duty duty) {
  const Person* const person = state.people.find(entry.actor);
  return person != nullptr && person->duty_set().has(duty);
}

/// The cause is one that only the county decides, in a meeting (office M15).
bool is_special(const State& state, Date day, const Case& request) {
  const TableRow* const row = state.tables.find(TableName::causes, day, request.cause.view());
  return row != nullptr && row->path == Id("county");
}

void check_people(const Decision& d, const std::optional<Seq>& proposal) {
  for (const Id& subject : deciders(d.state, d.entry, proposal)) {
    look(d, !is_requester(d.request, subject), Code::same_person, "actor", d.entry.actor.view());
  }
}

/// Who qualifies: by certificate, or by income per head; 以下 includes the number (design §7.2).
void check_eligible(const Decision& d, std::string_view field) {
  const std::optional<SurveyResult>& found = d.request.found;
  const bool certified = found && found->means == Means::certificate;
  const bool surveyed = found && found->means != Means::pending && found->income;
  look(d, certified || surveyed, Code::survey_missing, field);
  if (certified || !surveyed) return;
  const std::int64_t line = d.limits.income_per_head_max.value * found->members.value;
  look(d, found->income->value <= line, Code::income_above_line, field, std::to_string(line),
       {found->income->value, line});
}

bool same_event(const Aid& aid, const Case& request) {
  return aid.household == request.household && aid.event_date == request.event_date &&
         aid.victim == request.victim && aid.cause == request.cause && aid.case_id != request.id;
}

Date window_start(const PolicyLimits& limits, Date today) {
  if (limits.aid_window == AidWindow::calendar_year) {
    return Date::first_of(Month{today.year() * 12});
  }
  return Date::first_of(Month{today.month().count - 12});
}

/// Earlier aid for the same event and victim: how often in the window, and how much ever.
struct Earlier {
  std::int64_t count = 0;
  std::int64_t fen = 0;
};
Earlier earlier_aid(const State& state, const Case& request, const PolicyLimits& limits,
                    Date today) {
  Earlier earlier;
  const Date start = window_start(limits, today);
  for (const auto& [id, aid] : state.aid.all()) {
    if (!same_event(aid, request)) continue;
    earlier.fen += aid.amount.value;
    if (aid.date >= start) ++earlier.count;
  }
  return earlier;
}
Earlier earlier_aid(const Decision& d) {
  return earlier_aid(d.state, d.request, d.limits, d.today);
}

/// Illness: all aid of one event is at most what insurance and medical aid left (office M13).
void check_remainder(const Decision& d, std::int64_t fen, std::string_view field) {
  if (!d.limits.medical_remainder.on || d.request.cause != Id("illness")) return;
  const std::int64_t self =
      d.request.found && d.request.found->self ? d.request.found->self->value : 0;
  const std::int64_t all = earlier_aid(d).fen + fen;
  look(d, all <= self, Code::above_medical_remainder, field, std::to_string(self), {all, self});
}

/// Two people decided, or a meeting whose minutes another recorded (design §7.3).
bool is_decided_by_two(const Decision& d, const CaseApproved& body) {
  if (body.proposal) return true;
  const Id subject = subject_of(d.state, d.entry.actor);
  return body.basis == Basis::minutes && d.request.minutes_by && *d.request.minutes_by != subject;
}

void check_minutes(const Decision& d, const CaseApproved& body) {
  const bool meeting = body.basis == Basis::minutes;
  if (meeting != body.minutes_no.has_value()) {
    look(d, false, body.minutes_no ? Code::key_unknown : Code::field_missing, "body.minutes_no");
  } else if (meeting) {
    look(d, d.request.minutes_by.has_value(), Code::minutes_missing, "body.basis");
  }
}

void check_limits(const Decision& d, const CaseApproved& body) {
  const std::int64_t fen = body.amount.fen();
  const std::int64_t two_above = d.limits.two_approvers_above.value;
  look(d, fen <= two_above || is_decided_by_two(d, body), Code::two_approvers_needed, "body.amount",
       to_yuan(fen), {fen, two_above});
  const bool special = is_special(d.state, d.today, d.request);
  if (special) look(d, body.basis == Basis::minutes, Code::minutes_missing, "body.basis");
  if (has_duty(d.state, d.entry, Duty::approver)) {
    // Only the township decides without its own opinion before it.
    look(d, d.request.stage != CaseStage::surveyed, Code::step_not_allowed, "body.case",
         name_of(d.request.stage));
  } else {
    const std::int64_t small = d.limits.small_aid_max.value;
    look(d, fen <= small && !special, Code::above_small_limit, "body.amount", to_yuan(fen),
         {fen, small});
  }
}

void check_urgent(const Decision& d, const CaseApproved& body) {
  const std::int64_t fen = body.amount.fen();
  if (d.request.stage != CaseStage::opened) {
    check_eligible(d, "body.case");
    return check_remainder(d, fen, "body.amount");
  }
  if (!d.request.urgent.on) {
    return look(d, false, Code::step_not_allowed, "body.case", name_of(d.request.stage));
  }
  const std::int64_t most = d.limits.urgent_release_max.value;
  look(d, fen <= most, Code::above_urgent_limit, "body.amount", to_yuan(fen), {fen, most});
}

void check_repeated(const Decision& d, const CaseApproved& body) {
  const std::int64_t count = earlier_aid(d).count;
  const std::int64_t most = d.limits.aid_per_year_count.value;
  const bool holds = count < most || (body.same_event_override.on && is_decided_by_two(d, body));
  look(d, holds, Code::aid_repeated, "body.case", d.request.household.view(), {count + 1, most});
}

void check_sources(const Decision& d, const CaseApproved& body) {
  if (!body.sources) return look(d, false, Code::field_missing, "body.sources");
  std::int64_t sum = 0;
  const auto& sources = body.sources->items;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const std::int64_t fen = sources[i].amount.fen();
    sum += fen;
    if (i > 0 && sources[i - 1].source >= sources[i].source) {
      look(d, false, Code::key_order, "body.sources");
    }
    const std::int64_t free = free_for(d.state, d.request, sources[i].source);
    look(d, fen <= free, Code::money_not_free, "body.sources", to_yuan(free),
         {fen, free, sources[i].source});
  }
  look(d, sum == body.amount.fen(), Code::amount_differs, "body.sources", to_yuan(sum));
}

/// Nobody decides under a limit that they put in force when the case was before them (office M26).
void check_own_limit(const Decision& d, const std::optional<Seq>& proposal) {
  const PolicyInForce* const policy = d.state.policy_in_force();
  if (policy->seq <= d.request.opened) return;
  const std::vector<Id> subjects = deciders(d.state, d.entry, proposal);
  const Id maker = subject_of(d.state, policy->by);
  look(d, std::find(subjects.begin(), subjects.end(), maker) == subjects.end(), Code::own_limit,
       "actor", d.entry.actor.view());
}

void check_validity(const Decision& d, const CaseApproved& body) {
  if (!body.valid_until) return look(d, false, Code::field_missing, "body.valid_until");
  const Date latest = d.today.plus_days(static_cast<std::int32_t>(d.limits.award_valid_days.value));
  look(d, *body.valid_until >= d.today && *body.valid_until <= latest, Code::expiry_not_allowed,
       "body.valid_until", latest.text());
}

}  // namespace

std::vector<Id> deciders(const State& state, const Entry& entry,
                         const std::optional<Seq>& proposal) {
  std::vector<Id> subjects{subject_of(state, entry.actor)};
  const Proposal* const cited = proposal ? state.proposals.find(*proposal) : nullptr;
  if (cited != nullptr) subjects.push_back(subject_of(state, cited->by));
  return subjects;
}

void check_award(const Decision& decision, const CaseApproved& body) {
  check_people(decision, body.proposal);
  check_own_limit(decision, body.proposal);
  check_minutes(decision, body);
  check_urgent(decision, body);
  check_limits(decision, body);
  check_repeated(decision, body);
  check_sources(decision, body);
  check_validity(decision, body);
}

void check_ratification(const Decision& decision, const CaseRatified& body) {
  check_people(decision, std::nullopt);
  if (body.outcome != Ratification::ratified) return;
  look(decision, decision.request.reviewed.on, Code::review_missing, "body.case", body.id.view());
  check_eligible(decision, "body.case");
  check_remainder(decision, granted(decision.request), "body.case");
}

RulesSeen rules_seen(const State& state, const Entry& entry) {
  RulesSeen seen;
  const PolicyInForce* const policy = state.policy_in_force();
  const bool award = entry.kind == &kinds::case_approved();
  if (policy == nullptr || (!award && entry.kind != &kinds::case_ratified())) return seen;
  const Id& id = award ? entry.as<CaseApproved>().id : entry.as<CaseRatified>().id;
  const Case* const request = state.cases.find(id);
  if (request == nullptr) return seen;
  Violations violations;
  const Decision decision{
      state, entry, *request, policy->limits, state.business_date(entry.time), violations, &seen};
  if (award) {
    check_award(decision, entry.as<CaseApproved>());
  } else {
    check_ratification(decision, entry.as<CaseRatified>());
  }
  return seen;
}

std::int64_t aided_in_window(const State& state, const Case& request, Date today) {
  const PolicyInForce* const policy = state.policy_in_force();
  return policy == nullptr ? 0 : earlier_aid(state, request, policy->limits, today).count;
}

}  // namespace mingzhang
