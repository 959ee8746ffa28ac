#pragma once

#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/blocks.h"

namespace mingzhang {

/// Who takes the money (领款人, office M18). A change needs a second person: the bookkeeper where
/// the holder stays, an approver where another takes it.
struct PayeeSet {
  std::optional<Id> account_tag;
  Id id;
  std::optional<Docs> docs;
  Id holder;  ///< Subject or institution.
  PayMethod method = PayMethod::bank;
  Flag no_account;
  std::optional<Seq> proposal;
  Id relation;
  PayeeType type = PayeeType::person;

  static constexpr auto fields() {
    using P = PayeeSet;
    return std::tuple(field("account_tag", &P::account_tag), field("case", &P::id),
                      field("docs", &P::docs), field("holder", &P::holder),
                      field("method", &P::method), field("no_account", &P::no_account),
                      field("proposal", &P::proposal), field("relation", &P::relation),
                      field("type", &P::type));
  }
  static std::string object(const PayeeSet& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const PayeeSet& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const PayeeSet& body,
                   Effects& effects);
};

inline constexpr std::size_t kLinesMax = 500;

/// One payment of a list.
struct BatchLine {
  Money amount;
  Id id;
  Int<1, kLinesMax> line;

  static constexpr auto fields() {
    return std::tuple(field("amount", &BatchLine::amount), field("case", &BatchLine::id),
                      field("line", &BatchLine::line));
  }
};

/// The cashier builds a list of payments from one account and one source (发放批次).
struct BatchBuilt {
  Id account;
  Id batch;
  Int<1, kLinesMax> count;
  List<BatchLine, kLinesMax> lines;
  Source source = Source::donation;
  Money total;

  static constexpr auto fields() {
    using B = BatchBuilt;
    return std::tuple(field("account", &B::account), field("batch", &B::batch),
                      field("count", &B::count), field("lines", &B::lines),
                      field("source", &B::source), field("total", &B::total));
  }
  static std::string object(const BatchBuilt& body);
  static void wants(const State& state, const BatchBuilt& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const BatchBuilt& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const BatchBuilt& body,
                   Effects& effects);
};

/// A second person releases it (复核放行): from now on its lines are locked.
struct BatchReleased {
  Id batch;
  std::optional<Hash> file_digest;

  static constexpr auto fields() {
    return std::tuple(field("batch", &BatchReleased::batch),
                      field("file_digest", &BatchReleased::file_digest));
  }
  static std::string object(const BatchReleased& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const BatchReleased& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const BatchReleased& body,
                   Effects& effects);
};

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
