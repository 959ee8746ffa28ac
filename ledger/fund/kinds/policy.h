#pragma once

#include "ledger/fund/codec.h"
#include "ledger/fund/kind.h"
#include "ledger/fund/tables.h"

namespace mingzhang {

/// The highest number of rules that this program understands (design §4).
inline constexpr std::int64_t kRulesUnderstood = 1;
inline constexpr std::int64_t kRulesMax = 1'000'000;

enum class AidWindow : unsigned char { calendar_year, rolling_12_months };
template <>
struct EnumNames<AidWindow> {
  static constexpr std::array<std::string_view, 2> names{"calendar_year", "rolling_12_months"};
};

using Days = Int<0, 3650>;
using Fen = Int<0, Money::kFenMax>;

/// The numbers of the fund's rules: every one is policy (design §7). Money in fen; days are working
/// days where the name says so in docs/format.md. `*_max` includes the number itself (民法典
/// §1259).
struct PolicyLimits {
  Int<1, 1000> aid_per_year_count{1};
  AidWindow aid_window = AidWindow::calendar_year;
  Days award_valid_days;
  Fen cash_max;
  Days decision_days;
  Fen income_per_head_max;
  Flag medical_remainder;
  Days notice_days;
  Days pay_days;
  Int<1, 90> proposal_days;
  Days publish_days;
  Fen single_voucher_from;
  Fen small_aid_max;
  Days small_decision_days;
  List<Source, 2> source_order;
  Fen two_approvers_above;
  Int<1, 720> urgent_decision_hours;
  Days urgent_ratify_days;
  Fen urgent_release_max;
  Id voucher_rule;

  static constexpr auto fields() {
    using P = PolicyLimits;
    return std::tuple(
        field("aid_per_year_count", &P::aid_per_year_count), field("aid_window", &P::aid_window),
        field("award_valid_days", &P::award_valid_days), field("cash_max", &P::cash_max),
        field("decision_days", &P::decision_days),
        field("income_per_head_max", &P::income_per_head_max),
        field("medical_remainder", &P::medical_remainder), field("notice_days", &P::notice_days),
        field("pay_days", &P::pay_days), field("proposal_days", &P::proposal_days),
        field("publish_days", &P::publish_days),
        field("single_voucher_from", &P::single_voucher_from),
        field("small_aid_max", &P::small_aid_max),
        field("small_decision_days", &P::small_decision_days),
        field("source_order", &P::source_order),
        field("two_approvers_above", &P::two_approvers_above),
        field("urgent_decision_hours", &P::urgent_decision_hours),
        field("urgent_ratify_days", &P::urgent_ratify_days),
        field("urgent_release_max", &P::urgent_release_max),
        field("voucher_rule", &P::voucher_rule));
  }
};

/// The responsible person puts limits in force, on the administrator's proposal (office M26).
struct PolicyAdopted {
  std::optional<Number> document_no;
  PolicyLimits limits;
  std::optional<Seq> proposal;
  Int<1, kRulesMax> rules;
  Title title;

  static constexpr auto fields() {
    return std::tuple(field("document_no", &PolicyAdopted::document_no),
                      field("limits", &PolicyAdopted::limits),
                      field("proposal", &PolicyAdopted::proposal),
                      field("rules", &PolicyAdopted::rules), field("title", &PolicyAdopted::title));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const PolicyAdopted& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const PolicyAdopted& body,
                   Effects& effects);
};

/// What a proposal of a table holds: the digest binds the rows.
struct TableHeader {
  Hash digest;
  std::optional<Number> document_no;
  Date from;
  Int<1, 1000> parts;
  TableName table = TableName::causes;

  static constexpr auto fields() {
    return std::tuple(field("digest", &TableHeader::digest),
                      field("document_no", &TableHeader::document_no),
                      field("from", &TableHeader::from), field("parts", &TableHeader::parts),
                      field("table", &TableHeader::table));
  }
};

/// One part of a table; the table holds from `from` on once its last part is there. `digest` is
/// SHA-256 of the canonical bytes of all rows of all parts as one list.
struct TableAdopted {
  using Target = TableHeader;

  Hash digest;
  std::optional<Number> document_no;
  Date from;
  Int<1, 1000> part;
  Int<1, 1000> parts;
  std::optional<Seq> proposal;
  Raw<kTablePartBytesMax, '['> rows;
  TableName table = TableName::causes;

  static constexpr auto fields() {
    return std::tuple(
        field("digest", &TableAdopted::digest), field("document_no", &TableAdopted::document_no),
        field("from", &TableAdopted::from), field("part", &TableAdopted::part),
        field("parts", &TableAdopted::parts), field("proposal", &TableAdopted::proposal),
        field("rows", &TableAdopted::rows), field("table", &TableAdopted::table));
  }
  static TableHeader target(const TableAdopted& body) {
    return {body.digest, body.document_no, body.from, body.parts, body.table};
  }
  static bool finishes(const TableAdopted& body) { return body.part == body.parts; }
  static bool validate(const TableAdopted& body, JsonReader& reader);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const TableAdopted& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const TableAdopted& body,
                   Effects& effects);
};

/// The digest of a whole table from the rows of its parts, each a JSON list.
Hash table_digest(const std::vector<std::string_view>& parts);

}  // namespace mingzhang
