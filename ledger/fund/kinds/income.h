#pragma once

#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

namespace mingzhang {

/// A file of gifts, before the gifts themselves. `import` is `i` and the first 20 digits of
/// `file_digest`, a keyed digest of account and file bytes: the same file is one import.
struct ImportRecorded {
  Id account;
  Hash file_digest;
  Id format;
  std::optional<Date> from;
  Id import;
  Int<1, 10'000'000> rows;
  std::optional<Date> to;
  Int<1, kIntMax> total;  ///< Fen, over all rows.

  static constexpr auto fields() {
    return std::tuple(
        field("account", &ImportRecorded::account),
        field("file_digest", &ImportRecorded::file_digest),
        field("format", &ImportRecorded::format), field("from", &ImportRecorded::from),
        field("import", &ImportRecorded::import), field("rows", &ImportRecorded::rows),
        field("to", &ImportRecorded::to), field("total", &ImportRecorded::total));
  }
  static std::string object(const ImportRecorded& body);
  static void wants(const State& state, const ImportRecorded& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const ImportRecorded& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const ImportRecorded& body,
                   Effects& effects);
};

/// The id of the import of a file.
Id import_id(const Hash& file_digest);

/// A gift (design §7.1). `donor` is an opaque id; who it is lies in the vault.
struct DonationReceived {
  static constexpr bool kNumbered = true;

  Id account;
  Money amount;
  Flag anonymous;
  std::optional<Date> book_date;  ///< Always written; filled by the rule when left out.
  std::optional<Id> channel;
  std::optional<Id> donor;
  std::optional<Id> import;
  Purpose purpose;
  Flag receipt_wanted;
  std::optional<Ref> ref;
  Source source = Source::donation;
  Date value_date;

  static constexpr auto fields() {
    using D = DonationReceived;
    return std::tuple(field("account", &D::account), field("amount", &D::amount),
                      field("anonymous", &D::anonymous), field("book_date", &D::book_date),
                      field("channel", &D::channel), field("donor", &D::donor),
                      field("import", &D::import), field("purpose", &D::purpose),
                      field("receipt_wanted", &D::receipt_wanted), field("ref", &D::ref),
                      field("source", &D::source), field("value_date", &D::value_date));
  }
  static void complete(const State& state, const Command& command, Timestamp time,
                       DonationReceived& body);
  static void wants(const State& state, const DonationReceived& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const DonationReceived& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const DonationReceived& body, Effects& effects);
};

/// Government temporary-aid money (财政资金拨入, office M12).
struct InjectionReceived {
  static constexpr bool kNumbered = false;

  Id account;
  Money amount;
  std::optional<Date> book_date;
  std::optional<Number> budget_item;
  Id budget_level;
  Int<1990, 2100> budget_year;
  std::optional<Id> channel;
  std::optional<Number> document_no;
  std::optional<Id> import;
  Purpose purpose;
  std::optional<Ref> ref;
  Source source = Source::gov;
  Date value_date;

  static constexpr auto fields() {
    using I = InjectionReceived;
    return std::tuple(field("account", &I::account), field("amount", &I::amount),
                      field("book_date", &I::book_date), field("budget_item", &I::budget_item),
                      field("budget_level", &I::budget_level),
                      field("budget_year", &I::budget_year), field("channel", &I::channel),
                      field("document_no", &I::document_no), field("import", &I::import),
                      field("purpose", &I::purpose), field("ref", &I::ref),
                      field("source", &I::source), field("value_date", &I::value_date));
  }
  static void complete(const State& state, const Command& command, Timestamp time,
                       InjectionReceived& body);
  static void wants(const State& state, const InjectionReceived& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const InjectionReceived& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const InjectionReceived& body, Effects& effects);
};

/// Where money came from in another ledger: an entry and its leaf hash there (design §4).
struct OtherEntry {
  Hash leaf;
  Origin origin;
  Seq seq = 0;

  static constexpr auto fields() {
    return std::tuple(field("leaf", &OtherEntry::leaf), field("origin", &OtherEntry::origin),
                      field("seq", &OtherEntry::seq));
  }
};

/// Money from another fund (收到上级拨入). It is confirmed like a gift. `sent`: the entry that sent
/// it, when it is in this ledger.
struct TransferReceived {
  static constexpr bool kNumbered = false;

  Id account;
  Money amount;
  std::optional<Date> book_date;
  std::optional<OtherEntry> origin;
  Purpose purpose;
  std::optional<Ref> ref;
  std::optional<Seq> sent;
  Source source = Source::donation;
  Date value_date;

  static constexpr auto fields() {
    using T = TransferReceived;
    return std::tuple(field("account", &T::account), field("amount", &T::amount),
                      field("book_date", &T::book_date), field("origin", &T::origin),
                      field("purpose", &T::purpose), field("ref", &T::ref), field("sent", &T::sent),
                      field("source", &T::source), field("value_date", &T::value_date));
  }
  static std::string object(const TransferReceived& body);
  static void complete(const State& state, const Command& command, Timestamp time,
                       TransferReceived& body);
  static void wants(const State& state, const TransferReceived& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const TransferReceived& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry,
                   const TransferReceived& body, Effects& effects);
};

/// What all kinds of income say.
struct IncomeView {
  Id account;
  Money amount;
  Purpose purpose;
  std::optional<Ref> ref;
  Source source = Source::donation;
};
/// None when the entry is no income.
std::optional<IncomeView> income_view(const Entry& entry);

/// A purpose has a code exactly when it needs one, and the code is in its table.
void check_purpose(const State& state, Date day, const Purpose& purpose, Violations& violations);

/// The row that releases the reference of an income, so that it may be used again.
void release_ref(const Ref& ref, Seq income, Seq by, Effects& effects);

}  // namespace mingzhang
