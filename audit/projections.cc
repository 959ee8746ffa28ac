#include "audit/projections.h"

#include <algorithm>
#include <limits>
#include <map>
#include <system_error>

#include "audit/chunk.h"
#include "ledger/store/sqlite_store.h"

namespace mingzhang::audit {
namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

/// The entry that wrote an index row.
Seq writer_of(const IndexRow& row) {
  return static_cast<Seq>(row.values[spec_of(row.index).writer]);
}

/// Whether a row is to be compared: all but those that a live ledger wrote after `size` entries,
/// which has `newest` now.
bool belongs(const IndexRow& row, Seq size, Seq newest) {
  const Seq writer = writer_of(row);
  return writer < size || writer >= newest;
}

std::string row_text(const IndexRow& row) {
  const IndexSpec& spec = spec_of(row.index);
  std::string text;
  for (std::size_t i = 0; i < spec.columns.size(); ++i) {
    text +=
        (i == 0 ? "" : " ") + std::string(spec.columns[i]) + "=" + std::to_string(row.values[i]);
  }
  return text;
}

/// The stored row with the key of `row`; none when there is none.
std::optional<IndexRow> same_key(store::Rows& rows, const IndexRow& row) {
  const std::size_t count = spec_of(row.index).key_count;
  const std::vector<IndexRow> found = rows.find(row.index, std::span(row.values).first(count), 1);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

void differ(Report& report, Seq seq, std::string where, std::string expected, std::string found) {
  const std::optional<Seq> damaged = report.findings.first_damaged();
  report.findings.add({Damage::projection_differs,
                       seq,
                       {},
                       std::move(where),
                       {},
                       std::move(expected),
                       std::move(found),
                       damaged.has_value()});
}

/// A database of its own for derived rows, gone when this is.
class Scratch {
 public:
  explicit Scratch(const std::filesystem::path& folder)
      : folder_(folder / ("mingzhang-audit-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    store_ = store::create_sqlite((folder_ / "derived.db").string());
  }
  ~Scratch() {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  store::Store& store() { return *store_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace

void derive(store::Store& derived, store::Store& store, const tlog::Verifier& verifier, Seq size,
            Replay& replay, const std::function<void(const std::shared_ptr<const Chunk>&)>& seen) {
  replay.keep_rows(true);
  for (Seq first = 0; first < size;) {
    std::unique_ptr<store::Rows> entries = store.snapshot();
    const auto held = std::make_shared<const Chunk>(
        prepare(*entries, first, std::min(size, first + kChunkEntries), {verifier}));
    const Chunk& chunk = *held;
    if (seen) seen(held);
    const std::unique_ptr<store::Transaction> transaction = derived.begin();
    // A reader of the file that is written would keep its log from ever starting anew.
    if (&derived == &store) entries.reset();
    replay.take(chunk, *transaction, entries ? *entries : *transaction);
    std::vector<IndexRow> rows = replay.chunk_rows();
    // Damaged entries may yield one row twice; the key decides, as in the ledger.
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::erase_if(rows,
                  [&](const IndexRow& row) { return same_key(*transaction, row).has_value(); });
    transaction->put_index(rows);
    if (transaction->commit() != store::Outcome::durable) {
      throw store::StoreError(store::StoreError::Kind::full, "no room for the temporary database");
    }
    first = chunk.last;
  }
  replay.finish();
}

namespace {

void compare_index(Report& report, Index index, store::Rows& stored, store::Rows& derived,
                   Seq size) {
  const std::string table = "index_" + std::string(spec_of(index).name);
  derived.scan_index(index, kLowest, kHighest, [&](const IndexRow& row) {
    const std::optional<IndexRow> other = same_key(stored, row);
    if (!other) {
      differ(report, writer_of(row), table, row_text(row), "no row");
    } else if (*other != row) {
      differ(report, writer_of(row), table, row_text(row), row_text(*other));
    }
    return true;
  });
  const Seq newest = stored_size(stored);
  stored.scan_index(index, kLowest, kHighest, [&](const IndexRow& row) {
    if (belongs(row, size, newest) && !same_key(derived, row)) {
      differ(report, writer_of(row), table, "no row", row_text(row));
    }
    return true;
  });
}

void compare_state(Report& report, store::Rows& stored, const State& state) {
  std::map<std::string, std::string, std::less<>> expected;
  state.each_row([&](std::string key, std::string value) {
    expected.emplace(std::move(key), std::move(value));
  });
  const Seq place = report.entries == 0 ? 0 : report.entries - 1;
  stored.scan_state([&](std::string_view key, std::string_view value) {
    const auto it = expected.find(key);
    const std::string where = "state " + std::string(key);
    if (it == expected.end()) {
      differ(report, place, where, "no row", std::string(value));
    } else {
      if (it->second != value) differ(report, place, where, it->second, std::string(value));
      expected.erase(it);
    }
    return true;
  });
  for (const auto& [key, value] : expected) differ(report, place, "state " + key, value, "no row");
}

/// Rule findings of the exact replay that the quick one could not make.
void add_new_rules(Report& report, const Findings& exact) {
  const std::vector<Finding> known = report.findings.kept();
  for (const Finding& finding : exact.kept()) {
    const bool there = std::any_of(known.begin(), known.end(), [&](const Finding& other) {
      return other.seq == finding.seq && other.rule == finding.rule && other.where == finding.where;
    });
    if (!there) report.findings.add(finding);
  }
}

}  // namespace

std::vector<IndexScan> index_scans(const Block<16>& key) {
  std::vector<IndexScan> scans;
  constexpr std::int64_t kMiddles[] = {kLowest / 2, 0, kHighest / 2};
  std::int64_t low = kLowest;
  for (const std::int64_t middle : kMiddles) {
    scans.push_back({Index::refs, low, middle - 1, RowSum(key), {}});
    low = middle;
  }
  scans.push_back({Index::refs, low, kHighest, RowSum(key), {}});
  for (const IndexSpec& spec : index_specs()) {
    if (spec.index == Index::refs) continue;
    scans.push_back({spec.index, kLowest, kHighest, RowSum(key), {}});
  }
  return scans;
}

void run_index_scan(IndexScan& scan, store::Rows& rows, Seq size) {
  const Seq newest = stored_size(rows);
  std::optional<std::int64_t> before;
  rows.scan_index(scan.index, scan.low, scan.high, [&](const IndexRow& row) {
    if (belongs(row, size, newest)) scan.sum.add(row);
    if (scan.index == Index::refs && before == row.values[0]) scan.crowded.push_back(*before);
    before = row.values[0];
    return true;
  });
}

void StateSum::read(store::Rows& rows) {
  rows.scan_state([&](std::string_view key, std::string_view value) {
    sum_.add(key, value);
    return true;
  });
}

void compare_nodes(Report& report, store::Rows& rows, Seq size,
                   const std::vector<store::NodeRow>& expected, bool tree_known) {
  using Place = std::pair<unsigned, std::uint64_t>;
  std::map<Place, Hash> nodes;
  for (const store::NodeRow& node : expected) {
    nodes.emplace(Place{node.level, node.index}, node.hash);
  }
  const auto width = [](unsigned level) { return Seq{1} << std::min(8 * level, 63U); };
  const auto where = [](Place place) {
    return "node " + std::to_string(place.first) + "/" + std::to_string(place.second);
  };
  const auto hex = [](const Hash& hash) { return to_hex(hash.view()); };
  const Seq newest = stored_size(rows);
  rows.scan_nodes([&](const store::NodeRow& row) {
    ++report.nodes;
    const Place place{row.level, row.index};
    const auto it = nodes.find(place);
    const Seq seq = row.index * width(row.level);
    // On a live ledger nodes may be newer than the size that is verified; behind a gap none is
    // known.
    const Seq end = seq + width(row.level);
    const bool newer = end > size && end <= newest;
    if (it == nodes.end()) {
      if (!newer && tree_known) differ(report, seq, where(place), "no row", hex(row.hash));
    } else {
      if (it->second != row.hash) differ(report, seq, where(place), hex(it->second), hex(row.hash));
      nodes.erase(it);
    }
    return true;
  });
  for (const auto& [place, hash] : nodes) {
    differ(report, place.second * width(place.first), where(place), hex(hash), "no row");
  }
}

bool indexes_match(Report& report, const std::vector<IndexScan>& scans, const Replay& replay) {
  bool match = true;
  for (const IndexSpec& spec : index_specs()) {
    std::optional<RowSum> stored;
    for (const IndexScan& scan : scans) {
      if (scan.index != spec.index) continue;
      if (stored)
        stored->add(scan.sum);
      else
        stored = scan.sum;
    }
    report.index_rows += stored->count();
    match = match && *stored == replay.sum(spec.index);
  }
  return match;
}

bool state_matches(Report& report, const StateSum& stored, const State& state,
                   const Block<16>& key) {
  RowSum expected(key);
  state.each_row([&](std::string row, std::string value) { expected.add(row, value); });
  report.state_rows = stored.sum().count();
  return expected == stored.sum();
}

void compare_exactly(Report& report, store::Store& store, const VerifyOptions& options, Seq size,
                     bool indexes_agree) {
  Scratch scratch(options.scratch);
  Findings exact;
  Replay replay(exact, {}, nullptr);
  derive(scratch.store(), store, options.verifier, size, replay, {});
  const std::unique_ptr<store::Rows> stored = store.snapshot();
  const std::unique_ptr<store::Rows> derived = scratch.store().snapshot();
  if (!indexes_agree) {
    add_new_rules(report, exact);
    for (const IndexSpec& spec : index_specs()) {
      compare_index(report, spec.index, *stored, *derived, size);
    }
  }
  compare_state(report, *stored, replay.state());
}

}  // namespace mingzhang::audit
