#include "api/routes/office.h"

#include "api/acts/office.h"
#include "ledger/fund/kind.h"
#include "ledger/tlog/checkpoint.h"

namespace mingzhang::routes {
namespace {

/// The entity in the body of an entry that belongs to one.
std::string entity_of(const Entry& entry) {
  std::string body;
  JsonWriter writer(body);
  entry.kind->write(writer, *entry.body);
  constexpr std::string_view kKey = "\"entity\":\"";
  const std::size_t at = body.find(kKey);
  if (at == std::string::npos) return {};
  const std::size_t from = at + kKey.size();
  return body.substr(from, body.find('"', from) - from);
}

}  // namespace

store::CheckpointRow shown_checkpoint(const Office& office) {
  store::CheckpointRow row{0, office.ledger.checkpoint()};
  // Our own note: what is signed ends before the empty line.
  const std::string_view body = std::string_view(row.note).substr(0, row.note.find("\n\n") + 1);
  if (const auto checkpoint = tlog::parse_checkpoint_body(body)) row.size = checkpoint->size;
  return row;
}

bool may_see(const State& state, const Person& person, const Id& fund) {
  const Fund* const found = state.funds.find(fund);
  return found != nullptr && person.serves(*found);
}

bool may_see(const State& state, const Person& person, const Entry& entry) {
  if (!entry.fund.empty()) return may_see(state, person, entry.fund);
  if (entry.kind->scope != Scope::entity || !person.entity) return true;
  return person.entity->view() == entity_of(entry);
}

Result<std::optional<Id>> fund_option(const State& state, const Call& call) {
  if (!call.has_option("fund")) return std::nullopt;
  const Result<Id> fund = id_of("fund", call.option("fund"));
  if (!fund) return std::unexpected(fund.error());
  if (state.funds.find(*fund) == nullptr) {
    return mingzhang::refuse(Code::fund_unknown, "fund", fund->view());
  }
  if (!may_see(state, call.person, *fund)) {
    return mingzhang::refuse(Code::fund_out_of_scope, "fund", fund->view());
  }
  return *fund;
}

Result<std::size_t> page_limit(const Call& call) {
  if (!call.has_option("limit")) return kPageItems;
  const Result<Seq> limit = seq_of("limit", call.option("limit"));
  if (!limit) return std::unexpected(limit.error());
  if (*limit < 1 || *limit > kPageItemsMax) {
    return mingzhang::refuse(Code::number_out_of_range, "limit");
  }
  return static_cast<std::size_t>(*limit);
}

void answer(const Call& call, Result<http::Response> response) {
  if (!response) return call.refuse(response.error());
  call.answer(std::move(*response));
}

}  // namespace mingzhang::routes
