#include <stdexcept>

#include "api/acts/import.h"
#include "api/acts/office.h"
#include "api/config/config.h"
#include "api/imports/read_file.h"
#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/problem.h"
#include "api/routes/route.h"
#include "ledger/books.h"

/// Files of gifts: checked whole, then written, or only checked.
namespace mingzhang::routes {
namespace {

Result<ImportAsk> ask_of(const State& state, const Call& call) {
  ImportAsk ask;
  ask.person = call.person.person;
  const auto fund = fund_option(state, call);
  if (!fund) return std::unexpected(fund.error());
  if (!*fund) return refuse(Code::fund_missing, "fund");
  ask.fund = **fund;
  Result<Id> account = account_for(state, ask.fund, std::string(call.option("account")));
  if (!account) {
    account.error().field = "account";
    return std::unexpected(account.error());
  }
  ask.account = *account;
  if (call.has_option("channel")) {
    const Result<Id> channel = id_of("channel", call.option("channel"));
    if (!channel) return std::unexpected(channel.error());
    ask.channel = *channel;
  }
  return ask;
}

void add_bad_rows(JsonText& json, const ReceiptsFile& file, Language language) {
  json.member("bad", file.bad_count).key("bad_rows").open('[');
  for (const BadRow& row : file.bad) {
    json.open('{').member("line", row.line);
    if (!row.column.empty()) json.member("column", row.column);
    const Sentence sentence = code_sentence(row.refusal.code);
    json.member("code", code_name(row.refusal.code))
        .member("message", pick(language, sentence.zh, sentence.en));
    if (!row.refusal.detail.empty()) json.member("detail", row.refusal.detail);
    json.close('}');
  }
  json.close(']');
}

http::Response refused(const Call& call, const ImportPlan& plan) {
  const Fault& fault = fault_of(422);
  JsonText json;
  json.open('{')
      .member("type", "urn:mingzhang:problem:" + std::string(fault.code))
      .member("title", pick(call.language, fault.sentence.zh, fault.sentence.en))
      .member("status", fault.status)
      .member("code", fault.code)
      .member("request", call.request.id);
  add_bad_rows(json, plan.file, call.language);
  return problem_response(fault.status, json.close('}').take(), call.language);
}

Result<http::Response> imported(Office& office, const Call& call) {
  const Result<bool> dry = flag_of(call, "dry_run");
  if (!dry) return std::unexpected(dry.error());
  const Result<bool> skip_bad = flag_of(call, "skip_bad");
  if (!skip_bad) return std::unexpected(skip_bad.error());
  const auto rows = office.ledger.snapshot();
  State state = Books::load(*rows).state;
  const Result<ImportAsk> ask = ask_of(state, call);
  if (!ask) return std::unexpected(ask.error());
  const Result<ImportMap> map = load_import_map(import_map_path(office.config, "receipts"));
  // That is for the operator: the caller can do nothing about it, and learns no path of ours.
  if (!map) throw std::runtime_error("the import map: " + map.error().detail);
  const Result<std::string> bytes = read_file(call.request.body_file, kImportBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  const Timestamp now = office.clock.now();
  Result<ImportPlan> plan = plan_import(*bytes, *map, *ask, read_secret(office.folder.digest_key()),
                                        state.business_date(now));
  if (!plan) return std::unexpected(plan.error());
  Result<ImportCounts> counts = rehearse(std::move(state), *rows, now, *plan);
  if (!counts) return std::unexpected(counts.error());
  if (plan->file.bad_count > 0 && !*dry && !*skip_bad) return refused(call, *plan);
  if (!*dry && counts->fresh > 0) {
    const Total planned = counts->fresh_total;
    counts = write_import(office.ledger, *plan, [](std::uint64_t, std::uint64_t) {});
    if (!counts) return std::unexpected(counts.error());
    counts->fresh_total = planned;
  }
  JsonText json;
  json.open('{')
      .member("import", plan->import.import.view())
      .member("dry_run", *dry)
      .member("rows", plan->file.rows.size())
      .member("fresh", counts->fresh)
      .member("known", counts->known)
      .member("fresh_amount", counts->fresh_total.fen());
  add_bad_rows(json, plan->file, call.language);
  return json_response(json.close('}').take());
}

}  // namespace

void handle::import_gifts(Office& office, const CallPtr& call) {
  answer(*call, imported(office, *call));
}

}  // namespace mingzhang::routes
