#include "api/acts/office.h"

#include "ledger/books.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/store/sqlite_store.h"

namespace mingzhang {
namespace {

/// The only one of `found`; otherwise a refusal that names them.
Result<Id> only_one(const std::vector<Id>& found, Code code, std::string_view option) {
  if (found.size() == 1) return found.front();
  std::string names;
  for (const Id& id : found) names += (names.empty() ? "" : ", ") + id.str();
  return refuse(code, option, names);
}

}  // namespace

State read_state(const LedgerFolder& folder) {
  if (!std::filesystem::exists(folder.database())) {
    throw LedgerError(LedgerError::Kind::not_there, "no ledger in " + folder.root.string());
  }
  const auto store = store::open_sqlite_readonly(folder.database().string());
  return Books::load(*store->snapshot()).state;
}

Result<Id> id_of(std::string_view field, std::string_view text) {
  if (!is_id(text) || text.size() > Id::kBytesMax) return refuse(Code::text_malformed, field);
  return Id(text);
}

Result<Id> person_for(const State& state, Duty duty, const Id& fund_id, const std::string& named) {
  const Fund* const fund = state.funds.find(fund_id);
  if (fund == nullptr) return refuse(Code::fund_unknown, "--fund", fund_id.view());
  if (!named.empty()) return id_of("--as", named);
  std::vector<Id> found;
  for (const auto& [id, person] : state.people.all()) {
    const bool active = person.status == PersonStatus::active;
    if (active && person.duty_set().has(duty) && person.serves(*fund)) found.push_back(id);
  }
  return only_one(found, Code::person_unknown, "--as");
}

Result<Id> account_for(const State& state, const Id& fund_id, const std::string& named) {
  const Fund* const fund = state.funds.find(fund_id);
  if (fund == nullptr) return refuse(Code::fund_unknown, "--fund", fund_id.view());
  if (!named.empty()) return id_of("--account", named);
  std::vector<Id> found;
  for (const auto& [id, account] : state.accounts.all()) {
    const bool takes = !account.bound_source || *account.bound_source == Source::donation;
    if (account.type == AccountType::channel && account.entity == fund->entity && takes) {
      found.push_back(id);
    }
  }
  return only_one(found, Code::account_unknown, "--account");
}

std::vector<IncomeConfirmed> plan_confirmations(const State& state, const Id& fund,
                                                const IncomeConfirmed& wanted) {
  std::vector<IncomeConfirmed> plan;
  std::int64_t amount = 0;
  const auto& all = state.unconfirmed.all();
  for (auto it = all.lower_bound({fund, wanted.first});
       it != all.end() && it->fund == fund && it->seq <= wanted.last; ++it) {
    const Income& income = *it;
    if (wanted.import && income.import != wanted.import) continue;
    const bool full = plan.empty() || plan.back().count == kConfirmedMax ||
                      amount + income.amount.fen() > Money::kFenMax;
    if (full) {
      plan.push_back(wanted);
      plan.back().first = income.seq;
      plan.back().count = 0;
      amount = 0;
    }
    amount += income.amount.fen();
    plan.back().last = income.seq;
    plan.back().count = plan.back().count + 1;
    plan.back().amount = *Money::of_fen(amount);
  }
  return plan;
}

}  // namespace mingzhang
