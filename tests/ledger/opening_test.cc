#include <filesystem>

#include "ledger/ledger.h"
#include "ledger/store/sqlite_store.h"
#include "tests/ledger/desk.h"

/// What is not opened: other keys, and files that somebody has worked on.
namespace mingzhang::test {
namespace opening_test {

namespace fs = std::filesystem;
using enum LedgerError::Kind;

struct Damage {
  std::string name;
  std::string sql;
};

TEST(Opening, RefusesAnotherSigningKey) {
  Desk desk;
  desk.found().close();
  const tlog::Signer other = signer_of(2);
  desk.options.signer = &other;
  EXPECT_EQ(ledger_error([&] { desk.open(); }), wrong_key);
  desk.options.signer = &desk.signer;
  desk.open();
}

TEST(Opening, RefusesWhatIsDamaged) {
  const std::vector<Damage> damages{
      {"the last checkpoint is gone",
       "DELETE FROM checkpoints WHERE size = (SELECT max(size) "
       "FROM checkpoints)"},
      {"the last checkpoint is changed",
       "UPDATE checkpoints SET note = replace(note, 'jinan', "
       "'linan')"},
      {"the last checkpoint is a smaller one's",
       "UPDATE checkpoints SET note = (SELECT note FROM "
       "checkpoints ORDER BY size LIMIT 1)"},
      {"the newest entry is changed",
       "UPDATE entries SET bytes = CAST(replace(bytes, 'cashier', "
       "'cashie2') AS BLOB) WHERE seq = "
       "(SELECT max(seq) FROM entries)"},
      {"the newest leaf is changed",
       "UPDATE entries SET leaf = zeroblob(32) WHERE seq = (SELECT "
       "max(seq) FROM entries)"},
      {"an older leaf of the last tile is changed",
       "UPDATE entries SET leaf = zeroblob(32) WHERE seq = 3"},
      {"a state row is malformed", "UPDATE state SET value = '{}' WHERE key = 'ledger/ledger'"},
      {"a state row is of no noun",
       "UPDATE state SET key = 'nonsense' WHERE key = 'policy/policy'"},
      {"the ledger's row is gone", "DELETE FROM state WHERE key LIKE 'ledger%'"},
  };
  for (const Damage& damage : damages) {
    SCOPED_TRACE(damage.name);
    Desk desk;
    desk.found();
    desk.written(gift(1));
    desk.close();
    fs::remove(desk.guard());  // It would find some of them first.
    const std::string before = desk.dump();
    forge(desk.database(), damage.sql);
    ASSERT_NE(desk.dump(), before);
    EXPECT_EQ(ledger_error([&] { desk.open(); }), damaged);
  }
}

/// A ledger in a folder, as `mingzhang` makes it.
struct Folder {
  Folder() { Ledger::create(folder, kOrigin, random); }
  LedgerError::Kind error() {
    return ledger_error([&] { const Ledger ledger(folder, {clock, random, false}); });
  }

  store::ScratchFolder scratch;
  SetClock clock;
  CountedRandom random;
  LedgerFolder folder{scratch.file("ledger")};
};

TEST(Opening, RefusesAKeyThatOthersCanRead) {
  Folder made;
  fs::permissions(made.folder.signing_key(), fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(made.error(), wrong_key);
}

TEST(Opening, RefusesAKeyThatIsNotTheVerifiers) {
  Folder made;
  fs::remove(made.folder.signing_key());
  EXPECT_EQ(made.error(), wrong_key);
  write_secret(made.folder.signing_key(), made.random.block<32>());
  EXPECT_EQ(made.error(), wrong_key);
}

TEST(Opening, RefusesALedgerWithoutItsVault) {
  for (const auto& path : {&LedgerFolder::vault, &LedgerFolder::keys}) {
    Folder made;
    fs::remove((made.folder.*path)());
    EXPECT_EQ(made.error(), damaged);
  }
}

TEST(Opening, RefusesAMasterKeyThatIsNotTheVaults) {
  Folder made;
  EXPECT_EQ(fs::status(made.folder.master_key()).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  fs::remove(made.folder.master_key());
  EXPECT_EQ(made.error(), wrong_key);
  write_secret(made.folder.master_key(), made.random.block<32>());
  EXPECT_EQ(made.error(), wrong_key);
}

TEST(Opening, RefusesASecondWriter) {
  Folder made;
  const Ledger first(made.folder, {made.clock, made.random, false});
  EXPECT_EQ(made.error(), locked);
}

TEST(Opening, RefusesAFolderWithoutALedger) {
  Folder made;
  made.folder.root = made.scratch.file("elsewhere");
  EXPECT_EQ(made.error(), not_there);
}

TEST(Opening, MakesNoLedgerOverAnother) {
  Folder made;
  EXPECT_EQ(ledger_error([&] { Ledger::create(made.folder, kOrigin, made.random); }), exists);
  fs::create_directories(made.folder.guard().parent_path());
  write_file(made.folder.guard(), "kept");
  fs::remove_all(made.folder.root);
  EXPECT_EQ(ledger_error([&] { Ledger::create(made.folder, kOrigin, made.random); }), exists);
}

TEST(Opening, WritesAndReadsThroughTheFacade) {
  Folder made;
  Ledger ledger(made.folder, {made.clock, made.random, false});
  const tlog::Signer signer = read_signer(made.folder);
  for (const Command& act : founding(signer)) {
    const Answer answer = ledger.write({act, std::nullopt, true});
    ASSERT_TRUE(answer) << to_text(answer.error());
    EXPECT_TRUE(verifies(*answer, signer));
  }
  EXPECT_EQ(ledger.snapshot()->head().size, kFounded);
}

TEST(Opening, LeavesOneFileThatIsWholeByItself) {
  Folder made;
  const fs::path database = made.folder.database();
  {
    Ledger ledger(made.folder, {made.clock, made.random, true});
    ASSERT_TRUE(ledger.write({founding(read_signer(made.folder)).front(), std::nullopt, false}));
    ledger.snapshot();
    ASSERT_TRUE(fs::exists(database.string() + "-wal"));
  }
  EXPECT_FALSE(fs::exists(database.string() + "-wal"));
  const fs::path copy = made.scratch.file("copy.db");
  fs::copy_file(database, copy);
  EXPECT_EQ(store::open_sqlite_readonly(copy.string())->snapshot()->head().size, 1U);
}

}  // namespace opening_test
}  // namespace mingzhang::test
