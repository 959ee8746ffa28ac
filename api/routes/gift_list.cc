#include "api/routes/gift_list.h"

#include <algorithm>

#include "api/acts/office.h"
#include "api/routes/list.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/trace_rows.h"

namespace mingzhang::routes {
namespace {

constexpr Seq kGiftBlock = 500;

Result<void> read_ids(const Call& call, GiftFilter& filter) {
  const std::array<std::pair<std::string_view, std::optional<Id>*>, 3> wanted{
      {{"account", &filter.account}, {"channel", &filter.channel}, {"import", &filter.import}}};
  for (const auto& [name, id] : wanted) {
    if (!call.has_option(name)) continue;
    const Result<Id> named = id_of(name, call.option(name));
    if (!named) return std::unexpected(named.error());
    *id = *named;
  }
  return {};
}

Result<void> read_dates(const Call& call, GiftFilter& filter) {
  const std::array<std::pair<std::string_view, std::optional<Date>*>, 2> wanted{
      {{"from", &filter.from}, {"to", &filter.to}}};
  for (const auto& [name, date] : wanted) {
    if (!call.has_option(name)) continue;
    const Result<Date> named = date_of(name, call.option(name));
    if (!named) return std::unexpected(named.error());
    *date = *named;
  }
  return {};
}

Result<void> read_amounts(const Call& call, GiftFilter& filter) {
  const std::array<std::pair<std::string_view, std::int64_t*>, 2> wanted{
      {{"amount_from", &filter.amount_from}, {"amount_to", &filter.amount_to}}};
  for (const auto& [name, fen] : wanted) {
    if (!call.has_option(name)) continue;
    const Result<Seq> named = seq_of(name, call.option(name));
    if (!named) return std::unexpected(named.error());
    *fen = static_cast<std::int64_t>(*named);
  }
  return {};
}

Result<void> read_words(const Call& call, GiftFilter& filter) {
  if (call.has_option("standing")) {
    filter.standing = parse_enum<Standing>(call.option("standing"));
    if (!filter.standing) return refuse(Code::value_unknown, "standing");
  }
  if (call.has_option("ref")) {
    filter.ref = Ref::of(call.option("ref"));
    if (!filter.ref) return refuse(Code::text_too_long, "ref");
    if (filter.ref->empty() || !is_printable_ascii(filter.ref->view())) {
      return refuse(Code::text_malformed, "ref");
    }
  }
  return {};
}

/// A page on its way: gifts are offered from the newest down.
class GiftPage {
 public:
  GiftPage(const Office& office, const Call& call, store::Rows& rows, const GiftFilter& filter)
      : office_(office), call_(call), rows_(rows), filter_(filter) {
    json_.open('{').key("items").open('[');
  }

  bool full() const { return count_ == filter_.limit; }
  /// Adds the gift if it is wanted and may be seen.
  void offer(const Gift& gift) {
    if (!filter_.takes(gift.entry)) return;
    const bool may = office_.read(
        [&](const State& state) { return may_see(state, call_.person, gift.entry.fund); });
    if (!may) return;
    if (filter_.standing && standing_of(office_, rows_, gift.entry) != *filter_.standing) return;
    json_.open('{');
    add_gift(json_, office_, rows_, gift);
    json_.close('}');
    ++count_;
  }
  std::string finish(Seq next) {
    json_.close(']');
    if (next > 0) json_.member("next", std::to_string(next));
    return json_.close('}').take();
  }

 private:
  const Office& office_;
  const Call& call_;
  store::Rows& rows_;
  const GiftFilter& filter_;
  JsonText json_;
  std::size_t count_ = 0;
};

/// Unconfirmed incomes before filter.end that may be wanted, the newest first, and where to go on:
/// 0 when there are no more.
struct Waiting {
  std::vector<Seq> seqs;
  Seq next = 0;
};
Waiting waiting_gifts(const State& state, const Person& person, const GiftFilter& filter) {
  Waiting found;
  for (const auto& [id, fund] : state.funds.all()) {
    if ((filter.fund && id != *filter.fund) || !person.serves(fund)) continue;
    const auto& all = state.unconfirmed.all();
    std::size_t looked_at = 0;
    std::size_t taken = 0;
    for (auto it = all.lower_bound({id, filter.end}); it != all.begin();) {
      --it;
      if (it->fund != id) break;
      if (taken == filter.limit || looked_at == kLookedAtMax) {
        // What is older in other funds comes after what is left here.
        found.next = std::max(found.next, it->seq + 1);
        break;
      }
      ++looked_at;
      if (!filter.may_take(*it)) continue;
      found.seqs.push_back(it->seq);
      ++taken;
    }
  }
  std::sort(found.seqs.rbegin(), found.seqs.rend());
  while (!found.seqs.empty() && found.seqs.back() < found.next) found.seqs.pop_back();
  return found;
}

/// What is older than any gift of an import came before it.
Seq oldest_of(store::Rows& rows, const GiftFilter& filter) {
  if (!filter.import) return 0;
  TraceRows reader(rows);
  const std::vector<Seq>& named = reader.entries_of("import:" + filter.import->str());
  return named.empty() ? filter.end : std::min(named.front(), filter.end);
}

std::string scanned_page(GiftPage& page, store::Rows& rows, const GiftFilter& filter) {
  Seq end = filter.end;
  const Seq oldest = oldest_of(rows, filter);
  const Seq floor = std::max(oldest, end > kLookedAtMax ? end - kLookedAtMax : 0);
  while (end > floor && !page.full()) {
    const Seq first = end > floor + kGiftBlock ? end - kGiftBlock : floor;
    std::vector<Gift> block;
    rows.scan_entries(first, end, [&](const store::EntryRow& row) {
      Result<Entry> entry = decode(row.bytes, &kinds::donation_received());
      if (entry && entry->kind == &kinds::donation_received()) {
        block.push_back({std::move(*entry), row.leaf});
      }
      return true;
    });
    end = first;
    for (auto gift = block.rbegin(); gift != block.rend() && !page.full(); ++gift) {
      page.offer(*gift);
      if (page.full()) end = gift->entry.seq;
    }
  }
  return page.finish(end > oldest ? end : 0);
}

/// Gifts whose numbers are known beforehand; `next`: where to go on after all of them.
std::string picked_page(GiftPage& page, store::Rows& rows, const std::vector<Seq>& seqs, Seq next) {
  for (const Seq seq : seqs) {
    if (page.full()) return page.finish(seq + 1);
    if (const std::optional<Gift> gift = find_gift(rows, seq)) page.offer(*gift);
  }
  return page.finish(next);
}

}  // namespace

bool GiftFilter::takes(const Entry& gift) const {
  const auto& body = gift.as<DonationReceived>();
  const std::int64_t fen = body.amount.fen();
  return (!fund || gift.fund == *fund) && (!account || body.account == *account) &&
         (!channel || body.channel == *channel) && (!import || body.import == *import) &&
         (!ref || body.ref == *ref) && (!from || body.value_date >= *from) &&
         (!to || body.value_date <= *to) && fen >= amount_from && fen <= amount_to;
}

bool GiftFilter::may_take(const Income& income) const {
  const std::int64_t fen = income.amount.fen();
  return income.source == Source::donation && (!account || income.account == *account) &&
         (!channel || income.channel == *channel) && (!import || income.import == *import) &&
         fen >= amount_from && fen <= amount_to;
}

Result<GiftFilter> gift_filter(const Office& office, const Call& call, Seq size) {
  GiftFilter filter;
  filter.end = size;
  const Result<std::size_t> limit = page_limit(call);
  if (!limit) return std::unexpected(limit.error());
  filter.limit = *limit;
  if (call.has_option("cursor")) {
    const Result<Seq> cursor = seq_of("cursor", call.option("cursor"));
    if (!cursor) return std::unexpected(cursor.error());
    filter.end = std::min(*cursor, size);
  }
  for (const auto& read : {read_ids, read_words, read_dates, read_amounts}) {
    if (const Result<void> done = read(call, filter); !done) return std::unexpected(done.error());
  }
  const auto fund = office.read([&](const State& state) { return fund_option(state, call); });
  if (!fund) return std::unexpected(fund.error());
  filter.fund = *fund;
  return filter;
}

std::string gift_page(const Office& office, const Call& call, store::Rows& rows,
                      const GiftFilter& filter) {
  GiftPage page(office, call, rows, filter);
  if (filter.ref) {
    std::vector<Seq> seqs = incomes_of_ref(rows, filter.ref->view());
    std::erase_if(seqs, [&](Seq seq) { return seq >= filter.end; });
    return picked_page(page, rows, seqs, 0);
  }
  if (filter.standing == Standing::unconfirmed) {
    const Waiting waiting =
        office.read([&](const State& state) { return waiting_gifts(state, call.person, filter); });
    return picked_page(page, rows, waiting.seqs, waiting.next);
  }
  return scanned_page(page, rows, filter);
}

}  // namespace mingzhang::routes
