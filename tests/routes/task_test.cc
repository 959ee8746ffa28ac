#include "api/routes/task.h"

#include "tests/routes/office_desk.h"

namespace mingzhang::test {
namespace task_test {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

class Tasks : public testing::Test {
 protected:
  /// The task of a person; null when nothing of the kind waits.
  json task(const Id& person, const std::string& name) {
    for (const json& item : desk.get(person, "/v1/tasks").items()) {
      if (item.at("task") == name) return item;
    }
    return {};
  }
  json count(const Id& person, const std::string& name) {
    const json found = task(person, name);
    return found.is_null() ? json(0) : found.at("count");
  }
  /// The ids in the list that a task leads to.
  std::vector<std::string> list(const Id& person, const std::string& name) {
    std::vector<std::string> ids;
    const json found = task(person, name);
    if (found.is_null()) return ids;
    for (const json& item : desk.get(person, found.at("list")).items()) {
      if (item.contains("case")) ids.push_back(item.at("case").at("case"));
      if (item.contains("batch")) ids.push_back(item.at("batch"));
      if (item.contains("target")) ids.push_back(std::to_string(item.at("seq").get<int>()));
    }
    return ids;
  }

  OfficeDesk desk;
};

TEST_F(Tasks, AreNoneWhereNothingWaits) {
  for (const Id person : {"admin", "approver", "auditor", "leader", "cashier", "bookkeeper",
                          "caseworker", "reviewer"}) {
    EXPECT_THAT(desk.get(person, "/v1/tasks").items(), IsEmpty()) << person.view();
  }
}

TEST_F(Tasks, OfAProposalAreTheSecondPersonsAndItsMakers) {
  const Seq seq = desk.put(proposal_of(account("bank2", "jinan", AccountType::bank)).by("admin"));
  EXPECT_THAT(list("leader", "proposals_to_second"), ElementsAre(std::to_string(seq)));
  EXPECT_THAT(list("approver", "proposals_to_second"), ElementsAre(std::to_string(seq)));
  EXPECT_THAT(list("admin", "proposals_mine"), ElementsAre(std::to_string(seq)));
  EXPECT_EQ(task("leader", "proposals_to_second").at("oldest"), "2026-11-23");
  EXPECT_EQ(count("admin", "proposals_to_second"), 0);
  EXPECT_EQ(count("bookkeeper", "proposals_to_second"), 0);
}

TEST_F(Tasks, OfIncomeAreTheBookkeepersWithinTheirFunds) {
  desk.put(donation(3_yuan));
  desk.put(donation(4_yuan));
  const json found = task("bookkeeper", "income_to_confirm");
  EXPECT_EQ(found.at("count"), 2);
  EXPECT_EQ(found.at("amount"), 700);
  EXPECT_EQ(found.at("oldest"), "2026-11-20");
  EXPECT_EQ(count("cashier", "income_to_confirm"), 0);
  EXPECT_EQ(count("cq.bookkeeper", "income_to_confirm"), 0);
}

TEST_F(Tasks, OfACaseGoFromHandToHand) {
  desk.opened("c1", 1000_yuan);
  EXPECT_THAT(list("caseworker", "cases_to_survey"), ElementsAre("c1"));
  EXPECT_EQ(task("caseworker", "cases_to_survey").at("amount"), 100000);
  desk.put(survey("c1"));
  EXPECT_EQ(count("caseworker", "cases_to_survey"), 0);
  EXPECT_THAT(list("reviewer", "cases_to_review"), ElementsAre("c1"));
  desk.put(review("c1"));
  EXPECT_THAT(list("approver", "cases_to_approve"), ElementsAre("c1"));
  EXPECT_EQ(count("reviewer", "cases_to_approve"), 0);
  desk.put(approval("c1"));
  EXPECT_THAT(list("caseworker", "cases_without_payee"), ElementsAre("c1"));
  EXPECT_EQ(count("cashier", "cases_to_pay"), 0);
  desk.put(payee("c1"));
  EXPECT_THAT(list("cashier", "cases_to_pay"), ElementsAre("c1"));
  EXPECT_EQ(task("cashier", "cases_to_pay").at("amount"), 100000);
  EXPECT_EQ(count("approver", "cases_to_approve"), 0);
}

TEST_F(Tasks, OfAPaymentGoFromHandToHand) {
  desk.payable("c1");
  desk.put(batch("b1", "c1"));
  EXPECT_EQ(count("cashier", "cases_to_pay"), 0);
  EXPECT_THAT(list("bookkeeper", "batches_to_release"), ElementsAre("b1"));
  EXPECT_EQ(task("bookkeeper", "batches_to_release").at("amount"), 100000);
  desk.put(releasing("b1"));
  EXPECT_EQ(count("bookkeeper", "batches_to_release"), 0);
  EXPECT_THAT(list("cashier", "lines_to_settle"), ElementsAre("b1"));
  desk.put(payment("b1", "c1"));
  EXPECT_EQ(count("cashier", "lines_to_settle"), 0);
  EXPECT_THAT(list("caseworker", "lines_to_deliver"), ElementsAre("c1"));
  desk.put(delivery("b1", "c1"));
  EXPECT_EQ(count("caseworker", "lines_to_deliver"), 0);
}

TEST_F(Tasks, OfAFailedLineAreOverWithAnotherPayee) {
  desk.payable("c1");
  desk.payable("c2", "a2");
  desk.put(batch("b1", "c1"));
  desk.put(releasing("b1"));
  desk.clock.pass_days(1);
  desk.put(failure("b1", "c1"));
  desk.put(minutes("c1"));  // Whatever else happens does not hide it.
  EXPECT_THAT(list("caseworker", "lines_failed"), ElementsAre("c1"));
  EXPECT_EQ(task("caseworker", "lines_failed").at("oldest"), "2026-11-24");
  EXPECT_THAT(list("cashier", "cases_to_pay"), ElementsAre("c1", "c2"));
  desk.by_two(payee("c1").with([](PayeeSet& body) { body.account_tag = "a3"; }), "caseworker",
              "bookkeeper");
  EXPECT_EQ(count("caseworker", "lines_failed"), 0);
}

TEST_F(Tasks, OfUrgentAidComeInTheirOwnOrderAndRunLate) {
  desk.put(request("c1", "h1").with([](CaseOpened& body) { body.urgent.on = true; }));
  EXPECT_EQ(count("caseworker", "cases_to_survey"), 0);
  EXPECT_EQ(task("approver", "cases_to_approve").at("overdue"), 0);
  desk.clock.pass_days(2);
  EXPECT_EQ(task("approver", "cases_to_approve").at("overdue"), 1);
  desk.put(approval("c1"));
  EXPECT_THAT(list("caseworker", "cases_to_survey"), ElementsAre("c1"));
  desk.put(payee("c1"));
  desk.put(batch("b1", "c1"));
  desk.put(releasing("b1"));  // Wednesday, 2026-11-25: five working days until 2026-12-02.
  desk.put(survey("c1"));
  EXPECT_THAT(list("reviewer", "cases_to_review"), ElementsAre("c1"));
  desk.put(review("c1"));
  EXPECT_EQ(task("approver", "cases_to_ratify").at("overdue"), 0);
  desk.clock.pass_days(8);
  EXPECT_EQ(task("approver", "cases_to_ratify").at("overdue"), 1);
  EXPECT_EQ(task("approver", "cases_to_ratify").at("amount"), 100000);
}

TEST_F(Tasks, AreNobodysWhoHadAHandInTheStepBefore) {
  // Other accounts of people who are there: the same subject.
  const auto twin = [&](const Id& id, const Id& of, Duty duty) {
    desk.by_two(enrolment(id, {{duty}}, "pingyin").with([&](PersonEnrolled& body) {
      body.scope = FundList{{"jinan"}};
      body.subject = subject(of);
    }),
                "admin", "leader");
  };
  twin("twin.approver", "caseworker", Duty::approver);
  twin("twin.bookkeeper", "cashier", Duty::bookkeeper);
  twin("twin.cashier", "approver", Duty::cashier);
  desk.put(donation(1_yuan));
  EXPECT_EQ(count("bookkeeper", "income_to_confirm"), 1);
  EXPECT_EQ(count("twin.bookkeeper", "income_to_confirm"), 0);
  desk.reviewed("c1");
  EXPECT_EQ(count("approver", "cases_to_approve"), 1);
  EXPECT_EQ(count("twin.approver", "cases_to_approve"), 0);
  desk.put(approval("c1"));
  desk.put(payee("c1"));
  EXPECT_EQ(count("cashier", "cases_to_pay"), 1);
  EXPECT_EQ(count("twin.cashier", "cases_to_pay"), 0);
  desk.put(batch("b1", "c1"));
  EXPECT_EQ(count("bookkeeper", "batches_to_release"), 1);
  EXPECT_EQ(count("twin.bookkeeper", "batches_to_release"), 0);
  const Seq seq = desk.put(proposal_of(payee("c1")).by("caseworker"));
  EXPECT_THAT(list("approver", "proposals_to_second"), ElementsAre(std::to_string(seq)));
  EXPECT_EQ(count("twin.approver", "proposals_to_second"), 0);
}

TEST_F(Tasks, ListsRefuseATaskThatIsNone) {
  for (const std::string path : {"/v1/cases", "/v1/batches", "/v1/proposals"}) {
    EXPECT_EQ(desk.get("auditor", path + "?task=x").status, 400);
    EXPECT_THAT(desk.get("auditor", path + "?task=income_to_confirm").items(), IsEmpty());
  }
}

}  // namespace task_test
}  // namespace mingzhang::test
