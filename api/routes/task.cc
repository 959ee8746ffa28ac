#include "api/routes/task.h"

#include <algorithm>

#include "ledger/fund/cases.h"
#include "ledger/fund/kind.h"
#include "ledger/fund/kinds/common.h"
#include "ledger/fund/kinds/payment.h"

namespace mingzhang::routes {
namespace {

bool serves(const State& state, const Person& person, const Id& fund_id) {
  const Fund* const fund = state.funds.find(fund_id);
  return fund != nullptr && person.serves(*fund);
}

bool has(const Person& person, const Duties& duties) { return person.duty_set().meets(duties); }

bool holds(const SubjectList& list, const Id& subject) {
  return std::find(list.items.begin(), list.items.end(), subject) != list.items.end();
}

bool is_granted(const Case& request) {
  return request.stage == CaseStage::approved || request.stage == CaseStage::urgent;
}

/// Urgent aid whose income nobody has looked at yet.
bool lacks_survey(const Case& request) {
  return !request.found || request.found->means == Means::pending;
}

bool to_survey(const Case& request) {
  if (request.stage == CaseStage::urgent) return lacks_survey(request);
  return request.stage == CaseStage::opened && !request.urgent.on;
}

bool to_review(const Case& request) {
  if (request.stage == CaseStage::surveyed) return true;
  return request.stage == CaseStage::urgent && !lacks_survey(request) && !request.reviewed.on;
}

bool to_approve(const Case& request) {
  return request.stage == CaseStage::reviewed ||
         (request.stage == CaseStage::opened && request.urgent.on);
}

bool to_ratify(const Case& request) {
  return request.stage == CaseStage::urgent && !lacks_survey(request) && request.reviewed.on;
}

/// The money of a line did not arrive, and is still to be paid.
bool is_failure(const Entry& entry) {
  if (entry.kind == &kinds::aid_failed()) return true;
  return entry.kind == &kinds::aid_returned() &&
         entry.as<AidReturned>().next == AfterReturn::resend;
}

/// Something granted that no line has, and a payee or none.
bool to_pay(const Case& request, bool with_payee) {
  return is_granted(request) && unlined(request) > 0 && request.payee.has_value() == with_payee;
}

}  // namespace

std::int64_t unlined(const Case& request) {
  std::int64_t fen = 0;
  if (!request.awards) return fen;
  for (const Award& award : request.awards->items) fen += award.unlined();
  return fen;
}

bool waits(const State& state, const Person& person, Task task, const Proposal& proposal) {
  if (proposal.fund && !proposal.fund->empty() && !serves(state, person, *proposal.fund)) {
    return false;
  }
  if (task == Task::proposals_mine) return proposal.by == person.person;
  const Kind* const kind = find_kind(proposal.kind.view());
  return task == Task::proposals_to_second && kind != nullptr && has(person, kind->may_second) &&
         subject_of(state, proposal.by) != person.subject;
}

bool waits(const State& state, const Person& person, Task task, const Income& income) {
  return task == Task::income_to_confirm && has(person, kinds::income_confirmed().may) &&
         serves(state, person, income.fund) && subject_of(state, income.maker) != person.subject;
}

bool waits(const State& state, const Person& person, Task task, const PayBatch& batch) {
  if (!serves(state, person, batch.fund)) return false;
  if (task == Task::batches_to_release) {
    return !batch.released.on && has(person, kinds::batch_released().may) &&
           batch.builder != person.subject;
  }
  if (task != Task::lines_to_settle || !has(person, kinds::aid_paid().may)) return false;
  const auto lines = lines_of(state, batch.batch);
  return std::any_of(lines.begin(), lines.end(),
                     [](const PayLine* line) { return line->stage == LineStage::released; });
}

bool waits(const State& state, const Person& person, Task task, const Case& request) {
  if (!serves(state, person, request.fund)) return false;
  const bool asked_for_it = holds(request.requesters, person.subject);
  const bool approved_it = request.approvers && holds(*request.approvers, person.subject);
  switch (task) {
    case Task::cases_to_survey:
      return to_survey(request) && has(person, kinds::case_surveyed().may);
    case Task::cases_to_review:
      return to_review(request) && has(person, kinds::case_reviewed().may);
    case Task::cases_to_approve:  // Those who decide after the township: they may also propose.
      return to_approve(request) && has(person, kinds::case_approved().may_propose) &&
             !asked_for_it;
    case Task::cases_to_ratify:
      return to_ratify(request) && has(person, kinds::case_ratified().may) && !asked_for_it;
    case Task::cases_without_payee:
      return to_pay(request, false) && has(person, kinds::payee_set().may);
    case Task::cases_to_pay:
      return to_pay(request, true) && has(person, kinds::batch_built().may) && !approved_it;
    case Task::lines_failed:
      return to_pay(request, true) && has(person, kinds::payee_set().may_propose);
    case Task::lines_to_deliver:
      return request.unsigned_lines != 0 && has(person, kinds::aid_delivered().may);
    default:
      return false;
  }
}

Result<std::optional<Task>> task_option(const Call& call) {
  if (!call.has_option("task")) return std::nullopt;
  const std::optional<Task> task = parse_enum<Task>(call.option("task"));
  if (!task) return mingzhang::refuse(Code::value_unknown, "task");
  return task;
}

std::optional<Timestamp> failed_at(TraceRows& rows, const Case& request) {
  const std::vector<Seq>& named = rows.entries_of("case:" + request.id.str());
  for (auto seq = named.rbegin(); seq != named.rend(); ++seq) {
    const Entry* const entry = rows.entry(*seq);
    if (entry == nullptr) continue;
    if (is_failure(*entry)) return entry->time;
    if (entry->kind == &kinds::payee_set()) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace mingzhang::routes
