#include <algorithm>

#include "api/routes/code_titles.h"
#include "api/routes/route.h"

/// What anybody may see of all funds without signing in.
namespace mingzhang::routes {
namespace {

/// How long a period of the overview may be, in months; and how long it is where nobody says.
constexpr std::int32_t kMonthsMax = 120;
constexpr std::int32_t kMonths = 12;

struct Months {
  Month first;
  Month last;
};

Result<std::optional<Month>> month_option(const Call& call, std::string_view name) {
  if (!call.has_option(name)) return std::nullopt;
  const auto month = Month::parse(call.option(name));
  if (!month) return refuse(Code::date_malformed, name);
  return month;
}

Result<Months> months_of(const Office& office, const Call& call) {
  const auto from = month_option(call, "from");
  if (!from) return std::unexpected(from.error());
  const auto to = month_option(call, "to");
  if (!to) return std::unexpected(to.error());
  const Month now = office.read([&](const State& state) {
    const Timestamp time = office.clock.now();
    return (state.opened() == nullptr ? time.date(0) : state.business_date(time)).month();
  });
  const Month last = to->value_or(now);
  const Month first = from->value_or(Month{std::max(last.count - kMonths + 1, 0)});
  if (first > last || last.count - first.count >= kMonthsMax) {
    return refuse(Code::number_out_of_range, from->has_value() ? "from" : "to");
  }
  return Months{first, last};
}

void add_cell(JsonText& json, const AidCell& cell, bool told, std::string_view amount) {
  if (!told) {
    json.member("few", true);
  } else {
    json.member(amount, cell.amount())
        .member("households", static_cast<std::int64_t>(cell.households()));
  }
}

/// Calls `add(key, cell, told)` for each cell of a group.
template <class Key, class Add>
void each_cell(const std::map<Key, AidCell>& group, const Add& add) {
  std::vector<const AidCell*> cells;
  for (const auto& [key, cell] : group) cells.push_back(&cell);
  const std::vector<bool> told = tellable(cells);
  std::size_t i = 0;
  for (const auto& [key, cell] : group) add(key, cell, told[i++]);
}

void add_months(JsonText& json, const FundFigures& fund, const Months& months) {
  // Which are told is the same whatever period is asked for: nothing is learned from two of them.
  std::map<Month, bool> told;
  each_cell(fund.aid, [&](Month month, const AidCell&, bool is_told) { told[month] = is_told; });
  const AidCell none;
  json.key("months").open('[');
  for (Month month = months.first; month <= months.last; ++month.count) {
    const auto money = fund.months.find(month);
    const MonthFigures figures = money == fund.months.end() ? MonthFigures() : money->second;
    const auto aid = fund.aid.find(month);
    json.open('{')
        .member("month", month.text())
        .member("donated", figures.donated)
        .member("gifts", figures.gifts)
        .member("government", figures.government)
        .member("transferred_in", figures.transferred_in)
        .member("transferred_out", figures.transferred_out);
    const bool empty = aid == fund.aid.end();
    add_cell(json, empty ? none : aid->second, empty || told[month], "aided");
    json.close('}');
  }
  json.close(']');
}

void add_fund(JsonText& json, const Office& office, const Id& id, const FundFigures& fund,
              std::int64_t balance, const Months& months) {
  const std::string region = fund.territory.str();
  json.open('{').member("fund", id.view()).member("name", fund.title).key("region").open('{');
  json.member("code", region);
  add_title(json, "name", title_of(office, TableName::regions, {region}));
  json.member("level", region.ends_with("00") ? "city" : "county").close('}');
  if (fund.balance_is_tellable()) json.member("balance", balance);
  add_months(json, fund, months);
  json.key("causes").open('[');
  each_cell(fund.causes, [&](const Id& cause, const AidCell& cell, bool told) {
    json.open('{').member("cause", cause.view());
    add_title(json, "name", title_of(office, TableName::causes, {cause.str()}));
    add_cell(json, cell, told, "amount");
    json.close('}');
  });
  json.close(']').key("townships").open('[');
  each_cell(fund.townships, [&](const Id& code, const AidCell& cell, bool told) {
    json.open('{').member("code", code.view());
    // A township's own code is that of its villages with zeros (GB/T 10114).
    add_title(json, "name",
              title_of(office, TableName::villages, {code.str(), code.str() + "000"}));
    add_cell(json, cell, told, "amount");
    json.close('}');
  });
  json.close(']').close('}');
}

Result<http::Response> overview_page(Office& office, const Call& call) {
  const Result<Months> months = months_of(office, call);
  if (!months) return std::unexpected(months.error());
  std::map<Id, Total> balances;
  // Balances and figures are of the same moment.
  const auto look_at_books = [&] {
    return office.ledger.mirror().read([&](const State& state, Seq size) {
      for (const auto& [key, pool] : state.pools.all()) balances[key.fund].add(pool.balance.fen());
      return size;
    });
  };
  return office.figures.read(look_at_books, [&](const Figures& figures) {
    JsonText json;
    json.open('{').key("as_of").open('{').member("size", figures.size());
    if (figures.size() > 0) json.member("time", figures.time().text());
    json.close('}')
        .member("from", months->first.text())
        .member("to", months->last.text())
        .key("funds")
        .open('[');
    for (const auto& [id, fund] : figures.funds()) {
      add_fund(json, office, id, fund, balances[id].fen(), *months);
    }
    return json_response(json.close(']').close('}').take());
  });
}

}  // namespace

namespace handle {

void public_overview(Office& office, const CallPtr& call) {
  answer(*call, overview_page(office, *call));
}

}  // namespace handle
}  // namespace mingzhang::routes
