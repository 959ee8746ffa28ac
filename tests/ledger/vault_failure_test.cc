#include <algorithm>
#include <map>

#include "tests/ledger/vault_desk.h"
#include "tests/store/faulty_vfs.h"

/// Keys, details, ledger: three commits, and a disk that fails or dies at its N-th call, N = 1, 2,
/// 3 … until the run succeeds. So it dies between any two of them, and within each.
namespace mingzhang::test {
namespace vault_failure_test {

using store::FaultyVfs;

struct Disk {
  std::string name;
  FaultyVfs::Fault fault;
  bool power_cut = false;
};

std::ostream& operator<<(std::ostream& out, const Disk& disk) { return out << disk.name; }

const VaultDesk& founded_desk() {
  static const auto desk = [] {
    auto made = std::make_unique<VaultDesk>();
    made->found().write(VaultDesk::gift_of(0, "donor0"));
    made->close();
    return made;
  }();
  return *desk;
}

class FailingVault : public testing::TestWithParam<Disk> {
 protected:
  FailingVault() : disk_("faulty") {}

  /// What was acknowledged: the entry, and which gift it is.
  using Acknowledged = std::map<Seq, int>;

  Acknowledged run(VaultDesk& made, std::uint64_t n) {
    FaultyVfs::Fault fault = GetParam().fault;
    fault.nth = n;
    disk_.arm(fault);
    Acknowledged acknowledged;
    for (int i = 1; i <= 3; ++i) {
      // The second subject is known, the others are new.
      const std::string subject = i == 2 ? "donor0" : "donor" + std::to_string(i);
      const Answer answer = made.write(VaultDesk::gift_of(i, subject));
      if (answer) acknowledged[answer->seq] = i;
      made.desk.clock.pass_ms(1000);
    }
    return acknowledged;
  }

  static void expect_whole(VaultDesk& made, const Acknowledged& acknowledged) {
    std::map<Seq, Hash> committed;
    for (const auto& [commitment, seq] : made.committed()) {
      committed[seq] = commitment;
      EXPECT_TRUE(made.vault->open(commitment)) << "entry " << seq << " has no details";
    }
    for (const auto& [seq, number] : acknowledged) {
      const auto opened = made.vault->open(committed[seq]);
      ASSERT_TRUE(opened) << seq;
      EXPECT_EQ(opened->json, VaultDesk::details_of(number));
    }
  }

  FaultyVfs disk_;
};

TEST_P(FailingVault, LeavesNoEntryWithoutItsDetails) {
  std::uint64_t n = 1;
  std::uint64_t orphaned_runs = 0;
  for (bool fired = true; fired && !HasFailure() && n < 2000; ++n) {
    SCOPED_TRACE("call " + std::to_string(n));
    VaultDesk made(founded_desk());
    made.desk.sqlite.vfs = disk_.name();
    disk_.disarm();
    disk_.settle();
    made.open();
    const Acknowledged acknowledged = run(made, n);
    fired = disk_.fired();
    made.close();
    disk_.disarm();
    if (GetParam().power_cut) disk_.forget_unsynced();
    made.open();
    expect_whole(made, acknowledged);
    // Younger than a day, they are left; older, they go, and nothing else.
    const std::size_t orphans = made.rows().size() - made.committed().size();
    if (orphans > 0) ++orphaned_runs;
    made.open();
    EXPECT_EQ(made.rows().size(), made.committed().size() + orphans);
    made.desk.clock.pass_ms(kOrphansKeptMs + 60'000);
    made.open();
    EXPECT_EQ(made.rows().size(), made.committed().size());
    EXPECT_TRUE(made.vault->rows().unsettled().empty());
    expect_whole(made, acknowledged);
    EXPECT_TRUE(made.write(VaultDesk::gift_of(9, "donor1")));
  }
  EXPECT_GT(n, 5U);
  EXPECT_GT(orphaned_runs, 0U);
}

using Fault = FaultyVfs::Fault;
constexpr auto kIo = FaultyVfs::Failure::io;

INSTANTIATE_TEST_SUITE_P(
    EachDisk, FailingVault,
    testing::Values(Disk{"write", Fault{.ops = FaultyVfs::kWrite, .failure = kIo}},
                    Disk{"sync", Fault{.ops = FaultyVfs::kSync, .failure = kIo}},
                    Disk{"sync_and_power_cut", Fault{.ops = FaultyVfs::kSync, .failure = kIo},
                         true},
                    Disk{"crash", Fault{.failure = FaultyVfs::Failure::crash}},
                    Disk{"crash_and_power_cut", Fault{.failure = FaultyVfs::Failure::crash}, true}),
    [](const auto& disk) { return disk.param.name; });

}  // namespace vault_failure_test
}  // namespace mingzhang::test
