#pragma once

#include "ledger/fund/kinds/common.h"

/// What kinds that move money share: accounts, and the dates of design §7.10.
namespace mingzhang {

/// The account exists, belongs to the fund's entity, takes this source and holds money.
void check_money_account(const State& state, const Entry& entry, const Id& id, Source source,
                         Violations& violations);
/// The account has `fen`: no account falls below zero.
void check_covered(const State& state, const Id& account, std::int64_t fen, std::string_view field,
                   Violations& violations);
/// Moves `fen` in (or out, when negative) of an account, and of its entity's sum.
void move_account(State& state, const Id& account, std::int64_t fen);

/// The book date that the rule gives for money of a fund.
std::optional<Date> book_date_of(const State& state, const Id& fund, Date value_date);
/// A book date lies in an open period, and is the one that the rule gives for `value_date`.
void check_entity_dates(const State& state, const Entry& entry, const Id& entity, Date value_date,
                        const std::optional<Date>& book_date, Violations& violations);

template <class T>
void complete_book_date(const State& state, const Id& fund, T& body) {
  if (!body.book_date) body.book_date = book_date_of(state, fund, body.value_date);
}

template <class T>
void check_book_date(const State& state, const Entry& entry, const T& body,
                     Violations& violations) {
  const Fund* const fund = state.funds.find(entry.fund);
  check_entity_dates(state, entry, fund == nullptr ? Id() : fund->entity, body.value_date,
                     body.book_date, violations);
}

}  // namespace mingzhang
