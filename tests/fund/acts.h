#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/fund/kind_types.h"

/// What people of the story do, in the ledger's language. Every act has plausible defaults; a test
/// says only what matters to it: `donation(100_yuan).by("cashier2").with(…)`.
namespace mingzhang::test {

/// 100_yuan is 10,000 fen.
constexpr Money operator""_yuan(unsigned long long yuan) { return operator""_fen(yuan * 100); }

inline Date day(std::string_view text) { return *Date::parse(text); }
inline Timestamp moment(std::string_view text) { return *Timestamp::parse(text); }
inline Month month(std::string_view text) { return *Month::parse(text); }

/// A command of a known body. Each verb gives a changed copy.
template <class T>
class Act {
 public:
  Act(const Id& actor, const Id& fund, T body)
      : actor_(actor), fund_(fund), body_(std::move(body)) {}

  Act by(const Id& actor) const {
    return changed([&](Act& act) { act.actor_ = actor; });
  }
  Act in(const Id& fund) const {
    return changed([&](Act& act) { act.fund_ = fund; });
  }
  Act citing(Seq proposal) const {
    return changed([&](Act& act) { act.body_.proposal = proposal; });
  }
  Act sealed(const Hash& commitment) const {
    return changed([&](Act& act) { act.commitments_.push_back(commitment); });
  }
  template <class Change>
  Act with(Change change) const {
    return changed([&](Act& act) { change(act.body_); });
  }

  const T& body() const { return body_; }
  operator Command() const {
    Command command = make_command(kind_of<T>(), actor_, fund_, body_);
    command.commitments = commitments_;
    return command;
  }

 private:
  template <class Change>
  Act changed(Change change) const {
    Act act = *this;
    change(act);
    return act;
  }

  Id actor_;
  Id fund_;
  T body_;
  std::vector<Hash> commitments_;
};

/// Everybody's subject is "s." and their id, unless a test says otherwise.
inline Id subject(const Id& person) { return Id("s." + person.str()); }

inline Act<LedgerOpened> opening() {
  const auto founder = [](const Id& person) { return Founder{person, subject(person)}; };
  LedgerOpened body;
  body.administrator = founder("admin");
  body.approver = founder("approver");
  body.auditor = founder("auditor");
  body.ledger = *block_from_hex<16>("00112233445566778899aabbccddeeff");
  body.origin = "mingzhang.example/jinan";
  body.responsible = founder("leader");
  body.title = {"济南市慈善救助账本"};
  body.vkey = "mingzhang.example/jinan+00000000+AQ==";
  return {"admin", {}, body};
}

inline Act<EntityOpened> entity(const Id& id, const Id& region, Level level = Level::county) {
  EntityOpened body;
  body.accounting_system = "npo2004";
  body.books_from = month("2020-01");
  body.entity = id;
  body.level = level;
  body.region = region;
  body.title = {"慈善总会 " + id.str()};
  return {"admin", {}, body};
}

inline Act<AccountOpened> account(const Id& id, const Id& entity, AccountType type) {
  AccountOpened body;
  body.account = id;
  body.entity = entity;
  body.from = day("2020-01-01");
  body.title = {"账户 " + id.str()};
  body.type = type;
  return {"admin", {}, body};
}

inline Act<FundOpened> fund(const Id& id, const Id& entity, const Id& territory) {
  FundOpened body;
  body.entity = entity;
  body.fund = id;
  body.territory = territory;
  body.title = {"扶贫解困慈善救助基金 " + id.str()};
  return {"admin", {}, body};
}

inline Act<PersonEnrolled> enrolment(const Id& id, DutyList duties, const Id& entity = "jinan") {
  PersonEnrolled body;
  body.duties = std::move(duties);
  body.entity = entity;
  body.person = id;
  body.subject = subject(id);
  return {"admin", {}, body};
}

inline Act<PersonChanged> change_of(const Id& id, PersonStatus status = PersonStatus::active) {
  PersonChanged body;
  body.person = id;
  body.status = status;
  return {"admin", {}, body};
}

inline Act<PolicyAdopted> policy() {
  PolicyAdopted body;
  body.limits.income_per_head_max = 400000;
  body.limits.proposal_days = 7;
  body.limits.source_order.items = {Source::gov, Source::donation};
  body.limits.voucher_rule = "daily";
  body.rules = 1;
  body.title = {"基金管理参数"};
  return {"leader", {}, body};
}

inline std::string rows_json(std::vector<TableRow> rows) {
  std::string json;
  JsonWriter writer(json);
  write_value(writer, List<TableRow, kTablePartRowsMax>{std::move(rows)});
  return json;
}

/// A whole table in one part.
inline Act<TableAdopted> table(TableName name, std::string_view from, std::vector<TableRow> rows) {
  TableAdopted body;
  body.from = day(from);
  body.rows.json = rows_json(std::move(rows));
  body.digest = table_digest({body.rows.json});
  body.table = name;
  return {"admin", {}, body};
}

/// A table of codes and titles.
inline TableRow code_row(const Id& code, std::string title = "名") {
  TableRow row;
  row.code = code;
  row.title = {std::move(title)};
  return row;
}
inline TableRow use_row(const Id& use, const Id& code) {
  TableRow row;
  row.code = code;
  row.use = use;
  return row;
}

/// What is put before a second person is the target itself.
template <class T>
Act<ActionProposed> proposal_of(const Act<T>& target) {
  const Command command = target;
  ActionProposed body;
  body.target_body.json = command.kind->target(*command.body);
  body.target_kind = ShortText<40>(command.kind->name);
  Act<ActionProposed> act("admin", command.fund, body);
  for (const Hash& commitment : command.commitments) act = act.sealed(commitment);
  return act;
}

inline Act<ActionDeclined> declining(Seq proposal, const Id& reason = "not_agreed") {
  ActionDeclined body;
  body.proposal = proposal;
  body.reason = reason;
  return {"leader", {}, body};
}

/// The import of file number `file`.
inline Act<ImportRecorded> import_of(int file) {
  ImportRecorded body;
  body.account = "wechat";
  body.file_digest.bytes[0] = static_cast<std::byte>(file);
  body.format = "receipts_csv";
  body.import = import_id(body.file_digest);
  body.rows = 2;
  body.total = 30000;
  return {"cashier", "jinan", body};
}

inline Act<DonationReceived> donation(Money amount) {
  DonationReceived body;
  body.account = "bank";
  body.amount = amount;
  body.value_date = day("2026-11-20");
  return {"cashier", "jinan", body};
}

inline Act<InjectionReceived> injection(Money amount) {
  InjectionReceived body;
  body.account = "treasury";
  body.amount = amount;
  body.budget_level = "city";
  body.budget_year = 2026;
  body.value_date = day("2026-11-20");
  return {"cashier", "jinan", body};
}

inline Act<IncomeConfirmed> confirmation(Seq first, Seq last, std::int64_t count, Money amount) {
  IncomeConfirmed body;
  body.amount = amount;
  body.count = count;
  body.first = first;
  body.last = last;
  return {"bookkeeper", "jinan", body};
}

inline Act<IncomeCancelled> cancellation(Seq income) {
  IncomeCancelled body;
  body.income = income;
  body.reason = "wrong_amount";
  return {"cashier", "jinan", body};
}

}  // namespace mingzhang::test
