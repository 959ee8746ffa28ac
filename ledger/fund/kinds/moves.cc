#include "ledger/fund/kinds/moves.h"

namespace mingzhang {

void check_money_account(const State& state, const Entry& entry, const Id& id, Source source,
                         Violations& violations) {
  const Account* const account = state.accounts.find(id);
  if (account == nullptr) {
    return add(violations, Code::account_unknown, "body.account", id.view());
  }
  const Fund* const fund = state.funds.find(entry.fund);
  if (fund != nullptr && account->entity != fund->entity) {
    add(violations, Code::account_of_other_entity, "body.account", id.view());
  }
  const bool bound = account->bound_source && *account->bound_source != source;
  if (bound || account->type == AccountType::store) {
    add(violations, Code::account_source_bound, "body.account", id.view());
  }
}

void check_covered(const State& state, const Id& id, std::int64_t fen, std::string_view field,
                   Violations& violations) {
  const Account* const account = state.accounts.find(id);
  if (account != nullptr && account->balance.fen() < fen) {
    add(violations, Code::balance_negative, field, to_yuan(account->balance.fen()));
  }
}

void move_account(State& state, const Id& id, std::int64_t fen) {
  Account* const account = state.accounts.edit(id);
  if (account == nullptr) return;
  account->balance.add(fen);
  if (Entity* const entity = state.entities.edit(account->entity)) entity->accounts.add(fen);
}

std::optional<Date> book_date_of(const State& state, const Id& fund_id, Date value_date) {
  const Fund* const fund = state.funds.find(fund_id);
  const Entity* const entity = fund == nullptr ? nullptr : state.entities.find(fund->entity);
  return entity == nullptr ? std::nullopt : std::optional(default_book_date(*entity, value_date));
}

void check_entity_dates(const State& state, const Entry& entry, const Id& entity_id,
                        Date value_date, const std::optional<Date>& book_date,
                        Violations& violations) {
  if (value_date > state.business_date(entry.time)) {
    add(violations, Code::date_in_future, "body.value_date", value_date.text());
  }
  if (!book_date) return add(violations, Code::field_missing, "body.book_date");
  const Entity* const entity = state.entities.find(entity_id);
  if (entity == nullptr) return;
  if (book_date->month() < entity->open_from) {
    add(violations, Code::period_not_open, "body.book_date", book_date->text());
  } else if (*book_date != default_book_date(*entity, value_date)) {
    add(violations, Code::book_date_not_allowed, "body.book_date", book_date->text());
  }
}

}  // namespace mingzhang
