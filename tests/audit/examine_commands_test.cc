#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/api/run_command.h"
#include "tests/audit/exported_tiles.h"
#include "tests/audit/real_ledger.h"
#include "tests/ledger/trace_desk.h"

namespace mingzhang::test {
namespace examine_commands_test {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Json = nlohmann::json;

/// A copied database whose gifts name nobody, and its key in a file beside it.
class AidDatabase : public TraceDesk {
 public:
  AidDatabase() {
    first = gift(5000_yuan);
    approved("c1", 700_yuan);
    pay("c1", "b1", 700_yuan);
    close();
    std::ofstream(key()) << signer.verifier().vkey() << "\n";
  }
  std::string key() const { return folder.file("log.vkey"); }
  std::string out() const { return folder.file("out.html"); }

  Ran audit(const std::string& command, std::vector<std::string> more) const {
    std::vector<std::string> all{"mingzhang-audit", command, database(), "--vkey", key()};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }

  Seq first = 0;
};

const std::vector<std::string> kYear{"--from", "2026-01-01", "--to", "2026-12-31"};
std::vector<std::string> year_with(std::vector<std::string> more) {
  more.insert(more.end(), kYear.begin(), kYear.end());
  return more;
}

std::string text_of_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(ExamineCommand, EndsWithZeroWhereThereIsNothingToAsk) {
  const Ran ran = run({"mingzhang-audit", "examine", real_ledger().folder.string()});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("was verified in this run"), HasSubstr("No doubts.")));
}

TEST(ExamineCommand, EndsWithOneAndNamesEveryDoubt) {
  const AidDatabase ledger;
  const Ran text = ledger.audit("examine", {});
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, HasSubstr("[A20 giver_missing]"));
  const Ran ran = ledger.audit("examine", {"--format", "json"});
  EXPECT_EQ(ran.code, 1);
  const Json json = Json::parse(ran.out);
  EXPECT_TRUE(json["verified"]["sound"]);
  ASSERT_EQ(json["doubts_total"], 1);
  EXPECT_EQ(json["doubts"][0]["id"], "A20");
  EXPECT_EQ(json["doubts"][0]["entries"], Json({ledger.first}));
  EXPECT_EQ(json["doubts"][0]["fen"], 500000);
}

TEST(ExamineCommand, ReadsTilesAsItReadsADatabase) {
  const ExportedTiles tiles;
  const Ran ran =
      run({"mingzhang-audit", "examine", tiles.folder(), "--vkey", tiles.vkey(), "--lang", "zh"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("没有疑点"));
}

TEST(ExamineCommand, SaysWhatCannotBeReadOrAsked) {
  EXPECT_EQ(run({"mingzhang-audit", "examine", "/nowhere"}).code, 3);
  EXPECT_EQ(run({"mingzhang-audit", "examine"}).code, 2);
  const std::string folder = real_ledger().folder.string();
  EXPECT_EQ(run({"mingzhang-audit", "examine", folder, "--as-of", "2026-2-3"}).code, 2);
  EXPECT_EQ(run({"mingzhang-audit", "examine", folder, "--idle-months", "0"}).code, 2);
}

TEST(ExamineCommand, ListsTwentySeven) {
  const Ran ran = run({"mingzhang-audit", "examine", "--list", "--lang", "zh"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("\nA10  先行救助逾期未补手续\n"), HasSubstr("\nA27  ")));
}

TEST(ReportCommand, WritesOnePageAndTheSameAsJson) {
  const AidDatabase ledger;
  const Ran page = ledger.audit("report", year_with({"--out", ledger.out(), "--lang", "zh"}));
  EXPECT_EQ(page.code, 0) << page.err;
  const std::string html = text_of_file(ledger.out());
  EXPECT_THAT(html, AllOf(StartsWith("<!doctype html>"), HasSubstr("<html lang=\"zh-CN\">"),
                          HasSubstr("本次已核验账本"), HasSubstr("4,300.00")));
  const Ran ran = ledger.audit("report", year_with({"--format", "json", "--fund", "jinan"}));
  EXPECT_EQ(ran.code, 0);
  const Json fund = Json::parse(ran.out)["funds"][0];
  EXPECT_EQ(fund["sources"]["donation"]["in"]["donation"]["fen"], 500000);
  EXPECT_EQ(fund["sources"]["donation"]["out"]["aid"]["fen"], 70000);
  EXPECT_EQ(fund["sources"]["donation"]["closing"], 430000);
  EXPECT_TRUE(fund["adds_up"]);
}

TEST(ReportCommand, SaysAtTheTopThatTheLedgerIsNotSound) {
  const AidDatabase ledger;
  forge(ledger.database(),
        "UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '500000', '500001') AS BLOB) "
        "WHERE seq = " +
            std::to_string(ledger.first));
  const Ran ran = ledger.audit("report", year_with({"--out", ledger.out()}));
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("do not rely on"));
  const std::string html = text_of_file(ledger.out());
  const std::size_t verdict = html.find("class=\"verdict bad\"");
  ASSERT_NE(verdict, std::string::npos);
  EXPECT_LT(verdict, html.find("<table"));
  EXPECT_EQ(ledger.audit("examine", {}).code, 1);
}

TEST(ReportCommand, RefusesPeriodsAndFundsThatAreNone) {
  const AidDatabase ledger;
  EXPECT_EQ(ledger.audit("report", {"--from", "2026-02-01", "--to", "2026-01-31"}).code, 2);
  EXPECT_EQ(ledger.audit("report", {"--from", "2026-02-01"}).code, 2);
  EXPECT_EQ(ledger.audit("report", year_with({"--fund", "no fund"})).code, 2);
  EXPECT_EQ(ledger.audit("report", year_with({"--fund", "nofund"})).code, 3);
}

}  // namespace examine_commands_test
}  // namespace mingzhang::test
