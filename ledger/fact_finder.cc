#include "ledger/fact_finder.h"

#include <algorithm>
#include <array>

#include "ledger/fund/kind.h"

namespace mingzhang {
namespace {

/// Rows of one key that are looked at; more can only be a forged index.
constexpr std::size_t kRowsOfKeyMax = 4096;

/// The indexes that are asked by their first column.
bool is_asked(Index index) {
  return index == Index::refs || index == Index::objects || index == Index::income ||
         index == Index::against;
}

}  // namespace

void FactFinder::find(const Wants& wants, store::Rows& rows, store::Rows& entries,
                      Facts& facts) const {
  facts.clear();
  for (const Ref& ref : wants.refs) facts.refs.push_back(holder(ref, rows, entries));
  for (const std::string& object : wants.objects) {
    facts.objects.push_back(latest(object, rows, entries));
  }
  for (const Seq seq : wants.entries) facts.entries.push_back(entry(seq, entries));
  for (const Seq seq : wants.leaves) facts.leaves.push_back(leaf(seq, entries));
  for (const Seq seq : wants.incomes) facts.incomes.push_back(place(seq, rows));
}

void FactFinder::add(Entry entry, const Hash& leaf, std::span<const IndexRow> rows) {
  for (const IndexRow& row : rows) {
    if (is_asked(row.index)) fresh_[0].rows.emplace(row.values[0], row);
  }
  const Seq seq = entry.seq;
  fresh_[0].entries.emplace(seq, std::pair(std::move(entry), leaf));
}

void FactFinder::next_batch() {
  fresh_[1] = std::move(fresh_[0]);
  fresh_[0] = {};
}

void FactFinder::clear() { fresh_ = {}; }

std::vector<IndexRow> FactFinder::rows_of(Index index, std::int64_t key, store::Rows& rows) const {
  std::vector<IndexRow> found = rows.find(index, std::array{key}, kRowsOfKeyMax);
  for (const Fresh& fresh : fresh_) {
    const auto [begin, end] = fresh.rows.equal_range(key);
    for (auto it = begin; it != end; ++it) {
      // `rows` may have it already: the batch it came with may have landed meanwhile.
      const bool wanted = it->second.index == index;
      if (wanted && std::ranges::find(found, it->second) == found.end()) {
        found.push_back(it->second);
      }
    }
  }
  const std::size_t writer = spec_of(index).writer;
  std::erase_if(found,
                [&](const IndexRow& row) { return static_cast<Seq>(row.values[writer]) >= end_; });
  return found;
}

std::optional<Seq> FactFinder::holder(const Ref& ref, store::Rows& rows,
                                      store::Rows& entries) const {
  const std::vector<IndexRow> found = rows_of(Index::refs, ref_key(ref.view()), rows);
  for (const IndexRow& row : found) {
    if (row.values[1] != row.values[2]) continue;  // It releases.
    const std::int64_t income = row.values[2];
    const bool released = std::any_of(found.begin(), found.end(), [&](const IndexRow& other) {
      return other.values[2] == income && other.values[1] != income;
    });
    if (released) continue;
    const std::optional<Entry> holder = entry(static_cast<Seq>(income), entries);
    if (holder && holder->kind->ref(*holder->body) == ref) return holder->seq;
  }
  return std::nullopt;
}

std::optional<Seq> FactFinder::latest(const std::string& object, store::Rows& rows,
                                      store::Rows& entries) const {
  std::vector<IndexRow> found = rows_of(Index::objects, index_key("object", object), rows);
  std::sort(found.begin(), found.end());
  for (auto row = found.rbegin(); row != found.rend(); ++row) {
    const std::optional<Entry> named = entry(static_cast<Seq>(row->values[1]), entries);
    if (named && named->kind->object(*named->body) == object) return named->seq;
  }
  return std::nullopt;
}

std::optional<IncomePlace> FactFinder::place(Seq income, store::Rows& rows) const {
  const auto key = static_cast<std::int64_t>(income);
  const std::vector<IndexRow> found = rows_of(Index::income, key, rows);
  if (found.empty()) return std::nullopt;
  IncomePlace place{found.front().values[1], found.front().values[2], 0};
  for (const IndexRow& row : rows_of(Index::against, key, rows)) place.against += row.values[2];
  return place;
}

std::optional<Hash> FactFinder::leaf(Seq seq, store::Rows& entries) const {
  for (const Fresh& fresh : fresh_) {
    const auto known = fresh.entries.find(seq);
    if (known != fresh.entries.end()) return known->second.second;
  }
  if (seq >= end_ || seq >= entries.head().size) return std::nullopt;
  Hash hash;
  entries.leaves(seq, std::span(&hash, 1));
  return hash;
}

std::optional<Entry> FactFinder::entry(Seq seq, store::Rows& entries) const {
  if (seq >= end_) return std::nullopt;
  for (const Fresh& fresh : fresh_) {
    const auto known = fresh.entries.find(seq);
    if (known != fresh.entries.end()) return known->second.first;
  }
  const std::optional<std::string> bytes = entries.entry(seq);
  if (!bytes) return std::nullopt;
  Result<Entry> decoded = decode(*bytes);
  if (!decoded) return std::nullopt;
  return std::move(*decoded);
}

}  // namespace mingzhang
