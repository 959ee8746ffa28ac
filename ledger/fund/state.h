#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "ledger/fund/case_state.h"
#include "ledger/fund/income_runs.h"
#include "ledger/fund/kinds/opening.h"
#include "ledger/fund/kinds/policy.h"
#include "ledger/fund/posting.h"
#include "ledger/fund/rows.h"
#include "ledger/fund/tables.h"
#include "ledger/fund/vocabulary.h"

/// The nouns of State: what is active. Each is also a state row (docs/format.md, "State rows").
namespace mingzhang {

/// Nouns of which there is one have one key.
struct Only {
  auto operator<=>(const Only&) const = default;
};

/// The ledger as opened, and where its business month stands.
struct LedgerInfo {
  using Key = Only;
  Salt ledger;
  Month month;
  Origin origin;
  Int<-720, 840> utc_offset_min;
  VkeyText vkey;

  Only key() const { return {}; }
  static std::string key_text(Only) { return "ledger"; }
  static constexpr auto fields() {
    return std::tuple(field("ledger", &LedgerInfo::ledger), field("month", &LedgerInfo::month),
                      field("origin", &LedgerInfo::origin),
                      field("utc_offset_min", &LedgerInfo::utc_offset_min),
                      field("vkey", &LedgerInfo::vkey));
  }
};

/// `by`: who put it in force.
struct PolicyInForce {
  using Key = Only;
  Id by;
  PolicyLimits limits;
  Seq seq = 0;
  Int<1, kRulesMax> rules;

  Only key() const { return {}; }
  static std::string key_text(Only) { return "policy"; }
  static constexpr auto fields() {
    return std::tuple(field("by", &PolicyInForce::by), field("limits", &PolicyInForce::limits),
                      field("rules", &PolicyInForce::rules), field("seq", &PolicyInForce::seq));
  }
};

/// `accounts`, `held`, `pools`, `unconfirmed`: the sums of design §7.9, in fen; `held` is aid that
/// the bank sent back while the award stands. `open_from`: the first month that is not closed.
struct Entity {
  using Key = Id;
  Total accounts;
  Id entity;
  Total held;
  Month open_from;
  Total pools;
  Id region;
  Total unconfirmed;

  Id key() const { return entity; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("accounts", &Entity::accounts), field("entity", &Entity::entity),
                      field("held", &Entity::held), field("open_from", &Entity::open_from),
                      field("pools", &Entity::pools), field("region", &Entity::region),
                      field("unconfirmed", &Entity::unconfirmed));
  }
};

struct Account {
  using Key = Id;
  Id account;
  Total balance;
  std::optional<Source> bound_source;
  Id entity;
  AccountType type = AccountType::bank;

  Id key() const { return account; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("account", &Account::account), field("balance", &Account::balance),
                      field("bound_source", &Account::bound_source),
                      field("entity", &Account::entity), field("type", &Account::type));
  }
};

/// `no` is the fund's place in the order of opening: its handle in index rows.
struct Fund {
  using Key = Id;
  Id entity;
  Id fund;
  Int<0, kIntMax> no;
  Id territory;

  Id key() const { return fund; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("entity", &Fund::entity), field("fund", &Fund::fund),
                      field("no", &Fund::no), field("territory", &Fund::territory));
  }
};

enum class PersonStatus : unsigned char { active, left, suspended };
template <>
struct EnumNames<PersonStatus> {
  static constexpr std::array<std::string_view, 3> names{"active", "left", "suspended"};
};

using DutyList = List<Duty, 8>;
inline constexpr std::size_t kScopeFundsMax = 64;
using FundList = List<Id, kScopeFundsMax>;

/// `entity` is absent for those named when the ledger was opened: they serve all of it. `scope`
/// absent: every fund of the entity.
struct Person {
  using Key = Id;
  DutyList duties;
  std::optional<Id> entity;
  Id person;
  std::optional<FundList> scope;
  PersonStatus status = PersonStatus::active;
  Id subject;

  Duties duty_set() const;
  /// Whether the fund is among those this person works for.
  bool serves(const Fund& fund) const;
  Id key() const { return person; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("duties", &Person::duties), field("entity", &Person::entity),
                      field("person", &Person::person), field("scope", &Person::scope),
                      field("status", &Person::status), field("subject", &Person::subject));
  }
};

/// An open proposal; `target` is the digest that its target must meet (`target_digest`).
struct Proposal {
  using Key = Seq;
  Id by;
  Timestamp expires;
  std::optional<Id> fund;
  ShortText<40> kind;
  Seq seq = 0;
  Hash target;

  Seq key() const { return seq; }
  static std::string key_text(Seq seq) { return seq_text(seq); }
  static constexpr auto fields() {
    return std::tuple(field("by", &Proposal::by), field("expires", &Proposal::expires),
                      field("fund", &Proposal::fund), field("kind", &Proposal::kind),
                      field("seq", &Proposal::seq), field("target", &Proposal::target));
  }
};

/// An import of this business month or the one before; older ones are facts.
struct Import {
  using Key = Id;
  Id account;
  Id fund;
  Id import;
  Month month;

  Id key() const { return import; }
  static std::string key_text(const Id& id) { return id.str(); }
  static constexpr auto fields() {
    return std::tuple(field("account", &Import::account), field("fund", &Import::fund),
                      field("import", &Import::import), field("month", &Import::month));
  }
};

/// Parts of a table: `pending` until the last has come.
struct TablePart {
  struct Key {
    bool pending = false;
    TableName table = TableName::causes;
    Date from;
    std::int64_t part = 0;
    auto operator<=>(const Key&) const = default;
  };
  static constexpr std::int64_t kPartsMax = 1000;
  Hash digest;
  Date from;
  Int<1, kPartsMax> part;
  Int<1, kPartsMax> parts;
  Flag pending;
  Raw<kTablePartBytesMax, '['> rows;
  TableName table = TableName::causes;

  Key key() const { return {pending.on, table, from, part}; }
  static std::string key_text(const Key& key);
  static constexpr auto fields() {
    return std::tuple(field("digest", &TablePart::digest), field("from", &TablePart::from),
                      field("part", &TablePart::part), field("parts", &TablePart::parts),
                      field("pending", &TablePart::pending), field("rows", &TablePart::rows),
                      field("table", &TablePart::table));
  }
};

/// Money of one fund, source and purpose. `in`: fen that ever came, so the next arrival starts
/// there; `next`: the lowest fen that is not taken (design "Following a gift"). `no`: its handle in
/// index rows. `reserved`: approved and not yet paid, a part of the balance.
struct Pool {
  struct Key {
    Id fund;
    Source source = Source::donation;
    Purpose purpose;
    auto operator<=>(const Key&) const = default;
  };
  Total balance;
  Id fund;
  Total in;
  Int<0, kIntMax> next;
  Int<0, kIntMax> no;
  Purpose purpose;
  Total reserved;
  Source source = Source::donation;

  std::int64_t free() const { return balance.fen() - reserved.fen(); }
  Key key() const { return {fund, source, purpose}; }
  static std::string key_text(const Key& key);
  static constexpr auto fields() {
    return std::tuple(field("balance", &Pool::balance), field("fund", &Pool::fund),
                      field("in", &Pool::in), field("next", &Pool::next), field("no", &Pool::no),
                      field("purpose", &Pool::purpose), field("reserved", &Pool::reserved),
                      field("source", &Pool::source));
  }
};

/// Fen [start, end) of a pool, beyond its `next`, that were taken out of turn: by a reversal, a
/// refund or a change of purpose. Payments skip them.
struct Struck {
  using Key = std::pair<std::int64_t, std::int64_t>;
  Int<0, kIntMax> end;
  Int<0, kIntMax> pool;
  Int<0, kIntMax> start;

  Key key() const { return {pool.value, start.value}; }
  static std::string key_text(const Key& key);
  static constexpr auto fields() {
    return std::tuple(field("end", &Struck::end), field("pool", &Struck::pool),
                      field("start", &Struck::start));
  }
};

/// Where the numbers of a fund's gifts stand in one year of `time`.
struct Numbering {
  using Key = std::pair<Id, std::int64_t>;
  Id fund;
  Int<0, kIntMax> last;
  Seq seq = 0;           ///< Of the gift that has the last number.
  Int<1969, 9999> year;  ///< Business year: 1970 may begin in 1969, west of Greenwich.

  Key key() const { return {fund, year}; }
  static std::string key_text(const Key& key);
  static constexpr auto fields() {
    return std::tuple(field("fund", &Numbering::fund), field("last", &Numbering::last),
                      field("seq", &Numbering::seq), field("year", &Numbering::year));
  }
};

/// What is posted to one account code of the chart in one month, in fen. Money that only moves
/// between accounts is of no fund and source.
struct BookBalance {
  struct Key {
    Id entity;
    Month month;
    Id code;
    std::optional<Id> fund;
    std::optional<Source> source;
    auto operator<=>(const Key&) const = default;
  };
  Id code;
  Total credit;
  Total debit;
  Id entity;
  std::optional<Id> fund;
  Month month;
  std::optional<Source> source;

  Key key() const { return {entity, month, code, fund, source}; }
  static std::string key_text(const Key& key);
  static constexpr auto fields() {
    return std::tuple(field("code", &BookBalance::code), field("credit", &BookBalance::credit),
                      field("debit", &BookBalance::debit), field("entity", &BookBalance::entity),
                      field("fund", &BookBalance::fund), field("month", &BookBalance::month),
                      field("source", &BookBalance::source));
  }
};

/// The most income that may wait for confirmation.
inline constexpr std::size_t kUnconfirmedMax = 1'000'000;

struct State {
  Rows<LedgerInfo> ledger;
  Rows<PolicyInForce> policy;
  Rows<Entity> entities;
  Rows<Account> accounts;
  Rows<Fund> funds;
  Rows<Person> people;
  Rows<Proposal> proposals;
  Rows<Import> imports;
  Rows<TablePart> table_parts;
  Rows<Pool> pools;
  Rows<Struck> struck;
  Rows<Income, IncomeRuns> unconfirmed;
  Rows<Numbering> numbering;
  Rows<BookBalance> book_balances;
  Rows<Household> households;
  Rows<Case> cases;
  Rows<PayBatch> batches;
  Rows<PayLine> lines;
  Rows<Aid> aid;
  /// What the adopted parts say; derived from `table_parts`.
  Tables tables;

  const LedgerInfo* opened() const { return ledger.find({}); }
  const PolicyInForce* policy_in_force() const { return policy.find({}); }
  /// The business date of a moment. Pre: the ledger is opened.
  Date business_date(Timestamp time) const { return time.date(utc_offset_min()); }
  std::int32_t utc_offset_min() const;

  /// Calls `visit(noun, rows)` for each noun, in a fixed order.
  template <class Self, class Visit>
  static void each_noun(Self& self, Visit&& visit) {
    visit("ledger", self.ledger);
    visit("policy", self.policy);
    visit("entity", self.entities);
    visit("account", self.accounts);
    visit("fund", self.funds);
    visit("person", self.people);
    visit("proposal", self.proposals);
    visit("import", self.imports);
    visit("table", self.table_parts);
    visit("pool", self.pools);
    visit("struck", self.struck);
    visit("unconfirmed", self.unconfirmed);
    visit("numbering", self.numbering);
    visit("book_balance", self.book_balances);
    visit("household", self.households);
    visit("case", self.cases);
    visit("batch", self.batches);
    visit("line", self.lines);
    visit("aid", self.aid);
  }

  /// Gives the rows that changed since the last call.
  void take_changes(const RowChange& change);
  /// Forgets that rows changed, for those who have them already.
  void forget_changes();
  /// For those who never ask what changed.
  void ignore_changes();
  /// The rows that changed since the last `take_changes`, for `apply`.
  State changes() const;
  /// Follows another State: takes the changes that it made since both were equal.
  void apply(const State& changed);
  /// Gives every row.
  void each_row(const RowChange& row) const;
  /// Takes a stored row in. Errors: class malformed, with the row's key as field.
  Result<void> load(std::string_view key, std::string_view value);
  /// Derives what is not a row, after the last `load`.
  void finish_loading();
};

}  // namespace mingzhang
