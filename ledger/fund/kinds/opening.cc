#include "ledger/fund/kinds/opening.h"

#include <array>

#include "ledger/fund/kinds/common.h"

namespace mingzhang {
namespace {

void enrol(State& state, const Founder& founder, Duty duty) {
  if (Person* const known = state.people.edit(founder.person)) {
    known->duties.items.push_back(duty);
    return;
  }
  Person person;
  person.person = founder.person;
  person.subject = founder.subject;
  person.duties.items.push_back(duty);
  state.people.put(std::move(person));
}

}  // namespace

void LedgerOpened::check(const State&, const Facts&, const Entry& entry, const LedgerOpened& body,
                         Violations& violations) {
  if (!entry.fund.empty()) add(violations, Code::fund_forbidden, "fund");
  if (entry.actor != body.administrator.person) add(violations, Code::duty_missing, "actor");
  // The key speaks for this log alone (C2SP tlog-checkpoint: key name and origin are one).
  if (!body.vkey.view().starts_with(body.origin.str() + "+")) {
    add(violations, Code::value_unknown, "body.vkey", body.origin.view());
  }
  const auto apart = [&](const Founder& one, const Founder& other, std::string_view field) {
    if (one.subject == other.subject || one.person == other.person) {
      add(violations, Code::duties_conflict, field);
    }
  };
  // The administrator holds no other role, and the auditor reads and never acts (design §1, §4).
  apart(body.administrator, body.approver, "body.approver");
  apart(body.administrator, body.auditor, "body.auditor");
  apart(body.administrator, body.responsible, "body.responsible");
  apart(body.auditor, body.approver, "body.auditor");
  apart(body.auditor, body.responsible, "body.auditor");
  if ((body.approver.person == body.responsible.person) !=
      (body.approver.subject == body.responsible.subject)) {
    add(violations, Code::duties_conflict, "body.responsible");
  }
  const std::array founders{body.administrator, body.approver, body.auditor, body.responsible};
  for (const Founder& founder : founders) {
    if (founder.person == kSystemActor) add(violations, Code::system_only, "body");
  }
}

void LedgerOpened::fold(State& state, const Facts&, const Entry& entry, const LedgerOpened& body,
                        Effects&) {
  if (state.opened() != nullptr) return;
  LedgerInfo info;
  info.ledger = body.ledger;
  info.origin = body.origin;
  info.vkey = body.vkey;
  info.utc_offset_min = body.utc_offset_min;
  info.month = entry.time.date(static_cast<std::int32_t>(body.utc_offset_min.value)).month();
  state.ledger.put(info);
  enrol(state, body.administrator, Duty::administrator);
  enrol(state, body.approver, Duty::approver);
  enrol(state, body.auditor, Duty::auditor);
  enrol(state, body.responsible, Duty::responsible);
}

namespace kinds {
MZ_DEFINE_KIND(ledger_opened, LedgerOpened)
}

}  // namespace mingzhang
