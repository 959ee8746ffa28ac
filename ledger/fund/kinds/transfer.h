#pragma once

#include "ledger/fund/kinds/blocks.h"

namespace mingzhang {

/// Money of one pool goes to another fund (拨付下级基金). The trace goes on in the entry that
/// receives it.
struct TransferSent {
  Id account;
  Money amount;
  std::optional<Date> book_date;  ///< Always written; filled by the rule when left out.
  std::optional<Docs> docs;
  std::optional<Number> plan_line;
  std::optional<Seq> proposal;
  Purpose purpose;
  Source source = Source::donation;
  Id to_entity;
  Id to_fund;
  Date value_date;

  static constexpr auto fields() {
    using T = TransferSent;
    return std::tuple(field("account", &T::account), field("amount", &T::amount),
                      field("book_date", &T::book_date), field("docs", &T::docs),
                      field("plan_line", &T::plan_line), field("proposal", &T::proposal),
                      field("purpose", &T::purpose), field("source", &T::source),
                      field("to_entity", &T::to_entity), field("to_fund", &T::to_fund),
                      field("value_date", &T::value_date));
  }
  static void complete(const State& state, const Command& command, Timestamp time,
                       TransferSent& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const TransferSent& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const TransferSent& body,
                   Effects& effects);
};

/// The body, when an entry is a `transfer.sent`; otherwise null.
const TransferSent* transfer_sent(const std::optional<Entry>& entry);

enum class MoveType : unsigned char { deposit, floating, settlement, withdraw };
template <>
struct EnumNames<MoveType> {
  static constexpr std::array<std::string_view, 4> names{"deposit", "float", "settlement",
                                                         "withdraw"};
};

/// An entity moves its own money between its accounts (送存, 提现, 渠道结算, 备用金): no pool is
/// touched.
struct MoneyMoved {
  Money amount;
  std::optional<Date> book_date;  ///< Always written; filled by the rule when left out.
  Id entity;
  Id from_account;
  std::optional<Number> slip_ref;
  Id to_account;
  MoveType type = MoveType::deposit;
  Date value_date;

  static constexpr auto fields() {
    using M = MoneyMoved;
    return std::tuple(field("amount", &M::amount), field("book_date", &M::book_date),
                      field("entity", &M::entity), field("from_account", &M::from_account),
                      field("slip_ref", &M::slip_ref), field("to_account", &M::to_account),
                      field("type", &M::type), field("value_date", &M::value_date));
  }
  static void complete(const State& state, const Command& command, Timestamp time,
                       MoneyMoved& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const MoneyMoved& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const MoneyMoved& body,
                   Effects& effects);
};

/// A month of an entity is final (结账): nothing is dated into it any more. Months close in order.
struct PeriodClosed {
  Id entity;
  Month period;

  static constexpr auto fields() {
    return std::tuple(field("entity", &PeriodClosed::entity),
                      field("period", &PeriodClosed::period));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const PeriodClosed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const PeriodClosed& body,
                   Effects& effects);
};

}  // namespace mingzhang
