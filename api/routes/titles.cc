#include "api/routes/titles.h"

#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "ledger/fund/kinds/office.h"

namespace mingzhang::routes {
namespace {

void add(Titles::All& titles, const Entry& entry) {
  if (entry.kind == &kinds::entity_opened()) {
    const auto& body = entry.as<EntityOpened>();
    titles.entities.emplace(body.entity.str(), body.title.text);
  } else if (entry.kind == &kinds::fund_opened()) {
    const auto& body = entry.as<FundOpened>();
    titles.funds.emplace(body.fund.str(), body.title.text);
  } else if (entry.kind == &kinds::account_opened()) {
    const auto& body = entry.as<AccountOpened>();
    titles.accounts.emplace(body.account.str(), body.title.text);
  }
}

void add(JsonText& json, std::string_view name, const Titles::ById& titles) {
  json.key(name).open('{');
  for (const auto& [id, title] : titles) json.member(id, title);
  json.close('}');
}

}  // namespace

std::size_t titled_count(const State& state) {
  return state.entities.all().size() + state.funds.all().size() + state.accounts.all().size();
}

Titles::All Titles::read(store::Rows& rows, std::size_t wanted) {
  const std::lock_guard lock(mutex_);
  if (known_.count() < wanted) {
    rows.scan_entries(next_, rows.head().size, [&](const store::EntryRow& row) {
      if (const Result<Entry> entry = decode(row.bytes)) add(known_, *entry);
      next_ = row.seq + 1;
      return known_.count() < wanted;
    });
  }
  return known_;
}

namespace handle {

void titles(Office& office, const CallPtr& call) {
  const std::size_t wanted = office.read([](const State& state) { return titled_count(state); });
  const Titles::All titles = office.titles.read(*office.ledger.snapshot(), wanted);
  JsonText json;
  json.open('{');
  add(json, "entities", titles.entities);
  add(json, "funds", titles.funds);
  add(json, "accounts", titles.accounts);
  call->answer(json_response(json.close('}').take()));
}

}  // namespace handle
}  // namespace mingzhang::routes
