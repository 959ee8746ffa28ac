#include <map>

#include "api/routes/case_view.h"
#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/routes/task.h"
#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/batch.h"

/// What waits for the person who asks.
namespace mingzhang::routes {
namespace {

/// Work of one kind, as it is summed up.
struct Work {
  std::uint64_t count = 0;
  std::uint64_t overdue = 0;
  std::optional<Date> oldest;
  std::optional<Total> amount;

  void add(std::int64_t fen) {
    if (!amount) amount.emplace();
    amount->add(fen);
  }
  void note(Date day) { oldest = std::min(oldest.value_or(day), day); }
};

/// What is found in State; the rest is read from entries afterwards, without the lock.
struct FoundWork {
  std::array<Work, kTasks> work;
  std::map<Task, std::vector<Case>> cases;
  std::map<Task, Seq> oldest_entry;         ///< Its day is the oldest of the task.
  std::map<Task, std::vector<Id>> batches;  ///< Likewise, of the entries about them.

  Work& of(Task task) { return work[static_cast<std::size_t>(task)]; }
  void note(Task task, Seq seq) {
    const auto [it, fresh] = oldest_entry.try_emplace(task, seq);
    it->second = std::min(it->second, seq);
  }
};

constexpr std::array kCaseTasks{
    Task::cases_to_survey,     Task::cases_to_review, Task::cases_to_approve, Task::cases_to_ratify,
    Task::cases_without_payee, Task::cases_to_pay,    Task::lines_failed};

void find_proposals(const State& state, const Person& person, Timestamp now, FoundWork& found) {
  for (const Task task : {Task::proposals_to_second, Task::proposals_mine}) {
    for (const auto& [seq, proposal] : state.proposals.all()) {
      if (!waits(state, person, task, proposal)) continue;
      ++found.of(task).count;
      if (proposal.expires < now) ++found.of(task).overdue;
      found.note(task, seq);
    }
  }
}

void find_income(const State& state, const Person& person, FoundWork& found) {
  Work& work = found.of(Task::income_to_confirm);
  for (const Income& income : state.unconfirmed.all()) {
    if (!waits(state, person, Task::income_to_confirm, income)) continue;
    ++work.count;
    work.add(income.amount.fen());
    work.note(income.book_date);
  }
}

void find_cases(const State& state, const Person& person, FoundWork& found) {
  for (const auto& [id, request] : state.cases.all()) {
    for (const Task task : kCaseTasks) {
      if (waits(state, person, task, request)) found.cases[task].push_back(request);
    }
  }
}

void find_batches(const State& state, const Person& person, FoundWork& found) {
  for (const auto& [id, batch] : state.batches.all()) {
    for (const Task task : {Task::batches_to_release, Task::lines_to_settle}) {
      if (!waits(state, person, task, batch)) continue;
      Work& work = found.of(task);
      if (task == Task::batches_to_release) ++work.count;
      for (const PayLine* const line : lines_of(state, id)) {
        if (task == Task::lines_to_settle && line->stage != LineStage::released) continue;
        if (task == Task::lines_to_settle) ++work.count;
        work.add(line->amount.value);
      }
      found.batches[task].push_back(id);
    }
  }
}

void find_deliveries(const State& state, const Person& person, FoundWork& found) {
  for (const auto& [key, line] : state.lines.all()) {
    const Case* const request = state.cases.find(line.case_id);
    if (line.stage != LineStage::paid || request == nullptr) continue;
    if (!waits(state, person, Task::lines_to_deliver, *request)) continue;
    ++found.of(Task::lines_to_deliver).count;
    found.of(Task::lines_to_deliver).add(line.amount.value);
    if (line.payment) found.note(Task::lines_to_deliver, *line.payment);
  }
}

/// What a case of a task adds to its sum, in fen.
std::int64_t fen_of(Task task, const Case& request, const Opening& opening) {
  switch (task) {
    case Task::cases_to_ratify:
      return granted(request);
    case Task::cases_without_payee:
    case Task::cases_to_pay:
    case Task::lines_failed:
      return unlined(request);
    default:
      return opening.asked.fen();
  }
}

/// The deadline that this task is about.
bool is_late(Task task, const Deadlines& deadlines) {
  const bool paying =
      task == Task::cases_without_payee || task == Task::cases_to_pay || task == Task::lines_failed;
  const auto late = [](const std::optional<Due>& due) { return due && due->overdue; };
  if (paying) return late(deadlines.pay_within) || late(deadlines.pay_by);
  return late(deadlines.decide_by) || late(deadlines.ratify_by);
}

/// Adds a case; `failed`: when its last payment failed, of lines_failed.
void add_to(Work& work, Task task, const State& state, const Case& request, const Opening& opening,
            std::optional<Timestamp> failed, Timestamp now) {
  ++work.count;
  work.add(fen_of(task, request, opening));
  if (is_late(task, deadlines_of(state, request, opening, now))) ++work.overdue;
  const Aid* const aid = state.aid.find(request.id);
  if (failed) {
    work.note(state.business_date(*failed));
  } else if (aid != nullptr && task != Task::cases_to_survey && task != Task::cases_to_review) {
    work.note(aid->date);
  } else {
    work.note(opened_on(state, opening));
  }
}

/// Pre: `rows` was made after the cases were found.
void add_cases(const Office& office, TraceRows& reader, store::Rows& rows, FoundWork& found) {
  std::map<Id, Opening> openings;
  for (const auto& [task, cases] : found.cases) {
    for (const Case& request : cases) {
      const std::optional<Timestamp> failed =
          task == Task::lines_failed ? failed_at(reader, request) : std::nullopt;
      if (task == Task::lines_failed && !failed) continue;
      auto known = openings.find(request.id);
      if (known == openings.end()) {
        known = openings.emplace(request.id, opening_of(rows, request)).first;
      }
      office.read([&](const State& state) {
        add_to(found.of(task), task, state, request, known->second, failed, office.clock.now());
      });
    }
  }
}

/// The oldest day of what is known by an entry: of a batch the newest one about it.
void add_days(const Office& office, TraceRows& reader, FoundWork& found) {
  const auto offset_min = office.read([](const State& state) { return state.utc_offset_min(); });
  for (const auto& [task, batches] : found.batches) {
    for (const Id& batch : batches) {
      const std::vector<Seq>& named = reader.entries_of("batch:" + batch.str());
      if (!named.empty()) found.note(task, named.back());
    }
  }
  for (const auto& [task, seq] : found.oldest_entry) {
    const Entry* const entry = reader.entry(seq);
    if (entry != nullptr) found.of(task).note(entry->time.date(offset_min));
  }
}

/// The address of the list behind a task.
std::string list_of(Task task) {
  const std::string query = "?task=" + std::string(mingzhang::name_of(task));
  switch (task) {
    case Task::proposals_to_second:
    case Task::proposals_mine:
      return "/v1/proposals" + query;
    case Task::income_to_confirm:
      return "/v1/unconfirmed";
    case Task::batches_to_release:
    case Task::lines_to_settle:
      return "/v1/batches" + query;
    default:
      return "/v1/cases" + query;
  }
}

http::Response tasks_page(const Office& office, const Person& person) {
  FoundWork found = office.read([&](const State& state) {
    FoundWork seen;
    find_proposals(state, person, office.clock.now(), seen);
    find_income(state, person, seen);
    find_cases(state, person, seen);
    find_batches(state, person, seen);
    find_deliveries(state, person, seen);
    return seen;
  });
  const auto rows = office.ledger.snapshot();
  TraceRows reader(*rows);
  add_cases(office, reader, *rows, found);
  add_days(office, reader, found);
  JsonText json;
  json.open('{').key("items").open('[');
  for (std::size_t i = 0; i < kTasks; ++i) {
    const Work& work = found.work[i];
    if (work.count == 0) continue;
    const auto task = static_cast<Task>(i);
    json.open('{')
        .member("task", mingzhang::name_of(task))
        .member("count", work.count)
        .member("overdue", work.overdue);
    if (work.oldest) json.member("oldest", work.oldest->text());
    if (work.amount) json.member("amount", work.amount->fen());
    json.member("list", list_of(task)).close('}');
  }
  return json_response(json.close(']').close('}').take());
}

}  // namespace

void handle::tasks(Office& office, const CallPtr& call) {
  call->answer(tasks_page(office, call->person));
}

}  // namespace mingzhang::routes
