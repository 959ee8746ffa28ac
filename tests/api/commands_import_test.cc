#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/command_ledger.h"

namespace mingzhang::test {
namespace commands_import_test {

using testing::HasSubstr;

TEST(Init, IsRefusedTheSecondTimeAndChangesNothing) {
  const CommandLedger ledger;
  const std::string before = ledger.content();
  const Ran again = run({"mingzhang", "init", ledger.folder(), "--demo"});
  EXPECT_EQ(again.code, 3);
  EXPECT_THAT(again.err, HasSubstr("there is a ledger in"));
  EXPECT_EQ(ledger.content(), before);
  EXPECT_EQ(ledger.verify().code, 0);
}

TEST(Init, IsRefusedWhereAGuardStandsForALedgerThatIsGone) {
  const CommandLedger ledger;
  std::filesystem::remove_all(ledger.folder());
  const Ran again = run({"mingzhang", "init", ledger.folder(), "--demo"});
  EXPECT_EQ(again.code, 3);
  EXPECT_THAT(again.err, HasSubstr("guards a ledger that was here before"));
}

TEST(Import, TakesInAFileAndTheSameFileAgainChangesNothing) {
  const CommandLedger ledger;
  const std::string file = ledger.write("gifts.csv",
                                        "number,time,amount\n"
                                        "A1,2026-01-04T09:05:00,12.50\n"
                                        "A2,2026-01-04T09:06:00,\"1,000\"\n");
  const Ran first = ledger.import(file);
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(value_of(first.out, "new gifts"), "2");
  EXPECT_EQ(value_of(first.out, "new yuan"), "1,012.50");
  EXPECT_EQ(ledger.count_kind("donation.received"), 2);
  EXPECT_EQ(ledger.count_kind("import.recorded"), 1);
  const std::string before = ledger.content();
  const Ran again = ledger.import(file);
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(value_of(again.out, "new gifts"), "0");
  EXPECT_EQ(value_of(again.out, "known already"), "2");
  EXPECT_EQ(ledger.content(), before);
  EXPECT_EQ(ledger.verify().code, 0);
}

TEST(Import, OfAFileThatOverlapsWritesOnlyWhatIsNew) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 10, 1)).code, 0);
  const Ran second = ledger.import(ledger.gifts("b.csv", 10, 6));
  EXPECT_EQ(value_of(second.out, "new gifts"), "5");
  EXPECT_EQ(value_of(second.out, "known already"), "5");
  EXPECT_EQ(ledger.count_kind("donation.received"), 15);
}

constexpr char kBadFile[] =
    "number,time,amount\n"
    "A1,2026-01-04T09:05:00,12.50\n"
    "A2,2026-01-04T09:06:00,-1\n"
    "A3,yesterday,5\n"
    ",2026-01-04T09:06:00,5\n"
    "A5,2999-01-04T09:06:00,5\n"
    "A6,2026-01-04T09:07:00,3\n";

TEST(Import, ReportsEveryBadRowWithLineColumnAndReasonAndWritesNothing) {
  const CommandLedger ledger;
  const std::string file = ledger.write("bad.csv", kBadFile);
  const std::string before = ledger.content();
  const Ran refused = ledger.import(file);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("line 3, column amount"));
  EXPECT_THAT(refused.err, HasSubstr("amount_"));
  EXPECT_THAT(refused.err, HasSubstr("line 4, column time"));
  EXPECT_THAT(refused.err, HasSubstr("date_malformed"));
  EXPECT_THAT(refused.err, HasSubstr("line 5, column number"));
  EXPECT_THAT(refused.err, HasSubstr("line 6, column time"));
  EXPECT_THAT(refused.err, HasSubstr("date_in_future"));
  EXPECT_THAT(refused.err, HasSubstr("nothing was imported"));
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(ledger.content(), before);
}

TEST(Import, LeavesBadRowsOutWhenTold) {
  const CommandLedger ledger;
  const Ran skipped = ledger.import(ledger.write("bad.csv", kBadFile), {"--skip-bad"});
  EXPECT_EQ(skipped.code, 0) << skipped.err;
  EXPECT_EQ(value_of(skipped.out, "new gifts"), "2");
  EXPECT_EQ(value_of(skipped.out, "bad rows"), "4");
  EXPECT_THAT(skipped.err, HasSubstr("line 3, column amount"));
  EXPECT_EQ(ledger.count_kind("donation.received"), 2);
  EXPECT_EQ(ledger.number("SELECT json_extract(CAST(bytes AS TEXT),'$.body.rows') FROM entries "
                          "WHERE CAST(bytes AS TEXT) LIKE '%import.recorded%'"),
            2);
  EXPECT_EQ(ledger.verify().code, 0);
}

TEST(Import, LeavesOutRowsThatBreakARuleOfThisLedgerWhenTold) {
  const CommandLedger ledger;
  const std::filesystem::path config = ledger.temp() / "config";
  std::filesystem::copy(std::filesystem::path(MZ_SOURCE_DIR) / "config", config,
                        std::filesystem::copy_options::recursive);
  // A channel that the ledger's table does not have.
  std::string map = R"(format = "receipts_csv"
channel = "qrpos"
[columns]
number = ["number"]
time = ["time"]
date = ["date"]
amount_fen = ["amount_fen"]
amount = ["amount"]
channel = ["channel"]
[formats]
time = ["YYYY-MM-DDThh:mm:ss"]
date = ["YYYY-MM-DD"]
[channels]
pigeon = ["pigeon"]
[refuse]
columns = ["refund"]
)";
  ledger.write("config/imports/receipts.toml", map);
  const std::string file = ledger.write("gifts.csv",
                                        "number,time,amount,channel\n"
                                        "A1,2026-01-04T09:05:00,1,qrpos\n"
                                        "A2,2026-01-04T09:05:00,2,pigeon\n"
                                        "A3,2026-01-04T09:05:00,4,qrpos\n");
  ::setenv("MINGZHANG_CONFIG", config.c_str(), 1);
  const Ran refused = ledger.import(file);
  const Ran skipped = ledger.import(file, {"--skip-bad"});
  ::unsetenv("MINGZHANG_CONFIG");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("line 3"));
  EXPECT_THAT(refused.err, HasSubstr("code_unknown"));
  EXPECT_EQ(skipped.code, 0) << skipped.err;
  EXPECT_EQ(value_of(skipped.out, "new gifts"), "2");
  EXPECT_EQ(value_of(skipped.out, "new yuan"), "5.00");
  EXPECT_EQ(ledger.number("SELECT json_extract(CAST(bytes AS TEXT),'$.body.total') FROM entries "
                          "WHERE CAST(bytes AS TEXT) LIKE '%import.recorded%'"),
            500);
}

TEST(Import, WritesNothingWhenItIsADryRun) {
  const CommandLedger ledger;
  const std::string before = ledger.content();
  const Ran dry = ledger.import(ledger.gifts("a.csv", 5), {"--dry-run"});
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_EQ(value_of(dry.out, "new gifts"), "5");
  EXPECT_THAT(dry.out, HasSubstr("nothing was written"));
  EXPECT_EQ(ledger.content(), before);
}

TEST(Import, IsRefusedWithItsCodeAndWritesNothing) {
  const CommandLedger ledger;
  const std::string file = ledger.gifts("a.csv", 3);
  const std::string before = ledger.content();
  const std::string missing = (ledger.temp() / "missing.csv").string();
  const std::vector<std::vector<std::string>> refused{
      {file, "--fund", "nowhere"},
      {file, "--fund", "nowhere", "--as", "cashier", "--account", "qrpos1"},
      {file, "--fund", "jinan", "--as", "nobody"},
      {file, "--fund", "jinan", "--as", "approver"},
      {file, "--fund", "jinan", "--account", "shanghe_bank1"},
      {file, "--fund", "jinan", "--account", "nowhere"},
      {file, "--fund", "jinan", "--account", "treasury1"},
      {file, "--fund", "Jinan!"},
      {file, "--fund", "shanghe"},
      {missing, "--fund", "jinan"}};
  const std::vector<std::string> codes{"fund_unknown",
                                       "fund_unknown",
                                       "actor_unknown",
                                       "duty_missing",
                                       "account_of_other_entity",
                                       "account_unknown",
                                       "account_source_bound",
                                       "text_malformed",
                                       "person_unknown",
                                       "file_unreadable"};
  for (std::size_t i = 0; i < refused.size(); ++i) {
    std::vector<std::string> arguments{"mingzhang", "import", ledger.folder()};
    arguments.insert(arguments.end(), refused[i].begin(), refused[i].end());
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 1) << codes[i] << ": " << ran.out << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(codes[i]));
  }
  EXPECT_EQ(ledger.content(), before);
}

TEST(Import, KilledMidwayIsFinishedByTheSameCommandWithEveryGiftOnce) {
  constexpr int kGifts = 12'000;
  const CommandLedger ledger;
  const std::string file = ledger.gifts("many.csv", kGifts);
  {
    Running import({"mingzhang", "import", ledger.folder(), file, "--fund", "jinan"});
    ASSERT_TRUE(ledger.wait_for_gifts(import, 500)) << import.wait().err;
    import.kill();
    EXPECT_EQ(import.wait().code, 128 + 9);
  }
  const std::int64_t before = ledger.count_kind("donation.received");
  EXPECT_GT(before, 0);
  EXPECT_LT(before, kGifts);
  EXPECT_EQ(ledger.verify().code, 0);
  const Ran resumed = ledger.import(file);
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_EQ(ledger.count_kind("donation.received"), kGifts);
  EXPECT_EQ(ledger.count_kind("import.recorded"), 1);
  EXPECT_EQ(ledger.number("SELECT count(DISTINCT json_extract(CAST(bytes AS TEXT),'$.body.ref')) "
                          "FROM entries"),
            kGifts);
  EXPECT_EQ(ledger.verify().code, 0);
}

}  // namespace commands_import_test
}  // namespace mingzhang::test
