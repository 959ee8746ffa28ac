#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include "audit/projections.h"
#include "ledger/store/sqlite_store.h"
#include "ledger/tlog/edge.h"
#include "ledger/tlog/merkle.h"
#include "tests/bench/bare_sqlite.h"
#include "tests/bench/door.h"
#include "tests/bench/office.h"
#include "tests/bench/year.h"

/// The parts of scripts/bench that need the library. Prints one "name value" line per figure.
namespace mingzhang::bench {
namespace {

namespace fs = std::filesystem;

/// make FOLDER CONFIG COUNT LEAVE: a ledger of COUNT entries, all gifts but LEAVE confirmed.
int run_make(const fs::path& folder, const fs::path& config, std::uint64_t count,
             std::uint64_t leave) {
  constexpr std::uint64_t kStep = 200'000;
  found(folder, config);
  for (std::uint64_t first = 0; first < count; first += kStep) {
    SystemRandom random;
    {
      Ledger ledger({folder}, {system_clock(), random, false});
      write_all(ledger, gifts(first, std::min(kStep, count - first)));
    }
    confirm(folder, leave);
  }
  return 0;
}

/// append FOLDER CONFIG COUNT: the whole path against bare loops, in turn, three times.
int run_append(const fs::path& folder, const fs::path& config, std::uint64_t count) {
  for (int round = 0; round < 3; ++round) {
    const fs::path here = folder / std::to_string(round);
    found(here, config);
    const std::vector<Command> commands = gifts(0, count);
    SystemRandom random;
    double whole = 0;
    Seq before = 0;
    {
      Ledger ledger({here}, {system_clock(), random, false});
      before = ledger.snapshot()->head().size;
      whole = write_all(ledger, commands);
    }
    const BareRows rows = read_rows(LedgerFolder{here}.database(), before);
    const double bare = bare_insert(here / "bare.db", rows, true);
    const double alone = bare_insert(here / "entries.db", rows, false);
    const auto rate = [&](double seconds) { return static_cast<double>(count) / seconds; };
    fmt::print("append_whole_per_s {:.0f}\nappend_bare_per_s {:.0f}\nentries_alone_per_s {:.0f}\n",
               rate(whole), rate(bare), rate(alone));
    fmt::print("append_to_bare {:.2f}\nappend_to_entries_alone {:.2f}\nbatches {}\n", bare / whole,
               alone / whole, rows.batches.size());
    fs::remove_all(here);
  }
  return 0;
}

/// bare FOLDER CONFIG COUNT BATCH: the processor time of a gift's rows by bare SQLite calls alone,
/// durable, in batches of about BATCH: no server that keeps them in SQLite does with less.
int run_bare(const fs::path& folder, const fs::path& config, std::uint64_t count,
             std::uint64_t batch) {
  found(folder, config);
  SystemRandom random;
  Seq before = 0;
  {
    Ledger ledger({folder}, {system_clock(), random, false});
    before = ledger.snapshot()->head().size;
    write_all(ledger, gifts(0, count), 2 * batch);
  }
  const BareRows rows = read_rows(LedgerFolder{folder}.database(), before);
  const std::clock_t start = std::clock();
  bare_insert(folder / "bare.db", rows, true);
  const double spent = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  fmt::print("bare_cpu_s {:.9f}\nbare_batch {:.1f}\n", spent / static_cast<double>(count),
             static_cast<double>(count) / static_cast<double>(rows.batches.size()));
  return 0;
}

/// alone FOLDER CONFIG COUNT N: durable gifts by the ledger alone, with N in flight and no network.
int run_alone(const fs::path& folder, const fs::path& config, std::uint64_t count,
              std::uint64_t in_flight) {
  found(folder, config);
  const std::vector<Command> commands = gifts(0, count);
  SystemRandom random;
  Ledger ledger({folder}, {system_clock(), random, false});
  const double seconds = write_all(ledger, commands, in_flight);
  fmt::print("alone_per_s {:.0f}\n", static_cast<double>(count) / seconds);
  return 0;
}

/// read FOLDER HASHES: one core reads every entry row and hashes it HASHES times.
int run_read(const fs::path& folder, int hashes) {
  const auto store = store::open_sqlite_readonly(LedgerFolder{folder}.database().string());
  const auto rows = store->snapshot();
  const double start = seconds_now();
  unsigned mix = 0;
  std::uint64_t count = 0;
  rows->scan_entries(0, rows->head().size, [&](const store::EntryRow& row) {
    for (int i = 0; i < hashes; ++i) {
      mix += std::to_integer<unsigned>(tlog::leaf_hash(bytes_of(row.bytes)).bytes[0]);
    }
    ++count;
    return true;
  });
  fmt::print("read_s {:.3f}\nread_count {}\nread_mix {}\n", seconds_now() - start, count, mix);
  return 0;
}

/// floor FOLDER: one core does what no verification of everything can leave out, and none of the
/// rules: reads and hashes each entry once, builds the tree, reads and sums each index row.
int run_floor(const fs::path& folder) {
  const auto store = store::open_sqlite_readonly(LedgerFolder{folder}.database().string());
  const auto rows = store->snapshot();
  const std::uint64_t size = rows->head().size;
  const double start = seconds_now();
  tlog::Edge edge;
  rows->scan_entries(0, size, [&](const store::EntryRow& row) {
    edge.append(tlog::leaf_hash(bytes_of(row.bytes)));
    return true;
  });
  std::uint64_t index_rows = 0;
  for (audit::IndexScan& scan : audit::index_scans({})) {
    audit::run_index_scan(scan, *rows, size);
    index_rows += scan.sum.count();
  }
  fmt::print("floor_s {:.3f}\nfloor_entries {}\nfloor_rows {}\n", seconds_now() - start,
             edge.size(), index_rows);
  return 0;
}

/// open FOLDER: how long a ledger takes to be ready for the first command.
int run_open(const fs::path& folder) {
  using Clock = std::chrono::steady_clock;
  SystemRandom random;
  const auto start = Clock::now();
  const Ledger ledger({folder}, {system_clock(), random, true});
  const std::chrono::duration<double, std::milli> took = Clock::now() - start;
  fmt::print("open_ms {:.2f}\n", took.count());
  return 0;
}

int run(const std::vector<std::string>& words) {
  const auto number = [&](std::size_t i) {
    return std::strtoull(words.at(i).c_str(), nullptr, 10);
  };
  if (words.at(0) == "make") return run_make(words.at(1), words.at(2), number(3), number(4));
  if (words.at(0) == "append") return run_append(words.at(1), words.at(2), number(3));
  if (words.at(0) == "bare") return run_bare(words.at(1), words.at(2), number(3), number(4));
  if (words.at(0) == "alone") return run_alone(words.at(1), words.at(2), number(3), number(4));
  if (words.at(0) == "open") return run_open(words.at(1));
  if (words.at(0) == "constant") {
    return run_constant(words.at(1), static_cast<unsigned>(number(2)), number(3));
  }
  if (words.at(0) == "commits") return run_commits(words.at(1), number(2));
  if (words.at(0) == "year") {
    live_a_year(words.at(1));
    return 0;
  }
  if (words.at(0) == "read") return run_read(words.at(1), static_cast<int>(number(2)));
  if (words.at(0) == "floor") return run_floor(words.at(1));
  fmt::print(stderr,
             "make FOLDER CONFIG COUNT LEAVE | append FOLDER CONFIG COUNT | read FOLDER N | "
             "floor FOLDER | open FOLDER | year FOLDER | constant FOLDER THREADS BYTES | commits "
             "FOLDER N | bare FOLDER CONFIG COUNT BATCH | alone FOLDER CONFIG COUNT N\n");
  return 2;
}

}  // namespace
}  // namespace mingzhang::bench

int main(int argc, char** argv) {
  try {
    return mingzhang::bench::run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 1;
  }
}
