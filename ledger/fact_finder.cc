#include "ledger/fact_finder.h"

#include <algorithm>
#include <array>

#include "ledger/fund/kind.h"

namespace mingzhang {
namespace {

/// Rows of one key that are looked at; more can only be a forged index.
constexpr std::size_t kRowsOfKeyMax = 4096;

}  // namespace

void FactFinder::find(const Wants& wants, store::Rows& rows, store::Rows& entries,
                      Facts& facts) const {
  facts.clear();
  for (const Ref& ref : wants.refs) facts.refs.push_back(holder(ref, rows, entries));
  for (const std::string& object : wants.objects) {
    facts.objects.push_back(latest(object, rows, entries));
  }
}

void FactFinder::add(Entry entry, std::span<const IndexRow> rows) {
  bool named = false;
  for (const IndexRow& row : rows) {
    if (row.index != Index::refs && row.index != Index::objects) continue;
    fresh_[0].rows.emplace(row.values[0], row);
    named = true;
  }
  const Seq seq = entry.seq;
  if (named) fresh_[0].entries.emplace(seq, std::move(entry));
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
      if (it->second.index == index) found.push_back(it->second);
    }
  }
  // In both tables the second column is the entry that wrote the row.
  std::erase_if(found,
                [&](const IndexRow& row) { return static_cast<Seq>(row.values[1]) >= end_; });
  return found;
}

std::optional<Seq> FactFinder::holder(const Ref& ref, store::Rows& rows,
                                      store::Rows& entries) const {
  const std::vector<IndexRow> found = rows_of(Index::refs, index_key("ref", ref.view()), rows);
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

std::optional<Entry> FactFinder::entry(Seq seq, store::Rows& entries) const {
  for (const Fresh& fresh : fresh_) {
    const auto known = fresh.entries.find(seq);
    if (known != fresh.entries.end()) return known->second;
  }
  const std::optional<std::string> bytes = entries.entry(seq);
  if (!bytes) return std::nullopt;
  Result<Entry> decoded = decode(*bytes);
  if (!decoded) return std::nullopt;
  return std::move(*decoded);
}

}  // namespace mingzhang
