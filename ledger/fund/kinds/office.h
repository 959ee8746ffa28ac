#pragma once

#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

namespace mingzhang {

/// A legal person whose books these are (会计主体, office M1).
struct EntityOpened {
  Id accounting_system;  ///< npo2004, npo2024 …: the chart follows the book date.
  Month books_from;      ///< The first period, open from the start.
  Id entity;
  Level level = Level::city;
  std::optional<Seq> proposal;
  Id region;  ///< GB/T 2260, six digits.
  Title title;
  std::optional<ShortText<18>> uscc;  ///< GB 32100.

  static constexpr auto fields() {
    return std::tuple(field("accounting_system", &EntityOpened::accounting_system),
                      field("books_from", &EntityOpened::books_from),
                      field("entity", &EntityOpened::entity), field("level", &EntityOpened::level),
                      field("proposal", &EntityOpened::proposal),
                      field("region", &EntityOpened::region), field("title", &EntityOpened::title),
                      field("uscc", &EntityOpened::uscc));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const EntityOpened& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const EntityOpened& body,
                   Effects& effects);
};

/// A place where an entity keeps money; its number and holder are private details.
struct AccountOpened {
  Id account;
  std::optional<Source> bound_source;  ///< It takes only this source of money.
  std::optional<Id> custodian;
  Id entity;
  Date from;
  std::optional<Seq> proposal;
  Title title;
  AccountType type = AccountType::bank;

  static constexpr auto fields() {
    return std::tuple(field("account", &AccountOpened::account),
                      field("bound_source", &AccountOpened::bound_source),
                      field("custodian", &AccountOpened::custodian),
                      field("entity", &AccountOpened::entity), field("from", &AccountOpened::from),
                      field("proposal", &AccountOpened::proposal),
                      field("title", &AccountOpened::title), field("type", &AccountOpened::type));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const AccountOpened& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const AccountOpened& body,
                   Effects& effects);
};

/// Purpose-bound money inside an entity (专项基金): it has no account of its own.
struct FundOpened {
  std::optional<Number> document_no;
  Id entity;
  Id fund;
  std::optional<Seq> proposal;
  Id territory;  ///< GB/T 2260: whose households it may aid.
  Title title;

  static constexpr auto fields() {
    return std::tuple(
        field("document_no", &FundOpened::document_no), field("entity", &FundOpened::entity),
        field("fund", &FundOpened::fund), field("proposal", &FundOpened::proposal),
        field("territory", &FundOpened::territory), field("title", &FundOpened::title));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const FundOpened& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const FundOpened& body,
                   Effects& effects);
};

}  // namespace mingzhang
