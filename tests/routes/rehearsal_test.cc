#include "api/routes/rehearsal.h"

#include "tests/routes/office_desk.h"

namespace mingzhang::test {
namespace rehearsal_test {

using nlohmann::json;

const json kGift = {{"account", "bank"},
                    {"amount", 100},
                    {"purpose", {{"type", "none"}}},
                    {"source", "donation"},
                    {"value_date", "2026-11-20"}};

TEST(DryRun, GivesTheBodyAsItWouldBeAndWritesNothing) {
  OfficeDesk desk;
  const Seq size = desk.size();
  const json ask = {{"fund", "jinan"}, {"body", kGift}};
  json whole = kGift;
  whole["book_date"] = "2026-11-20";
  const json wanted = {
      {"would", "write"}, {"kind", "donation.received"}, {"fund", "jinan"}, {"body", whole}};
  for (const std::string target : {"/v1/entries/donation.received", "/v1/donations"}) {
    const OfficeAnswer answer = desk.post("cashier", target + "?dry_run=true", ask);
    EXPECT_EQ(answer.status, 200) << answer.json;
    EXPECT_EQ(answer.json, wanted);
  }
  EXPECT_EQ(desk.size(), size);
  EXPECT_EQ(desk.post("cashier", "/v1/donations?dry_run=no", ask).status, 400);
  EXPECT_EQ(desk.size(), size);
  EXPECT_EQ(desk.post("cashier", "/v1/donations?dry_run=false", ask).status, 201);
  EXPECT_EQ(desk.size(), size + 1);
}

TEST(DryRun, RefusesWhatTheRealOneWould) {
  OfficeDesk desk;
  desk.reviewed("c1", 30000_yuan);
  desk.put(donation(1_yuan).with([](DonationReceived& body) {
    body.account = Id("wechat");
    body.channel = Id("wechat");
    body.ref = Ref("wechat:wechat:1");
  }));
  json twice = kGift;
  twice["ref"] = "wechat:wechat:1";
  struct Case {
    Id person;
    std::string target;
    json body;
    std::string code;
  };
  const std::vector<Case> cases{
      {"bookkeeper", "/v1/donations", kGift, "duty_missing"},
      {"cashier", "/v1/donations", twice, "ref_standing"},
      {"cashier", "/v1/donations", {{"amount", 1}}, "field_missing"},
      {"approver",
       "/v1/cases/c1/approve",
       {{"amount", 3000000}, {"basis", "person"}},
       "two_approvers_needed"},
      {"approver",
       "/v1/cases/c1/approve",
       {{"amount", 100}, {"basis", "person"}, {"seen", std::string(64, '0')}},
       "case_changed"},
      {"approver",
       "/v1/proposals/income.confirmed",
       {{"amount", 100}, {"count", 1}, {"first", 1}, {"last", 1}},
       "not_proposed"},
  };
  const Seq size = desk.size();
  for (const Case& one : cases) {
    const json ask = {{"fund", "jinan"}, {"body", one.body}};
    const OfficeAnswer tried = desk.post(one.person, one.target + "?dry_run", ask);
    const OfficeAnswer real = desk.post(one.person, one.target, ask);
    EXPECT_EQ(tried.json.value("code", ""), one.code) << tried.json;
    EXPECT_EQ(tried.status, real.status);
    EXPECT_EQ(tried.json, real.json);
  }
  EXPECT_EQ(desk.size(), size);
}

TEST(DryRun, OfASecondPersonTellsWhetherTheyMay) {
  OfficeDesk desk;
  const Seq seq = desk.put(proposal_of(account("bank2", "jinan", AccountType::bank)).by("admin"));
  const std::string target = "/v1/proposals/" + std::to_string(seq) + "/second?dry_run=1";
  const OfficeAnswer may = desk.post("leader", target, {});
  EXPECT_EQ(may.status, 200);
  EXPECT_EQ(may.json.at("body").at("proposal"), seq);
  EXPECT_FALSE(may.json.contains("fund"));
  EXPECT_EQ(desk.post("admin", target, {}).json.at("code"), "duty_missing");
  EXPECT_EQ(desk.size(), seq + 1);
}

TEST(DryRun, OfPrivateDetailsKeepsNone) {
  OfficeDesk desk;
  const json ask = {
      {"fund", "jinan"},
      {"body",
       {{"household", "h9"},
        {"village", std::string(kVillage)},
        {"class", "other"},
        {"members", {{{"person", "id:370113199001011234"}, {"relation", "head"}}}}}},
      {"private", {{{"subject", "id:370113199001011234"}, {"details", {{"name", "某"}}}}}}};
  const Seq size = desk.size();
  const OfficeAnswer tried = desk.post("caseworker", "/v1/households?dry_run=1", ask);
  EXPECT_EQ(tried.status, 200) << tried.json;
  EXPECT_EQ(desk.size(), size);
  EXPECT_EQ(desk.post("caseworker", "/v1/households", ask).status, 201);
}

}  // namespace rehearsal_test
}  // namespace mingzhang::test
