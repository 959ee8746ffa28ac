#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ledger/trace_rows.h"

/// Places, and who has them: the arithmetic of ranges.
namespace mingzhang {
namespace {

constexpr std::size_t kOutflowsMax = 1'000'000;
constexpr std::string_view kCaseObject = "case:";

/// The fen of a place by who has them; later takers are painted over earlier ones.
class Canvas {
 public:
  explicit Canvas(const Place& place) : place_(place) {
    marks_[place.start] = std::nullopt;
    marks_[place.end] = std::nullopt;
  }
  void paint(const Taken& row) {
    const std::int64_t start = std::max(row.place.start, place_.start);
    const std::int64_t end = std::min(row.place.end, place_.end);
    if (start >= end) return;
    mark(end);
    mark(start);
    marks_.erase(marks_.upper_bound(start), marks_.find(end));
    marks_[start] = row.by;
  }
  std::vector<Taken> parts() const {
    std::vector<Taken> found;
    for (auto it = marks_.begin(); std::next(it) != marks_.end(); ++it) {
      const Place part{place_.pool, it->first, std::next(it)->first};
      if (!found.empty() && found.back().by == it->second) {
        found.back().place.end = part.end;
      } else {
        found.push_back({part, it->second});
      }
    }
    return found;
  }

 private:
  /// Lets a part begin at `at` without changing who has it.
  void mark(std::int64_t at) { marks_.emplace(at, std::prev(marks_.upper_bound(at))->second); }

  Place place_;
  std::map<std::int64_t, std::optional<Seq>> marks_;
};

Taken taken_of(const IndexRow& row) {
  return {{row.values[0], row.values[1], row.values[3]}, static_cast<Seq>(row.values[2])};
}

}  // namespace

std::int64_t sum_of(const std::vector<Place>& places) {
  std::int64_t fen = 0;
  for (const Place& place : places) fen += place.fen();
  return fen;
}

std::vector<Place> slice(const std::vector<Place>& places, std::int64_t offset, std::int64_t fen) {
  std::vector<Place> found;
  for (const Place& place : places) {
    const std::int64_t skipped = std::min(offset, place.fen());
    const std::int64_t count = std::min(fen, place.fen() - skipped);
    if (count > 0) {
      found.push_back({place.pool, place.start + skipped, place.start + skipped + count});
    }
    offset -= skipped;
    fen -= count;
  }
  return found;
}

std::optional<std::int64_t> offset_in(const std::vector<Place>& places, const Place& place) {
  std::int64_t offset = 0;
  for (const Place& whole : places) {
    if (whole.pool == place.pool && whole.start <= place.start && place.start < whole.end) {
      return offset + place.start - whole.start;
    }
    offset += whole.fen();
  }
  return std::nullopt;
}

/// Every row of `outflows` that begins in a place.
std::vector<Taken> TraceRows::outflows(const Place& place) {
  std::vector<Taken> found;
  for (std::int64_t at = place.end - 1; at >= place.start;) {
    const auto last = rows_.floor(Index::outflows, std::array{place.pool}, at);
    if (!last || last->values[1] < place.start) break;
    at = last->values[1];
    for (const IndexRow& row :
         rows_.find(Index::outflows, std::array{place.pool, at}, kOutflowsMax)) {
      check_twin(row);
      found.push_back(taken_of(row));
    }
    --at;
  }
  return found;
}

/// Rows that begin before a place and reach into it. Rows lie apart or one within the other, and
/// only payments of one case lie within each other: so the row before, and its case, are enough.
void TraceRows::add_cover(const Place& place, std::vector<Taken>& found) {
  if (place.start == 0) return;
  const auto before = rows_.floor(Index::outflows, std::array{place.pool}, place.start - 1);
  if (!before) return;
  const std::array key{place.pool, before->values[1]};
  for (const IndexRow& row : rows_.find(Index::outflows, key, kOutflowsMax)) {
    check_twin(row);
    found.push_back(taken_of(row));
  }
  const Entry* const taker = entry(static_cast<Seq>(before->values[2]));
  if (taker == nullptr) return;
  const std::string object = taker->kind->object(*taker->body);
  if (!object.starts_with(kCaseObject)) return;
  for (const Seq seq : entries_of(object)) {
    for (const Place& taken : taken_by(seq)) {
      const bool reaches = taken.pool == place.pool && taken.start < place.start;
      if (reaches && taken.end > place.start) found.push_back({taken, seq});
    }
  }
}

void TraceRows::check_twin(const IndexRow& outflow) {
  const Taken row = taken_of(outflow);
  const std::vector<Place>& taken = taken_by(*row.by);
  if (std::binary_search(taken.begin(), taken.end(), row.place)) return;
  damage(RowFault::differs, fmt::format("outflows({},{},{},{})", row.place.pool, row.place.start,
                                        *row.by, row.place.end));
}

std::vector<Taken> TraceRows::holders(const Place& place) {
  std::vector<Taken> found = outflows(place);
  add_cover(place, found);
  std::sort(found.begin(), found.end(),
            [](const Taken& a, const Taken& b) { return *a.by < *b.by; });
  Canvas canvas(place);
  for (const Taken& row : found) canvas.paint(row);
  std::vector<Taken> parts = canvas.parts();
  const Pool* const from = pool(place.pool);
  for (const Taken& part : parts) {
    // Payments take the lowest fen: below `next` nothing is left.
    if (from == nullptr || part.by || part.place.start >= from->next.value) continue;
    damage(RowFault::missing, fmt::format("outflows({},{},…)", place.pool, part.place.start));
  }
  return parts;
}

}  // namespace mingzhang
