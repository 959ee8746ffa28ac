#include "ledger/store/sqlite_backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/store/faulty_vfs.h"
#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace sqlite_backup_test {

std::ptrdiff_t files_in(const std::string& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), {});
}

TEST(Backup, IsALedgerOfItsOwn) {
  const ScratchFolder folder;
  const auto store = create_sqlite(folder.file("ledger.db"));
  write_batches(*store, 0, 3);
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  store->backup(folder.file("copy.db"), [&](std::uint64_t now, std::uint64_t all) {
    EXPECT_GE(now, done);
    done = now;
    total = all;
  });
  EXPECT_GT(total, 0U);
  EXPECT_EQ(done, total);
  EXPECT_EQ(integrity(folder.file("copy.db")), "ok");
  const auto copy = open_sqlite(folder.file("copy.db"));
  EXPECT_EQ(dump(*copy->snapshot()), dump_of_batches(3));
  write_batches(*copy, 3, 4);
  EXPECT_EQ(dump(*store->snapshot()), dump_of_batches(3));
}

TEST(Backup, OfALedgerThatIsWrittenToIsAWholePrefix) {
  const ScratchFolder folder;
  const auto store = create_sqlite(folder.file("ledger.db"), {.page_bytes = 512});
  constexpr std::uint64_t kBefore = 300;
  write_batches(*store, 0, kBefore);
  std::atomic<std::uint64_t> written{kBefore};
  std::jthread writer([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      write_batches(*store, written, written + 1);
      ++written;
    }
  });
  int steps = 0;
  store->backup(folder.file("copy.db"), [&](std::uint64_t, std::uint64_t) {
    const std::uint64_t now = written;
    while (written == now) std::this_thread::yield();  // a commit between any two steps
    ++steps;
  });
  EXPECT_GT(steps, 2);
  writer.request_stop();
  writer.join();
  EXPECT_EQ(integrity(folder.file("copy.db")), "ok");
  const auto copy = open_sqlite_readonly(folder.file("copy.db"));
  const std::uint64_t size = copy->snapshot()->head().size;
  EXPECT_GE(size, kBefore * kBatchEntries);
  EXPECT_EQ(dump(*copy->snapshot()), dump_of_batches(size / kBatchEntries));
}

TEST(Backup, RefusesAnExistingFile) {
  const ScratchFolder folder;
  const auto store = create_sqlite(folder.file("ledger.db"));
  for (const std::string name : {"copy.db", "other.db-wal"}) {
    std::ofstream(folder.file(name)) << "mine";
  }
  for (const std::string name : {"copy.db", "other.db"}) {
    EXPECT_EQ(kind_thrown([&] { store->backup(folder.file(name), nullptr); }),
              StoreError::Kind::io);
  }
  EXPECT_EQ(std::filesystem::file_size(folder.file("copy.db")), 4U);
}

TEST(Backup, LeavesNothingWhenItIsStopped) {
  const ScratchFolder folder;
  const auto store = create_sqlite(folder.file("ledger.db"));
  const std::ptrdiff_t before = files_in(folder.path());
  EXPECT_THROW(store->backup(folder.file("copy.db"), [](auto, auto) { throw 1; }), int);
  EXPECT_EQ(files_in(folder.path()), before);
  store->backup(folder.file("copy.db"), nullptr);
}

TEST(Backup, LeavesNothingWhicheverWriteFails) {
  const ScratchFolder folder;
  const ScratchFolder target;
  FaultyVfs disk("faulty-backup");
  const auto store = create_sqlite(folder.file("ledger.db"), {.vfs = disk.name()});
  write_batches(*store, 0, 3);
  std::uint64_t n = 1;
  for (; n < 1000; ++n) {
    disk.arm({.ops = FaultyVfs::kAny, .nth = n, .failure = FaultyVfs::Failure::full});
    try {
      store->backup(target.file("copy.db"), nullptr);
    } catch (const StoreError& error) {
      EXPECT_EQ(error.kind(), StoreError::Kind::full) << n;
    }
    if (!disk.fired()) break;
    EXPECT_EQ(files_in(target.path()), 0) << n;
  }
  EXPECT_GT(n, 10U);
  disk.disarm();
  EXPECT_EQ(dump(*open_sqlite(target.file("copy.db"))->snapshot()), dump_of_batches(3));
  write_batches(*store, 3, 4);
}

}  // namespace sqlite_backup_test
}  // namespace mingzhang::store
