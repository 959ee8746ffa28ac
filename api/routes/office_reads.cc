#include "api/acts/office.h"
#include "api/routes/json.h"
#include "api/routes/list.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/routes/task.h"
#include "ledger/fund/kinds/proposal.h"

/// What is in force and what is open: funds, people, limits, tables, balances, proposals.
namespace mingzhang::routes {
namespace {

Result<http::Response> people_page(Office& office, const Call& call) {
  return office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.people, call, [&](const Person& person) {
      return !call.person.entity || !person.entity || *person.entity == *call.person.entity;
    });
  });
}

bool may_see_entity(const Call& call, const Id& entity) {
  return !call.person.entity || *call.person.entity == entity;
}

Result<http::Response> pools_page(Office& office, const Call& call) {
  return office.read([&](const State& state) -> Result<http::Response> {
    const auto fund = fund_option(state, call);
    if (!fund) return std::unexpected(fund.error());
    return list_rows(state.pools, call, [&](const Pool& pool) {
      return (!*fund || pool.fund == **fund) && may_see(state, call.person, pool.fund);
    });
  });
}

Result<http::Response> policy_page(Office& office) {
  return office.read([&](const State& state) -> Result<http::Response> {
    const PolicyInForce* const policy = state.policy_in_force();
    if (policy == nullptr) return refuse(Code::policy_missing);
    return json_response(to_json(*policy));
  });
}

/// The rows of a table's parts, of every day from which a version holds.
Result<http::Response> table_page(Office& office, const Call& call) {
  const auto table = parse_enum<TableName>(call.params[0]);
  if (!table) return refuse(Code::value_unknown, "table");
  return office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.table_parts, call, [&](const TablePart& part) {
      return part.table == *table && !part.pending.on;
    });
  });
}

bool may_see_proposal(const State& state, const Call& call, const Proposal& proposal) {
  return !proposal.fund || proposal.fund->empty() || may_see(state, call.person, *proposal.fund);
}

Result<http::Response> one_proposal(Office& office, const Call& call) {
  const Result<Seq> seq = seq_of("seq", call.params[0]);
  if (!seq) return std::unexpected(seq.error());
  const Result<void> may = office.read([&](const State& state) -> Result<void> {
    const Proposal* const proposal = state.proposals.find(*seq);
    if (proposal == nullptr) return refuse(Code::proposal_unknown, "seq", call.params[0]);
    if (!may_see_proposal(state, call, *proposal)) {
      return refuse(Code::fund_out_of_scope, "fund", proposal->fund->view());
    }
    return {};
  });
  if (!may) return std::unexpected(may.error());
  const auto bytes = office.ledger.snapshot()->entry(*seq);
  const Result<Entry> entry =
      bytes ? decode(*bytes) : Result<Entry>(refuse(Code::proposal_unknown, "seq"));
  if (!entry) return std::unexpected(entry.error());
  const auto& body = entry->as<ActionProposed>();
  JsonText json;
  json.open('{')
      .member("seq", *seq)
      .member("by", entry->actor.view())
      .member("time", entry->time.text())
      .member("kind", body.target_kind.view());
  if (!entry->fund.empty()) json.member("fund", entry->fund.view());
  if (body.expires) json.member("expires", body.expires->text());
  json.key("body").raw(body.target_body.json).close('}');
  return json_response(json.take());
}

}  // namespace

namespace handle {

void entities(Office& office, const CallPtr& call) {
  answer(*call, office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.entities, *call,
                     [&](const Entity& entity) { return may_see_entity(*call, entity.entity); });
  }));
}

void funds(Office& office, const CallPtr& call) {
  answer(*call, office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.funds, *call,
                     [&](const Fund& fund) { return call->person.serves(fund); });
  }));
}

void accounts(Office& office, const CallPtr& call) {
  answer(*call, office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.accounts, *call,
                     [&](const Account& account) { return may_see_entity(*call, account.entity); });
  }));
}

void book_balances(Office& office, const CallPtr& call) {
  answer(*call, office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.book_balances, *call, [&](const BookBalance& balance) {
      return may_see_entity(*call, balance.entity);
    });
  }));
}

void proposals(Office& office, const CallPtr& call) {
  const Result<std::optional<Task>> task = task_option(*call);
  if (!task) return call->refuse(task.error());
  answer(*call, office.read([&](const State& state) -> Result<http::Response> {
    return list_rows(state.proposals, *call, [&](const Proposal& proposal) {
      return may_see_proposal(state, *call, proposal) &&
             (!*task || waits(state, call->person, **task, proposal));
    });
  }));
}

void people(Office& office, const CallPtr& call) { answer(*call, people_page(office, *call)); }
void pools(Office& office, const CallPtr& call) { answer(*call, pools_page(office, *call)); }
void policy(Office& office, const CallPtr& call) { answer(*call, policy_page(office)); }
void table(Office& office, const CallPtr& call) { answer(*call, table_page(office, *call)); }
void proposal(Office& office, const CallPtr& call) { answer(*call, one_proposal(office, *call)); }

}  // namespace handle
}  // namespace mingzhang::routes
