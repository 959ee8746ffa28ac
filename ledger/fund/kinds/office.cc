#include "ledger/fund/kinds/office.h"

#include "ledger/fund/kinds/common.h"

namespace mingzhang {
namespace {

void check_entity_known(const State& state, const Id& entity, Violations& violations) {
  if (state.entities.find(entity) == nullptr) {
    add(violations, Code::entity_unknown, "body.entity", entity.view());
  }
}

}  // namespace

void EntityOpened::check(const State& state, const Facts&, const Entry& entry,
                         const EntityOpened& body, Violations& violations) {
  if (state.entities.find(body.entity) != nullptr) {
    add(violations, Code::exists_already, "body.entity", body.entity.view());
  }
  const Date today = state.business_date(entry.time);
  check_code(state, today, TableName::regions, body.region, "body.region", violations);
}

void EntityOpened::fold(State& state, const Facts&, const Entry&, const EntityOpened& body,
                        Effects&) {
  if (state.entities.find(body.entity) != nullptr) return;
  Entity entity;
  entity.entity = body.entity;
  entity.open_from = body.books_from;
  entity.region = body.region;
  state.entities.put(entity);
}

void AccountOpened::check(const State& state, const Facts&, const Entry&, const AccountOpened& body,
                          Violations& violations) {
  check_entity_known(state, body.entity, violations);
  if (state.accounts.find(body.account) != nullptr) {
    add(violations, Code::exists_already, "body.account", body.account.view());
  }
  if (body.custodian && state.people.find(*body.custodian) == nullptr) {
    add(violations, Code::person_unknown, "body.custodian", body.custodian->view());
  }
}

void AccountOpened::fold(State& state, const Facts&, const Entry&, const AccountOpened& body,
                         Effects&) {
  if (state.accounts.find(body.account) != nullptr) return;
  Account account;
  account.account = body.account;
  account.bound_source = body.bound_source;
  account.entity = body.entity;
  account.type = body.type;
  state.accounts.put(account);
}

void FundOpened::check(const State& state, const Facts&, const Entry& entry, const FundOpened& body,
                       Violations& violations) {
  check_entity_known(state, body.entity, violations);
  if (state.funds.find(body.fund) != nullptr) {
    add(violations, Code::exists_already, "body.fund", body.fund.view());
  }
  const Date today = state.business_date(entry.time);
  check_code(state, today, TableName::regions, body.territory, "body.territory", violations);
}

void FundOpened::fold(State& state, const Facts&, const Entry&, const FundOpened& body, Effects&) {
  if (state.funds.find(body.fund) != nullptr) return;
  Fund fund;
  fund.fund = body.fund;
  fund.entity = body.entity;
  fund.no = static_cast<std::int64_t>(state.funds.all().size());
  fund.territory = body.territory;
  state.funds.put(fund);
}

namespace kinds {
MZ_DEFINE_KIND(entity_opened, EntityOpened)
MZ_DEFINE_KIND(account_opened, AccountOpened)
MZ_DEFINE_KIND(fund_opened, FundOpened)
}  // namespace kinds

}  // namespace mingzhang
