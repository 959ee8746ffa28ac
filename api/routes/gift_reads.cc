#include <map>

#include "api/acts/office.h"
#include "api/routes/gift_list.h"
#include "api/routes/json.h"
#include "api/routes/list.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/routes/trace_json.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/trace.h"

/// Gifts: a list, one with what it was spent on, and what waits for the bookkeeper.
namespace mingzhang::routes {
namespace {

Result<Gift> gift_of(const Office& office, const Call& call, store::Rows& rows) {
  const Result<Seq> seq = seq_of("seq", call.params[0]);
  if (!seq) return std::unexpected(seq.error());
  std::optional<Gift> gift = find_gift(rows, *seq);
  if (!gift) return refuse(Code::entry_unknown, "seq", call.params[0]);
  const bool may =
      office.read([&](const State& state) { return may_see(state, call.person, gift->entry); });
  if (!may) return refuse(Code::fund_out_of_scope, "fund", gift->entry.fund.view());
  return std::move(*gift);
}

/// One gift: its number, where it stands, what it was spent on, and the one sentence of it.
Result<http::Response> one_gift(Office& office, const Call& call) {
  const auto rows = office.ledger.snapshot();
  const Result<Gift> gift = gift_of(office, call, *rows);
  if (!gift) return std::unexpected(gift.error());
  const Seq seq = gift->entry.seq;
  JsonText json;
  json.open('{');
  add_gift(json, office, *rows, *gift);
  if (was_confirmed(standing_of(office, *rows, gift->entry))) {
    Tracer tracer(*rows);
    const std::vector<Trace> traces = tracer.follow(seq);
    if (!traces.empty()) {
      const Company company = tracer.company(traces.front(), seq);
      json.key("trace");
      add_trace(json, traces.front());
      json.member("households", company.households).member("other_gifts", company.other_gifts);
    }
  }
  return json_response(json.close('}').take());
}

Result<http::Response> gifts_page(Office& office, const Call& call) {
  const auto rows = office.ledger.snapshot();
  const Result<GiftFilter> filter = gift_filter(office, call, rows->head().size);
  if (!filter) return std::unexpected(filter.error());
  return json_response(gift_page(office, call, *rows, *filter));
}

/// Unconfirmed income of one import, or without one, of one book date and account.
struct Heap {
  std::uint64_t count = 0;
  Total amount;
  Seq first = 0;
  Seq last = 0;
};
using HeapKey = std::tuple<Id, std::string, Date, Id, Source>;

Result<http::Response> unconfirmed_page(Office& office, const Call& call) {
  std::map<HeapKey, Heap> heaps;
  const Result<void> done = office.read([&](const State& state) -> Result<void> {
    const auto fund = fund_option(state, call);
    if (!fund) return std::unexpected(fund.error());
    for (const Income& income : state.unconfirmed.all()) {
      if (*fund && income.fund != **fund) continue;
      if (!may_see(state, call.person, income.fund)) continue;
      Heap& heap = heaps[{income.fund, income.import ? income.import->str() : std::string(),
                          income.book_date, income.account, income.source}];
      if (heap.count == 0) heap.first = income.seq;
      heap.last = income.seq;
      ++heap.count;
      heap.amount.add(income.amount.fen());
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return list_page(heaps, call, kPageItemsMax, [](JsonText& json, const auto& item) {
    const auto& [fund, import, date, account, source] = item.first;
    json.open('{').member("fund", fund.view());
    if (!import.empty()) json.member("import", import);
    json.member("book_date", date.text())
        .member("account", account.view())
        .member("source", name_of(source))
        .member("count", item.second.count)
        .member("amount", item.second.amount.fen())
        .member("first", item.second.first)
        .member("last", item.second.last)
        .close('}');
    return true;
  });
}

/// The bodies of income.confirmed that would confirm all that waits in a fund (of one import).
Result<http::Response> plan_page(Office& office, const Call& call) {
  IncomeConfirmed wanted;
  wanted.last = static_cast<Seq>(kIntMax);
  if (call.has_option("import")) {
    const Result<Id> import = id_of("import", call.option("import"));
    if (!import) return std::unexpected(import.error());
    wanted.import = *import;
  }
  return office.read([&](const State& state) -> Result<http::Response> {
    const auto fund = fund_option(state, call);
    if (!fund) return std::unexpected(fund.error());
    if (!*fund) return refuse(Code::fund_missing, "fund");
    return json_response("{\"items\":" + to_json_list(plan_confirmations(state, **fund, wanted)) +
                         "}");
  });
}

}  // namespace

namespace handle {

void donations(Office& office, const CallPtr& call) { answer(*call, gifts_page(office, *call)); }
void donation(Office& office, const CallPtr& call) { answer(*call, one_gift(office, *call)); }
void unconfirmed(Office& office, const CallPtr& call) {
  answer(*call, unconfirmed_page(office, *call));
}
void confirmation_plan(Office& office, const CallPtr& call) {
  answer(*call, plan_page(office, *call));
}

}  // namespace handle
}  // namespace mingzhang::routes
