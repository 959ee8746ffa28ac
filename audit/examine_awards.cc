#include "audit/examine_awards.h"

#include <algorithm>

#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/case.h"

namespace mingzhang::audit {
namespace {

bool shows_notice(const std::optional<Docs>& docs) {
  return docs && std::any_of(docs->items.begin(), docs->items.end(), [](const Doc& doc) {
           return doc.type == Id("notice_photo") || doc.type == Id("objection_record");
         });
}

/// The case that an entry of one is about, and the papers it brings; empty for other kinds.
struct CaseEntry {
  Id id;
  const std::optional<Docs>* docs = nullptr;
};
template <class T>
CaseEntry case_entry(const Entry& entry) {
  const T& body = entry.as<T>();
  return {body.id, &body.docs};
}
CaseEntry case_entry_of(const Entry& entry) {
  if (entry.kind == &kinds::case_opened()) return case_entry<CaseOpened>(entry);
  if (entry.kind == &kinds::case_surveyed()) return case_entry<CaseSurveyed>(entry);
  if (entry.kind == &kinds::case_reviewed()) return case_entry<CaseReviewed>(entry);
  if (entry.kind == &kinds::case_approved()) return case_entry<CaseApproved>(entry);
  return {};
}

}  // namespace

void AwardInspector::before(const Entry& entry, Date day, const Facts&, const State& state) {
  if (const CaseEntry about = case_entry_of(entry); about.docs != nullptr) {
    open_[about.id].notice |= shows_notice(*about.docs);
  }
  if (entry.kind == &kinds::evidence_attached()) {
    const auto& body = entry.as<EvidenceAttached>();
    open_[body.id].notice |= shows_notice(body.docs);
  } else if (entry.kind == &kinds::case_surveyed()) {
    take_survey(entry, state);
  } else if (entry.kind == &kinds::case_approved()) {
    take_award(entry, day, state);
  } else if (entry.kind == &kinds::case_ratified()) {
    take_ratification(entry, day, state);
  }
}

void AwardInspector::after(const Entry& entry, Date, const Effects&, const State& state) {
  const Id id = case_of(entry);
  if (!id.empty() && state.cases.find(id) == nullptr) open_.erase(id);
}

void AwardInspector::take_survey(const Entry& entry, const State& state) {
  const auto& body = entry.as<CaseSurveyed>();
  open_[body.id].surveyed = body.date;
  const Case* const request = state.cases.find(body.id);
  const Household* const household =
      request == nullptr ? nullptr : state.households.find(request->household);
  if (household == nullptr || body.means != Means::surveyed) return;
  const auto& members = household->members.items;
  const auto there = std::count_if(members.begin(), members.end(), [&](const Member& member) {
    return (!member.from || *member.from <= body.date) && (!member.to || *member.to >= body.date);
  });
  if (body.members.value <= there) return;
  Doubt made = doubt(Sign::members_above_register, entry.fund, {entry.seq});
  made.marks = {{Mark::expected, std::to_string(there)},
                {Mark::found, std::to_string(body.members.value)}};
  raise(std::move(made));
}

void AwardInspector::take_award(const Entry& entry, Date day, const State& state) {
  const auto& body = entry.as<CaseApproved>();
  const Case* const request = state.cases.find(body.id);
  const PolicyInForce* const policy = state.policy_in_force();
  if (request == nullptr || policy == nullptr) return;
  Open& open = open_[body.id];
  open.award = entry.seq;
  const Award award{body.id,          entry.seq,      day,
                    entry.fund,       request->cause, path_of(entry, body, state),
                    body.amount.fen()};
  const std::int64_t limit = limit_of(award.path, policy->limits);
  if (award.path != AwardPath::urgent) look_at_notice(entry, day, state, open);
  look_at_limit(entry, award, limit);
  std::vector<Award>& awards = by_household_[request->household];
  // What was never paid, or came back whole, was no aid; what is older than a year, no repeat.
  std::erase_if(awards, [&](const Award& past) {
    return day.days - past.day.days > kSplitDays || state.aid.find(past.case_id) == nullptr;
  });
  awards.push_back(award);
  look_at_split(awards, limit);
  look_at_repeats(awards);
  const Household* const household = state.households.find(request->household);
  if (household != nullptr) look_at_members(award, *household);
}

void AwardInspector::look_at_notice(const Entry& entry, Date day, const State& state,
                                    const Open& open) {
  const auto days = static_cast<std::int32_t>(state.policy_in_force()->limits.notice_days.value);
  if (days == 0) return;
  const std::int64_t fen = entry.as<CaseApproved>().amount.fen();
  if (open.surveyed && day < open.surveyed->plus_days(days)) {
    Doubt made = doubt(Sign::notice_short, entry.fund, {entry.seq}, fen);
    made.marks = {{Mark::day, day.text()}, {Mark::due, open.surveyed->plus_days(days).text()}};
    raise(std::move(made));
  } else if (!open.notice) {
    raise(doubt(Sign::notice_missing, entry.fund, {entry.seq}, fen));
  }
}

void AwardInspector::look_at_limit(const Entry& entry, const Award& award, std::int64_t limit) {
  if (award.fen > limit || award.fen * 100 < limit * kJustUnderPercent) return;
  Run& run = runs_[{entry.actor, award.path}];
  if (run.doubt.count > 0 && award.day.days - run.last.days > kJustUnderDays) end_run(run);
  if (run.doubt.count == 0) {
    run.doubt = doubt(Sign::just_under_limit, entry.fund, {});
    run.doubt.marks = {{Mark::limit, to_yuan(limit)}};
  }
  run.last = award.day;
  run.doubt.fen += award.fen;
  run.doubt.involve(award.seq);
}

void AwardInspector::end_run(Run& run) {
  if (run.doubt.count >= kJustUnderMin) raise(std::move(run.doubt));
  run = {};
}

void AwardInspector::look_at_split(const std::vector<Award>& awards, std::int64_t limit) {
  const Award& last = awards.back();
  // Urgent aid has a limit of its own and is not what a need is split into.
  if (limit == 0 || last.path == AwardPath::urgent) return;
  Doubt made = doubt(Sign::split_household, last.fund, {});
  for (const Award& award : awards) {
    if (award.path != last.path) continue;
    made.fen += award.fen;
    made.involve(award.seq);
  }
  if (made.count < 2 || made.fen <= limit) return;
  made.marks = {{Mark::limit, to_yuan(limit)}};
  raise(std::move(made));
}

void AwardInspector::look_at_repeats(const std::vector<Award>& awards) {
  const Award& last = awards.back();
  Doubt again = doubt(Sign::aided_again, last.fund, {});
  Doubt two = doubt(Sign::aided_by_two_funds, {}, {});
  for (const Award& award : awards) {
    if (award.day.year() != last.day.year()) continue;
    if (award.fund == last.fund && award.cause == last.cause) {
      again.involve(award.seq);
      again.fen += award.fen;
    }
    if (award.fund != last.fund || &award == &last) {
      two.involve(award.seq);
      two.fen += award.fen;
    }
  }
  if (again.count > 1) raise(std::move(again));
  if (two.count > 1) raise(std::move(two));
}

void AwardInspector::look_at_members(const Award& award, const Household& household) {
  for (const Member& member : household.members.items) {
    if (member.to && *member.to < award.day) continue;
    const auto [it, fresh] =
        household_of_.try_emplace(member.person, household.household, award.seq);
    if (fresh || it->second.first == household.household) continue;
    raise(doubt(Sign::member_of_two_households, award.fund, {it->second.second, award.seq}));
    it->second = {household.household, award.seq};
  }
}

void AwardInspector::take_ratification(const Entry& entry, Date day, const State& state) {
  const auto& body = entry.as<CaseRatified>();
  const Case* const request = state.cases.find(body.id);
  const std::optional<Date> due = request == nullptr ? std::nullopt : ratify_by(state, *request);
  if (!due || day <= *due) return;
  Doubt made =
      doubt(Sign::urgent_late, entry.fund, {open_[body.id].award, entry.seq}, granted(*request));
  made.marks = {{Mark::due, due->text()}, {Mark::day, day.text()}};
  raise(std::move(made));
}

void AwardInspector::finish(const State& state, Date as_of) {
  for (auto& [key, run] : runs_) end_run(run);
  for (const auto& [id, request] : state.cases.all()) {
    const Seq award = open_[id].award;
    const std::optional<Date> due = ratify_by(state, request);
    if (request.stage == CaseStage::urgent && due && *due < as_of) {
      Doubt made = doubt(Sign::urgent_overdue, request.fund, {award}, granted(request));
      made.marks = {{Mark::due, due->text()}};
      raise(std::move(made));
    }
    if (request.stage == CaseStage::recovering && paid(request) > 0) {
      raise(doubt(Sign::urgent_not_ratified, request.fund, {award, request.last}, paid(request)));
    }
  }
}

}  // namespace mingzhang::audit
