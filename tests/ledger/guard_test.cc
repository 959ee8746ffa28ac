#include "ledger/store/guard.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/ledger/desk.h"

/// Never two roots for one size (design §5).
namespace mingzhang::test {
namespace guard_test {

namespace fs = std::filesystem;
using enum LedgerError::Kind;

void copy(const std::string& from, const std::string& to) {
  fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

struct Guarded : Desk {
  Guarded() {
    found();
    close();
    copy(database(), folder.file("old.db"));
  }
  /// The old copy back in its place.
  void put_back() { copy(folder.file("old.db"), database()); }
  void write_gift(int number) {
    open();
    written(gift(number));
    close();
  }
};

TEST(Guard, RefusesAnOlderCopy) {
  Guarded desk;
  desk.write_gift(1);
  desk.put_back();
  EXPECT_EQ(ledger_error([&] { desk.open(); }), rolled_back);
  EXPECT_EQ(desk.size(), kFounded);
}

TEST(Guard, RefusesAnotherHistoryOfTheSameSize) {
  Guarded desk;
  desk.write_gift(1);
  copy(desk.guard(), desk.folder.file("kept"));
  desk.put_back();
  fs::remove(desk.guard());
  desk.write_gift(2);
  copy(desk.folder.file("kept"), desk.guard());
  EXPECT_EQ(ledger_error([&] { desk.open(); }), rolled_back);
}

TEST(Guard, RefusesAnotherHistoryThatIsLonger) {
  Guarded desk;
  desk.write_gift(1);
  copy(desk.guard(), desk.folder.file("kept"));
  desk.put_back();
  fs::remove(desk.guard());
  desk.write_gift(2);
  desk.write_gift(3);
  copy(desk.folder.file("kept"), desk.guard());
  EXPECT_EQ(ledger_error([&] { desk.open(); }), rolled_back);
}

TEST(Guard, RefusesTheGuardOfAnotherLedger) {
  Guarded desk;
  std::optional<store::Guard> guard = store::Guard::load(desk.guard());
  ASSERT_TRUE(guard);
  guard->ledger = std::string(32, 'f');  // Size and root fit, as in a ledger copied to go on alone.
  guard->save(desk.guard());
  EXPECT_EQ(ledger_error([&] { desk.open(); }), rolled_back);
}

TEST(Guard, RefusesAnEmptyStoreInItsPlace) {
  Guarded desk;
  fs::remove(desk.database());
  store::create_sqlite(desk.database());
  EXPECT_EQ(ledger_error([&] { desk.open(); }), rolled_back);
}

TEST(Guard, IsNeverIgnoredWhenMalformed) {
  Guarded desk;
  for (const std::string text : {"", "mingzhang guard 1\n", "nonsense"}) {
    std::ofstream(desk.guard(), std::ios::trunc) << text;
    EXPECT_EQ(store::kind_thrown([&] { desk.open(); }), store::StoreError::Kind::corrupt);
    EXPECT_EQ(read_file(desk.guard()), text);
  }
}

TEST(Guard, IsMadeWhereThereIsNone) {
  Guarded desk;
  fs::remove(desk.guard());
  desk.open();
  const auto guard = store::Guard::load(desk.guard());
  ASSERT_TRUE(guard);
  EXPECT_EQ(guard->size, kFounded);
}

TEST(Guard, HoldsEveryCheckpointThatIsShown) {
  Guarded desk;
  desk.open();
  int grown = 0;
  std::uint64_t last = kFounded;
  for (int i = 0; i < 60; ++i) {
    desk.written(gift(i));
    desk.clock.pass_ms(i % 3 * 300);
    const auto shown = tlog::open_checkpoint(desk->checkpoint(), desk.signer.verifier());
    const auto guard = store::Guard::load(desk.guard());
    ASSERT_TRUE(shown && guard);
    EXPECT_LE(shown->size, guard->size);
    EXPECT_TRUE(shown->size != guard->size || shown->root == guard->root);
    if (shown->size > last) ++grown;
    last = shown->size;
  }
  EXPECT_GT(grown, 5);
  desk.close();
  EXPECT_EQ(store::Guard::load(desk.guard())->size, kFounded + 60);
}

TEST(Guard, CatchesUpWhileNothingHappens) {
  Guarded desk;
  desk.open();
  desk.clock.pass_ms(1000);
  desk.written(gift(1));
  desk.written(gift(2));
  const auto shown = [&] {
    return tlog::open_checkpoint(desk->checkpoint(), desk.signer.verifier())->size;
  };
  EXPECT_EQ(shown(), kFounded + 1);  // At most once a second.
  for (int i = 0; i < 300 && shown() < kFounded + 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(shown(), kFounded + 2);
}

TEST(Guard, ThatCannotBeWrittenHoldsBackCheckpointsAndNothingElse) {
  Guarded desk;
  desk.open();
  fs::create_directory(desk.guard() + ".part");  // Stands in the way of a new guard.
  desk.clock.pass_ms(5000);
  EXPECT_EQ(desk.written(gift(1)), kFounded);
  const auto shown = tlog::open_checkpoint(desk->checkpoint(), desk.signer.verifier());
  EXPECT_EQ(shown->size, kFounded);
  fs::remove(desk.guard() + ".part");
  desk.clock.pass_ms(5000);
  desk.written(gift(2));
  EXPECT_EQ(tlog::open_checkpoint(desk->checkpoint(), desk.signer.verifier())->size, kFounded + 2);
}

}  // namespace guard_test
}  // namespace mingzhang::test
