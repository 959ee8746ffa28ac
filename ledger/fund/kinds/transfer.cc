#include "ledger/fund/kinds/transfer.h"

#include "ledger/fund/journal.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/moves.h"
#include "ledger/fund/pools.h"

namespace mingzhang {
namespace {

/// Acts on a whole entity are by those who serve it.
void check_serves(const State& state, const Entry& entry, const Id& entity,
                  Violations& violations) {
  if (state.entities.find(entity) == nullptr) {
    return add(violations, Code::entity_unknown, "body.entity", entity.view());
  }
  const Person* const person = state.people.find(entry.actor);
  if (person != nullptr && person->entity && *person->entity != entity) {
    add(violations, Code::fund_out_of_scope, "actor", entry.actor.view());
  }
}

Booking sending(const State& state, const TransferSent& body) {
  return {std::string(kTransferUse),
          account_use(state, body.account),
          body.amount.fen(),
          body.book_date.value_or(body.value_date),
          body.source,
          body.purpose,
          body.account};
}

Booking moving(const State& state, const MoneyMoved& body) {
  return {account_use(state, body.to_account),
          account_use(state, body.from_account),
          body.amount.fen(),
          body.book_date.value_or(body.value_date),
          std::nullopt,
          {},
          body.from_account};
}

const Account* check_own_account(const State& state, const Id& id, const Id& entity,
                                 std::string_view field, Violations& violations) {
  const Account* const account = state.accounts.find(id);
  if (account == nullptr) {
    add(violations, Code::account_unknown, field, id.view());
  } else if (account->entity != entity) {
    add(violations, Code::account_of_other_entity, field, id.view());
  }
  return account;
}

}  // namespace

const TransferSent* transfer_sent(const std::optional<Entry>& entry) {
  return entry && entry->kind == &kinds::transfer_sent() ? &entry->as<TransferSent>() : nullptr;
}

void TransferSent::complete(const State& state, const Command& command, Timestamp,
                            TransferSent& body) {
  complete_book_date(state, command.fund, body);
}

void TransferSent::check(const State& state, const Facts&, const Entry& entry,
                         const TransferSent& body, Violations& violations) {
  check_docs(state, entry, body.docs, violations);
  check_money_account(state, entry, body.account, body.source, violations);
  check_covered(state, body.account, body.amount.fen(), "body.account", violations);
  check_purpose(state, state.business_date(entry.time), body.purpose, violations);
  check_book_date(state, entry, body, violations);
  const Pool* const pool = state.pools.find({entry.fund, body.source, body.purpose});
  const std::int64_t free = pool == nullptr ? 0 : pool->free();
  if (free < body.amount.fen()) {
    add(violations, Code::money_not_free, "body.amount", to_yuan(free));
  }
  const Fund* const to = state.funds.find(body.to_fund);
  if (to != nullptr && to->entity != body.to_entity) {
    add(violations, Code::entity_unknown, "body.to_entity", body.to_entity.view());
  }
  if (body.to_fund == entry.fund) {
    add(violations, Code::fund_forbidden, "body.to_fund", body.to_fund.view());
  }
  if (!can_book(state, sending(state, body))) {
    add(violations, Code::code_unknown, "body", "chart_map");
  }
}

void TransferSent::fold(State& state, const Facts&, const Entry& entry, const TransferSent& body,
                        Effects& effects) {
  const Fund* const fund = state.funds.find(entry.fund);
  Pool* const pool = state.pools.edit({entry.fund, body.source, body.purpose});
  if (fund == nullptr || pool == nullptr) return;
  take_lowest(state, *pool, body.amount.fen(), entry.seq, effects);
  if (Entity* const entity = state.entities.edit(fund->entity)) {
    entity->pools.add(-body.amount.fen());
  }
  move_account(state, body.account, -body.amount.fen());
  book(state, entry, fund->entity, sending(state, body), effects);
}

void MoneyMoved::complete(const State& state, const Command&, Timestamp, MoneyMoved& body) {
  const Entity* const entity = state.entities.find(body.entity);
  if (!body.book_date && entity != nullptr) {
    body.book_date = default_book_date(*entity, body.value_date);
  }
}

void MoneyMoved::check(const State& state, const Facts&, const Entry& entry, const MoneyMoved& body,
                       Violations& violations) {
  check_serves(state, entry, body.entity, violations);
  const Account* const from =
      check_own_account(state, body.from_account, body.entity, "body.from_account", violations);
  const Account* const to =
      check_own_account(state, body.to_account, body.entity, "body.to_account", violations);
  if (body.from_account == body.to_account) {
    add(violations, Code::account_differs, "body.to_account", body.to_account.view());
  }
  const bool mixes = from != nullptr && to != nullptr && to->bound_source &&
                     from->bound_source != to->bound_source;
  if (mixes) add(violations, Code::account_source_bound, "body.to_account", to->account.view());
  check_covered(state, body.from_account, body.amount.fen(), "body.from_account", violations);
  check_entity_dates(state, entry, body.entity, body.value_date, body.book_date, violations);
  if (from != nullptr && to != nullptr && !can_book(state, moving(state, body))) {
    add(violations, Code::code_unknown, "body", "chart_map");
  }
}

void MoneyMoved::fold(State& state, const Facts&, const Entry& entry, const MoneyMoved& body,
                      Effects& effects) {
  if (state.accounts.find(body.from_account) == nullptr ||
      state.accounts.find(body.to_account) == nullptr) {
    return;
  }
  move_account(state, body.from_account, -body.amount.fen());
  move_account(state, body.to_account, body.amount.fen());
  book(state, entry, body.entity, moving(state, body), effects);
}

void PeriodClosed::check(const State& state, const Facts&, const Entry& entry,
                         const PeriodClosed& body, Violations& violations) {
  check_serves(state, entry, body.entity, violations);
  const Entity* const entity = state.entities.find(body.entity);
  if (entity != nullptr && body.period != entity->open_from) {
    add(violations, Code::period_not_next, "body.period", entity->open_from.text());
  }
  if (body.period >= state.business_date(entry.time).month()) {
    add(violations, Code::date_in_future, "body.period", body.period.text());
  }
}

void PeriodClosed::fold(State& state, const Facts&, const Entry&, const PeriodClosed& body,
                        Effects&) {
  Entity* const entity = state.entities.edit(body.entity);
  // No month comes after the last of year 9999.
  const bool last = body.period.year() == 9999 && body.period.count % 12 == 11;
  if (entity != nullptr && !last && entity->open_from <= body.period) {
    entity->open_from = Month{body.period.count + 1};
  }
}

namespace kinds {
MZ_DEFINE_KIND(transfer_sent, TransferSent)
MZ_DEFINE_KIND(money_moved, MoneyMoved)
MZ_DEFINE_KIND(period_closed, PeriodClosed)
}  // namespace kinds

}  // namespace mingzhang
