#include "api/routes/aid_view.h"

#include "ledger/fund/kinds/household.h"
#include "ledger/trace_rows.h"

namespace mingzhang::routes {

bool may_see_household(const State& state, const Person& person, const Household& household) {
  for (const auto& [id, fund] : state.funds.all()) {
    if (person.serves(fund) && in_territory(state, id, household.village)) return true;
  }
  return false;
}

Result<std::vector<Entry>> history_of(const Office& office, const Call& call, store::Rows& rows,
                                      std::string_view noun, const Id& id, Code missing) {
  TraceRows reader(rows);
  std::vector<Entry> history;
  bool any = false;
  for (const Seq seq : reader.entries_of(std::string(noun) + ":" + id.str())) {
    const Entry* const entry = reader.entry(seq);
    if (entry == nullptr) continue;
    any = true;
    const bool may =
        office.read([&](const State& state) { return may_see(state, call.person, *entry); });
    if (may) history.push_back(*entry);
  }
  if (!any) return refuse(missing, noun, id.view());
  if (history.empty()) return refuse(Code::fund_out_of_scope, noun, id.view());
  return history;
}

void add_history(JsonText& json, const std::vector<Entry>& history) {
  json.key("history").open('[');
  for (const Entry& entry : history) json.raw(encode(entry));
  json.close(']');
}

void add_aid(JsonText& json, const State& state, const Id& household) {
  json.key("aid").open('[');
  for (const auto& [key, aid] : state.aid.all()) {
    if (aid.household == household) json.raw(to_json(aid));
  }
  json.close(']');
}

void add_cases(JsonText& json, const Office& office, store::Rows& rows,
               const std::vector<Case>& cases) {
  std::vector<Opening> openings;
  for (const Case& request : cases) openings.push_back(opening_of(rows, request));
  json.open('[');
  office.read([&](const State& state) {
    const Neighbours neighbours(state);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      add_case(json, state, neighbours, cases[i], openings[i], office.clock.now());
    }
  });
  json.close(']');
}

}  // namespace mingzhang::routes
