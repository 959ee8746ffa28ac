#include <algorithm>
#include <charconv>
#include <set>

#include "api/acts/office.h"
#include "api/acts/receipt_code.h"
#include "api/routes/aid_view.h"
#include "api/routes/gift.h"
#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/trace_rows.h"

/// Whatever has a number, by that number.
namespace mingzhang::routes {
namespace {

constexpr std::size_t kFindingsMax = 20;

/// A search on its way: what is found goes into the answer once.
class Search {
 public:
  Search(const Office& office, const Person& person, store::Rows& rows, std::string_view text)
      : office_(office), person_(person), rows_(rows), text_(text), id_(text) {
    // References keep the case that a channel gave them; ids have none.
    for (char& c : id_) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    json_.open('{').key("items").open('[');
  }

  std::string run() {
    by_register_number();
    by_receipt_code();
    by_sequence_number();
    by_reference();
    by_id();
    return json_.close(']').close('}').take();
  }

 private:
  /// Opens the next finding; false when it was found before, or there are enough.
  bool begin(std::string_view type, std::string_view id, const std::string& key) {
    if (found_.size() == kFindingsMax || !found_.insert(std::string(type) + key).second) {
      return false;
    }
    json_.open('{').member("type", type).member("id", id);
    return true;
  }
  template <class Look>
  auto read(Look&& look) const {
    return office_.read(std::forward<Look>(look));
  }

  void add(const Gift& gift) {
    const Entry& entry = gift.entry;
    if (!read([&](const State& state) { return may_see(state, person_, entry.fund); })) return;
    const auto number = register_number(office_, rows_, entry);
    const std::string seq = std::to_string(entry.seq);
    if (!begin("gift", number.value_or(seq), seq)) return;
    const auto& body = entry.as<DonationReceived>();
    json_.member("seq", entry.seq).member("fund", entry.fund.view()).key("title").open('{');
    json_.member("amount", body.amount.fen())
        .member("code", to_text(receipt_code_of(entry.seq, gift.leaf)))
        .member("date", body.value_date.text());
    if (number) json_.member("number", *number);
    if (body.ref) json_.member("ref", body.ref->view());
    json_.member("standing", mingzhang::name_of(standing_of(office_, rows_, entry)));
    json_.close('}').close('}');
  }

  /// An entry; a gift is shown as one.
  void add(Seq seq) {
    if (const std::optional<Gift> gift = find_gift(rows_, seq)) return add(*gift);
    const std::optional<std::string> bytes = rows_.entry(seq);
    const Result<Entry> entry = bytes ? decode(*bytes) : refuse(Code::entry_unknown);
    if (!entry) return;
    const bool may = read([&](const State& state) { return may_see(state, person_, *entry); });
    const std::string number = std::to_string(seq);
    if (!may || !begin("entry", number, number)) return;
    json_.member("seq", seq);
    if (!entry->fund.empty()) json_.member("fund", entry->fund.view());
    const auto day = read([&](const State& state) { return state.business_date(entry->time); });
    json_.key("title")
        .open('{')
        .member("actor", entry->actor.view())
        .member("date", day.text())
        .member("kind", entry->kind->name)
        .close('}')
        .close('}');
  }

  void add(const Case& request) {
    if (!begin("case", request.id.view(), request.id.str())) return;
    json_.member("fund", request.fund.view())
        .key("title")
        .open('{')
        .member("cause", request.cause.view())
        .member("household", request.household.view())
        .member("open", true)
        .member("stage", mingzhang::name_of(request.stage))
        .close('}')
        .close('}');
  }

  void add(const Household& household) {
    if (!begin("household", household.household.view(), household.household.str())) return;
    json_.key("title")
        .open('{')
        .member("class", mingzhang::name_of(household.household_class))
        .member("village", household.village.view())
        .close('}')
        .close('}');
  }

  void add(const PayBatch& batch) {
    if (!begin("batch", batch.batch.view(), batch.batch.str())) return;
    json_.member("fund", batch.fund.view())
        .key("title")
        .open('{')
        .member("account", batch.account.view())
        .member("open", true)
        .member("released", batch.released.on)
        .member("source", mingzhang::name_of(batch.source))
        .close('}')
        .close('}');
  }

  /// "2026-12": of every fund that has such a gift.
  void by_register_number() {
    std::int64_t year = 0;
    std::int64_t number = 0;
    const char* const end = text_.data() + text_.size();
    const auto first = std::from_chars(text_.data(), end, year);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return;
    const auto second = std::from_chars(first.ptr + 1, end, number);
    if (second.ec != std::errc() || second.ptr != end || number < 1 || year < 0) return;
    std::vector<Fund> funds;
    read([&](const State& state) {
      for (const auto& [id, fund] : state.funds.all()) {
        if (person_.serves(fund)) funds.push_back(fund);
      }
    });
    for (const Fund& fund : funds) {
      const std::optional<Gift> gift = find_registered(rows_, fund, year, number);
      if (!gift) continue;
      // Beyond the last number of the run another run's gifts follow.
      const std::string wanted = std::to_string(year) + "-" + std::to_string(number);
      if (register_number(office_, rows_, gift->entry) == wanted) add(*gift);
    }
  }

  void by_receipt_code() {
    const std::optional<ReceiptCode> code = parse_receipt_code(text_);
    const std::optional<Gift> gift = code ? find_gift(rows_, code->seq) : std::nullopt;
    if (gift && receipt_code_of(gift->entry.seq, gift->leaf) == *code) add(*gift);
  }

  void by_sequence_number() {
    if (const Result<Seq> seq = seq_of("q", text_)) add(*seq);
  }

  /// A reference word for word, or the channel's number alone, with every channel and account.
  void by_reference() {
    std::vector<std::string> refs{text_};
    if (text_.find(':') == text_.npos) {
      read([&](const State& state) {
        const Date today = state.business_date(office_.clock.now());
        for (const std::string& channel : state.tables.keys(TableName::channels, today)) {
          for (const auto& [account, row] : state.accounts.all()) {
            if (person_.entity && *person_.entity != row.entity) continue;
            refs.push_back(channel + ":" + account.str() + ":" + text_);
          }
        }
      });
    }
    for (const std::string& ref : refs) {
      for (const Seq seq : incomes_of_ref(rows_, ref)) add(seq);
    }
  }

  /// Rows of State whose ids begin with the text, those that are `shown`.
  template <class V, class Shown>
  std::vector<V> beginning(const Rows<V>& rows, const Shown& shown) const {
    std::vector<V> found;
    const auto& all = rows.all();
    for (auto it = all.lower_bound(Id(id_)); it != all.end(); ++it) {
      if (!it->first.view().starts_with(id_) || found.size() == kFindingsMax) break;
      if (shown(it->second)) found.push_back(it->second);
    }
    return found;
  }

  void by_id() {
    if (!is_id(id_) || id_.size() > Id::kBytesMax) return;
    std::vector<Case> cases;
    std::vector<Household> households;
    std::vector<PayBatch> batches;
    read([&](const State& state) {
      cases = beginning(state.cases,
                        [&](const Case& row) { return may_see(state, person_, row.fund); });
      households = beginning(state.households, [&](const Household& row) {
        return may_see_household(state, person_, row);
      });
      batches = beginning(state.batches,
                          [&](const PayBatch& row) { return may_see(state, person_, row.fund); });
    });
    for (const Case& row : cases) add(row);
    ended("case");
    for (const Household& row : households) add(row);
    for (const PayBatch& row : batches) add(row);
    ended("batch");
  }

  /// A case or batch that left State, by its whole id.
  void ended(const std::string& noun) {
    TraceRows reader(rows_);
    const std::vector<Seq>& named = reader.entries_of(noun + ":" + id_);
    const Entry* const entry = named.empty() ? nullptr : reader.entry(named.front());
    if (entry == nullptr) return;
    const Id fund = entry->fund;
    if (!read([&](const State& state) { return may_see(state, person_, fund); })) return;
    if (!begin(noun, id_, id_)) return;
    json_.member("fund", fund.view()).key("title").open('{').member("open", false);
    json_.close('}').close('}');
  }

  const Office& office_;
  const Person& person_;
  store::Rows& rows_;
  const std::string text_;
  std::string id_;
  JsonText json_;
  std::set<std::string> found_;
};

/// What is looked for, without the spaces around it.
Result<std::string_view> wanted_text(const Call& call) {
  std::string_view text = call.option("q");
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty()) return refuse(Code::field_missing, "q");
  if (text.size() > Ref::kBytesMax) return refuse(Code::text_too_long, "q");
  return text;
}

Result<http::Response> search_page(const Office& office, const Call& call) {
  const Result<std::string_view> text = wanted_text(call);
  if (!text) return std::unexpected(text.error());
  const auto rows = office.ledger.snapshot();
  return json_response(Search(office, call.person, *rows, *text).run());
}

}  // namespace

void handle::search(Office& office, const CallPtr& call) {
  answer(*call, search_page(office, *call));
}

}  // namespace mingzhang::routes
