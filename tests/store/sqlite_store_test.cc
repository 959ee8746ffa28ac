#include "ledger/store/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace sqlite_store_test {

using std::filesystem::exists;

TEST(Snapshot, DoesNotSeeLaterCommits) {
  const ScratchFolder folder;
  const auto store = create_sqlite(folder.file("ledger.db"));
  write_batches(*store, 0, 1);
  const auto before = store->snapshot();
  EXPECT_EQ(before->head().size, kBatchEntries);
  write_batches(*store, 1, 3);
  EXPECT_EQ(dump(*before), dump_of_batches(1));
  EXPECT_EQ(dump(*store->snapshot()), dump_of_batches(3));
}

TEST(Snapshot, IsFreshWhenAConnectionIsUsedAgain) {
  const ScratchFolder folder;
  const auto store = create_sqlite(folder.file("ledger.db"));
  for (std::uint64_t n = 0; n < 5; ++n) {
    EXPECT_EQ(store->snapshot()->head().size, n * kBatchEntries);
    write_batches(*store, n, n + 1);
  }
}

TEST(Snapshot, MayOutliveItsStore) {
  const ScratchFolder folder;
  auto store = create_sqlite(folder.file("ledger.db"));
  write_batches(*store, 0, 1);
  const auto rows = store->snapshot();
  store.reset();
  EXPECT_EQ(dump(*rows), dump_of_batches(1));
}

TEST(Snapshot, IsTakenByManyThreadsWhileOneWrites) {
  constexpr std::uint64_t kBatches = 30;
  const ScratchFolder folder;
  const auto store = create_sqlite(folder.file("ledger.db"));
  std::vector<std::jthread> readers;
  std::atomic<int> odd{0};
  for (int i = 0; i < 6; ++i) {
    readers.emplace_back([&](const std::stop_token& stop) {
      std::uint64_t last = 0;
      while (!stop.stop_requested()) {
        const auto rows = store->snapshot();
        const std::uint64_t size = rows->head().size;
        const auto checkpoint = rows->last_checkpoint();
        if (size < last || size % kBatchEntries != 0 || (checkpoint ? checkpoint->size : 0) != size)
          ++odd;
        last = size;
      }
    });
  }
  write_batches(*store, 0, kBatches);
  readers.clear();
  EXPECT_EQ(odd, 0);
}

TEST(Creation, RefusesAnythingThatIsThereAlready) {
  const ScratchFolder folder;
  const std::string path = folder.file("ledger.db");
  for (const std::string left_over : {"", "-wal", "-shm", "-journal"}) {
    std::ofstream(path + left_over) << "mine";
    EXPECT_EQ(kind_thrown([&] { create_sqlite(path); }), StoreError::Kind::io) << left_over;
    EXPECT_EQ(std::filesystem::file_size(path + left_over), 4U);
    std::filesystem::remove(path + left_over);
  }
  create_sqlite(path);
  EXPECT_EQ(kind_thrown([&] { create_sqlite(path); }), StoreError::Kind::io);
}

TEST(Creation, LeavesOneFileBehind) {
  const ScratchFolder folder;
  create_sqlite(folder.file("ledger.db"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Creation, InAFolderThatIsNotThereIsAnError) {
  EXPECT_EQ(kind_thrown([] { create_sqlite("/no/such/folder/ledger.db"); }), StoreError::Kind::io);
}

TEST(Opening, OfAFileThatIsNotThereIsAnErrorAndMakesNone) {
  const ScratchFolder folder;
  const std::string path = folder.file("ledger.db");
  EXPECT_EQ(kind_thrown([&] { open_sqlite(path); }), StoreError::Kind::io);
  EXPECT_EQ(kind_thrown([&] { open_sqlite_readonly(path); }), StoreError::Kind::io);
  EXPECT_FALSE(exists(path));
}

TEST(Opening, TakesANameAsItIs) {
  const ScratchFolder folder;
  for (const std::string name : {"a?mode=memory", "b#c", "d%20e", "明账.db", "file:f"}) {
    {
      const auto store = create_sqlite(folder.file(name));
      write_batches(*store, 0, 1);
    }
    EXPECT_TRUE(exists(folder.file(name)));
    EXPECT_EQ(dump(*open_sqlite_readonly(folder.file(name))->snapshot()), dump_of_batches(1));
  }
  std::filesystem::current_path(folder.path());
  EXPECT_EQ(open_sqlite("file:f")->snapshot()->head().size, kBatchEntries);
  std::filesystem::current_path("/");
}

TEST(ReadOnly, CannotBegin) {
  const ScratchFolder folder;
  create_sqlite(folder.file("ledger.db"));
  const auto store = open_sqlite_readonly(folder.file("ledger.db"));
  EXPECT_EQ(kind_thrown([&] { store->begin(); }), StoreError::Kind::io);
}

TEST(ReadOnly, SeesTheCommitsOfARunningServer) {
  const ScratchFolder folder;
  const auto server = create_sqlite(folder.file("ledger.db"));
  const auto auditor = open_sqlite_readonly(folder.file("ledger.db"));
  write_batches(*server, 0, 2);
  EXPECT_EQ(dump(*auditor->snapshot()), dump_of_batches(2));
}

/// Runs `body` as a user who may only read `folder`.
bool succeeds_for_a_reader(const ScratchFolder& folder, const std::function<bool()>& body) {
  ::chmod(folder.path().c_str(), 0555);
  OtherProcess reader([&](const OtherProcess::Partner&) {
    constexpr uid_t kNobody = 65534;
    if (::getuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return false;
    return ::access(folder.path().c_str(), W_OK) != 0 && body();
  });
  return reader.ended_well();
}

TEST(ReadOnly, WorksOnACopyWithoutItsLogInAFolderThatCannotBeWritten) {
  const ScratchFolder folder;
  for (const std::string name : {"ledger.db", "what?#%.db"}) {
    const std::string path = folder.file(name);
    write_batches(*create_sqlite(path), 0, 2);
    ::chmod(path.c_str(), 0444);
    const std::string expected = dump_of_batches(2);
    EXPECT_TRUE(succeeds_for_a_reader(
        folder, [&] { return dump(*open_sqlite_readonly(path)->snapshot()) == expected; }));
    ::chmod(folder.path().c_str(), 0755);
  }
}

TEST(ReadOnly, DoesNotOverlookALogThatItCannotUse) {
  const ScratchFolder folder;
  const std::string path = folder.file("ledger.db");
  write_batches(*create_sqlite(path), 0, 1);
  std::ofstream(path + "-wal") << std::string(5000, 'x');
  ::chmod(path.c_str(), 0444);
  EXPECT_TRUE(succeeds_for_a_reader(folder, [&] {
    return kind_thrown([&] { open_sqlite_readonly(path); }) == StoreError::Kind::io;
  }));
}

TEST(ReadOnly, LeavesTheEvidenceAsItWas) {
  const ScratchFolder folder;
  const std::string path = folder.file("ledger.db");
  write_batches(*create_sqlite(path), 0, 1);
  const auto content = [&] {
    std::ifstream file(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  const std::string before = content();
  dump(*open_sqlite_readonly(path)->snapshot());
  EXPECT_TRUE(content() == before);
}

}  // namespace sqlite_store_test
}  // namespace mingzhang::store
