#include "ledger/trace_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/income.h"

namespace mingzhang {
namespace {

/// Rows of one key that are looked at; more can only be forged.
constexpr std::size_t kRowsMax = 1'000'000;

std::int64_t number(Seq seq) { return static_cast<std::int64_t>(seq); }
Seq seq_of(std::int64_t value) { return static_cast<Seq>(value); }

std::string row_text(const IndexRow& row) {
  const IndexSpec& spec = spec_of(row.index);
  return fmt::format("{}({})", spec.name,
                     fmt::join(std::span(row.values).first(spec.columns.size()), ","));
}
std::string row_text(Index index, std::span<const std::int64_t> key) {
  return fmt::format("{}({},…)", spec_of(index).name, fmt::join(key, ","));
}

/// So that no sum overflows, whatever a row says.
bool is_sane(const Place& place) {
  return place.start >= 0 && place.start < place.end && place.end <= kIntMax;
}

template <class V>
void load_row(TraceRows& rows, std::string_view key, std::string_view value,
              const std::function<void(V)>& take) {
  Result<V> read = from_json<V>(value);
  if (!read) return rows.damage(RowFault::unreadable, "state " + std::string(key));
  take(std::move(*read));
}

}  // namespace

void TraceRows::damage(RowFault fault, std::string row, std::int64_t expected, std::int64_t found) {
  RowDamage damage{fault, std::move(row), expected, found};
  const bool known = std::find(damages_.begin(), damages_.end(), damage) != damages_.end();
  if (!known && damages_.size() < kRowDamagesMax) damages_.push_back(std::move(damage));
}

const Entry* TraceRows::entry(Seq seq) {
  const auto [it, fresh] = entries_.try_emplace(seq);
  if (fresh) {
    const std::optional<std::string> bytes = rows_.entry(seq);
    Result<Entry> decoded = decode(bytes.value_or(std::string()));
    if (decoded && decoded->seq == seq) it->second = std::move(*decoded);
    if (!it->second) damage(RowFault::unreadable, fmt::format("entry {}", seq));
  }
  return it->second ? &*it->second : nullptr;
}

void TraceRows::load_state() {
  if (loaded_) return;
  loaded_ = true;
  rows_.scan_state([&](std::string_view key, std::string_view value) {
    if (key.starts_with("fund/")) {
      load_row<Fund>(*this, key, value, [&](Fund fund) { funds_[fund.fund] = fund.no.value; });
    } else if (key.starts_with("numbering/")) {
      load_row<Numbering>(*this, key, value,
                          [&](Numbering last) { numbering_[last.key()] = last; });
    } else if (key.starts_with("pool/")) {
      load_row<Pool>(*this, key, value,
                     [&](Pool pool) { pools_[pool.no.value] = std::move(pool); });
    }
    return key < "pool0";  // Nothing that is wanted comes after the pools.
  });
}

const Pool* TraceRows::pool(std::int64_t no) {
  load_state();
  const auto it = pools_.find(no);
  if (it != pools_.end()) return &it->second;
  damage(RowFault::missing, fmt::format("state pool/… no {}", no));
  return nullptr;
}

std::optional<Seq> TraceRows::gift(const Id& fund, std::int64_t year, std::int64_t gift_number) {
  load_state();
  const auto no = funds_.find(fund);
  const auto last = numbering_.find({fund, year});
  if (no == funds_.end() || last == numbering_.end()) return std::nullopt;
  if (gift_number < 1 || gift_number > last->second.last.value) return std::nullopt;
  const std::array key{no->second, year};
  const auto row = rows_.floor(Index::numbers, key, gift_number);
  if (!row) {
    damage(RowFault::missing, row_text(Index::numbers, key));
    return std::nullopt;
  }
  const auto [of, in, first, first_seq] = row->values;
  const bool sane = first_seq >= 0 && first_seq <= kIntMax && first >= 1;
  const Seq seq = sane ? seq_of(first_seq + (gift_number - first)) : seq_of(kIntMax);
  const Entry* const found = entry(seq);
  if (found == nullptr) return std::nullopt;
  if (found->kind == &kinds::donation_received() && found->fund == fund) return seq;
  damage(RowFault::differs, row_text(*row));
  return std::nullopt;
}

const std::vector<Seq>& TraceRows::entries_of(const std::string& object) {
  const auto [it, fresh] = objects_.try_emplace(object);
  if (!fresh) return it->second;
  const std::array key{index_key("object", object)};
  for (const IndexRow& row : rows_.find(Index::objects, key, kRowsMax)) {
    const Entry* const named = entry(seq_of(row.values[1]));
    // Keys are 64 bits of a digest: a hit is compared in full.
    if (named != nullptr && named->kind->object(*named->body) == object) {
      it->second.push_back(named->seq);
    }
  }
  return it->second;
}

bool TraceRows::is_unconfirmed(const Entry& income) {
  const std::string wanted = "unconfirmed/" + Income::key_text({income.fund, income.seq});
  bool found = false;
  rows_.scan_state([&](std::string_view key, std::string_view) {
    found = key == wanted;
    return key < wanted;
  });
  return found;
}

std::optional<Seq> TraceRows::cancelled_by(Seq income) {
  std::optional<Seq> by;
  // No index leads there: a cancelled income never was in a pool.
  rows_.scan_entries(income + 1, rows_.head().size, [&](const store::EntryRow& row) {
    if (row.bytes.find("\"income.cancelled\"") == std::string_view::npos) return true;
    const Result<Entry> cancel = decode(row.bytes);
    if (cancel && cancel->kind == &kinds::income_cancelled() &&
        cancel->as<IncomeCancelled>().income == income) {
      by = row.seq;
    }
    return !by;
  });
  return by;
}

const std::vector<Place>& TraceRows::taken_by(Seq by) {
  const auto [it, fresh] = taken_.try_emplace(by);
  if (!fresh) return it->second;
  std::vector<Place> places;
  for (const IndexRow& row : rows_.find(Index::taken, std::array{number(by)}, kRowsMax)) {
    const Place place{row.values[1], row.values[2], row.values[3]};
    const auto twin =
        rows_.find(Index::outflows, std::array{place.pool, place.start, number(by)}, 1);
    const bool agrees = !twin.empty() && twin.front().values[3] == place.end;
    if (!agrees || !is_sane(place)) damage(RowFault::differs, row_text(row));
    if (is_sane(place)) places.push_back(place);
  }
  taken_[by] = std::move(places);
  return taken_[by];
}

std::vector<Place> TraceRows::sources_of(const Entry& income, std::int64_t pool) {
  if (income.kind == &kinds::transfer_received()) {
    const std::optional<Seq>& sent = income.as<TransferReceived>().sent;
    return sent ? taken_by(*sent) : std::vector<Place>();
  }
  if (income_view(income)) return {};
  std::vector<Place> places = taken_by(income.seq);
  if (income.kind != &kinds::purpose_changed()) {
    std::erase_if(places, [&](const Place& place) { return place.pool != pool; });
  }
  return places;
}

void TraceRows::check_pool(const Entry& income, std::int64_t no) {
  const std::optional<IncomeView> view = income_view(income);
  const Pool* const found = pool(no);
  if (!view || found == nullptr) return;
  if (found->key() != Pool::Key{income.fund, view->source, view->purpose}) {
    damage(RowFault::differs, row_text(Index::income, std::array{number(income.seq), no}));
  }
}

/// Income `n` of a run, as a row of `inflows`; none where it begins beyond `fen` or the run ends.
std::optional<IndexRow> TraceRows::income_in(const IndexRow& run, std::int64_t n,
                                             std::int64_t fen) {
  const auto [no, first, income, by] = run.values;
  if (n == 0) return run;
  if (income < 0 || income > kIntMax - n) return std::nullopt;
  const auto found = rows_.find(Index::income, std::array{income + n, no}, 1);
  if (found.empty() || found.front().values[3] != by) return std::nullopt;
  const std::int64_t start = found.front().values[2];
  if (start > fen) return std::nullopt;
  return IndexRow{Index::inflows, {no, start, income + n, by}};
}

/// The inflow that has a fen, as if each had a row: the last of its run that begins at or before
/// it.
std::optional<IndexRow> TraceRows::inflow_row(std::int64_t pool, std::int64_t fen) {
  const auto run = rows_.floor(Index::inflows, std::array{pool}, fen);
  if (!run || run->values[2] < 0 || run->values[2] > kIntMax) return run;
  // Who walks down a pool asks for the one before next.
  std::int64_t low = before_ - run->values[2];
  std::int64_t high = low + 1;
  if (low < 0 || !income_in(*run, low, fen) || income_in(*run, high, fen)) {
    low = 0;
    for (high = 1; income_in(*run, high, fen); high *= 2) low = high;
  }
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (income_in(*run, middle, fen) ? low : high) = middle;
  }
  before_ = run->values[2] + low - 1;
  return income_in(*run, low, fen);
}

/// A row of `inflow_row`, its whole length taken from the entry it names.
std::optional<Inflow> TraceRows::inflow(const IndexRow& row) {
  const auto [no, start, income, by] = row.values;
  const Entry* const from = entry(seq_of(income));
  if (from == nullptr) return std::nullopt;
  check_pool(*from, no);
  const std::optional<IncomeView> view = income_view(*from);
  const std::int64_t fen = view ? view->amount.fen() : sum_of(sources_of(*from, no));
  const auto twin = rows_.find(Index::income, std::array{income, no}, 1);
  const bool agrees = !twin.empty() && twin.front().values == std::array{income, no, start, by};
  const bool sane = start >= 0 && start <= kIntMax - fen && fen > 0;
  if (!agrees || !sane) damage(RowFault::differs, row_text(row));
  if (!sane) return std::nullopt;
  return Inflow{seq_of(income), seq_of(by), {no, start, start + fen}, 0};
}

/// Inflows follow each other without a gap: the one before ends where this one begins.
void TraceRows::check_before(const Inflow& next) {
  const auto [no, start, end] = next.place;
  const auto row = start == 0 ? std::nullopt : inflow_row(no, start - 1);
  const auto before = row ? inflow(*row) : std::nullopt;
  const std::int64_t ends = before ? before->place.end : 0;
  if (ends != start) damage(RowFault::missing, row_text(Index::inflows, std::array{no, ends}));
}

std::vector<Inflow> TraceRows::inflows_of(Seq income) {
  std::vector<Inflow> found;
  for (const IndexRow& row : rows_.find(Index::income, std::array{number(income)}, kRowsMax)) {
    const auto [from, no, start, by] = row.values;
    const auto twin = inflow_row(no, start);
    if (!twin || twin->values[1] != start) {
      damage(RowFault::missing, row_text(Index::inflows, std::array{no, start}));
      continue;
    }
    const auto whole = inflow(*twin);
    if (!whole || whole->income != income || number(whole->by) != by) {
      damage(RowFault::differs, row_text(row));
      continue;
    }
    check_before(*whole);
    found.push_back(*whole);
  }
  return found;
}

std::vector<Inflow> TraceRows::origins(const Place& place) {
  std::vector<Inflow> found;
  std::int64_t end = place.end;
  while (end > place.start) {
    const auto row = inflow_row(place.pool, end - 1);
    const auto whole = row ? inflow(*row) : std::nullopt;
    if (!row) damage(RowFault::missing, row_text(Index::inflows, std::array{place.pool, end - 1}));
    if (!whole) break;
    // They follow each other without a gap: the next begins where this one ends.
    const bool next_known = end < place.end;
    if (whole->place.end < end || (next_known && whole->place.end != end)) {
      damage(RowFault::missing, row_text(Index::inflows, std::array{place.pool, whole->place.end}));
    }
    Inflow part = *whole;
    part.place.start = std::max(place.start, whole->place.start);
    part.place.end = std::min(end, std::max(whole->place.end, part.place.start));
    part.offset = part.place.start - whole->place.start;
    if (part.place.fen() > 0) found.push_back(part);
    end = whole->place.start;
  }
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace mingzhang
