#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/acts/office.h"
#include "api/acts/strict_json.h"
#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/routes/trace_json.h"
#include "api/routes/written_on.h"
#include "ledger/tlog/proof.h"
#include "ledger/trace.h"

/// The entries themselves: one, many, their proofs and what their money became.
namespace mingzhang::routes {
namespace {

/// How many entries one page looks at, however few it shows.
constexpr Seq kScanMax = 20'000;

/// An entry with its bytes, if this person may see it.
struct Found {
  Entry entry;
  std::string bytes;
};
Result<Found> find_entry(const Office& office, const Call& call, store::Rows& rows) {
  const Result<Seq> seq = seq_of("seq", call.params[0]);
  if (!seq) return std::unexpected(seq.error());
  std::optional<std::string> bytes = rows.entry(*seq);
  if (!bytes) return refuse(Code::entry_unknown, "seq", call.params[0]);
  Result<Entry> entry = decode(*bytes);
  if (!entry) return std::unexpected(entry.error());
  const bool may =
      office.read([&](const State& state) { return may_see(state, call.person, *entry); });
  if (!may) return refuse(Code::fund_out_of_scope, "fund", entry->fund.view());
  return Found{std::move(*entry), std::move(*bytes)};
}

/// What a list of entries is narrowed to: those from `low` to before `high`, from `first` on.
struct Filter {
  Seq low = 0;
  Seq high = 0;
  Seq first = 0;
  bool newest_first = false;
  std::size_t limit = kPageItems;
  const Kind* kind = nullptr;
  std::optional<Id> fund;
  std::optional<Id> actor;
};

/// The entries of the days that the query names.
Result<void> read_days(const Office& office, const Call& call, store::Rows& rows, Filter& filter) {
  const auto offset_min = office.read([](const State& state) { return state.utc_offset_min(); });
  if (call.has_option("from")) {
    const Result<Date> from = date_of("from", call.option("from"));
    if (!from) return std::unexpected(from.error());
    filter.low = first_written_on(rows, *from, offset_min);
  }
  if (call.has_option("to")) {
    const Result<Date> to = date_of("to", call.option("to"));
    if (!to) return std::unexpected(to.error());
    filter.high = first_written_on(rows, to->plus_days(1), offset_min);
  }
  filter.low = std::min(filter.low, filter.high);
  return {};
}

Result<Filter> filter_of(const Office& office, const Call& call, store::Rows& rows) {
  Filter filter;
  filter.high = rows.head().size;
  const Result<std::size_t> limit = page_limit(call);
  if (!limit) return std::unexpected(limit.error());
  filter.limit = *limit;
  const std::string_view order = call.option("order");
  if (!order.empty() && order != "asc" && order != "desc") {
    return refuse(Code::value_unknown, "order");
  }
  filter.newest_first = order == "desc";
  if (const auto done = read_days(office, call, rows, filter); !done) {
    return std::unexpected(done.error());
  }
  filter.first = filter.newest_first ? filter.high : filter.low;
  if (call.has_option("cursor")) {
    const Result<Seq> cursor = seq_of("cursor", call.option("cursor"));
    if (!cursor) return std::unexpected(cursor.error());
    filter.first = std::clamp(*cursor, filter.low, filter.high);
  }
  if (call.has_option("actor")) {
    const Result<Id> actor = id_of("actor", call.option("actor"));
    if (!actor) return std::unexpected(actor.error());
    filter.actor = *actor;
  }
  if (call.has_option("kind")) {
    filter.kind = find_kind(call.option("kind"));
    if (filter.kind == nullptr) return refuse(Code::kind_unknown, "kind");
  }
  const auto fund = office.read([&](const State& state) { return fund_option(state, call); });
  if (!fund) return std::unexpected(fund.error());
  filter.fund = *fund;
  return filter;
}

/// A page of a list, and where the next begins: the cursor counts entries, not items.
class Page {
 public:
  Page(const Office& office, const Call& call, const Filter& filter)
      : office_(office), call_(call), filter_(filter) {
    json_.open('{').key("items").open('[');
  }

  /// False when the page is full.
  bool take(const store::EntryRow& row) {
    const Result<Entry> entry = decode(row.bytes, hint_);
    if (!entry) return true;  // The auditor's business.
    hint_ = entry->kind;
    if (filter_.kind != nullptr && entry->kind != filter_.kind) return true;
    if (filter_.fund && entry->fund != *filter_.fund) return true;
    if (filter_.actor && entry->actor != *filter_.actor) return true;
    const bool may =
        office_.read([&](const State& state) { return may_see(state, call_.person, *entry); });
    if (!may) return true;
    json_.open('{').member("leaf", to_hex(row.leaf.view())).key("entry").raw(row.bytes).close('}');
    return ++count_ < filter_.limit;
  }
  std::string finish(std::optional<Seq> next) {
    json_.close(']');
    if (next) json_.member("next", std::to_string(*next));
    return json_.close('}').take();
  }

 private:
  const Office& office_;
  const Call& call_;
  const Filter& filter_;
  JsonText json_;
  const Kind* hint_ = nullptr;
  std::size_t count_ = 0;
};

std::string page_upwards(Page& page, const Filter& filter, store::Rows& rows) {
  const Seq end = std::min(filter.high, filter.first + kScanMax);
  Seq next = end;
  rows.scan_entries(filter.first, end, [&](const store::EntryRow& row) {
    if (page.take(row)) return true;
    next = row.seq + 1;
    return false;
  });
  return page.finish(next < filter.high ? std::optional(next) : std::nullopt);
}

/// Blocks of entries are read upwards and given downwards.
std::string page_downwards(Page& page, const Filter& filter, store::Rows& rows) {
  constexpr Seq kBlock = 500;
  Seq end = filter.first;
  const Seq floor = std::max(filter.low, end > kScanMax ? end - kScanMax : 0);
  while (end > floor) {
    const Seq first = end > floor + kBlock ? end - kBlock : floor;
    std::vector<std::pair<std::string, Hash>> block;
    rows.scan_entries(first, end, [&](const store::EntryRow& row) {
      block.emplace_back(row.bytes, row.leaf);
      return true;
    });
    for (std::size_t i = block.size(); i-- > 0;) {
      const Seq seq = first + i;
      if (!page.take({seq, block[i].first, block[i].second})) {
        return page.finish(seq > filter.low ? std::optional(seq) : std::nullopt);
      }
    }
    end = first;
  }
  return page.finish(end > filter.low ? std::optional(end) : std::nullopt);
}

Result<http::Response> entries_page(Office& office, const Call& call) {
  const auto rows = office.ledger.snapshot();
  const Result<Filter> filter = filter_of(office, call, *rows);
  if (!filter) return std::unexpected(filter.error());
  Page page(office, call, *filter);
  return json_response(filter->newest_first ? page_downwards(page, *filter, *rows)
                                            : page_upwards(page, *filter, *rows));
}

Result<http::Response> one_entry(Office& office, const Call& call) {
  const auto rows = office.ledger.snapshot();
  const Result<Found> found = find_entry(office, call, *rows);
  if (!found) return std::unexpected(found.error());
  Hash leaf;
  rows->leaves(found->entry.seq, std::span(&leaf, 1));
  JsonText json;
  json.open('{')
      .member("seq", found->entry.seq)
      .member("kind", found->entry.kind->name)
      .member("leaf", to_hex(leaf.view()))
      .member("bytes", found->bytes)
      .key("entry")
      .raw(found->bytes)
      .close('}');
  http::Response response = json_response(json.take());
  response.headers.add("ETag", '"' + to_hex(leaf.view()) + '"');
  return response;
}

Result<http::Response> proof_of(Office& office, const Call& call) {
  const auto rows = office.ledger.snapshot();
  const Result<Found> found = find_entry(office, call, *rows);
  if (!found) return std::unexpected(found.error());
  const auto proof = prove(*rows, found->entry.seq, shown_checkpoint(office));
  if (!proof) return refuse(Code::entry_unknown, "seq", call.params[0]);
  http::Response response(200, "text/plain; charset=utf-8", tlog::to_text(*proof));
  response.headers.add("Content-Disposition",
                       "attachment; filename=\"" + call.params[0] + ".tlog-proof\"");
  response.headers.add("Cache-Control", "no-store");
  return response;
}

Result<http::Response> trace_of(Office& office, const Call& call) {
  const auto rows = office.ledger.snapshot();
  const Result<Found> found = find_entry(office, call, *rows);
  if (!found) return std::unexpected(found.error());
  Tracer tracer(*rows);
  JsonText json;
  json.open('{').member("seq", found->entry.seq).key("traces").open('[');
  for (const Trace& trace : tracer.follow(found->entry.seq)) add_trace(json, trace);
  return json_response(json.close(']').close('}').take());
}

/// Why private details cannot be shown.
Code code_of(Unopened reason) {
  switch (reason) {
    case Unopened::not_there:
      return Code::details_unknown;
    case Unopened::destroyed:
      return Code::details_erased;
    case Unopened::damaged:
    case Unopened::differs:
      break;
  }
  return Code::details_damaged;
}

/// Who pays must know the payee's name and account; everything else of a family is for those who
/// work with it.
bool may_read_whole(const Person& person, const Entry& entry) {
  return person.duty_set().meets(duties_of(Access::families)) || entry.kind == &kinds::payee_set();
}

/// The private details of an entry: masked, or whole and written into the log of reads.
Result<http::Response> details_page(Office& office, const Call& call,
                                    const std::optional<Id>& reason) {
  const Result<Found> found = find_entry(office, call, *office.ledger.snapshot());
  if (!found) return std::unexpected(found.error());
  if (reason && !may_read_whole(call.person, found->entry)) {
    return refuse(Code::duty_missing, "actor", call.person.person.view());
  }
  Vault& vault = office.ledger.vault();
  JsonText json;
  json.open('{').member("seq", found->entry.seq).key("items").open('[');
  for (const Hash& commitment : found->entry.commitments) {
    // Written down before it is read: who cannot be logged reads nothing.
    if (reason) {
      vault.log_read(commitment, call.person.person, *reason, office.clock.now());
    }
    const auto opened = vault.open(commitment);
    json.open('{').member("commitment", to_hex(commitment.view()));
    if (!opened) {
      json.member("missing", code_name(code_of(opened.error())));
    } else {
      json.member("subject", opened->subject.view()).key("details");
      json.raw(reason ? opened->json : masked(opened->json));
      if (reason) json.member("key", to_hex(opened->key.view()));
    }
    json.close('}');
  }
  return json_response(json.close(']').close('}').take());
}

Result<Id> reason_of(const Call& call) {
  const Result<nlohmann::json> json = parse_strictly(call.request.body);
  if (!json) return std::unexpected(json.error());
  if (!json->is_object() || json->size() != 1 || !json->contains("reason") ||
      !(*json)["reason"].is_string()) {
    return refuse(Code::field_missing, "reason");
  }
  return id_of("reason", (*json)["reason"].get_ref<const std::string&>());
}

}  // namespace

namespace handle {

void ledger(Office& office, const CallPtr& call) {
  const store::CheckpointRow shown = shown_checkpoint(office);
  JsonText json;
  json.open('{');
  office.ledger.mirror().read([&](const State& state, Seq size) {
    const LedgerInfo* const info = state.opened();
    const PolicyInForce* const policy = state.policy_in_force();
    if (info != nullptr) {
      json.member("ledger", to_hex(info->ledger.view()))
          .member("origin", info->origin.view())
          .member("business_date", state.business_date(office.clock.now()).text());
    }
    json.member("size", size).member("founded", policy != nullptr);
    if (policy != nullptr) json.member("rules", policy->rules.value);
  });
  json.member("vkey", office.vkey)
      .member("writable", office.ledger.writable())
      .member("checkpoint", shown.note)
      .close('}');
  call->answer(json_response(json.take()));
}

void entries(Office& office, const CallPtr& call) { answer(*call, entries_page(office, *call)); }
void entry(Office& office, const CallPtr& call) { answer(*call, one_entry(office, *call)); }
void entry_proof(Office& office, const CallPtr& call) { answer(*call, proof_of(office, *call)); }
void entry_trace(Office& office, const CallPtr& call) { answer(*call, trace_of(office, *call)); }
void entry_private(Office& office, const CallPtr& call) {
  answer(*call, details_page(office, *call, std::nullopt));
}
void read_private(Office& office, const CallPtr& call) {
  const Result<Id> reason = reason_of(*call);
  if (!reason) return call->refuse(reason.error());
  answer(*call, details_page(office, *call, *reason));
}

}  // namespace handle
}  // namespace mingzhang::routes
