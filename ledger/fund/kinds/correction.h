#pragma once

#include "ledger/fund/kinds/blocks.h"

namespace mingzhang {

/// A confirmed income was wrong (冲销): all of it is taken back, by two, while none of it is spent.
struct EntryReversed {
  std::optional<Date> book_date;  ///< Always written; filled by the rule when left out.
  std::optional<Docs> docs;
  Seq entry = 0;
  std::optional<Seq> proposal;
  Id reason;
  std::optional<Seq> replacement;

  static constexpr auto fields() {
    using E = EntryReversed;
    return std::tuple(field("book_date", &E::book_date), field("docs", &E::docs),
                      field("entry", &E::entry), field("proposal", &E::proposal),
                      field("reason", &E::reason), field("replacement", &E::replacement));
  }
  static std::string object(const EntryReversed& body);
  static void complete(const State& state, const Command& command, Timestamp time,
                       EntryReversed& body);
  static void wants(const State& state, const EntryReversed& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const EntryReversed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const EntryReversed& body,
                   Effects& effects);
};

/// A gift goes back to its giver for a legal reason (退捐, office M22): its own unspent fen first,
/// the highest first, then free fen of its pool.
struct DonationRefunded {
  Id account;
  Money amount;
  std::optional<Date> book_date;  ///< Always written; filled by the rule when left out.
  std::optional<Docs> docs;
  Seq donation = 0;
  std::optional<Seq> proposal;
  Id reason;
  Flag receipt_voided;
  Date value_date;

  static constexpr auto fields() {
    using D = DonationRefunded;
    return std::tuple(field("account", &D::account), field("amount", &D::amount),
                      field("book_date", &D::book_date), field("docs", &D::docs),
                      field("donation", &D::donation), field("proposal", &D::proposal),
                      field("reason", &D::reason), field("receipt_voided", &D::receipt_voided),
                      field("value_date", &D::value_date));
  }
  static std::string object(const DonationRefunded& body);
  static void complete(const State& state, const Command& command, Timestamp time,
                       DonationRefunded& body);
  static void wants(const State& state, const DonationRefunded& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const DonationRefunded& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const DonationRefunded& body, Effects& effects);
};

enum class ChangeBasis : unsigned char { consent, filing, plan };
template <>
struct EnumNames<ChangeBasis> {
  static constexpr std::array<std::string_view, 3> names{"consent", "filing", "plan"};
};

/// Unspent fen of an income get another purpose (变更捐赠用途): they leave one pool and enter
/// another.
struct PurposeChanged {
  Money amount;
  ChangeBasis basis = ChangeBasis::consent;
  std::optional<Docs> docs;
  Seq income = 0;
  std::optional<Seq> proposal;
  Purpose purpose;

  static constexpr auto fields() {
    using P = PurposeChanged;
    return std::tuple(field("amount", &P::amount), field("basis", &P::basis),
                      field("docs", &P::docs), field("income", &P::income),
                      field("proposal", &P::proposal), field("purpose", &P::purpose));
  }
  static std::string object(const PurposeChanged& body);
  static void wants(const State& state, const PurposeChanged& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const PurposeChanged& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const PurposeChanged& body,
                   Effects& effects);
};

}  // namespace mingzhang
