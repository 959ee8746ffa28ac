#pragma once

#include "api/routes/call.h"
#include "ledger/fund/state.h"
#include "ledger/trace_rows.h"

namespace mingzhang::routes {

/// A kind of work that waits for somebody, in the order in which work goes; api/openapi.yaml says
/// what each is.
enum class Task : unsigned char {
  proposals_to_second,
  proposals_mine,
  income_to_confirm,
  cases_to_survey,
  cases_to_review,
  cases_to_approve,
  cases_to_ratify,
  cases_without_payee,
  cases_to_pay,
  batches_to_release,
  lines_to_settle,
  lines_failed,
  lines_to_deliver,
};
inline constexpr std::size_t kTasks = 13;

}  // namespace mingzhang::routes

namespace mingzhang {
template <>
struct EnumNames<routes::Task> {
  static constexpr std::array<std::string_view, routes::kTasks> names{
      "proposals_to_second", "proposals_mine",     "income_to_confirm", "cases_to_survey",
      "cases_to_review",     "cases_to_approve",   "cases_to_ratify",   "cases_without_payee",
      "cases_to_pay",        "batches_to_release", "lines_to_settle",   "lines_failed",
      "lines_to_deliver"};
};
}  // namespace mingzhang

namespace mingzhang::routes {

/// Whether a thing is this person's work of this kind: by the table of kinds, the funds that they
/// serve, and the pairs of steps that one person may not do both. The counts of GET /v1/tasks and
/// the lists behind them ask the same functions. A task about another sort of thing is nobody's.
bool waits(const State& state, const Person& person, Task task, const Proposal& proposal);
bool waits(const State& state, const Person& person, Task task, const Income& income);
bool waits(const State& state, const Person& person, Task task, const PayBatch& batch);
/// Of lines_failed: whether it may be; State forgets why a line ended (`failed_at`).
bool waits(const State& state, const Person& person, Task task, const Case& request);

/// The task that a query names, if it names one. Errors: value_unknown.
Result<std::optional<Task>> task_option(const Call& call);

/// When the last payment of a case failed or came back, if nothing was done since about who takes
/// it; none otherwise. Errors: StoreError.
std::optional<Timestamp> failed_at(TraceRows& rows, const Case& request);

/// What of a case's awards is in no line, in fen.
std::int64_t unlined(const Case& request);

}  // namespace mingzhang::routes
