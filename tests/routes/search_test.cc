#include "tests/routes/office_desk.h"

namespace mingzhang::test {
namespace search_test {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

class Search : public testing::Test {
 protected:
  /// Type and id of what is found.
  std::vector<std::string> found(const std::string& q, const Id& person = "bookkeeper") {
    std::vector<std::string> names;
    for (const json& item : desk.get(person, "/v1/search?q=" + q).items()) {
      names.push_back(item.at("type").get<std::string>() + " " + item.at("id").get<std::string>());
    }
    return names;
  }

  OfficeDesk desk;
  Seq gift = desk.put(donation(12_yuan).with([](DonationReceived& body) {
    body.account = Id("wechat");
    body.channel = Id("wechat");
    body.ref = Ref("wechat:wechat:A420001");
  }));
};

TEST_F(Search, FindsAGiftByWhateverIsPrintedOfIt) {
  const json item = desk.get("bookkeeper", "/v1/search?q=2026-2").items().at(0);
  EXPECT_EQ(item.at("seq"), gift);
  EXPECT_EQ(item.at("title").at("amount"), 1200);
  EXPECT_EQ(item.at("title").at("standing"), "unconfirmed");
  const std::string code = item.at("title").at("code");
  for (const std::string& q :
       {std::string("2026-2"), code, "%20" + code + "%20", std::to_string(gift),
        std::string("A420001"), std::string("wechat:wechat:A420001")}) {
    EXPECT_THAT(found(q), ElementsAre("gift 2026-2")) << q;
  }
  std::string wrong = code;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (const std::string& q : {std::string("2026-3"), std::string("2026-0"), std::string("2025-2"),
                               std::string("2026-9007199254740993"), wrong, std::string("A42000"),
                               std::string("2026-2x")}) {
    EXPECT_THAT(found(q), IsEmpty()) << q;
  }
}

TEST_F(Search, FindsThingsByTheBeginningOfTheirIds) {
  desk.payable("c1");
  desk.opened("c10");
  desk.put(batch("b7", "c1"));
  EXPECT_THAT(found("c1"), ElementsAre("case c1", "case c10"));
  EXPECT_THAT(found("C10"), ElementsAre("case c10"));
  EXPECT_THAT(found("h-c1"), ElementsAre("household h-c1", "household h-c10"));
  EXPECT_THAT(found("b"), ElementsAre("batch b7"));
  desk.put(withdrawal("c10"));
  EXPECT_THAT(found("c10"), ElementsAre("case c10"));
  EXPECT_EQ(desk.get("bookkeeper", "/v1/search?q=c10").items().at(0).at("title"),
            json({{"open", false}}));
}

TEST_F(Search, FindsAnEntryByItsNumber) {
  EXPECT_THAT(found("0"), ElementsAre("entry 0"));
  const Seq opened = desk.size();
  desk.opened("c1");
  EXPECT_THAT(found(std::to_string(opened)), ElementsAre("entry " + std::to_string(opened)));
  EXPECT_THAT(found("99999"), IsEmpty());
}

TEST_F(Search, ShowsNothingOfOthersFunds) {
  desk.payable("c1");
  desk.put(batch("b7", "c1"));
  for (const std::string& q : {std::string("2026-2"), std::string("c1"), std::string("b7"),
                               std::string("wechat:wechat:A420001"), std::to_string(gift)}) {
    EXPECT_THAT(found(q, "cq.bookkeeper"), IsEmpty()) << q;
  }
}

TEST_F(Search, GivesAtMostTwenty) {
  for (int i = 0; i < 25; ++i) desk.put(household(Id("z" + std::to_string(i))));
  EXPECT_EQ(found("z").size(), 20);
}

TEST_F(Search, RefusesNothingAndTooMuch) {
  EXPECT_EQ(desk.get("bookkeeper", "/v1/search").status, 400);
  EXPECT_EQ(desk.get("bookkeeper", "/v1/search?q=%20").status, 400);
  EXPECT_EQ(desk.get("bookkeeper", "/v1/search?q=" + std::string(96, 'x')).status, 400);
  EXPECT_THAT(found("%E6%B5%8E%E5%8D%97"), IsEmpty());
  EXPECT_THAT(found("%FF%01"), IsEmpty());
}

}  // namespace search_test
}  // namespace mingzhang::test
