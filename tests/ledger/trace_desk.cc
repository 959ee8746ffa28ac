#include "tests/ledger/trace_desk.h"

#include <fmt/format.h>

namespace mingzhang::test {
namespace {

Act<PolicyAdopted> aid_policy() {
  return policy().with([](PolicyAdopted& body) {
    body.limits.award_valid_days = 90;
    body.limits.cash_max = 100000;
    body.limits.medical_remainder.on = true;
    body.limits.small_aid_max = 200000;
    body.limits.two_approvers_above = 2000000;
    body.limits.urgent_ratify_days = 5;
    body.limits.urgent_release_max = 500000;
  });
}

const Date kDay = day("2026-11-20");

}  // namespace

TraceDesk::TraceDesk() {
  found();
  by_two(aid_policy(), "admin", "leader");
  const auto enrol = [&](const Id& id, Duty duty) {
    by_two(enrolment(id, {{duty}}, "changqing"), "admin", "leader");
  };
  enrol("cq.caseworker", Duty::caseworker);
  enrol("cq.reviewer", Duty::reviewer);
}

Seq TraceDesk::put(const Command& command) {
  if (!lenient) return written(command);
  const Answer answer = write(command);
  return answer ? answer->seq : 0;
}

Id TraceDesk::desk_of(const Id& fund, const Id& person) {
  return fund == Id("changqing") ? Id("cq." + person.str()) : person;
}

Id TraceDesk::account_of(const Id& fund, Source source) {
  if (fund == Id("changqing")) return "cq.bank";
  return source == Source::gov ? "treasury" : "bank";
}

Seq TraceDesk::gift(Money amount, const Purpose& purpose) {
  const Seq seq =
      put(donation(amount).with([&](DonationReceived& body) { body.purpose = purpose; }));
  confirm(seq, amount);
  return seq;
}

Seq TraceDesk::injection_of(Money amount) {
  const Seq seq = put(injection(amount));
  confirm(seq, amount);
  return seq;
}

Seq TraceDesk::confirm(Seq income, Money amount, const Id& fund) {
  return put(confirmation(income, income, 1, amount).in(fund).by(desk_of(fund, "bookkeeper")));
}

void TraceDesk::open_case(const Id& id, Money amount, const Id& fund, bool urgent) {
  const Id home("h-" + id.str());
  const Id worker = desk_of(fund, "caseworker");
  put(household(home).in(fund).by(worker));
  put(request(id, home, amount).in(fund).by(worker).with([&](CaseOpened& body) {
    body.urgent.on = urgent;
  }));
}

void TraceDesk::set_payee(const Id& id, const Id& fund) {
  put(payee(id).in(fund).by(desk_of(fund, "caseworker")).with([&](PayeeSet& body) {
    body.account_tag = Id("a-" + id.str());
    body.holder = Id("s.h-" + id.str() + "a");
  }));
}

void TraceDesk::approved(const Id& id, Money amount, const Id& fund) {
  const Id worker = desk_of(fund, "caseworker");
  open_case(id, amount, fund, false);
  put(survey(id).in(fund).by(worker).with(
      [&](CaseSurveyed& body) { body.surveyors.items = {worker, desk_of(fund, "reviewer")}; }));
  put(review(id, amount).in(fund).by(desk_of(fund, "reviewer")));
  put(approval(id, amount).in(fund));
  set_payee(id, fund);
}

void TraceDesk::approved_at_once(const Id& id, Money amount) {
  open_case(id, amount, "jinan", true);
  put(approval(id, amount));
  set_payee(id, "jinan");
}

Seq TraceDesk::pay(const Id& id, const Id& batch_id, Money amount, const Id& fund, Source source) {
  const Id cashier = desk_of(fund, "cashier");
  put(batch(batch_id, id, amount).in(fund).by(cashier).with([&](BatchBuilt& body) {
    body.account = account_of(fund, source);
    body.source = source;
  }));
  put(releasing(batch_id).in(fund).by(desk_of(fund, "bookkeeper")));
  return put(payment(batch_id, id, amount).in(fund).by(cashier).with([&](AidPaid& body) {
    body.account = account_of(fund, source);
    body.source = source;
  }));
}

Seq TraceDesk::back(const Id& id, const Id& batch_id, Money amount, AfterReturn next,
                    const Id& fund, Source source) {
  const Id cashier = desk_of(fund, "cashier");
  return put(sent_back(batch_id, id, amount).in(fund).by(cashier).with([&](AidReturned& body) {
    body.account = account_of(fund, source);
    body.next = next;
  }));
}

Seq TraceDesk::refund(Seq gift, Money amount) {
  DonationRefunded body;
  body.account = "bank";
  body.amount = amount;
  body.book_date = kDay;
  body.donation = gift;
  body.reason = "not_agreed";
  body.value_date = kDay;
  return by_two(Act<DonationRefunded>("cashier", "jinan", body));
}

Seq TraceDesk::reverse(Seq income) {
  EntryReversed body;
  body.book_date = kDay;
  body.entry = income;
  body.reason = "wrong_amount";
  return by_two(Act<EntryReversed>("cashier", "jinan", body));
}

Seq TraceDesk::change_purpose(Seq income, Money amount, const Purpose& purpose) {
  PurposeChanged body;
  body.amount = amount;
  body.income = income;
  body.purpose = purpose;
  return by_two(Act<PurposeChanged>("cashier", "jinan", body));
}

Seq TraceDesk::send(Money amount) {
  TransferSent body;
  body.account = "bank";
  body.amount = amount;
  body.book_date = kDay;
  body.to_entity = "changqing";
  body.to_fund = "changqing";
  body.value_date = kDay;
  return by_two(Act<TransferSent>("cashier", "jinan", body));
}

Seq TraceDesk::receive(Seq sent, Money amount) {
  TransferReceived body;
  body.account = "cq.bank";
  body.amount = amount;
  body.sent = sent;
  body.value_date = kDay;
  return put(Act<TransferReceived>("cq.cashier", "changqing", body));
}

std::string trace_text(const std::vector<Hop>& hops, std::size_t depth) {
  std::string text;
  for (const Hop& hop : hops) {
    text += std::string(2 * depth, ' ') + fmt::format("{} {}", hop.fen, name_of(hop.became));
    if (hop.entry) text += fmt::format(" by {}", *hop.entry);
    if (!hop.case_id.empty()) text += " " + hop.case_id.str();
    if (hop.delivered) text += " delivered";
    text += "\n" + trace_text(hop.hops, depth + 1);
  }
  return text;
}

std::string trace_text(const Trace& trace) {
  std::string text = trace_text(trace.hops);
  for (const RowDamage& damage : trace.damages) text += "damaged: " + damage.row + "\n";
  return text;
}

}  // namespace mingzhang::test
