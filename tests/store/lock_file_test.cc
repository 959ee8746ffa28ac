#include "ledger/store/lock_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <utility>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace lock_file_test {

TEST(LockFile, IsHeldOnceAndNamesTheHolder) {
  const ScratchFolder folder;
  const auto first = LockFile::acquire(folder.file("lock"));
  ASSERT_TRUE(first);
  const auto second = LockFile::acquire(folder.file("lock"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().pid, ::getpid());
  EXPECT_TRUE(LockFile::acquire(folder.file("another")));
}

TEST(LockFile, IsReleasedAtTheEndOfItsOwnersScope) {
  const ScratchFolder folder;
  {
    auto first = LockFile::acquire(folder.file("lock"));
    ASSERT_TRUE(first);
    const LockFile moved = std::move(*first);
    EXPECT_FALSE(LockFile::acquire(folder.file("lock"))) << "a moved lock is still held";
  }
  EXPECT_TRUE(LockFile::acquire(folder.file("lock")));
}

TEST(LockFile, IsReleasedWhenTheProcessIsKilled) {
  const ScratchFolder folder;
  OtherProcess other([&](const OtherProcess::Partner& partner) {
    const auto lock = LockFile::acquire(folder.file("lock"));
    partner.speak();
    return partner.wait();
  });
  ASSERT_TRUE(other.partner().wait());
  const auto refused = LockFile::acquire(folder.file("lock"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().pid, other.pid());
  other.kill();
  EXPECT_TRUE(LockFile::acquire(folder.file("lock")));
  EXPECT_TRUE(LockFile::acquire(folder.file("lock")));
}

TEST(LockFile, NamesTheNewHolderAfterAnOlderOneWithALongerPid) {
  const ScratchFolder folder;
  {
    FILE* const file = std::fopen(folder.file("lock").c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fputs("1234567890\n", file);
    std::fclose(file);
  }
  const auto first = LockFile::acquire(folder.file("lock"));
  EXPECT_EQ(LockFile::acquire(folder.file("lock")).error().pid, ::getpid());
}

TEST(LockFile, InAFolderThatIsNotThereIsAnError) {
  EXPECT_EQ(kind_thrown([] { (void)LockFile::acquire("/no/such/folder/lock"); }),
            StoreError::Kind::io);
}

}  // namespace lock_file_test
}  // namespace mingzhang::store
