#pragma once

#include "ledger/fund/kinds/batch.h"

namespace mingzhang {

/// The bank says that a line is paid; `value_date` is the bank's.
struct AidPaid {
  Id account;
  Money amount;
  std::optional<Number> bank_ref;
  Id batch;
  std::optional<Date> book_date;  ///< Always written; filled by the rule when left out.
  Id id;
  Int<1, kLinesMax> line;
  std::optional<Hash> seen;
  Source source = Source::donation;
  Date value_date;

  static constexpr auto fields() {
    using A = AidPaid;
    return std::tuple(field("account", &A::account), field("amount", &A::amount),
                      field("bank_ref", &A::bank_ref), field("batch", &A::batch),
                      field("book_date", &A::book_date), field("case", &A::id),
                      field("line", &A::line), field("seen", &A::seen), field("source", &A::source),
                      field("value_date", &A::value_date));
  }
  static std::string object(const AidPaid& body);
  static void complete(const State& state, const Command& command, Timestamp time, AidPaid& body);
  static void wants(const State& state, const AidPaid& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry, const AidPaid& body,
                    Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const AidPaid& body,
                   Effects& effects);
};

/// The money never left (发放失败): the line ends, the award stands.
struct AidFailed {
  Id batch;
  Id id;
  Int<1, kLinesMax> line;
  Id reason;

  static constexpr auto fields() {
    using A = AidFailed;
    return std::tuple(field("batch", &A::batch), field("case", &A::id), field("line", &A::line),
                      field("reason", &A::reason));
  }
  static std::string object(const AidFailed& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const AidFailed& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const AidFailed& body,
                   Effects& effects);
};

enum class AfterReturn : unsigned char { cancel, resend };
template <>
struct EnumNames<AfterReturn> {
  static constexpr std::array<std::string_view, 2> names{"cancel", "resend"};
};

/// The bank sent money back (退汇). `resend`: the award stands, and the money keeps its gifts.
/// `cancel`: the award is less by it, and the money enters its pools anew.
struct AidReturned {
  Id account;
  Money amount;
  Id batch;
  std::optional<Date> book_date;  ///< Always written; filled by the rule when left out.
  Id id;
  Int<1, kLinesMax> line;
  AfterReturn next = AfterReturn::resend;
  Id reason;
  Date value_date;

  static constexpr auto fields() {
    using A = AidReturned;
    return std::tuple(field("account", &A::account), field("amount", &A::amount),
                      field("batch", &A::batch), field("book_date", &A::book_date),
                      field("case", &A::id), field("line", &A::line), field("next", &A::next),
                      field("reason", &A::reason), field("value_date", &A::value_date));
  }
  static std::string object(const AidReturned& body);
  static void complete(const State& state, const Command& command, Timestamp time,
                       AidReturned& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const AidReturned& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const AidReturned& body,
                   Effects& effects);
};

enum class Signed : unsigned char { finger, sign };
template <>
struct EnumNames<Signed> {
  static constexpr std::array<std::string_view, 2> names{"finger", "sign"};
};

/// The household has it and signed for it (签收). Auditors ask for this first.
struct AidDelivered {
  Id batch;
  Id id;
  Date date;
  std::optional<Docs> docs;
  Int<1, kLinesMax> line;
  std::optional<Paper> paper;
  Id receiver_relation;
  Signed signed_by = Signed::sign;
  std::optional<List<Id, 5>> witnesses;

  static constexpr auto fields() {
    using A = AidDelivered;
    return std::tuple(field("batch", &A::batch), field("case", &A::id), field("date", &A::date),
                      field("docs", &A::docs), field("line", &A::line), field("paper", &A::paper),
                      field("receiver_relation", &A::receiver_relation),
                      field("signed", &A::signed_by), field("witnesses", &A::witnesses));
  }
  static std::string object(const AidDelivered& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const AidDelivered& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const AidDelivered& body,
                   Effects& effects);
};

}  // namespace mingzhang
