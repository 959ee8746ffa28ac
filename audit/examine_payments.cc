#include "audit/examine_payments.h"

#include <algorithm>

namespace mingzhang::audit {
namespace {

const Member* member_of(const Household& household, const Id& person) {
  const auto& members = household.members.items;
  const auto it = std::find_if(members.begin(), members.end(),
                               [&](const Member& member) { return member.person == person; });
  return it == members.end() ? nullptr : &*it;
}

const Household* household_of(const State& state, const Id& case_id) {
  const Case* const request = state.cases.find(case_id);
  return request == nullptr ? nullptr : state.households.find(request->household);
}

bool works_here(const State& state, const Id& subject) {
  const auto& people = state.people.all();
  return std::any_of(people.begin(), people.end(),
                     [&](const auto& one) { return one.second.subject == subject; });
}

/// A person takes it for themselves or a ward, not an institution for many.
bool is_personal(PayeeType type) {
  return type == PayeeType::person || type == PayeeType::guardian;
}

}  // namespace

void PaymentInspector::before(const Entry& entry, Date day, const Facts&, const State& state) {
  if (entry.kind == &kinds::payee_set()) {
    take_payee(entry, state);
  } else if (entry.kind == &kinds::aid_paid()) {
    take_payment(entry, state);
  } else if (entry.kind == &kinds::aid_returned()) {
    const auto& body = entry.as<AidReturned>();
    if (body.next != AfterReturn::resend) return;
    returned_[body.id] = {entry.seq, day};
    held_.try_emplace(body.id, entry.seq, day);
  }
}

void PaymentInspector::after(const Entry& entry, Date, const Effects&, const State& state) {
  const Id id = case_of(entry);
  if (id.empty()) return;
  const Case* const request = state.cases.find(id);
  if (request == nullptr || !request->held) held_.erase(id);
  if (request != nullptr) return;
  returned_.erase(id);
  outside_.erase(id);
}

void PaymentInspector::take_payee(const Entry& entry, const State& state) {
  const auto& body = entry.as<PayeeSet>();
  returned_.erase(body.id);
  outside_.erase(body.id);
  const Household* const household = household_of(state, body.id);
  if (household == nullptr) return;
  const bool personal = is_personal(body.type);
  if (body.account_tag) {
    note(accounts_[*body.account_tag], Sign::account_shared, entry, household->household, personal);
  }
  if (personal) {
    note(holders_[body.holder], Sign::holder_shared, entry, household->household, personal);
  }
  const bool outside = member_of(*household, body.holder) == nullptr;
  if (outside) outside_.insert(body.id);
  if (outside && body.type == PayeeType::person) {
    raise(doubt(Sign::payee_outside, entry.fund, {entry.seq}));
  }
  if (body.type != PayeeType::person && !body.docs) {
    raise(doubt(Sign::payee_unproved, entry.fund, {entry.seq}));
  }
  if (works_here(state, body.holder)) {
    raise(doubt(Sign::payee_is_staff, entry.fund, {entry.seq}));
  }
}

void PaymentInspector::note(Taker& taker, Sign sign, const Entry& entry, const Id& household,
                            bool personal) {
  if (taker.doubt.count == 0) taker.doubt = doubt(sign, entry.fund, {});
  if (taker.doubt.fund != entry.fund) taker.doubt.fund = {};
  taker.personal |= personal;
  taker.households.insert(household);
  taker.doubt.involve(entry.seq);
}

void PaymentInspector::take_payment(const Entry& entry, const State& state) {
  const auto& body = entry.as<AidPaid>();
  look_at_reference(entry, body);
  look_at_payee(entry, body, state);
  const auto it = returned_.find(body.id);
  if (it == returned_.end()) return;
  raise(doubt(Sign::resent_unchanged, entry.fund, {it->second.seq, entry.seq}, body.amount.fen()));
  returned_.erase(it);
}

void PaymentInspector::look_at_reference(const Entry& entry, const AidPaid& body) {
  if (!body.bank_ref) return;
  // A bank may give one reference to a whole list, but not to two.
  const std::int64_t key = index_key(body.account.view(), body.bank_ref->view());
  const auto [it, fresh] = references_.try_emplace(key, body.batch, entry.seq);
  if (fresh || it->second.first == body.batch) return;
  raise(
      doubt(Sign::bank_ref_reused, entry.fund, {it->second.second, entry.seq}, body.amount.fen()));
}

void PaymentInspector::look_at_payee(const Entry& entry, const AidPaid& body, const State& state) {
  const Case* const request = state.cases.find(body.id);
  const Household* const household = household_of(state, body.id);
  if (household == nullptr || !request->payee || outside_.contains(body.id)) return;
  const Payee& payee = *request->payee;
  if (!is_personal(payee.type)) return;
  const Member* const member = member_of(*household, payee.holder);
  if (member != nullptr && (!member->to || *member->to >= body.value_date)) return;
  Doubt made = doubt(Sign::payee_left, entry.fund, {entry.seq}, body.amount.fen());
  made.marks = {{Mark::day, body.value_date.text()}};
  raise(std::move(made));
}

void PaymentInspector::raise_shared(std::map<Id, Taker>& takers) {
  for (auto& [id, taker] : takers) {
    if (taker.households.size() < 2 || !taker.personal) continue;
    taker.doubt.marks = {{Mark::households, std::to_string(taker.households.size())}};
    raise(std::move(taker.doubt));
  }
}

void PaymentInspector::finish(const State& state, Date as_of) {
  raise_shared(accounts_);
  raise_shared(holders_);
  for (const auto& [id, back] : held_) {
    if (as_of.days - back.day.days <= kHeldDays) continue;
    const Case* const request = state.cases.find(id);
    if (request == nullptr || !request->held) continue;
    std::int64_t fen = 0;
    for (const Piece& piece : request->held->items) fen += piece.fen();
    Doubt made = doubt(Sign::return_held, request->fund, {back.seq}, fen);
    made.marks = {{Mark::since, back.day.text()}};
    raise(std::move(made));
  }
}

}  // namespace mingzhang::audit
