#include "ledger/fund/kinds/payment.h"

#include <algorithm>

#include "ledger/fund/journal.h"
#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/moves.h"
#include "ledger/fund/steps.h"

namespace mingzhang {
namespace {

/// The line that an entry of aid.* is about; null, with a violation, when it may not come there.
template <class T>
const PayLine* check_line(const State& state, const Entry& entry, const T& body,
                          Violations& violations) {
  if (check_batch(state, entry, body.batch, violations) == nullptr) return nullptr;
  const PayLine* const line = state.lines.find({body.batch, body.line.value});
  if (line == nullptr || line->case_id != body.id) {
    add(violations, Code::line_unknown, "body.line", std::to_string(body.line.value));
    return nullptr;
  }
  if (!may_step(line->stage, entry.kind->name)) {
    add(violations, Code::step_not_allowed, "body.line", name_of(line->stage));
    return nullptr;
  }
  return line;
}

/// The line leaves State, and with the last one its batch.
void end_line(State& state, const PayLine::Key& key) {
  state.lines.erase(key);
  PayBatch* const batch = state.batches.edit(key.first);
  if (batch == nullptr) return;
  batch->left = std::max<std::int64_t>(0, batch->left.value - 1);
  if (batch->left == 0) state.batches.erase(key.first);
}

/// Where aid is booked: the expense and what was owed, against the money account.
Booking aid_booking(const State& state, const Case& request, Source source, const Id& account,
                    Date day, std::int64_t fen) {
  return {aid_use(request), account_use(state, account), fen, day, source, {}, account};
}

/// A paid line: held money was owed already, the rest is an expense now.
void book_payment(const State& state, const Entry& entry, const AidPaid& body, const Case& request,
                  const Id& entity, std::int64_t held, Effects& effects) {
  Booking booking = aid_booking(state, request, body.source, body.account,
                                body.book_date.value_or(body.value_date), body.amount.fen() - held);
  book(state, entry, entity, booking, effects);
  booking.debit = kReturnedUse;
  booking.fen = held;
  book(state, entry, entity, booking, effects);
}

/// Where money that came back is booked: it is owed again, or the expense is less by it.
Booking return_booking(const State& state, const Case& request, const AidReturned& body,
                       Source source, std::int64_t fen) {
  const bool owed = body.next == AfterReturn::resend;
  return {account_use(state, body.account),
          owed ? std::string(kReturnedUse) : aid_use(request),
          fen,
          body.book_date.value_or(body.value_date),
          source,
          {},
          body.account};
}

/// What came back was not given: aid of which nothing is left is no aid.
void take_from_aid(State& state, const Id& id, std::int64_t fen) {
  Aid* const aid = state.aid.edit(id);
  if (aid == nullptr) return;
  aid->amount = std::max<std::int64_t>(0, aid->amount.value - fen);
  if (aid->amount == 0) state.aid.erase(id);
}

/// Urgent aid that was not ratified is granted no more: what is not paid is free as soon as no
/// payment is under way.
void free_if_recovering(State& state, Case& request, const Entry& entry, Effects& effects) {
  if (request.stage != CaseStage::recovering || lined(request) != 0) return;
  free_case(state, request, entry, effects);
}

std::int64_t held_of(const Case& request, Source source) {
  std::int64_t fen = 0;
  if (!request.held) return fen;
  for (const Piece& piece : request.held->items) {
    if (piece.source == source) fen += piece.fen();
  }
  return fen;
}

}  // namespace

std::string AidPaid::object(const AidPaid& body) { return object_name(kCaseNoun, body.id); }

void AidPaid::complete(const State& state, const Command& command, Timestamp, AidPaid& body) {
  complete_book_date(state, command.fund, body);
}

void AidPaid::wants(const State& state, const AidPaid& body, Wants& wants) {
  want_seen(state, body.id, body.seen, wants);
}

void AidPaid::check(const State& state, const Facts& facts, const Entry& entry, const AidPaid& body,
                    Violations& violations) {
  check_book_date(state, entry, body, violations);
  const PayLine* const line = check_line(state, entry, body, violations);
  if (line == nullptr) return;
  check_seen(facts, body.seen, violations);
  const PayBatch* const batch = state.batches.find(body.batch);
  if (batch->account != body.account) {
    add(violations, Code::account_differs, "body.account", batch->account.view());
  }
  if (line->source != body.source) {
    add(violations, Code::source_not_allowed, "body.source", name_of(line->source));
  }
  if (line->amount.value != body.amount.fen()) {
    add(violations, Code::amount_differs, "body.amount", to_yuan(line->amount.value));
  }
  check_covered(state, body.account, body.amount.fen(), "body.account", violations);
  const Case* const request = state.cases.find(body.id);
  if (request == nullptr) {
    return add(violations, Code::case_unknown, "body.case", body.id.view());
  }
  const Date day = body.book_date.value_or(body.value_date);
  if (!can_book(state, aid_booking(state, *request, body.source, body.account, day, 1))) {
    add(violations, Code::code_unknown, "body", "chart_map");
  }
}

void AidPaid::fold(State& state, const Facts&, const Entry& entry, const AidPaid& body,
                   Effects& effects) {
  PayLine* const line = state.lines.edit({body.batch, body.line.value});
  const Fund* const fund = state.funds.find(entry.fund);
  if (line == nullptr || fund == nullptr || line->stage == LineStage::paid) return;
  Case* const request = step(state, entry, line->case_id, effects);
  if (request == nullptr) return;
  const std::int64_t held = std::min(held_of(*request, line->source), line->amount.value);
  pay(state, *request, *line, entry.seq, effects);
  line->stage = LineStage::paid;
  request->unsigned_lines = request->unsigned_lines.value + 1;
  move_account(state, body.account, -line->amount.value);
  book_payment(state, entry, body, *request, fund->entity, held, effects);
  free_if_recovering(state, *request, entry, effects);
}

std::string AidFailed::object(const AidFailed& body) { return object_name(kCaseNoun, body.id); }

void AidFailed::check(const State& state, const Facts&, const Entry& entry, const AidFailed& body,
                      Violations& violations) {
  check_reason(state, entry, body.reason, violations);
  check_line(state, entry, body, violations);
}

void AidFailed::fold(State& state, const Facts&, const Entry& entry, const AidFailed& body,
                     Effects& effects) {
  const PayLine* const line = state.lines.find({body.batch, body.line.value});
  if (line == nullptr || line->stage == LineStage::paid) return;
  if (Case* const request = step(state, entry, line->case_id, effects)) {
    if (Award* const award = award_of(*request, line->source)) {
      award->lined = std::max<std::int64_t>(0, award->lined.value - line->amount.value);
    }
    free_if_recovering(state, *request, entry, effects);
  }
  end_line(state, line->key());
}

std::string AidReturned::object(const AidReturned& body) { return object_name(kCaseNoun, body.id); }

void AidReturned::complete(const State& state, const Command& command, Timestamp,
                           AidReturned& body) {
  complete_book_date(state, command.fund, body);
}

void AidReturned::check(const State& state, const Facts&, const Entry& entry,
                        const AidReturned& body, Violations& violations) {
  check_reason(state, entry, body.reason, violations);
  check_book_date(state, entry, body, violations);
  const PayLine* const line = check_line(state, entry, body, violations);
  if (line == nullptr) return;
  check_money_account(state, entry, body.account, line->source, violations);
  if (body.amount.fen() > line->amount.value) {
    add(violations, Code::above_award, "body.amount", to_yuan(line->amount.value));
  }
  const Case* const request = state.cases.find(body.id);
  if (request == nullptr) {
    return add(violations, Code::case_unknown, "body.case", body.id.view());
  }
  // An award that lapsed has no last day any more: nothing is sent under it again.
  const bool stands = request->stage != CaseStage::recovering && request->valid_until;
  if (body.next == AfterReturn::resend && !stands) {
    add(violations, Code::award_missing, "body.next");
  }
  if (!can_book(state, return_booking(state, *request, body, line->source, body.amount.fen()))) {
    add(violations, Code::code_unknown, "body", "chart_map");
  }
}

void AidReturned::fold(State& state, const Facts&, const Entry& entry, const AidReturned& body,
                       Effects& effects) {
  PayLine* const line = state.lines.edit({body.batch, body.line.value});
  const Fund* const fund = state.funds.find(entry.fund);
  if (line == nullptr || fund == nullptr || line->stage != LineStage::paid) return;
  Case* const request = step(state, entry, line->case_id, effects);
  if (request == nullptr) return;
  const std::int64_t fen = std::min(body.amount.fen(), line->amount.value);
  std::vector<Piece> back = take_back(*line, fen);
  line->amount = line->amount.value - fen;
  move_account(state, body.account, fen);
  Award* const award = award_of(*request, line->source);
  if (award != nullptr) award->paid = std::max<std::int64_t>(0, award->paid.value - fen);
  const Booking booking = return_booking(state, *request, body, line->source, fen);
  if (body.next == AfterReturn::resend) {
    if (!request->held) request->held.emplace();
    request->held->items.insert(request->held->items.end(), back.begin(), back.end());
    if (request->held->items.empty()) request->held.reset();
    state.entities.edit(fund->entity)->held.add(fen);
  } else {
    reenter(state, entry.fund, std::move(back), entry.seq, effects);
    if (award != nullptr) award->amount = std::max<std::int64_t>(0, award->amount.value - fen);
    take_from_aid(state, request->id, fen);
  }
  book(state, entry, fund->entity, booking, effects);
  if (line->amount != 0) return;
  request->unsigned_lines = std::max<std::int64_t>(0, request->unsigned_lines.value - 1);
  end_line(state, line->key());
  close_if_done(state, body.id);
}

std::string AidDelivered::object(const AidDelivered& body) {
  return object_name(kCaseNoun, body.id);
}

void AidDelivered::check(const State& state, const Facts&, const Entry& entry,
                         const AidDelivered& body, Violations& violations) {
  check_day(state, entry, body.date, "body.date", violations);
  check_paper(state, entry, body.paper, violations);
  check_docs(state, entry, body.docs, violations);
  check_line(state, entry, body, violations);
}

void AidDelivered::fold(State& state, const Facts&, const Entry& entry, const AidDelivered& body,
                        Effects& effects) {
  const PayLine* const line = state.lines.find({body.batch, body.line.value});
  if (line == nullptr || line->stage != LineStage::paid) return;
  const Id id = line->case_id;
  Case* const request = step(state, entry, id, effects);
  if (request == nullptr) return;
  request->unsigned_lines = std::max<std::int64_t>(0, request->unsigned_lines.value - 1);
  end_line(state, line->key());
  close_if_done(state, id);
}

namespace kinds {
MZ_DEFINE_KIND(aid_paid, AidPaid)
MZ_DEFINE_KIND(aid_failed, AidFailed)
MZ_DEFINE_KIND(aid_returned, AidReturned)
MZ_DEFINE_KIND(aid_delivered, AidDelivered)
}  // namespace kinds

}  // namespace mingzhang
