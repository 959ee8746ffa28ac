#include "api/acts/receipt_code.h"
#include "api/auth/throttle.h"
#include "api/routes/code_titles.h"
#include "api/routes/gift.h"
#include "api/routes/route.h"
#include "ledger/fact_finder.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/trace.h"

/// What became of a gift, for who gave it, without signing in.
namespace mingzhang::routes {
namespace {

/// An entry that somebody may see because of what they know of it.
struct ProvableGift {
  Entry entry;
  std::string bytes;
  Hash leaf;
};

std::optional<ProvableGift> read_gift(store::Rows& rows, Seq seq) {
  std::optional<std::string> bytes = rows.entry(seq);
  if (!bytes) return std::nullopt;
  Result<Entry> entry = decode(*bytes);
  if (!entry || entry->kind != &kinds::donation_received()) return std::nullopt;
  Hash leaf;
  rows.leaves(seq, std::span(&leaf, 1));
  return ProvableGift{std::move(*entry), std::move(*bytes), leaf};
}

std::optional<ProvableGift> gift_by_code(store::Rows& rows, std::string_view text) {
  const std::optional<ReceiptCode> code = parse_receipt_code(text);
  if (!code) return std::nullopt;
  std::optional<ProvableGift> gift = read_gift(rows, code->seq);
  if (!gift || receipt_code_of(code->seq, gift->leaf) != *code) return std::nullopt;
  return gift;
}

/// A channel's order number, amount and day.
struct Order {
  std::string_view number;
  std::int64_t fen = 0;
  Date date;
};

Result<Order> order_of(const Call& call) {
  for (const std::string_view name : {"ref", "amount", "date"}) {
    if (!call.has_option(name)) return refuse(Code::field_missing, name);
  }
  const Result<Seq> fen = seq_of("amount", call.option("amount"));
  if (!fen) return std::unexpected(fen.error());
  const Result<Date> date = date_of("date", call.option("date"));
  if (!date) return std::unexpected(date.error());
  return Order{call.option("ref"), static_cast<std::int64_t>(*fen), *date};
}

using Prefixes = std::set<std::string, std::less<>>;

/// Whoever gave knows the number, not what stands before it: all that does is tried.
std::optional<ProvableGift> gift_by_order(store::Rows& rows, const Prefixes& prefixes,
                                          const Order& order) {
  Wants wants;
  for (const std::string& prefix : prefixes) {
    if (const auto ref = Ref::of(prefix + std::string(order.number))) wants.refs.push_back(*ref);
  }
  Facts facts;
  FactFinder().find(wants, rows, facts);
  for (const std::optional<Seq>& seq : facts.refs) {
    std::optional<ProvableGift> gift = seq ? read_gift(rows, *seq) : std::nullopt;
    if (!gift) continue;
    const auto& body = gift->entry.as<DonationReceived>();
    if (body.amount.fen() == order.fen && body.value_date == order.date) return gift;
  }
  return std::nullopt;
}

/// Aid of one cause, county and month in which a gift had a part.
struct UseKey {
  Month month;
  Id cause;
  Id county;
  auto operator<=>(const UseKey&) const = default;
};

/// What became of a gift, without anybody's name.
struct Use {
  std::map<UseKey, Trace> aid;
  std::int64_t unspent = 0;
  std::map<Became, std::int64_t> rest;
};

std::optional<Month> month_paid(store::Rows& rows, Seq payment) {
  const auto bytes = rows.entry(payment);
  const auto entry = bytes ? decode(*bytes) : Result<Entry>(refuse(Code::entry_unknown));
  if (!entry || entry->kind != &kinds::aid_paid()) return std::nullopt;
  return entry->as<AidPaid>().book_date.value_or(entry->time.date(0)).month();
}

using MonthsPaid = std::map<Seq, Month>;
MonthsPaid months_paid(const Trace& trace, store::Rows& rows) {
  MonthsPaid months;
  for (const Hop* const leaf : leaves_of(trace.hops)) {
    if (leaf->became != Became::paid || months.contains(*leaf->entry)) continue;
    if (const auto month = month_paid(rows, *leaf->entry)) months[*leaf->entry] = *month;
  }
  return months;
}

Use use_of(const Trace& trace, const MonthsPaid& months, const Figures& figures) {
  Use use;
  for (const Hop* const leaf : leaves_of(trace.hops)) {
    const bool later = leaf->entry && *leaf->entry >= figures.size();
    if (leaf->became == Became::unspent || later) {
      use.unspent += leaf->fen;
      continue;
    }
    if (leaf->became != Became::paid) {
      use.rest[leaf->became] += leaf->fen;
      continue;
    }
    const auto* const request = figures.find_case(leaf->case_id);
    const auto month = months.find(*leaf->entry);
    if (request == nullptr || month == months.end()) {
      use.rest[Became::lost] += leaf->fen;  // A row is damaged.
      continue;
    }
    Trace& part = use.aid[{month->second, request->cause, county_of(request->village)}];
    part.fen += leaf->fen;
    part.hops.push_back(*leaf);
  }
  return use;
}

void add_use(JsonText& json, const Office& office, Tracer& tracer, const Use& use, Seq gift) {
  json.key("use").open('[');
  for (const auto& [key, part] : use.aid) {
    const Company company = tracer.company(part, gift);
    json.open('{').member("cause", key.cause.view());
    add_title(json, "cause_name", title_of(office, TableName::causes, {key.cause.str()}));
    json.member("region", key.county.view());
    add_title(json, "region_name", title_of(office, TableName::regions, {key.county.str()}));
    json.member("month", key.month.text())
        .member("amount", part.fen)
        .member("households", static_cast<std::int64_t>(company.households))
        .member("other_gifts", static_cast<std::int64_t>(company.other_gifts))
        .close('}');
  }
  json.close(']').member("unspent", use.unspent).key("rest").open('[');
  for (const auto& [became, fen] : use.rest) {
    json.open('{').member("became", name_of(became)).member("amount", fen).close('}');
  }
  json.close(']');
}

void add_proof(JsonText& json, store::Rows& rows, Seq seq, const store::CheckpointRow& shown) {
  const auto proof = prove(rows, seq, shown);
  if (!proof) return;
  json.member("checkpoint", proof->checkpoint).key("proof").open('[');
  for (const Hash& hash : proof->path) json.hex(hash.view());
  json.close(']');
}

/// How much of the ledger is in the figures, and what a gift's number may stand after.
struct Known {
  Seq size = 0;
  Prefixes prefixes;
};

template <class Look>
auto read_figures(Office& office, const Look& look) {
  const auto size_of_books = [&] {
    return office.ledger.mirror().read([](const State&, Seq size) { return size; });
  };
  return office.figures.read(size_of_books, look);
}

std::string fund_title(Office& office, const Id& fund) {
  return read_figures(office, [&](const Figures& figures) {
    const auto found = figures.funds().find(fund);
    return found == figures.funds().end() ? std::string() : found->second.title;
  });
}

/// Nothing is traced while the figures are held.
void add_trace_of(JsonText& json, Office& office, store::Rows& rows, Seq gift) {
  Tracer tracer(rows);
  const std::vector<Trace> traces = tracer.follow(gift);
  if (traces.empty()) return;
  const MonthsPaid months = months_paid(traces.front(), rows);
  const Use use = read_figures(
      office, [&](const Figures& figures) { return use_of(traces.front(), months, figures); });
  add_use(json, office, tracer, use, gift);
}

http::Response gift_answer(Office& office, store::Rows& rows, const ProvableGift& gift,
                           const store::CheckpointRow& shown) {
  const auto& body = gift.entry.as<DonationReceived>();
  const Seq seq = gift.entry.seq;
  JsonText json;
  json.open('{')
      .member("code", to_text(receipt_code_of(seq, gift.leaf)))
      .member("seq", seq)
      .member("fund", gift.entry.fund.view())
      .member("fund_name", fund_title(office, gift.entry.fund))
      .member("amount", body.amount.fen())
      .member("value_date", body.value_date.text());
  if (const auto number = register_number(office, rows, gift.entry)) json.member("number", *number);
  const Standing standing = standing_of(office, rows, gift.entry);
  json.member("standing", mingzhang::name_of(standing))
      .member("bytes", gift.bytes)
      .member("leaf", to_hex(gift.leaf.view()));
  add_proof(json, rows, seq, shown);
  if (was_confirmed(standing)) add_trace_of(json, office, rows, seq);
  return json_response(json.close('}').take());
}

Result<http::Response> gift_page(Office& office, const Call& call) {
  const std::int64_t wait_ms =
      office.askers.admit(auth::network_of(call.request.peer), office.clock.monotonic_ms());
  if (wait_ms > 0) return refuse(Code::throttled, {}, std::to_string((wait_ms + 999) / 1000));
  const bool by_code = call.has_option("code");
  const Result<Order> order = by_code ? Order() : order_of(call);
  if (!order) return std::unexpected(order.error());
  const Known known = read_figures(office, [&](const Figures& figures) {
    return Known{figures.size(), by_code ? Prefixes() : figures.prefixes()};
  });
  const store::CheckpointRow shown = shown_checkpoint(office);
  const auto rows = office.ledger.snapshot();
  const std::optional<ProvableGift> gift = by_code ? gift_by_code(*rows, call.option("code"))
                                                   : gift_by_order(*rows, known.prefixes, *order);
  // What the books that are shown do not have yet is not there either.
  if (!gift || gift->entry.seq >= known.size) return refuse(Code::gift_unknown);
  return gift_answer(office, *rows, *gift, shown);
}

}  // namespace

namespace handle {

void public_gift(Office& office, const CallPtr& call) { answer(*call, gift_page(office, *call)); }

}  // namespace handle
}  // namespace mingzhang::routes
