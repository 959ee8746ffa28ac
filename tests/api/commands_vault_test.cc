#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <nlohmann/json.hpp>

#include "ledger/fund/kinds/income.h"
#include "ledger/ledger.h"
#include "tests/api/command_ledger.h"

/// `mingzhang vault show` and `mingzhang-audit verify --vault`, as people type them.
namespace mingzhang::test {
namespace commands_vault_test {

using testing::HasSubstr;
using testing::Not;

constexpr char kFull[] = R"({"identity_number":"370105194912310021","name":"王小明"})";
constexpr char kMasked[] = R"({"identity_number":"3****************1","name":"王*"})";

class VaultCommandTest : public testing::Test {
 protected:
  VaultCommandTest() {
    SystemRandom random;
    Ledger ledger(LedgerFolder{ledger_.folder()}, {system_clock(), random, false});
    DonationReceived body;
    body.account = Id("qrpos1");
    body.amount = *Money::of_fen(100);
    body.channel = Id("qrpos");
    body.ref = Ref("qrpos:qrpos1:V1");
    body.value_date = *Date::parse("2026-01-04");
    Submission submission{
        make_command(kinds::donation_received(), Id("cashier"), Id("jinan"), body), {}, false};
    const Result<Id> donor = ledger.vault().subject_id("370105194912310021", random);
    submission.details = {{*donor, kFull}};
    const Answer answer = ledger.write(submission);
    EXPECT_TRUE(answer) << to_text(answer.error());
    if (answer) seq_ = std::to_string(answer->seq);
  }

  Ran show(std::vector<std::string> more = {}) const {
    std::vector<std::string> all{"mingzhang", "vault", "show", ledger_.folder(), seq_};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  std::int64_t reads() const {
    return SQLite::Database(ledger_.folder() + "/vault.db", SQLite::OPEN_READONLY)
        .execAndGet("SELECT count(*) FROM reads")
        .getInt64();
  }
  void tamper(const std::string& sql) const {
    SQLite::Database(ledger_.folder() + "/vault.db", SQLite::OPEN_READWRITE).exec(sql);
  }

  CommandLedger ledger_;
  std::string seq_;
};

TEST_F(VaultCommandTest, ShowsDetailsMaskedAndLogsNothing) {
  const Ran ran = show();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr(kMasked));
  EXPECT_THAT(ran.out, Not(HasSubstr("小明")));
  EXPECT_EQ(reads(), 0);
  const std::string commitment = ran.out.substr(0, 64);
  EXPECT_EQ(run({"mingzhang", "vault", "show", ledger_.folder(), commitment}).out, ran.out);
}

TEST_F(VaultCommandTest, ShowsThemInFullToWhomeverSaysWhoAndWhy) {
  EXPECT_EQ(show({"--full"}).code, 1);
  EXPECT_EQ(show({"--full", "--as", "auditor"}).code, 1);
  EXPECT_EQ(show({"--full", "--reason", "audit"}).code, 1);
  EXPECT_EQ(show({"--full", "--as", "nobody", "--reason", "audit"}).code, 1);
  EXPECT_EQ(show({"--as", "auditor"}).code, 2);
  EXPECT_EQ(reads(), 0);
  const Ran ran = show({"--full", "--as", "auditor", "--reason", "audit"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr(kFull));
  EXPECT_EQ(reads(), 1);
}

TEST_F(VaultCommandTest, SaysWhatIsNotThere) {
  EXPECT_EQ(run({"mingzhang", "vault", "show", ledger_.folder(), "0"}).code, 1);
  EXPECT_EQ(run({"mingzhang", "vault", "show", ledger_.folder(), "999999"}).code, 1);
  EXPECT_EQ(run({"mingzhang", "vault", "show", ledger_.folder(), "x"}).code, 1);
  EXPECT_EQ(run({"mingzhang", "vault", "show", ledger_.folder(), std::string(64, 'a')}).code, 1);
  EXPECT_EQ(run({"mingzhang", "vault", "show", "/tmp/mz-nowhere", "1"}).code, 3);
  std::filesystem::remove(ledger_.folder() + "/master.key");
  EXPECT_EQ(show().code, 3);
}

TEST_F(VaultCommandTest, IsVerifiedOnRequest) {
  ASSERT_EQ(show({"--full", "--as", "auditor", "--reason", "audit"}).code, 0);
  EXPECT_EQ(ledger_.verify().code, 0);
  const auto report = nlohmann::json::parse(ledger_.verify({"--vault", "--format", "json"}).out);
  EXPECT_EQ(report.at("sound"), true);
  const nlohmann::json expected = {{"commitments", 1}, {"details", 1},       {"opened", 1},
                                   {"erased", 0},      {"without_entry", 0}, {"ids", 1},
                                   {"reads", 1}};
  EXPECT_EQ(report.at("vault"), expected);
  tamper("UPDATE details SET sealed = zeroblob(80)");
  EXPECT_EQ(ledger_.verify().code, 0);
  const Ran found = ledger_.verify({"--vault"});
  EXPECT_EQ(found.code, 1);
  EXPECT_THAT(found.out, HasSubstr("[details_differ] entry " + seq_));
  EXPECT_EQ(show().code, 1);
  EXPECT_EQ(ledger_.verify({"--vault", "/tmp/mz-nowhere"}).code, 3);
  std::filesystem::remove(ledger_.folder() + "/master.key");
  EXPECT_EQ(ledger_.verify({"--vault"}).code, 3);
}

TEST_F(VaultCommandTest, TakesTheMasterKeyFromOutsideAsWell) {
  const std::string file = ledger_.folder() + "/master.key";
  std::string key = read_file(file);
  key.pop_back();
  std::filesystem::create_directory(ledger_.temp() / "credentials");
  std::filesystem::rename(file, ledger_.temp() / "credentials" / "mingzhang-master");
  EXPECT_EQ(show().code, 3);
  ::setenv("MINGZHANG_MASTER_KEY", key.c_str(), 1);
  EXPECT_EQ(show().code, 0);
  ::setenv("MINGZHANG_MASTER_KEY", std::string(64, '0').c_str(), 1);
  const Ran wrong = show();
  EXPECT_EQ(wrong.code, 3);
  EXPECT_THAT(wrong.err, HasSubstr("not the one of this vault"));
  ::setenv("MINGZHANG_MASTER_KEY", "short", 1);
  EXPECT_EQ(show().code, 3);
  ::unsetenv("MINGZHANG_MASTER_KEY");
  ::setenv("CREDENTIALS_DIRECTORY", (ledger_.temp() / "credentials").c_str(), 1);
  EXPECT_EQ(show().code, 0);
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_F(VaultCommandTest, ComesWithABackup) {
  const std::string copy = (ledger_.temp() / "copy").string();
  ASSERT_EQ(run({"mingzhang", "backup", ledger_.folder(), copy}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(copy + "/master.key"));
  EXPECT_EQ(run({"mingzhang-audit", "verify", copy, "--vault"}).code, 3);
  std::filesystem::copy_file(ledger_.folder() + "/master.key", copy + "/master.key");
  const Ran verified = run({"mingzhang-audit", "verify", copy, "--vault"});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("details opened"));
}

TEST(InitCommand, MakesAMasterKeyThatNobodyElseCanRead) {
  const CommandLedger ledger;
  EXPECT_EQ(std::filesystem::status(ledger.folder() + "/master.key").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace commands_vault_test
}  // namespace mingzhang::test
