#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/api/run_command.h"
#include "tests/audit/exported_tiles.h"
#include "tests/audit/ledger_copy.h"
#include "tests/ledger/trace_desk.h"

/// `mingzhang-audit diff`.
namespace mingzhang::test {
namespace diff_test {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

class Diff : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = (temp_.path() / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  Ran diff(const std::string& source, const std::string& older, const std::string& newer,
           std::vector<std::string> more = {}) const {
    std::vector<std::string> all{"mingzhang-audit", "diff", write("old", older),
                                 write("new", newer), source};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  Ran of(const LedgerCopy& source, const std::string& older, const std::string& newer,
         std::vector<std::string> more = {}) const {
    return diff(source.folder().string(), older, newer, std::move(more));
  }

  TempFolder temp_;
  LedgerCopy honest_;
};

/// Counted anew with SQL: what the tool says of kinds is what the rows are.
Json counted(LedgerCopy& copy, std::uint64_t first, std::uint64_t end) {
  const std::string rows =
      "(SELECT json_extract(CAST(bytes AS TEXT),'$.kind') AS k,"
      " json_extract(CAST(bytes AS TEXT),'$.body.amount') AS a FROM entries"
      " WHERE seq>=" +
      std::to_string(first) + " AND seq<" + std::to_string(end) + ")";
  return Json::parse(
      copy.text("SELECT json_group_object(k, json_object('count',n,'fen',f)) FROM "
                "(SELECT k, count(*) AS n, coalesce(sum(a),0) AS f FROM " +
                rows + " GROUP BY k)"));
}

TEST_F(Diff, CountsEveryEntryBetweenAndNoOther) {
  const std::vector<std::uint64_t> sizes = honest_.checkpoint_sizes();
  ASSERT_GE(sizes.size(), 4U);
  for (const auto& [older, newer] :
       {std::pair{sizes.front(), sizes.back()}, std::pair{sizes[2], sizes[sizes.size() - 2]}}) {
    const Ran ran =
        of(honest_, honest_.checkpoint(older), honest_.checkpoint(newer), {"--format", "json"});
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
    const Json json = Json::parse(ran.out);
    EXPECT_EQ(json.at("proved"), true);
    EXPECT_EQ(json.at("entries"), newer - older);
    EXPECT_EQ(json.at("kinds"), counted(honest_, older, newer));
  }
}

TEST_F(Diff, TellsThePeopleAndPolicyThatChanged) {
  const std::vector<std::uint64_t> sizes = honest_.checkpoint_sizes();
  const Ran ran = of(honest_, honest_.checkpoint(sizes.front()), honest_.checkpoint(sizes.back()),
                     {"--format", "json"});
  const Json office = Json::parse(ran.out).at("office");
  EXPECT_EQ(office.at("count"), office.at("first").size());
  std::int64_t expected = honest_.number(
      "SELECT count(*) FROM entries WHERE seq>=" + std::to_string(sizes.front()) +
      " AND json_extract(CAST(bytes AS TEXT),'$.kind') IN ('policy.adopted','table.adopted',"
      "'person.enrolled','person.changed','entity.opened','account.opened','fund.opened')");
  EXPECT_EQ(office.at("count"), expected);
}

TEST_F(Diff, OfACheckpointWithItselfIsNothing) {
  const Ran ran = of(honest_, honest_.checkpoint(), honest_.checkpoint());
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("No entry lies between them."));
}

TEST_F(Diff, SaysNothingOfAForgedLedger) {
  LedgerCopy thief;
  const std::vector<std::uint64_t> sizes = honest_.checkpoint_sizes();
  thief.rewrite([](std::vector<Entry>& entries) { entries[400].actor = Id("cashier2"); });
  thief.recompute_nodes();
  thief.sign_again();
  const std::string older = honest_.checkpoint(sizes[sizes.size() - 2]);
  for (const Ran& ran :
       {of(honest_, older, thief.checkpoint()), of(thief, older, thief.checkpoint()),
        of(thief, honest_.checkpoint(sizes.front()), honest_.checkpoint())}) {
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.out,
                AllOf(HasSubstr("cannot be said"), HasSubstr("forked"), Not(HasSubstr("By kind"))));
  }
}

TEST_F(Diff, SaysNothingWhereAnEntryBetweenWasAltered) {
  const std::vector<std::uint64_t> sizes = honest_.checkpoint_sizes();
  const std::string older = honest_.checkpoint(sizes.front());
  const std::string newer = honest_.checkpoint();
  honest_.flip_after(500, "\"time\":\"2026-0");
  const Ran ran = of(honest_, older, newer, {"--format", "json"});
  EXPECT_EQ(ran.code, 1);
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json.at("proved"), false);
  EXPECT_FALSE(json.contains("kinds"));
}

TEST_F(Diff, ToldOfAProvedPartEndsWithOneWhereTheRestIsDamaged) {
  const std::vector<std::uint64_t> sizes = honest_.checkpoint_sizes();
  const std::string older = honest_.checkpoint(sizes[0]);
  const std::string newer = honest_.checkpoint(sizes[1]);
  honest_.flip_after(sizes.back() - 1, "\"time\":\"2026-0");
  const Ran ran = of(honest_, older, newer);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("By kind"), HasSubstr("has the findings above")));
}

TEST_F(Diff, TakesTheProofOfAnEntryForItsCheckpoint) {
  const Ran proof = run({"mingzhang-audit", "prove", honest_.folder().string(), "30"});
  ASSERT_EQ(proof.code, 0);
  const Ran ran = of(honest_, honest_.checkpoint(honest_.checkpoint_sizes()[0]), proof.out);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("By kind"));
}

TEST_F(Diff, RefusesWhatIsNoPairOfCheckpoints) {
  const std::vector<std::uint64_t> sizes = honest_.checkpoint_sizes();
  EXPECT_EQ(of(honest_, honest_.checkpoint(), honest_.checkpoint(sizes[0])).code, 2);
  const Ran unsigned_note = of(honest_, "nobody signed this\n", honest_.checkpoint());
  EXPECT_EQ(unsigned_note.code, 1);
  EXPECT_THAT(unsigned_note.err, HasSubstr("not a checkpoint that the log signed"));
  EXPECT_EQ(diff("/nowhere", honest_.checkpoint(), honest_.checkpoint()).code, 3);
  EXPECT_EQ(
      run({"mingzhang-audit", "diff", "/nowhere", "/nowhere", honest_.folder().string()}).code, 3);
}

TEST_F(Diff, OfTilesIsThatOfTheLedger) {
  const ExportedTiles tiles;
  const std::vector<std::uint64_t> sizes = honest_.checkpoint_sizes();
  const std::string older = honest_.checkpoint(sizes[1]);
  const Ran ran = diff(tiles.folder(), older, honest_.checkpoint(),
                       {"--vkey", tiles.vkey(), "--format", "json"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  Json of_tiles = Json::parse(ran.out);
  Json of_rows = Json::parse(of(honest_, older, honest_.checkpoint(), {"--format", "json"}).out);
  of_tiles.erase("verified");
  of_rows.erase("verified");
  EXPECT_EQ(of_tiles, of_rows);
}

/// A fund that helps two households, with a checkpoint in between.
class AidBetween : public TraceDesk {
 public:
  AidBetween() {
    gift(5000_yuan);
    injection_of(1000_yuan);
    approved("c1", 700_yuan);
    older = newest();
    const Seq late = gift(300_yuan, village_purpose());
    approved("c2", 200_yuan);
    pay("c1", "b1", 700_yuan, "jinan", Source::gov);
    back("c1", "b1", 100_yuan, AfterReturn::cancel, "jinan", Source::gov);
    refund(late, 50_yuan);
    newer = newest();
    pay("c2", "b2", 200_yuan);
    close();
    std::ofstream(folder.file("log.vkey")) << signer.verifier().vkey() << "\n";
    std::ofstream(folder.file("old")) << older;
    std::ofstream(folder.file("new")) << newer;
  }
  std::string newest() const { return rows()->last_checkpoint()->note; }
  Ran diff(const std::vector<std::string>& more) {
    std::vector<std::string> all{"mingzhang-audit",      "diff",     folder.file("old"),
                                 folder.file("new"),     database(), "--vkey",
                                 folder.file("log.vkey")};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }

  std::string older;
  std::string newer;
};

TEST(DiffOfAid, SumsTheMoneyOfEachSourceAndNoneOutside) {
  AidBetween desk;
  const Ran ran = desk.diff({"--format", "json"});
  ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json.at("adds_up"), true);
  const Json sources = json.at("funds").at("jinan").at("sources");
  EXPECT_EQ(sources.at("donation"),
            Json::parse(R"({"opening":500000,"in":{"donation":{"count":1,"fen":30000}},)"
                        R"("out":{"refund":{"count":1,"fen":5000}},)"
                        R"("closing":525000,"adds_up":true})"));
  EXPECT_EQ(sources.at("gov"),
            Json::parse(R"({"opening":100000,"in":{"aid_returned":{"count":1,"fen":10000}},)"
                        R"("out":{"aid":{"count":1,"fen":70000}},"closing":40000,)"
                        R"("adds_up":true})"));
  EXPECT_EQ(json.at("cases").at("count"), 1);
  EXPECT_EQ(json.at("cases").at("first")[0].at("about"), "c2");
  EXPECT_EQ(json.at("cases").at("first")[0].at("fen"), 20'000);
  EXPECT_EQ(json.at("households").at("first")[0].at("about"), "h-c2");
  ASSERT_EQ(json.at("payments").at("count"), 1);
  EXPECT_EQ(json.at("payments").at("first")[0].at("about"), "c1");
  // The pool of gifts for any use lies as it did: it is not told.
  EXPECT_EQ(json.at("funds").at("jinan").at("pools"),
            Json::parse(R"([{"source":"donation","purpose":"village","code":")" +
                        std::string(kVillage) + R"(","opening":0,"closing":25000},)" +
                        R"({"source":"gov","purpose":"none","opening":100000,"closing":40000}])"));
}

TEST(DiffOfAid, IsReadInBothLanguages) {
  AidBetween desk;
  const Ran zh = desk.diff({"--lang", "zh"});
  EXPECT_EQ(zh.code, 0);
  EXPECT_THAT(zh.out,
              AllOf(HasSubstr("新受理的救助申请"), HasSubstr("-700.00"), HasSubstr("收支相符")));
  const Ran en = desk.diff({"--lang", "en"});
  EXPECT_THAT(en.out, AllOf(HasSubstr("Payments: 1"), HasSubstr("the money adds up")));
}

}  // namespace diff_test
}  // namespace mingzhang::test
