#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/command_ledger.h"
#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace commands_office_test {

using testing::HasSubstr;

TEST(Confirm, IsByTheOnlyBookkeeperUnlessAnotherIsNamed) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 5)).code, 0);
  const Ran confirmed = ledger.confirm();
  EXPECT_EQ(confirmed.code, 0) << confirmed.err;
  EXPECT_EQ(value_of(confirmed.out, "confirmed"), "5");
  EXPECT_EQ(value_of(confirmed.out, "yuan"), "5.00");
  EXPECT_EQ(value_of(confirmed.out, "entries written"), "1");
  EXPECT_THAT(ledger.text("SELECT bytes FROM entries ORDER BY seq DESC LIMIT 1"),
              HasSubstr("{\"actor\":\"bookkeeper\""));
  EXPECT_EQ(ledger.verify().code, 0);
}

TEST(Confirm, IsRefusedToTheCashierAndWritesNothing) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 5)).code, 0);
  const std::string before = ledger.content();
  const Ran refused = ledger.confirm({"--as", "cashier"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("duty_missing"));
  EXPECT_EQ(ledger.content(), before);
}

TEST(Confirm, OfOneImportLeavesTheOthers) {
  const CommandLedger ledger;
  const Ran first = ledger.import(ledger.gifts("a.csv", 5));
  ASSERT_EQ(ledger.import(ledger.gifts("b.csv", 7, 100)).code, 0);
  const Ran confirmed = ledger.confirm({"--import", value_of(first.out, "import")});
  EXPECT_EQ(value_of(confirmed.out, "confirmed"), "5");
  EXPECT_EQ(value_of(ledger.confirm().out, "confirmed"), "7");
}

TEST(Confirm, WithNothingToConfirmWritesNothing) {
  const CommandLedger ledger;
  const std::string before = ledger.content();
  const Ran confirmed = ledger.confirm();
  EXPECT_EQ(confirmed.code, 0);
  EXPECT_EQ(value_of(confirmed.out, "confirmed"), "0");
  EXPECT_EQ(ledger.content(), before);
}

TEST(Confirm, OfAnUnknownFundIsRefusedWhoeverIsNamed) {
  const CommandLedger ledger;
  const Ran refused =
      run({"mingzhang", "confirm", ledger.folder(), "--fund", "nowhere", "--as", "bookkeeper"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("fund_unknown"));
}

TEST(Rebuild, MakesTheSameRowsAgainFromTheEntries) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 600)).code, 0);
  ASSERT_EQ(ledger.confirm().code, 0);
  const std::string before = ledger.content();
  const Ran rebuilt = run({"mingzhang", "rebuild", ledger.folder()});
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  EXPECT_EQ(ledger.content(), before);
  EXPECT_EQ(ledger.verify().code, 0);
}

/// Format 2: references had another key, and so had the incomes in State.
TEST(Rebuild, BringsALedgerOfAnOlderFormatUpToDate) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 60)).code, 0);
  const std::string now = ledger.content();
  forge(ledger.folder() + "/ledger.db",
        "UPDATE index_refs SET key = key + 1; PRAGMA user_version = 2");
  const Ran refused = ledger.confirm();
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("has format 2, this program knows 3: run mingzhang rebuild"));
  EXPECT_EQ(ledger.verify().code, 3);
  const Ran rebuilt = run({"mingzhang", "rebuild", ledger.folder()});
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  EXPECT_EQ(ledger.content(), now);
  EXPECT_EQ(ledger.verify().code, 0);
  EXPECT_EQ(ledger.confirm().code, 0);
}

TEST(Backup, MadeWhileAnImportRunsVerifies) {
  const CommandLedger ledger;
  const std::string out = (ledger.temp() / "backup").string();
  const std::string file = ledger.gifts("many.csv", 8'000);
  Running import({"mingzhang", "import", ledger.folder(), file, "--fund", "jinan"});
  ASSERT_TRUE(ledger.wait_for_gifts(import, 500)) << import.wait().err;
  const Ran backup = run({"mingzhang", "backup", ledger.folder(), out});
  EXPECT_EQ(backup.code, 0) << backup.err;
  EXPECT_EQ(import.wait().code, 0);
  const Ran verified = run({"mingzhang-audit", "verify", out});
  EXPECT_EQ(verified.code, 0) << verified.out;
  EXPECT_FALSE(std::filesystem::exists(out + "/log.key"));
  EXPECT_EQ(run({"mingzhang", "backup", ledger.folder(), out}).code, 3);
}

TEST(SecondWriter, IsToldThePidOfTheFirst) {
  const CommandLedger ledger;
  const std::string file = ledger.gifts("many.csv", 20'000);
  Running import({"mingzhang", "import", ledger.folder(), file, "--fund", "jinan"});
  ASSERT_TRUE(ledger.wait_for_gifts(import, 500)) << import.wait().err;
  import.hold();
  const Ran second = run({"mingzhang", "rebuild", ledger.folder()});
  EXPECT_EQ(second.code, 3);
  EXPECT_THAT(second.err,
              HasSubstr("process " + std::to_string(import.pid()) + " is writing this ledger"));
}

TEST(Help, IsThereForEveryCommandAndExitsWithZero) {
  EXPECT_EQ(run({"mingzhang", "--help"}).code, 0);
  for (const char* const command : {"init", "import", "confirm", "rebuild", "backup"}) {
    const Ran help = run({"mingzhang", command, "--help"});
    EXPECT_EQ(help.code, 0) << command;
    EXPECT_THAT(help.out, HasSubstr("DIR")) << command;
    EXPECT_GT(help.out.size(), 200) << command;
  }
  EXPECT_EQ(run({"mingzhang-audit", "--help"}).code, 0);
  for (const char* const command : {"verify", "show", "prove", "check", "export"}) {
    const Ran help = run({"mingzhang-audit", command, "--help"});
    EXPECT_EQ(help.code, 0) << command;
    EXPECT_THAT(help.out, HasSubstr("--vkey")) << command;
  }
}

TEST(Usage, WrongExitsWithTwo) {
  const std::vector<std::vector<std::string>> wrong{
      {"mingzhang"},
      {"mingzhang", "frobnicate"},
      {"mingzhang", "init"},
      {"mingzhang", "init", "/tmp/mz-nowhere"},
      {"mingzhang", "init", "/tmp/mz-nowhere", "--demo", "--founding", "x.toml"},
      {"mingzhang", "import", "/tmp/mz-nowhere"},
      {"mingzhang", "import", "/tmp/mz-nowhere", "a.csv"},
      {"mingzhang", "confirm", "/tmp/mz-nowhere", "--fund", "jinan", "--first", "-1"},
      {"mingzhang", "--lang", "fr", "rebuild", "/tmp/mz-nowhere"},
      {"mingzhang-audit"},
      {"mingzhang-audit", "show", "/tmp/mz-nowhere", "many"},
      {"mingzhang-audit", "verify", "/tmp/mz-nowhere", "--format", "xml"}};
  for (const std::vector<std::string>& arguments : wrong) {
    EXPECT_EQ(run(arguments).code, 2) << testing::PrintToString(arguments);
  }
  EXPECT_FALSE(std::filesystem::exists("/tmp/mz-nowhere"));
}

TEST(Language, IsTheOneThatIsNamed) {
  const CommandLedger ledger;
  const Ran zh =
      run({"mingzhang", "--lang", "zh", "confirm", ledger.folder(), "--fund", "nowhere"});
  EXPECT_THAT(zh.err, HasSubstr("没有这个基金"));
  const Ran en =
      run({"mingzhang", "--lang", "en", "confirm", ledger.folder(), "--fund", "nowhere"});
  EXPECT_THAT(en.err, HasSubstr("there is no such fund"));
  EXPECT_THAT(ledger.verify({"--lang", "zh"}).out, HasSubstr("结论：完好"));
  EXPECT_THAT(ledger.verify({"--lang", "en"}).out, HasSubstr("Verdict: sound"));
}

}  // namespace commands_office_test
}  // namespace mingzhang::test
