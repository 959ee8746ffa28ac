#include "ledger/fund/kinds/income.h"

#include "ledger/fund/kinds/blocks.h"
#include "ledger/fund/kinds/moves.h"
#include "ledger/fund/kinds/transfer.h"

namespace mingzhang {
namespace {

constexpr std::string_view kImportNoun = "import:";
constexpr std::string_view kTransferNoun = "transfer";

Block<8> block_of(std::int64_t key) {
  Block<8> block;
  for (std::size_t i = 0; i < 8; ++i) {
    block.bytes[i] = static_cast<std::byte>(static_cast<std::uint64_t>(key) >> (56 - 8 * i));
  }
  return block;
}

template <class T>
void check_import(const State& state, const Facts& facts, const Entry& entry, const T& body,
                  Violations& violations) {
  if (!body.import) return;
  const Import* const import = state.imports.find(*body.import);
  if (import == nullptr) {
    const bool known = !facts.objects.empty() && facts.objects.front().has_value();
    if (!known) add(violations, Code::import_unknown, "body.import", body.import->view());
  } else if (import->fund != entry.fund || import->account != body.account) {
    add(violations, Code::import_unknown, "body.import", body.import->view());
  }
}

template <class T>
void income_wants(const State& state, const T& body, Wants& wants) {
  if (body.ref) wants.refs.push_back(*body.ref);
  if constexpr (requires { body.import; }) {
    if (body.import && state.imports.find(*body.import) == nullptr) {
      wants.objects.push_back(std::string(kImportNoun) + body.import->str());
    }
  }
}

template <class T>
void check_income(const State& state, const Facts& facts, const Entry& entry, const T& body,
                  Violations& violations) {
  check_money_account(state, entry, body.account, body.source, violations);
  const Date today = state.business_date(entry.time);
  check_purpose(state, today, body.purpose, violations);
  check_book_date(state, entry, body, violations);
  if constexpr (requires { body.channel; }) {
    if (body.channel) {
      check_code(state, today, TableName::channels, *body.channel, "body.channel", violations);
    }
    check_import(state, facts, entry, body, violations);
  }
  if (!facts.refs.empty() && facts.refs.front()) {
    add(violations, Code::ref_standing, "body.ref", std::to_string(*facts.refs.front()));
  }
  if (state.unconfirmed.all().size() >= kUnconfirmedMax) {
    add(violations, Code::unconfirmed_full, "body");
  }
}

/// Gives the gift its number: a row only where a run of numbers begins (indexes.def).
void number_gift(State& state, const Entry& entry, const Fund& fund, Effects& effects) {
  const int year = state.business_date(entry.time).year();
  Numbering* numbering = state.numbering.edit({entry.fund, year});
  if (numbering == nullptr) {
    Numbering fresh;
    fresh.fund = entry.fund;
    fresh.year = year;
    numbering = &state.numbering.put(fresh);
  }
  const bool follows = numbering->last > 0 && numbering->seq + 1 == entry.seq;
  numbering->last = std::min(numbering->last + 1, kIntMax);
  numbering->seq = entry.seq;
  if (!follows) {
    effects.rows.push_back(
        {Index::numbers, {fund.no, year, numbering->last, static_cast<std::int64_t>(entry.seq)}});
  }
}

template <class T>
void fold_income(State& state, const Entry& entry, const T& body, Effects& effects) {
  const Fund* const fund = state.funds.find(entry.fund);
  if (fund == nullptr) return;
  Income income;
  income.account = body.account;
  income.amount = body.amount;
  income.book_date = body.book_date.value_or(body.value_date);
  income.fund = entry.fund;
  if constexpr (requires { body.channel; }) {
    income.channel = body.channel;
    income.import = body.import;
  }
  income.maker = entry.actor;
  income.purpose = body.purpose;
  income.seq = entry.seq;
  income.source = body.source;
  if (body.ref) {
    const std::int64_t key = ref_key(body.ref->view());
    const auto seq = static_cast<std::int64_t>(entry.seq);
    income.ref_key = block_of(key);
    effects.rows.push_back({Index::refs, {key, seq, seq}});
  }
  if (T::kNumbered) number_gift(state, entry, *fund, effects);
  move_account(state, body.account, body.amount.fen());
  if (Entity* const entity = state.entities.edit(fund->entity)) {
    entity->unconfirmed.add(body.amount.fen());
  }
  state.unconfirmed.put(std::move(income));
}

}  // namespace

void check_purpose(const State& state, Date day, const Purpose& purpose, Violations& violations) {
  constexpr std::string_view kField = "body.purpose.code";
  if ((purpose.type == PurposeType::none) == purpose.code.has_value()) {
    return add(violations, purpose.code ? Code::key_unknown : Code::field_missing, kField);
  }
  switch (purpose.type) {
    case PurposeType::none:
      return;
    case PurposeType::cause:
      return check_code(state, day, TableName::causes, *purpose.code, kField, violations);
    case PurposeType::county:
      return check_code(state, day, TableName::regions, *purpose.code, kField, violations);
    case PurposeType::village:
      return check_code(state, day, TableName::villages, *purpose.code, kField, violations);
    case PurposeType::campaign:  // No campaign can be opened under rules 1.
      return add(violations, Code::code_unknown, kField, purpose.code->view());
  }
}

Id import_id(const Hash& file_digest) { return Id("i" + to_hex(file_digest.view()).substr(0, 20)); }

std::string ImportRecorded::object(const ImportRecorded& body) {
  return std::string(kImportNoun) + body.import.str();
}

void ImportRecorded::wants(const State&, const ImportRecorded& body, Wants& wants) {
  wants.objects.push_back(object(body));
}

void ImportRecorded::check(const State& state, const Facts& facts, const Entry& entry,
                           const ImportRecorded& body, Violations& violations) {
  const Account* const account = state.accounts.find(body.account);
  const Fund* const fund = state.funds.find(entry.fund);
  if (account == nullptr) {
    add(violations, Code::account_unknown, "body.account", body.account.view());
  } else if (fund != nullptr && account->entity != fund->entity) {
    add(violations, Code::account_of_other_entity, "body.account", body.account.view());
  }
  if (body.import != import_id(body.file_digest)) {
    add(violations, Code::digest_differs, "body.import", body.import.view());
  }
  const bool known = !facts.objects.empty() && facts.objects.front().has_value();
  if (known || state.imports.find(body.import) != nullptr) {
    add(violations, Code::exists_already, "body.import", body.import.view());
  }
}

void ImportRecorded::fold(State& state, const Facts&, const Entry& entry,
                          const ImportRecorded& body, Effects& effects) {
  if (state.funds.find(entry.fund) == nullptr) return;
  const std::int64_t key = index_key("object", object(body));
  effects.rows.push_back({Index::objects, {key, static_cast<std::int64_t>(entry.seq)}});
  Import import;
  import.account = body.account;
  import.fund = entry.fund;
  import.import = body.import;
  import.month = state.business_date(entry.time).month();
  state.imports.put(import);
}

void DonationReceived::complete(const State& state, const Command& command, Timestamp,
                                DonationReceived& body) {
  complete_book_date(state, command.fund, body);
}
void DonationReceived::wants(const State& state, const DonationReceived& body, Wants& wants) {
  income_wants(state, body, wants);
}
void DonationReceived::check(const State& state, const Facts& facts, const Entry& entry,
                             const DonationReceived& body, Violations& violations) {
  if (body.source != Source::donation) {
    add(violations, Code::source_not_allowed, "body.source", name_of(body.source));
  }
  check_income(state, facts, entry, body, violations);
}
void DonationReceived::fold(State& state, const Facts&, const Entry& entry,
                            const DonationReceived& body, Effects& effects) {
  fold_income(state, entry, body, effects);
}

void InjectionReceived::complete(const State& state, const Command& command, Timestamp,
                                 InjectionReceived& body) {
  complete_book_date(state, command.fund, body);
}
void InjectionReceived::wants(const State& state, const InjectionReceived& body, Wants& wants) {
  income_wants(state, body, wants);
}
void InjectionReceived::check(const State& state, const Facts& facts, const Entry& entry,
                              const InjectionReceived& body, Violations& violations) {
  if (body.source != Source::gov) {
    add(violations, Code::source_not_allowed, "body.source", name_of(body.source));
  }
  check_income(state, facts, entry, body, violations);
}
void InjectionReceived::fold(State& state, const Facts&, const Entry& entry,
                             const InjectionReceived& body, Effects& effects) {
  fold_income(state, entry, body, effects);
}

std::string TransferReceived::object(const TransferReceived& body) {
  return body.sent ? object_name(kTransferNoun, *body.sent) : std::string();
}
void TransferReceived::complete(const State& state, const Command& command, Timestamp,
                                TransferReceived& body) {
  complete_book_date(state, command.fund, body);
}
void TransferReceived::wants(const State& state, const TransferReceived& body, Wants& wants) {
  income_wants(state, body, wants);
  if (!body.sent) return;
  wants.entries.push_back(*body.sent);
  wants.objects.push_back(object(body));
}
void TransferReceived::check(const State& state, const Facts& facts, const Entry& entry,
                             const TransferReceived& body, Violations& violations) {
  check_income(state, facts, entry, body, violations);
  if (!body.sent) return;
  const TransferSent* const sent =
      facts.entries.empty() ? nullptr : transfer_sent(facts.entries.front());
  if (sent == nullptr || sent->to_fund != entry.fund) {
    return add(violations, Code::entry_unknown, "body.sent", std::to_string(*body.sent));
  }
  if (sent->amount != body.amount) {
    add(violations, Code::amount_differs, "body.amount", to_yuan(sent->amount.fen()));
  }
  if (sent->source != body.source) {
    add(violations, Code::source_not_allowed, "body.source", name_of(sent->source));
  }
  if (!facts.objects.empty() && facts.objects.front()) {
    add(violations, Code::exists_already, "body.sent", std::to_string(*facts.objects.front()));
  }
}
void TransferReceived::fold(State& state, const Facts&, const Entry& entry,
                            const TransferReceived& body, Effects& effects) {
  fold_income(state, entry, body, effects);
  if (body.sent) name_object(entry, object(body), effects);
}

std::optional<IncomeView> income_view(const Entry& entry) {
  const auto view = [](const auto& body) {
    return IncomeView{body.account, body.amount, body.purpose, body.ref, body.source};
  };
  if (entry.kind == &kinds::donation_received()) return view(entry.as<DonationReceived>());
  if (entry.kind == &kinds::injection_received()) return view(entry.as<InjectionReceived>());
  if (entry.kind == &kinds::transfer_received()) return view(entry.as<TransferReceived>());
  return std::nullopt;
}

void release_ref(const Ref& ref, Seq income, Seq by, Effects& effects) {
  effects.rows.push_back(
      {Index::refs,
       {ref_key(ref.view()), static_cast<std::int64_t>(by), static_cast<std::int64_t>(income)}});
}

namespace kinds {
MZ_DEFINE_KIND(transfer_received, TransferReceived)
MZ_DEFINE_KIND(import_recorded, ImportRecorded)
MZ_DEFINE_KIND(donation_received, DonationReceived)
MZ_DEFINE_KIND(injection_received, InjectionReceived)
}  // namespace kinds

}  // namespace mingzhang
