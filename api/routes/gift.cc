#include "api/routes/gift.h"

#include <algorithm>

#include "api/acts/receipt_code.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"

namespace mingzhang::routes {
namespace {

/// So many incomes with one reference are looked at; more can only be a forged index.
constexpr std::size_t kRefRowsMax = 4096;

/// What a gift's register number is looked up by.
struct Register {
  std::int64_t fund_no = 0;
  std::int64_t year = 0;
  std::int64_t last = 0;
};

Register register_of(const State& state, const Entry& gift) {
  const Fund* const fund = state.funds.find(gift.fund);
  const std::int64_t year = state.business_date(gift.time).year();
  const Numbering* const numbering = state.numbering.find({gift.fund, year});
  return {fund == nullptr ? -1 : fund->no.value, year,
          numbering == nullptr ? kIntMax : numbering->last.value};
}

/// The gift's number (登记号) in its fund and year. Numbers and entries both grow, so the run that
/// holds it is found by halving.
std::optional<std::int64_t> number_of(store::Rows& rows, const Register& book, Seq gift) {
  const std::array prefix{book.fund_no, book.year};
  const auto seq = static_cast<std::int64_t>(gift);
  std::optional<IndexRow> run;
  for (std::int64_t low = 1, high = book.last; low <= high;) {
    const std::int64_t middle = low + (high - low) / 2;
    const auto row = rows.floor(Index::numbers, prefix, middle);
    if (!row) return std::nullopt;
    if (row->values[3] <= seq) {
      run = row;
      low = middle + 1;
    } else {
      high = row->values[2] - 1;
    }
  }
  if (!run) return std::nullopt;
  return run->values[2] + (seq - run->values[3]);
}

/// A reversal takes all of an income that nothing else was taken from, so it is the only row.
bool is_reversed(store::Rows& rows, Seq income) {
  const std::array key{static_cast<std::int64_t>(income)};
  const std::vector<IndexRow> against = rows.find(Index::against, key, 1);
  if (against.empty()) return false;
  const auto bytes = rows.entry(static_cast<Seq>(against.front().values[1]));
  const Result<Entry> by = bytes ? decode(*bytes) : refuse(Code::entry_unknown);
  return by && by->kind == &kinds::entry_reversed();
}

}  // namespace

std::optional<Gift> find_gift(store::Rows& rows, Seq seq) {
  const std::optional<std::string> bytes = rows.entry(seq);
  if (!bytes) return std::nullopt;
  Result<Entry> entry = decode(*bytes, &kinds::donation_received());
  if (!entry || entry->kind != &kinds::donation_received()) return std::nullopt;
  Gift gift{std::move(*entry), {}};
  rows.leaves(seq, std::span(&gift.leaf, 1));
  return gift;
}

Standing standing_of(const Office& office, store::Rows& rows, const Entry& gift) {
  const bool waits = office.read([&](const State& state) {
    return state.unconfirmed.find({gift.fund, gift.seq}).has_value();
  });
  if (waits) return Standing::unconfirmed;
  const std::array key{static_cast<std::int64_t>(gift.seq)};
  if (rows.find(Index::income, key, 1).empty()) return Standing::cancelled;
  return is_reversed(rows, gift.seq) ? Standing::reversed : Standing::confirmed;
}

std::optional<std::string> register_number(const Office& office, store::Rows& rows,
                                           const Entry& gift) {
  const Register book = office.read([&](const State& state) { return register_of(state, gift); });
  const auto number = number_of(rows, book, gift.seq);
  if (!number) return std::nullopt;
  return std::to_string(book.year) + "-" + std::to_string(*number);
}

std::optional<Gift> find_registered(store::Rows& rows, const Fund& fund, std::int64_t year,
                                    std::int64_t number) {
  const std::array prefix{fund.no.value, year};
  const auto run = rows.floor(Index::numbers, prefix, number);
  if (!run) return std::nullopt;
  // A run ends where the next begins, or with an entry that is no gift of the fund.
  const std::int64_t seq = run->values[3] + (number - run->values[2]);
  if (seq < 0 || seq > kIntMax) return std::nullopt;
  std::optional<Gift> gift = find_gift(rows, static_cast<Seq>(seq));
  if (!gift || gift->entry.fund != fund.fund) return std::nullopt;
  return gift;
}

void add_gift(JsonText& json, const Office& office, store::Rows& rows, const Gift& gift) {
  const Entry& entry = gift.entry;
  json.member("seq", entry.seq)
      .member("fund", entry.fund.view())
      .member("time", entry.time.text())
      .member("code", to_text(receipt_code_of(entry.seq, gift.leaf)));
  if (const auto number = register_number(office, rows, entry)) json.member("number", *number);
  json.member("standing", mingzhang::name_of(standing_of(office, rows, entry)));
  json.key("donation").raw(to_json(entry.as<DonationReceived>()));
}

std::vector<Seq> incomes_of_ref(store::Rows& rows, std::string_view ref) {
  std::vector<Seq> incomes;
  const std::array key{ref_key(ref)};
  for (const IndexRow& row : rows.find(Index::refs, key, kRefRowsMax)) {
    if (row.values[1] != row.values[2]) continue;  // It releases.
    const auto seq = static_cast<Seq>(row.values[1]);
    const std::optional<std::string> bytes = rows.entry(seq);
    const Result<Entry> entry = bytes ? decode(*bytes) : refuse(Code::entry_unknown);
    const auto held = entry ? entry->kind->ref(*entry->body) : std::nullopt;
    if (held && held->view() == ref) incomes.push_back(seq);
  }
  std::reverse(incomes.begin(), incomes.end());
  return incomes;
}

}  // namespace mingzhang::routes
