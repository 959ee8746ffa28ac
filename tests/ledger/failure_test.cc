#include <array>
#include <map>

#include "tests/ledger/desk.h"
#include "tests/store/faulty_vfs.h"

/// What is left when the disk fails: the N-th call, N = 1, 2, 3 … until the run succeeds.
namespace mingzhang::test {
namespace failure_test {

using store::FaultyVfs;

struct Disk {
  std::string name;
  FaultyVfs::Fault fault;
  bool from_founding = false;  ///< Whether the disk may fail in the founding too.
  int gifts = 3;
  bool power_cut = false;

  /// What may have reached the disk and cannot be synced leaves an outcome that nobody knows.
  bool may_be_unknown() const {
    return fault.ops == FaultyVfs::kSync || fault.failure == FaultyVfs::Failure::crash;
  }
};

std::ostream& operator<<(std::ostream& out, const Disk& disk) { return out << disk.name; }

/// What somebody was answered in a run, and every checkpoint that they were shown.
class Client {
 public:
  explicit Client(Desk& desk) : desk_(desk) {}

  void write(const Command& command) {
    Answer answer = test::write(*desk_, {command, std::nullopt, true});
    if (!answer && answer.error().code == Code::read_only && !unknown) {
      desk_.clock.pass_ms(1000);  // The probe delay.
      answer = test::write(*desk_, {command, std::nullopt, true});
    }
    if (answer) {
      EXPECT_FALSE(unknown) << "written after an unknown outcome";
      acknowledged.push_back(*answer);
      see(answer->checkpoint);
    } else if (answer.error().code == Code::outcome_unknown) {
      EXPECT_FALSE(unknown) << "a second unknown outcome";
      unknown = true;
    } else {
      ++refused;
      EXPECT_TRUE(!unknown || answer.error().code == Code::read_only);
    }
    see(desk_->checkpoint());
  }

  /// Never two signed checkpoints of one size with different roots.
  void see(const std::string& note) {
    if (note.empty()) return;
    const auto checkpoint = tlog::open_checkpoint(note, desk_.signer.verifier());
    ASSERT_TRUE(checkpoint) << note;
    const auto known = roots_.try_emplace(checkpoint->size, checkpoint->root).first;
    EXPECT_EQ(known->second, checkpoint->root) << "two roots of size " << checkpoint->size;
  }

  std::vector<Written> acknowledged;
  bool unknown = false;
  int refused = 0;

 private:
  Desk& desk_;
  std::map<std::uint64_t, Hash> roots_;
};

/// Ledgers are made once, empty or founded, then copied: making one syncs the real disk.
const Desk& pattern(bool founded) {
  static const auto patterns = [] {
    std::array<std::unique_ptr<Desk>, 2> made{std::make_unique<Desk>(), std::make_unique<Desk>()};
    made[1]->found().close();
    return made;
  }();
  return *patterns[founded ? 1 : 0];
}

class FailingDisk : public testing::TestWithParam<Disk> {
 protected:
  FailingDisk() : disk_("faulty") {}

  std::unique_ptr<Desk> make_desk() {
    auto desk = std::make_unique<Desk>(pattern(!GetParam().from_founding));
    desk->sqlite.vfs = disk_.name();
    desk->sqlite.checkpoint_bytes = 1 << 18;
    return desk;
  }

  Client run(Desk& desk, std::uint64_t n) {
    desk.open();
    FaultyVfs::Fault fault = GetParam().fault;
    fault.nth = n;
    disk_.arm(fault);
    Client client(desk);
    if (GetParam().from_founding) {
      for (const Command& act : founding(desk.signer)) client.write(act);
    }
    const int gifts = GetParam().gifts;
    for (int i = 0; i < gifts; ++i) client.write(gift(i));
    const auto first = static_cast<Seq>(kFounded);
    client.write(confirmation(first, first + static_cast<Seq>(gifts) - 1, gifts,
                              *Money::of_fen(100LL * gifts)));
    return client;
  }

  /// A disk that recovers is used again, unless nobody knows what it holds.
  void goes_on(Desk& desk, Client& client) {
    disk_.disarm();
    desk.clock.pass_ms(1000);
    const std::size_t before = client.acknowledged.size();
    client.write(gift(5000));
    EXPECT_EQ(client.acknowledged.size(), before + (client.unknown ? 0 : 1));
  }

  void holds_what_was_acknowledged(Desk& desk, Client& client, Seq founded) {
    desk.open();
    const auto rows = desk.rows();
    for (const Written& written : client.acknowledged) {
      EXPECT_EQ(rows->entry(written.seq), written.bytes) << written.seq;
      EXPECT_TRUE(verifies(written, desk.signer));
    }
    const Seq least = founded + client.acknowledged.size();
    EXPECT_GE(rows->head().size, least);
    EXPECT_LE(rows->head().size, least + (client.unknown ? 1 : 0));
    client.see(desk->checkpoint());
    client.unknown = false;
    client.write(gift(6000));
    desk.close();
  }

  static void is_what_its_entries_say(Desk& desk) {
    const std::string before = desk.dump();
    const auto opened = store::open_sqlite(desk.database());
    const auto transaction = opened->begin();
    rebuild(*transaction, [](std::uint64_t) {});
    EXPECT_TRUE(same(store::dump(*transaction), before));
  }

  FaultyVfs disk_;
};

TEST_P(FailingDisk, LosesNothingAcknowledgedAndWritesNothingTwice) {
  std::uint64_t n = 1;
  int unknown_runs = 0;
  for (bool fired = true; fired && !HasFailure() && n < 5000; ++n) {
    SCOPED_TRACE("call " + std::to_string(n));
    const std::unique_ptr<Desk> made = make_desk();
    Desk& desk = *made;
    disk_.disarm();
    disk_.settle();
    const Seq founded = desk.size();
    Client result = run(desk, n);
    fired = disk_.fired();
    EXPECT_TRUE(fired || result.refused == 0);
    if (result.unknown) {
      ++unknown_runs;
      EXPECT_TRUE(GetParam().may_be_unknown());
    }
    if (!GetParam().power_cut) goes_on(desk, result);
    desk.close();
    disk_.disarm();
    if (GetParam().power_cut) disk_.forget_unsynced();
    holds_what_was_acknowledged(desk, result, founded);
    is_what_its_entries_say(desk);
  }
  EXPECT_GT(n, 5U);
  EXPECT_EQ(unknown_runs > 0, GetParam().may_be_unknown());
}

using Fault = FaultyVfs::Fault;
constexpr auto kIo = FaultyVfs::Failure::io;
constexpr auto kFull = FaultyVfs::Failure::full;
constexpr auto kCrash = FaultyVfs::Failure::crash;

INSTANTIATE_TEST_SUITE_P(
    EachDisk, FailingDisk,
    testing::Values(
        Disk{"write", Fault{.ops = FaultyVfs::kWrite, .failure = kIo}},
        Disk{"full", Fault{.ops = FaultyVfs::kWrite, .failure = kFull}},
        Disk{"full_for_long", Fault{.ops = FaultyVfs::kWrite, .failure = kFull, .forever = true}},
        Disk{"sync", Fault{.ops = FaultyVfs::kSync, .failure = kIo}, true, 10},
        Disk{"sync_and_power_cut", Fault{.ops = FaultyVfs::kSync, .failure = kIo}, false, 30, true},
        Disk{"crash", Fault{.failure = kCrash}, false, 3, true}),
    [](const auto& disk) { return disk.param.name; });

}  // namespace failure_test
}  // namespace mingzhang::test
