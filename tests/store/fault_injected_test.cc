#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>

#include "tests/store/faulty_vfs.h"
#include "tests/store/scratch_ledger.h"

/// The N-th write, sync or truncation fails, N = 1, 2, 3 … until none does; after each run the
/// ledger must hold exactly the batches that were reported committed, or one more where the
/// outcome of a commit was not known; never half a batch.
namespace mingzhang::store {
namespace fault_injected_test {

constexpr std::uint64_t kBatches = 4;

/// Small enough for batches to spill and the log to be copied back and begun anew within a run.
SqliteOptions options(const FaultyVfs& disk) {
  return {.vfs = disk.name(),
          .page_bytes = 2048,
          .checkpoint_bytes = 32 * 2048,
          .writer_cache_kib = 8,
          .reader_cache_kib = 8,
          .busy_timeout_ms = 0};
}

struct Report {
  std::uint64_t committed = 0;
  /// Of the commit that ended the run.
  std::optional<Outcome> unknown;
  std::optional<StoreError::Kind> error;
};

Report run(const std::string& path, const FaultyVfs& disk) {
  Report result;
  try {
    const auto store = open_sqlite(path, options(disk));
    for (std::uint64_t number = 0; number < kBatches; ++number) {
      const auto transaction = store->begin();
      put_batch(*transaction, number);
      const Outcome outcome = transaction->commit();
      if (outcome != Outcome::durable) {
        result.unknown = outcome;
        break;
      }
      ++result.committed;
    }
  } catch (const StoreError& error) {
    result.error = error.kind();
  }
  return result;
}

struct Disk {
  std::string name;
  FaultyVfs::Fault fault;
  bool power_cut = false;
};

std::ostream& operator<<(std::ostream& out, const Disk& disk) { return out << disk.name; }

class FaultyDiskTest : public testing::TestWithParam<Disk> {
 protected:
  FaultyDiskTest() : disk_("faulty"), path_(folder_.file("ledger.db")) {
    create_sqlite(folder_.file("empty.db"), options(disk_));
  }

  void restore_empty() {
    for (const std::string suffix : {"-wal", "-shm", "-journal", ""}) {
      std::filesystem::remove(path_ + suffix);
    }
    std::filesystem::copy_file(folder_.file("empty.db"), path_);
    disk_.settle();
  }

  void expect_whole_batches(const Report& report) {
    ASSERT_EQ(integrity(path_, disk_.name()), "ok");
    const auto store = open_sqlite(path_, options(disk_));
    const std::string found = dump(*store->snapshot());
    const std::uint64_t size = store->snapshot()->head().size / kBatchEntries;
    if (report.unknown && size == report.committed + 1) {
      EXPECT_EQ(found, dump_of_batches(report.committed + 1));
    } else {
      EXPECT_EQ(found, dump_of_batches(report.committed));
    }
    write_batches(*store, size, size + 1);
  }

  ScratchFolder folder_;
  FaultyVfs disk_;
  std::string path_;
};

void expect_its_cause(const Report& report, const FaultyVfs::Fault& fault) {
  const bool full = fault.failure == FaultyVfs::Failure::full;
  if (report.error) {
    EXPECT_EQ(*report.error, full ? StoreError::Kind::full : StoreError::Kind::io);
  }
  if (!report.unknown) return;
  if (full) {
    EXPECT_EQ(*report.unknown, Outcome::full);
  } else if (fault.ops == FaultyVfs::kSync) {
    EXPECT_EQ(*report.unknown, Outcome::sync_failed);
  } else if (fault.ops == FaultyVfs::kWrite) {
    EXPECT_EQ(*report.unknown, Outcome::failed);
  }
}

TEST_P(FaultyDiskTest, LosesNoCommittedBatchAndHalvesNone) {
  std::uint64_t failed_runs = 0;
  std::uint64_t n = 1;
  for (; n < 10'000 && !HasFatalFailure(); ++n) {
    SCOPED_TRACE("call " + std::to_string(n));
    restore_empty();
    FaultyVfs::Fault fault = GetParam().fault;
    fault.nth = n;
    disk_.arm(fault);
    const Report result = run(path_, disk_);
    const bool fired = disk_.fired();
    if (!fired) {
      EXPECT_EQ(result.committed, kBatches);
      break;
    }
    expect_its_cause(result, fault);
    if (result.error || result.unknown) ++failed_runs;
    disk_.disarm();
    if (GetParam().power_cut) disk_.forget_unsynced();
    expect_whole_batches(result);
  }
  EXPECT_GT(n, 3U);
  EXPECT_GT(failed_runs, 0U);
}

std::vector<Disk> disks() {
  using enum FaultyVfs::Failure;
  std::vector<Disk> all;
  for (const auto& [name, ops] :
       {std::pair{"Write", FaultyVfs::kWrite}, std::pair{"Sync", FaultyVfs::kSync}}) {
    const std::string what = name;
    all.push_back({what + "FailsOnce", {.ops = ops, .failure = io}});
    all.push_back({what + "FailsForEver", {.ops = ops, .failure = io, .forever = true}});
    all.push_back({what + "FindsNoSpaceOnce", {.ops = ops, .failure = full}});
    all.push_back({what + "FindsNoSpaceForEver", {.ops = ops, .failure = full, .forever = true}});
  }
  all.push_back({"CallFailsForEver", {.failure = io, .forever = true}});
  all.push_back({"CallIsTheLast", {.failure = crash}});
  all.push_back({"CallIsTheLastBeforeAPowerCut", {.failure = crash}, true});
  return all;
}

INSTANTIATE_TEST_SUITE_P(Nth, FaultyDiskTest, testing::ValuesIn(disks()),
                         [](const auto& test) { return test.param.name; });

class FullDisk : public testing::Test {
 protected:
  FullDisk() : disk_("full"), store_(create_sqlite(folder_.file("l.db"), options(disk_))) {}

  ScratchFolder folder_;
  FaultyVfs disk_;
  std::unique_ptr<Store> store_;
};

TEST_F(FullDisk, RefusesABatchWhichIsAcceptedOnceThereIsSpace) {
  write_batches(*store_, 0, 1);
  disk_.arm({.ops = FaultyVfs::kWrite, .failure = FaultyVfs::Failure::full, .forever = true});
  {
    const auto transaction = store_->begin();
    EXPECT_EQ(kind_thrown([&] { put_batch(*transaction, 1); }), StoreError::Kind::full);
  }
  disk_.disarm();
  write_batches(*store_, 1, 2);
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(2));
}

TEST_F(FullDisk, EndsABatchOfWhichNoSingleRowIsKept) {
  write_batches(*store_, 0, 1);
  disk_.arm({.ops = FaultyVfs::kWrite, .failure = FaultyVfs::Failure::full});
  const auto transaction = store_->begin();
  EXPECT_THROW(put_batch(*transaction, 1), StoreError);
  EXPECT_TRUE(disk_.fired());
  // SQLite has rolled back by itself: a row put now would be committed on its own.
  EXPECT_THROW(transaction->put_state({"stray", "row"}), StoreError);
  EXPECT_NE(transaction->commit(), Outcome::durable);
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(1));
}

TEST_F(FullDisk, MakesAnUnknownCommitStopTheStoreUntilItIsOpenedAgain) {
  {
    const auto transaction = store_->begin();
    put_batch(*transaction, 0);
    disk_.arm({.ops = FaultyVfs::kSync});
    EXPECT_NE(transaction->commit(), Outcome::durable);
  }
  disk_.disarm();
  EXPECT_EQ(kind_thrown([&] { store_->begin(); }), StoreError::Kind::io);
  store_.reset();
  store_ = open_sqlite(folder_.file("l.db"), options(disk_));
  const std::uint64_t kept = store_->snapshot()->head().size / kBatchEntries;
  EXPECT_EQ(dump(*store_->snapshot()), dump_of_batches(kept));
  write_batches(*store_, kept, 2);
}

TEST_F(FullDisk, MakesNoFileWhenALedgerIsCreated) {
  std::uint64_t n = 1;
  for (; n < 1000; ++n) {
    disk_.arm({.nth = n, .failure = FaultyVfs::Failure::full});
    try {
      create_sqlite(folder_.file("new.db"), options(disk_));
    } catch (const StoreError&) {
      if (std::filesystem::exists(folder_.file("new.db"))) {
        EXPECT_EQ(integrity(folder_.file("new.db")), "ok") << n;
        open_sqlite(folder_.file("new.db"));
        std::filesystem::remove(folder_.file("new.db"));
      }
      continue;
    }
    if (!disk_.fired()) break;
    std::filesystem::remove(folder_.file("new.db"));
  }
  EXPECT_GT(n, 5U);
}

}  // namespace fault_injected_test
}  // namespace mingzhang::store
