#include "api/routes/case_view.h"

#include "tests/routes/office_desk.h"

namespace mingzhang::test {
namespace case_view_test {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class Cases : public testing::Test {
 protected:
  std::vector<std::string> ids(const std::string& query, const Id& person = "reviewer") {
    std::vector<std::string> found;
    for (const json& item : desk.get(person, "/v1/cases?" + query).items()) {
      found.push_back(item.at("case").at("case"));
    }
    return found;
  }
  json item(const std::string& id) {
    for (const json& one : desk.get("reviewer", "/v1/cases").items()) {
      if (one.at("case").at("case") == id) return one;
    }
    return {};
  }
  json page(const Id& person, const std::string& id) {
    return desk.get(person, "/v1/cases/" + id).json;
  }
  static json act_of(const json& page, const std::string& kind) {
    for (const json& act : page.at("acts")) {
      if (act.at("kind") == kind) return act;
    }
    return {};
  }

  OfficeDesk desk;
};

TEST_F(Cases, HaveDaysToTheNearestDeadline) {
  desk.opened("c1");  // Monday, 2026-11-23: 15 working days until 2026-12-14.
  EXPECT_EQ(item("c1").at("asked"), 100000);
  EXPECT_EQ(item("c1").at("decide_by"),
            json({{"date", "2026-12-14"}, {"overdue", false}, {"provisional", true}}));
  EXPECT_EQ(item("c1").at("days"), 21);
  desk.clock.pass_days(22);
  EXPECT_EQ(item("c1").at("days"), -1);
  desk.approved("c2");
  const json award = item("c2");
  EXPECT_FALSE(award.contains("decide_by"));
  EXPECT_EQ(award.at("pay_within").at("date"), "2026-12-18");
  EXPECT_EQ(award.at("days"), 3);
  EXPECT_THAT(ids("overdue=true"), ElementsAre("c1"));
  EXPECT_THAT(ids("overdue=0"), ElementsAre("c1", "c2"));
}

TEST_F(Cases, CountFromThePaperOnWhichTheyWereAskedFor) {
  desk.put(request("c1", "h1").with([](CaseOpened& body) {
    body.paper = Paper{day("2026-11-02"), Hash(), "reviewer"};
  }));
  EXPECT_EQ(item("c1").at("decide_by").at("overdue"), false);
  EXPECT_EQ(item("c1").at("days"), 0);
}

TEST_F(Cases, ShowRepeatsAndAccountsThatTwoHouseholdsShare) {
  desk.payable("c1", "a1");
  desk.put(request("c2", "h-c1"));
  desk.payable("c3", "a1");
  desk.payable("c4", "a4");
  EXPECT_EQ(item("c2").at("repeated"), 1);
  EXPECT_FALSE(item("c1").contains("repeated"));
  EXPECT_EQ(item("c1").at("shared_account"), true);
  EXPECT_EQ(item("c3").at("shared_account"), true);
  EXPECT_FALSE(item("c4").contains("shared_account"));
  EXPECT_THAT(ids("household=h-c1"), ElementsAre("c1", "c2"));
}

TEST_F(Cases, ComeInPagesOfWhichNoneIsLost) {
  for (const Id id : {"c1", "c2", "c3"}) desk.opened(id);
  for (const std::string query : {"limit=1", "limit=2", "limit=1&overdue=true"}) {
    desk.clock.pass_days(query.find("overdue") == query.npos ? 0 : 30);
    std::vector<std::string> found;
    std::string cursor;
    for (int i = 0; i < 9; ++i) {
      const json answer = desk.get("reviewer", "/v1/cases?" + query + cursor).json;
      for (const json& one : answer.at("items")) found.push_back(one.at("case").at("case"));
      if (!answer.contains("next")) break;
      cursor = "&cursor=" + answer.at("next").get<std::string>();
    }
    EXPECT_THAT(found, ElementsAre("c1", "c2", "c3")) << query;
  }
  EXPECT_THAT(ids("", "cq.bookkeeper"), IsEmpty());
}

TEST_F(Cases, OnePageHasTheRulesOfTheDecisionWithItsFigures) {
  desk.surveyed("c1", 900_yuan);
  desk.put(review("c1", 800_yuan));
  const json rules = page("approver", "c1").at("rules");
  EXPECT_THAT(rules, Contains(json({{"rule", "income_above_line"},
                                    {"field", "body.case"},
                                    {"holds", true},
                                    {"has", 800000},
                                    {"limit", 800000}})));
  EXPECT_THAT(rules, Contains(json({{"rule", "money_not_free"},
                                    {"field", "body.sources"},
                                    {"holds", true},
                                    {"source", "donation"},
                                    {"has", 80000},
                                    {"limit", 1000000}})));
  desk.put(approval("c1", 800_yuan));
  EXPECT_THAT(page("approver", "c1").at("rules"), IsEmpty());
}

TEST_F(Cases, OnePageSaysWhatOneMayDoAndWhyNotTheRest) {
  desk.reviewed("c1");
  const json seen = page("approver", "c1");
  EXPECT_EQ(
      act_of(seen, "case.approved"),
      json({{"kind", "case.approved"}, {"may", true}, {"propose", true}, {"why", json::array()}}));
  EXPECT_EQ(act_of(seen, "case.ratified").at("why"), json({"step_not_allowed"}));
  EXPECT_EQ(act_of(seen, "case.rejected").at("may"), true);
  const json clerk = page("caseworker", "c1");
  EXPECT_THAT(act_of(clerk, "case.approved").at("why"), Contains("duty_missing"));
  EXPECT_THAT(act_of(clerk, "case.approved").at("why"), Contains("same_person"));
  EXPECT_EQ(act_of(clerk, "case.withdrawn").at("may"), true);
  EXPECT_EQ(act_of(page("auditor", "c1"), "case.withdrawn").at("why"), json({"duty_missing"}));
}

TEST_F(Cases, WhatNeedsASecondPersonMayBeProposed) {
  desk.reviewed("c1", 30000_yuan);
  const Seq gift = desk.put(donation(50000_yuan));
  desk.put(confirmation(gift, gift, 1, 50000_yuan));
  const json act = act_of(page("approver", "c1"), "case.approved");
  EXPECT_EQ(act.at("may"), false);
  EXPECT_EQ(act.at("propose"), true);
  EXPECT_EQ(act.at("why"), json({"two_approvers_needed"}));
  desk.payable("c2");
  const json payee = act_of(page("caseworker", "c2"), "payee.set");
  EXPECT_EQ(payee.at("why"), json({"proposal_needed"}));
  EXPECT_EQ(payee.at("propose"), true);
  EXPECT_FALSE(act_of(page("cashier", "c2"), "payee.set").contains("propose"));
  desk.put(batch("b1", "c2"));
  EXPECT_FALSE(act_of(page("caseworker", "c2"), "payee.set").contains("propose"));
}

TEST_F(Cases, OnePageHasItsPaymentsAndWhatMayBecomeOfThem) {
  desk.payable("c1");
  desk.put(batch("b1", "c1"));
  desk.put(releasing("b1"));
  const json seen = page("cashier", "c1");
  EXPECT_EQ(seen.at("lines").at(0).at("stage"), "released");
  const json act = act_of(seen, "aid.paid");
  EXPECT_EQ(act, json({{"kind", "aid.paid"},
                       {"batch", "b1"},
                       {"line", 1},
                       {"may", true},
                       {"why", json::array()}}));
  EXPECT_TRUE(act_of(seen, "aid.delivered").is_null());
  desk.put(payment("b1", "c1"));
  EXPECT_EQ(act_of(page("caseworker", "c1"), "aid.delivered").at("may"), true);
}

/// What is said to be possible is taken, for each act with a body of its own.
TEST_F(Cases, WhatOneMayDoIsTaken) {
  desk.opened("c1");
  EXPECT_EQ(act_of(page("caseworker", "c1"), "case.surveyed").at("may"), true);
  desk.put(survey("c1"));
  EXPECT_EQ(act_of(page("reviewer", "c1"), "case.reviewed").at("may"), true);
  desk.put(review("c1"));
  EXPECT_EQ(act_of(page("reviewer", "c1"), "case.returned").at("may"), true);
  EXPECT_EQ(act_of(page("approver", "c1"), "evidence.attached").at("may"), true);
  desk.put(approval("c1"));
  EXPECT_EQ(act_of(page("caseworker", "c1"), "payee.set").at("may"), true);
  desk.put(payee("c1"));
}

TEST_F(Cases, ThatEndedHaveTheirHistoryOnly) {
  desk.opened("c1");
  desk.put(withdrawal("c1"));
  const json seen = page("caseworker", "c1");
  EXPECT_EQ(seen.at("open"), false);
  EXPECT_FALSE(seen.contains("acts"));
  EXPECT_EQ(seen.at("history").size(), 2);
}

}  // namespace case_view_test
}  // namespace mingzhang::test
