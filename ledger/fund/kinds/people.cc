#include "ledger/fund/kinds/people.h"

#include "ledger/fund/kinds/common.h"

namespace mingzhang {
namespace {

Duties set_of(const DutyList& list) {
  Duties set;
  for (const Duty duty : list.items) set = set.with(duty);
  return set;
}

bool stand_alone(Duties duties) {
  return duties.has(Duty::administrator) || duties.has(Duty::auditor);
}

/// The administrator holds no other duty, the auditor reads and never acts (design §1, §4), and
/// the cashier may not keep the income ledger (会计法 §35).
void check_duties(const DutyList& list, std::string_view field, Violations& violations) {
  for (std::size_t i = 1; i < list.items.size(); ++i) {
    if (list.items[i - 1] >= list.items[i]) add(violations, Code::key_order, field);
  }
  const Duties duties = set_of(list);
  const bool alone = stand_alone(duties);
  const bool both = duties.has(Duty::cashier) && duties.has(Duty::bookkeeper);
  if ((alone && !duties.single()) || both) add(violations, Code::duties_conflict, field);
}

/// The administrator and the auditor hold no other duty under another id either.
void check_joined(const State& state, const Id& person, const Id& subject, const DutyList& list,
                  Violations& violations) {
  const Duties duties = set_of(list);
  for (const auto& [id, other] : state.people.all()) {
    if (other.subject != subject || id == person || other.status == PersonStatus::left) continue;
    const bool alone = stand_alone(duties) || stand_alone(other.duty_set());
    if (alone && duties != other.duty_set()) {
      return add(violations, Code::duties_conflict, "body.duties", id.view());
    }
  }
}

void check_scope(const State& state, const std::optional<FundList>& scope, Violations& violations) {
  if (!scope) return;
  for (const Id& fund : scope->items) {
    if (state.funds.find(fund) == nullptr) {
      add(violations, Code::fund_unknown, "body.scope", fund.view());
    }
  }
}

/// One natural person is enrolled once within an entity.
bool serves_already(const State& state, const Id& subject, const Id& entity) {
  for (const auto& [id, person] : state.people.all()) {
    if (person.subject == subject && person.entity && *person.entity == entity) return true;
  }
  return false;
}

}  // namespace

void PersonEnrolled::check(const State& state, const Facts&, const Entry&,
                           const PersonEnrolled& body, Violations& violations) {
  if (state.entities.find(body.entity) == nullptr) {
    add(violations, Code::entity_unknown, "body.entity", body.entity.view());
  }
  if (body.person == kSystemActor) add(violations, Code::system_only, "body.person");
  if (state.people.find(body.person) != nullptr) {
    add(violations, Code::exists_already, "body.person", body.person.view());
  }
  if (serves_already(state, body.subject, body.entity)) {
    add(violations, Code::exists_already, "body.subject", body.subject.view());
  }
  check_duties(body.duties, "body.duties", violations);
  check_joined(state, body.person, body.subject, body.duties, violations);
  check_scope(state, body.scope, violations);
}

void PersonEnrolled::fold(State& state, const Facts&, const Entry&, const PersonEnrolled& body,
                          Effects&) {
  if (state.people.find(body.person) != nullptr) return;
  Person person;
  person.duties = body.duties;
  person.entity = body.entity;
  person.person = body.person;
  person.scope = body.scope;
  person.subject = body.subject;
  state.people.put(std::move(person));
}

void PersonChanged::check(const State& state, const Facts&, const Entry&, const PersonChanged& body,
                          Violations& violations) {
  const Person* const person = state.people.find(body.person);
  if (person == nullptr) {
    add(violations, Code::person_unknown, "body.person", body.person.view());
  } else if (body.status != PersonStatus::left) {
    check_joined(state, person->person, person->subject, body.duties.value_or(person->duties),
                 violations);
  }
  if (body.duties) check_duties(*body.duties, "body.duties", violations);
  check_scope(state, body.scope, violations);
}

void PersonChanged::fold(State& state, const Facts&, const Entry&, const PersonChanged& body,
                         Effects&) {
  Person* const person = state.people.edit(body.person);
  if (person == nullptr) return;
  if (body.duties) person->duties = *body.duties;
  person->scope = body.scope;
  person->status = body.status;
}

namespace kinds {
MZ_DEFINE_KIND(person_enrolled, PersonEnrolled)
MZ_DEFINE_KIND(person_changed, PersonChanged)
}  // namespace kinds

}  // namespace mingzhang
