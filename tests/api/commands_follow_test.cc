#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/api/run_command.h"
#include "tests/ledger/trace_desk.h"

/// `mingzhang-audit follow` as an auditor types it.
namespace mingzhang::test {
namespace commands_follow_test {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

/// Two gifts, two households; the second one's money came back in part.
class FollowCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(vkey()) << desk_.signer.verifier().vkey() << "\n";
    first_ = desk_.gift(100_yuan);
    second_ = desk_.gift(250_yuan);
    desk_.approved("c1", 150_yuan);
    desk_.approved("c2", 120_yuan);
    paid1_ = desk_.pay("c1", "b1", 150_yuan);
    paid2_ = desk_.pay("c2", "b2", 120_yuan);
    desk_.written(delivery("b1", "c1"));
    desk_.back("c2", "b2", 20_yuan, AfterReturn::cancel);
    desk_.close();
  }

  std::string vkey() const { return desk_.folder.file("log.vkey"); }
  Ran follow(const std::string& what, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all{"mingzhang-audit", "follow", desk_.database(), what};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  Ran follow(Seq seq, const std::vector<std::string>& more = {}) const {
    return follow(std::to_string(seq), more);
  }

  TraceDesk desk_;
  Seq first_ = 0;
  Seq second_ = 0;
  Seq paid1_ = 0;
  Seq paid2_ = 0;
};

TEST_F(FollowCommand, TellsADonorWhatBecameOfAGift) {
  const Ran ran = follow("jinan/2026/2");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr(fmt::format("gift (entry {}) jinan/2026/2  250.00 yuan\n", second_)),
                    HasSubstr("Attributed to (first in, first out):\n"),
                    HasSubstr(fmt::format("  50.00 yuan  paid out, payment (entry {}), "
                                          "case c1, household h-c1, signed for\n",
                                          paid1_)),
                    HasSubstr(fmt::format("  100.00 yuan  paid out, payment (entry {}), "
                                          "case c2, household h-c2, not signed for\n",
                                          paid2_))));
  EXPECT_THAT(ran.out, AllOf(HasSubstr("  20.00 yuan  came in again, payment sent back for good"),
                             HasSubstr("    20.00 yuan  not spent (free or reserved)\n"),
                             HasSubstr("the help of 2 households is attributed to this gift and "
                                       "1 other."),
                             HasSubstr("Verdict: every fen is accounted for.")));
}

TEST_F(FollowCommand, TellsItInChinese) {
  const Ran ran = follow(second_, {"--lang", "zh"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("资金去向（按先进先出归集）："),
                    HasSubstr(fmt::format("50.00元  已发放 第{}号发放 救助申请c1", paid1_)),
                    HasSubstr("转入专项余额"), HasSubstr("这笔捐赠与其他1笔捐款一起，救助了2户。"),
                    HasSubstr("每一分都对得上"), Not(HasSubstr("池"))));
}

TEST_F(FollowCommand, LeadsFromAPaymentAndACaseBackToGifts) {
  for (const std::string& what :
       {std::to_string(paid1_), std::string("c1"), std::string("case:c1")}) {
    const Ran ran = follow(what);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out,
                AllOf(HasSubstr("Attributed from (first in, first out):"),
                      HasSubstr(fmt::format("100.00 yuan  from gift (entry {})", first_)),
                      HasSubstr(fmt::format("50.00 yuan  from gift (entry {})", second_))));
  }
  EXPECT_THAT(follow("c2").out, AllOf(HasSubstr("case c2  100.00 yuan"),
                                      HasSubstr("sent back by the bank: 20.00 yuan")));
}

TEST_F(FollowCommand, SaysTheSameInJson) {
  const Ran ran = follow(second_, {"--format", "json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json.at("sound"), true);
  EXPECT_EQ(json.at("entry"), second_);
  EXPECT_EQ(json.at("kind"), "donation.received");
  EXPECT_EQ(json.at("households"), 2);
  EXPECT_EQ(json.at("other_gifts"), 1);
  EXPECT_TRUE(json.at("damages").empty());
  const Json& trace = json.at("traces").at(0);
  EXPECT_EQ(trace.at("way"), "forward");
  EXPECT_EQ(trace.at("fen"), 25000);
  EXPECT_EQ(trace.at("leaves_fen"), 25000);
  const Json& hop = trace.at("hops").at(0);
  const Json wanted{{"fen", 5000},        {"became", "paid"}, {"entry", paid1_},
                    {"kind", "aid.paid"}, {"pool", 0},        {"start", 10000},
                    {"end", 15000},       {"case", "c1"},     {"household", "h-c1"},
                    {"delivered", true}};
  EXPECT_EQ(hop, wanted);
}

TEST_F(FollowCommand, ExitsWithOneAndNamesTheRowWhereItDoesNotAddUp) {
  forge(desk_.database(), "DELETE FROM index_outflows WHERE start=15000");
  const Ran text = follow(second_);
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, AllOf(HasSubstr("[outflows(0,15000,…)] missing"),
                              HasSubstr("Verdict: it does not add up;")));
  EXPECT_THAT(follow(second_, {"--lang", "zh"}).out, HasSubstr("结论：对不上"));
  const Ran json = follow(second_, {"--format", "json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_EQ(Json::parse(json.out).at("sound"), false);
}

TEST_F(FollowCommand, ExitsWithOneWhereTheEntryItselfIsGone) {
  forge(desk_.database(), "UPDATE entries SET bytes=x'7b7d' WHERE seq=" + std::to_string(first_));
  const Ran ran = follow(first_);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr(fmt::format("[entry {}] cannot be read", first_)));
  EXPECT_EQ(follow(paid1_).code, 1);
}

TEST_F(FollowCommand, ExitsWithTwoWhereNothingCanBeMeant) {
  EXPECT_EQ(follow("jinan/2026").code, 2);
  EXPECT_EQ(follow("jinan/2026/x").code, 2);
  EXPECT_EQ(follow("Nobody's case").code, 2);
  EXPECT_EQ(follow("0").code, 2);
  EXPECT_THAT(follow("0").err, HasSubstr("moves no money"));
  EXPECT_EQ(run({"mingzhang-audit", "follow", desk_.database()}).code, 2);
  EXPECT_EQ(follow(first_, {"--format", "xml"}).code, 2);
}

TEST_F(FollowCommand, ExitsWithThreeWhereThereIsNothingToRead) {
  EXPECT_EQ(follow("99999").code, 3);
  EXPECT_EQ(follow("c99").code, 3);
  EXPECT_EQ(follow("jinan/2026/99").code, 3);
  EXPECT_EQ(run({"mingzhang-audit", "follow", "/tmp/mz-nowhere", "1"}).code, 3);
}

TEST_F(FollowCommand, IsExplainedByItsHelp) {
  const Ran ran = run({"mingzhang-audit", "follow", "--help"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("FUND/YEAR/NUMBER"), HasSubstr("first in, first out")));
}

}  // namespace commands_follow_test
}  // namespace mingzhang::test
