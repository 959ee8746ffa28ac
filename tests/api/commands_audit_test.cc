#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ledger/folder.h"
#include "ledger/tlog/merkle.h"
#include "tests/api/command_ledger.h"

namespace mingzhang::test {
namespace commands_audit_test {

using testing::HasSubstr;
using Json = nlohmann::json;

/// What root can do to the file.
void tamper(const CommandLedger& ledger, const std::string& sql) {
  SQLite::Database database(ledger.folder() + "/ledger.db", SQLite::OPEN_READWRITE);
  for (const char* const trigger : {"entries_no_update", "entries_no_delete",
                                    "checkpoints_no_update", "checkpoints_no_delete"}) {
    database.exec("DROP TRIGGER IF EXISTS " + std::string(trigger));
  }
  database.exec(sql);
}

std::size_t lines_with(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

TEST(VerifyCommand, ExitsWithZeroOnlyWhenNothingWasFound) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 300)).code, 0);
  EXPECT_EQ(ledger.verify().code, 0);
  tamper(ledger, "DELETE FROM entries WHERE seq IN (100, 200)");
  const Ran found = ledger.verify();
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(lines_with(found.out, "[missing] entry 100:"), 1) << found.out;
  EXPECT_EQ(lines_with(found.out, "[missing] entry 200:"), 1) << found.out;
  EXPECT_THAT(found.out, HasSubstr("entries up to 99 are still proved"));
  EXPECT_EQ(ledger.verify({"--lang", "zh"}).code, 1);
}

TEST(VerifyCommand, FindsNothingInALedgerThatGrowsMeanwhile) {
  const CommandLedger ledger;
  const std::string file = ledger.gifts("many.csv", 8'000);
  Running import({"mingzhang", "import", ledger.folder(), file, "--fund", "jinan"});
  ASSERT_TRUE(ledger.wait_for_gifts(import, 500)) << import.wait().err;
  while (!import.has_ended()) {
    const Ran ran = ledger.verify();
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  }
}

TEST(VerifyCommand, ExitsWithThreeWhereNothingCanBeRead) {
  const CommandLedger ledger;
  EXPECT_EQ(run({"mingzhang-audit", "verify", "/tmp/mz-nowhere"}).code, 3);
  std::filesystem::rename(ledger.folder() + "/log.vkey", ledger.folder() + "/away");
  const Ran keyless = ledger.verify();
  EXPECT_EQ(keyless.code, 3);
  EXPECT_THAT(keyless.err, HasSubstr("--vkey"));
  EXPECT_EQ(ledger.verify({"--vkey", ledger.folder() + "/away"}).code, 0);
  EXPECT_EQ(ledger.verify({"--vkey", ledger.folder() + "/ledger.db"}).code, 3);
  ledger.write("ledger/ledger.db", "no database at all");
  EXPECT_EQ(ledger.verify({"--vkey", ledger.folder() + "/away"}).code, 3);
}

TEST(VerifyCommand, SaysTheSameInJson) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 300)).code, 0);
  const Json sound = Json::parse(ledger.verify({"--format", "json"}).out);
  EXPECT_EQ(sound.at("sound"), true);
  EXPECT_EQ(sound.at("entries"), ledger.entries());
  EXPECT_EQ(sound.at("trustworthy"), ledger.entries());
  EXPECT_EQ(sound.at("findings_total"), 0);
  tamper(ledger,
         "DELETE FROM entries WHERE seq=100;"
         "UPDATE state SET value='{}' WHERE key='account/cash1'");
  const Ran text = ledger.verify();
  const Ran ran = ledger.verify({"--format", "json"});
  EXPECT_EQ(ran.code, 1);
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json.at("sound"), false);
  EXPECT_EQ(json.at("trustworthy"), 100);
  EXPECT_EQ(json.at("findings").size(), json.at("findings_total").get<std::size_t>());
  EXPECT_THAT(text.out, HasSubstr("Verdict: " + json.at("findings_total").dump() + " findings"));
  for (const Json& finding : json.at("findings")) {
    EXPECT_THAT(text.out, HasSubstr("[" + finding.at("damage").get<std::string>() + "] entry " +
                                    finding.at("seq").dump()));
  }
  EXPECT_THAT(ran.out, HasSubstr("state account/cash1"));
}

TEST(VerifyCommand, HoldsTheLedgerAgainstTheCheckpointsThatWereKept) {
  const CommandLedger ledger;
  const CommandLedger other;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 10)).code, 0);
  const std::string newest = "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1";
  const std::string kept = ledger.write("kept.txt", ledger.text(newest));
  ASSERT_EQ(ledger.import(ledger.gifts("b.csv", 10, 100)).code, 0);
  const Ran sound = ledger.verify({"--expect", kept});
  EXPECT_EQ(sound.code, 0) << sound.out;
  EXPECT_EQ(value_of(sound.out, "checkpoints you kept"), "1");
  // The copy of before the imports is put back.
  const std::vector<std::string> older{"mingzhang-audit", "verify", other.folder(), "--expect",
                                       kept};
  const Ran truncated = run(older);
  EXPECT_EQ(truncated.code, 1);
  EXPECT_THAT(truncated.out,
              HasSubstr("[truncated] entry " + std::to_string(other.entries()) + " to "));
  // A proof of an entry ends with a checkpoint, and is kept as one.
  const Ran proof = run({"mingzhang-audit", "prove", ledger.folder(), "0"});
  const std::string kept_proof = ledger.write("kept.tlog-proof", proof.out);
  for (const char* const option : {"--expect", "--from"}) {
    const Ran by_proof = ledger.verify({option, kept_proof});
    EXPECT_EQ(by_proof.code, 0) << by_proof.out;
    EXPECT_EQ(value_of(by_proof.out, "checkpoints you kept"), "1");
  }
  ledger.write("kept.txt", "not signed\n");
  const Ran forged = ledger.verify({"--expect", kept});
  EXPECT_EQ(forged.code, 1);
  EXPECT_THAT(forged.out, HasSubstr("[forged] " + kept));
  EXPECT_EQ(ledger.verify({"--expect", "/tmp/mz-nowhere"}).code, 3);
}

TEST(ShowCommand, PrintsTheExactBytesAndTheirLeafHash) {
  const CommandLedger ledger;
  const Ran shown = run({"mingzhang-audit", "show", ledger.folder(), "7"});
  EXPECT_EQ(shown.code, 0);
  const std::string bytes = ledger.text("SELECT bytes FROM entries WHERE seq=7");
  EXPECT_EQ(shown.out, bytes + "\n");
  EXPECT_EQ(value_of(shown.err, "leaf"), to_hex(tlog::leaf_hash(bytes_of(bytes)).view()));
  EXPECT_THAT(value_of(shown.err, "checkpoint"), HasSubstr("; proved"));
  EXPECT_EQ(value_of(shown.err, "entry"), "7");
  EXPECT_EQ(run({"mingzhang-audit", "show", ledger.folder(), "7000"}).code, 3);
}

TEST(ShowCommand, SaysWhatAGiftIsByItsNumber) {
  const CommandLedger ledger;
  ASSERT_EQ(ledger.import(ledger.gifts("a.csv", 3)).code, 0);
  const std::vector<std::string> show{"mingzhang-audit", "show", ledger.folder()};
  const std::string year = ledger.text(
      "SELECT strftime('%Y', json_extract(CAST(bytes AS TEXT), '$.time'), '+8 hours') FROM entries"
      " ORDER BY seq DESC LIMIT 1");
  std::vector<std::string> json = show;
  json.insert(json.end(), {"jinan/" + year + "/2", "--format", "json"});
  const Ran ran = run(json);
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json shown = Json::parse(ran.out);
  EXPECT_EQ(shown.at("kind"), "donation.received");
  EXPECT_EQ(shown.at("proved"), true);
  std::vector<std::string> unknown = show;
  unknown.push_back("jinan/" + year + "/99");
  EXPECT_EQ(run(unknown).code, 3);
  unknown.back() = "case:c1";
  EXPECT_EQ(run(unknown).code, 2);
  tamper(ledger, "UPDATE entries SET bytes=CAST(CAST(bytes AS TEXT) || ' ' AS BLOB) WHERE seq=7");
  unknown.back() = "7";
  const Ran altered = run(unknown);
  EXPECT_EQ(altered.code, 1);
  EXPECT_THAT(altered.err, HasSubstr("does not prove it"));
}

class ProofFile : public testing::Test {
 protected:
  ProofFile() { proof_ = run({"mingzhang-audit", "prove", ledger_.folder(), "20"}).out; }
  Ran check(const std::string& proof, const std::string& vkey) const {
    const std::string file = ledger_.write("20.tlog-proof", proof);
    return run({"mingzhang-audit", "check", file, "--vkey", vkey});
  }
  std::string vkey() const { return ledger_.folder() + "/log.vkey"; }

  const CommandLedger ledger_;
  std::string proof_;
};

TEST_F(ProofFile, ProvesItsEntryWithoutTheLedger) {
  const Ran checked = check(proof_, vkey());
  EXPECT_EQ(checked.code, 0) << checked.out;
  EXPECT_THAT(checked.out, HasSubstr("in the ledger: entry 20 of demo.mingzhang.example/jinan at " +
                                     std::to_string(ledger_.entries()) + " entries"));
  EXPECT_THAT(checked.out, HasSubstr(ledger_.text("SELECT bytes FROM entries WHERE seq=20")));
}

TEST_F(ProofFile, ProvesNothingWhereverACharacterIsChanged) {
  for (std::size_t i = 0; i < proof_.size(); i += 61) {
    std::string changed = proof_;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(check(changed, vkey()).code, 1) << "character " << i;
  }
}

TEST_F(ProofFile, ProvesNothingWhenItIsCutOff) {
  for (std::size_t length = 0; length < proof_.size(); length += 199) {
    const Ran cut = check(proof_.substr(0, length), vkey());
    EXPECT_EQ(cut.code, 1) << length;
    EXPECT_THAT(cut.out, HasSubstr("not proved"));
  }
}

TEST_F(ProofFile, ProvesNothingToTheHolderOfAnotherKey) {
  const tlog::Verifier stranger("demo.mingzhang.example/jinan",
                                SigningKey::from_seed(Block<32>{}).public_key());
  const Ran checked = check(proof_, ledger_.write("other.vkey", stranger.vkey() + "\n"));
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.out, HasSubstr("no_known_signature"));
}

TEST_F(ProofFile, IsNotMadeOfAnEntryThatIsNotThere) {
  EXPECT_EQ(run({"mingzhang-audit", "prove", ledger_.folder(), "9999"}).code, 3);
  EXPECT_EQ(run({"mingzhang-audit", "check", "/tmp/mz-nowhere", "--vkey", vkey()}).code, 3);
}

TEST_F(ProofFile, IsMadeOfAGiftByItsNumber) {
  ASSERT_EQ(ledger_.import(ledger_.gifts("a.csv", 3)).code, 0);
  const std::string year = ledger_.text(
      "SELECT strftime('%Y', json_extract(CAST(bytes AS TEXT), '$.time'), '+8 hours') FROM entries"
      " ORDER BY seq DESC LIMIT 1");
  const auto prove = [&](const std::string& what) {
    return run({"mingzhang-audit", "prove", ledger_.folder(), what});
  };
  const Ran proved = prove("jinan/" + year + "/3");
  EXPECT_EQ(proved.code, 0) << proved.err;
  EXPECT_EQ(proved.out, prove(ledger_.text("SELECT max(seq) FROM entries")).out);
  EXPECT_EQ(check(proved.out, vkey()).code, 0);
  EXPECT_EQ(prove("jinan/" + year + "/99").code, 3);
  EXPECT_EQ(prove("case:c1").code, 2);
  EXPECT_EQ(prove("no entry").code, 2);
}

TEST_F(ProofFile, IsNotMadeOfAnAlteredEntry) {
  tamper(ledger_,
         "UPDATE entries SET bytes=CAST(CAST(bytes AS TEXT) || ' ' AS BLOB)"
         " WHERE seq=20");
  const Ran proved = run({"mingzhang-audit", "prove", ledger_.folder(), "20"});
  EXPECT_NE(proved.code, 0);
  EXPECT_EQ(proved.out, "");
}

}  // namespace commands_audit_test
}  // namespace mingzhang::test
