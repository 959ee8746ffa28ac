#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "ledger/fund/vocabulary.h"

/// The nouns of aid in State: households, open cases, payments under way, and what a household was
/// given of late. Verbs on them: cases.h, payments.h.
namespace mingzhang {

/// A sequence number as part of a key: 16 digits, so that keys sort as numbers do.
std::string seq_text(Seq seq);

/// Why a household is helped without a survey of its income (office M15).
enum class HouseholdClass : unsigned char { dibao, other, tekun, wubao };
template <>
struct EnumNames<HouseholdClass> {
  static constexpr std::array<std::string_view, 4> names{"dibao", "other", "tekun", "wubao"};
};

inline constexpr std::size_t kMembersMax = 40;

/// One of those who live together. `person` is the subject's id.
struct Member {
  std::optional<Date> from;
  Id person;
  Id relation;
  std::optional<Date> to;

  static constexpr auto fields() {
    return std::tuple(field("from", &Member::from), field("person", &Member::person),
                      field("relation", &Member::relation), field("to", &Member::to));
  }
};
using MemberList = List<Member, kMembersMax>;

/// A paper that proves the class, and the days on which it holds.
struct Certificate {
  std::optional<Date> from;
  std::optional<Date> to;
  HouseholdClass type = HouseholdClass::dibao;

  static constexpr auto fields() {
    return std::tuple(field("from", &Certificate::from), field("to", &Certificate::to),
                      field("type", &Certificate::type));
  }
};

/// A family that may be helped (一户一档).
struct Household {
  using Key = Id;
  std::optional<List<Certificate, 8>> certificates;
  HouseholdClass household_class = HouseholdClass::other;
  Id household;
  MemberList members;
  Id village;

  Id key() const { return household; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("certificates", &Household::certificates),
                      field("class", &Household::household_class),
                      field("household", &Household::household),
                      field("members", &Household::members), field("village", &Household::village));
  }
};

/// Where a case stands; what ends leaves State (steps.def).
enum class CaseStage : unsigned char { approved, opened, recovering, reviewed, surveyed, urgent };
template <>
struct EnumNames<CaseStage> {
  static constexpr std::array<std::string_view, 6> names{"approved", "opened",   "recovering",
                                                         "reviewed", "surveyed", "urgent"};
};

using Amount = Int<0, Money::kFenMax>;

/// What a case was granted from one source, in fen. `lined`: in lines that are built or released.
/// `paid`: less what came back. The rest can go into a line.
struct Award {
  Amount amount;
  Amount lined;
  Amount paid;
  Source source = Source::donation;

  std::int64_t unpaid() const { return amount.value - paid.value; }
  std::int64_t unlined() const { return amount.value - paid.value - lined.value; }
  static constexpr auto fields() {
    return std::tuple(field("amount", &Award::amount), field("lined", &Award::lined),
                      field("paid", &Award::paid), field("source", &Award::source));
  }
};

/// Fen of one pool of the case's fund that are reserved.
struct Reserved {
  Amount amount;
  Purpose purpose;
  Source source = Source::donation;

  static constexpr auto fields() {
    return std::tuple(field("amount", &Reserved::amount), field("purpose", &Reserved::purpose),
                      field("source", &Reserved::source));
  }
};

/// Fen [start, end) of one pool of the case's fund that were taken.
struct Piece {
  Int<0, kIntMax> end;
  Purpose purpose;
  Source source = Source::donation;
  Int<0, kIntMax> start;

  std::int64_t fen() const { return end.value - start.value; }
  static constexpr auto fields() {
    return std::tuple(field("end", &Piece::end), field("purpose", &Piece::purpose),
                      field("source", &Piece::source), field("start", &Piece::start));
  }
};
using PieceList = List<Piece, 100'000>;

/// How a survey found out what a household lives on.
enum class Means : unsigned char { certificate, pending, surveyed };
template <>
struct EnumNames<Means> {
  static constexpr std::array<std::string_view, 3> names{"certificate", "pending", "surveyed"};
};

/// What the last survey said, as far as a decision needs it. `income`: of the household, fen a
/// year. `self`: what insurance and medical aid left to pay.
struct SurveyResult {
  std::optional<Amount> income;
  Means means = Means::surveyed;
  Int<1, 100> members;
  std::optional<Amount> self;

  static constexpr auto fields() {
    return std::tuple(field("income", &SurveyResult::income), field("means", &SurveyResult::means),
                      field("members", &SurveyResult::members), field("self", &SurveyResult::self));
  }
};

enum class PayeeType : unsigned char { care_home, committee, guardian, hospital, person };
template <>
struct EnumNames<PayeeType> {
  static constexpr std::array<std::string_view, 5> names{"care_home", "committee", "guardian",
                                                         "hospital", "person"};
};

enum class PayMethod : unsigned char { bank, cash, yikatong };
template <>
struct EnumNames<PayMethod> {
  static constexpr std::array<std::string_view, 3> names{"bank", "cash", "yikatong"};
};

/// Who takes the money. `account_tag`: the same account has the same tag, and nobody else knows its
/// number. `no_account`: cash above the limit, because there is none.
struct Payee {
  std::optional<Id> account_tag;
  Id holder;
  PayMethod method = PayMethod::bank;
  Flag no_account;
  PayeeType type = PayeeType::person;

  static constexpr auto fields() {
    return std::tuple(field("account_tag", &Payee::account_tag), field("holder", &Payee::holder),
                      field("method", &Payee::method), field("no_account", &Payee::no_account),
                      field("type", &Payee::type));
  }
};

using SubjectList = List<Id, 64>;

/// A request for aid that is not finished. `requesters`: subjects who asked or surveyed;
/// `approvers`: subjects who granted. `last`: its newest entry. Its unpaid money is `held`, sent
/// back by the bank, and `reserved` in pools; it is paid in this order.
struct Case {
  using Key = Id;
  std::optional<SubjectList> approvers;
  std::optional<List<Award, 2>> awards;
  Id id;
  Id cause;
  Date event_date;
  std::optional<SurveyResult> found;
  Id fund;
  std::optional<PieceList> held;
  Id household;
  Seq last = 0;
  std::optional<Id> minutes_by;
  Seq opened = 0;
  std::optional<Payee> payee;
  std::optional<Date> released;  ///< The business day on which urgent aid was first released.
  SubjectList requesters;
  std::optional<List<Reserved, 64>> reserved;
  Flag reviewed;
  CaseStage stage = CaseStage::opened;
  Amount unsigned_lines;  ///< Lines paid and not yet signed for, in number.
  Flag urgent;
  std::optional<Date> valid_until;
  std::optional<Id> victim;

  Key key() const { return id; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("approvers", &Case::approvers), field("awards", &Case::awards),
                      field("case", &Case::id), field("cause", &Case::cause),
                      field("event_date", &Case::event_date), field("found", &Case::found),
                      field("fund", &Case::fund), field("held", &Case::held),
                      field("household", &Case::household), field("last", &Case::last),
                      field("minutes_by", &Case::minutes_by), field("opened", &Case::opened),
                      field("payee", &Case::payee), field("released", &Case::released),
                      field("requesters", &Case::requesters), field("reserved", &Case::reserved),
                      field("reviewed", &Case::reviewed), field("stage", &Case::stage),
                      field("unsigned_lines", &Case::unsigned_lines),
                      field("urgent", &Case::urgent), field("valid_until", &Case::valid_until),
                      field("victim", &Case::victim));
  }
};

/// A list of payments from one account and source. `left`: lines that have not ended.
struct PayBatch {
  using Key = Id;
  Id account;
  Id batch;
  Id builder;  ///< Subject.
  Id fund;
  Int<0, 1'000'000> left;
  Flag released;
  Source source = Source::donation;

  Id key() const { return batch; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("account", &PayBatch::account), field("batch", &PayBatch::batch),
                      field("builder", &PayBatch::builder), field("fund", &PayBatch::fund),
                      field("left", &PayBatch::left), field("released", &PayBatch::released),
                      field("source", &PayBatch::source));
  }
};

/// Where one payment stands; one that failed, came back whole or was signed for leaves State.
enum class LineStage : unsigned char { built, paid, released };
template <>
struct EnumNames<LineStage> {
  static constexpr std::array<std::string_view, 3> names{"built", "paid", "released"};
};

/// One payment of a batch. `pieces`: once it is paid, the fen it was paid with, less what came
/// back.
struct PayLine {
  using Key = std::pair<Id, std::int64_t>;
  Amount amount;
  Id batch;
  Id case_id;
  Int<1, 100'000> line;
  std::optional<Seq> payment;
  std::optional<PieceList> pieces;
  Source source = Source::donation;
  LineStage stage = LineStage::built;

  Key key() const { return {batch, line.value}; }
  static std::string key_text(const Key& key);
  static constexpr auto fields() {
    return std::tuple(field("amount", &PayLine::amount), field("batch", &PayLine::batch),
                      field("case", &PayLine::case_id), field("line", &PayLine::line),
                      field("payment", &PayLine::payment), field("pieces", &PayLine::pieces),
                      field("source", &PayLine::source), field("stage", &PayLine::stage));
  }
};

/// What a household was granted, kept for 36 months: repeats are seen. `amount`: granted, less what
/// was never paid or came back.
struct Aid {
  using Key = Id;
  Amount amount;
  Id case_id;
  Id cause;
  Date date;
  Date event_date;
  Id household;
  std::optional<Id> victim;

  Id key() const { return case_id; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("amount", &Aid::amount), field("case", &Aid::case_id),
                      field("cause", &Aid::cause), field("date", &Aid::date),
                      field("event_date", &Aid::event_date), field("household", &Aid::household),
                      field("victim", &Aid::victim));
  }
};

/// How long aid is remembered (design §3).
inline constexpr std::int32_t kAidMonths = 36;

}  // namespace mingzhang
