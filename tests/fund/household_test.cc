#include "ledger/fund/kinds/household.h"

#include "tests/fund/aid_acts.h"

namespace mingzhang::test {
namespace household_test {

void adopt_doc_types(AidStory& story) {
  story.write_by_two(
      table(TableName::doc_types, "2014-01-01", {code_row("minutes"), code_row("form")}));
}

auto in_village(std::string_view village) {
  return [=](auto& body) { body.village = Id(village); };
}

TEST(Household, IsRefusedWhereItDoesNotFit) {
  AidStory story;
  const auto twice = [](auto& body) { body.members.items.push_back(body.members.items[0]); };
  expect_refused(
      story,
      {
          {"on file already", household("h1"), Code::exists_already, "body.household"},
          {"a member twice", household("h2").with(twice), Code::exists_already,
           "body.members.person"},
          {"no such village", household("h2").with(in_village("370113009999")), Code::code_unknown,
           "body.village"},
          {"another city", household("h2").with(in_village(kStrangeVillage)),
           Code::outside_territory, "body.village"},
          {"not of this office", household("h2").by("cashier"), Code::duty_missing, "actor"},
          {"no change of the unknown", household_change("h2"), Code::household_unknown,
           "body.household"},
          {"a change that doubles a member", household_change("h1").with(twice),
           Code::exists_already, "body.members.person"},
          {"a change to no village", household_change("h1").with(in_village("370113009999")),
           Code::code_unknown, "body.village"},
          {"a move to another city", household_change("h1").with(in_village(kStrangeVillage)),
           Code::outside_territory, "body.village"},
          {"a change by the cashier", household_change("h1").by("cashier"), Code::duty_missing,
           "actor"},
      });
  expect_allowed(
      story, {{"new", household("h2")},
              {"by the township", household("h2").by("reviewer")},
              {"anywhere in the city", household("h2").with(in_village(kFarVillage))},
              {"a change", household_change("h1")},
              {"a move within the city", household_change("h1").with(in_village(kFarVillage))}});
}

TEST(Household, OfACountysFundLivesInTheCounty) {
  AidStory story;
  story.write_by_two(enrolment("cq.caseworker", {{Duty::caseworker}}, "changqing"));
  const auto ours = household("h2").in("changqing").by("cq.caseworker");
  EXPECT_THAT(story.refusal(ours.with(in_village(kFarVillage))),
              refused(Code::outside_territory, "body.village"));
  expect_allowed(story, {{"a village of the county", ours},
                         {"its neighbour", ours.with(in_village(kNextVillage))}});
}

TEST(Household, ChangesAsAWhole) {
  AidStory story;
  story.write(household_change("h1").with(in_village(kNextVillage)));
  const Household& changed = *story.state.households.find("h1");
  EXPECT_EQ(changed.members.items.size(), 1U);
  EXPECT_EQ(changed.village, Id(kNextVillage));
}

TEST(Certificate, HoldsForItsClassOnItsDays) {
  Household household;
  household.household_class = HouseholdClass::dibao;
  const Date today = day("2026-11-20");
  EXPECT_FALSE(is_certified(household, today)) << "no paper";
  Certificate paper;
  paper.from = today;
  paper.to = today;
  household.certificates = List<Certificate, 8>{{paper}};
  EXPECT_TRUE(is_certified(household, today));
  EXPECT_FALSE(is_certified(household, today.plus_days(-1)));
  EXPECT_FALSE(is_certified(household, today.plus_days(1)));
  household.certificates->items[0].from.reset();
  household.certificates->items[0].to.reset();
  EXPECT_TRUE(is_certified(household, today.plus_days(9999))) << "no days named: always";
  household.certificates->items[0].type = HouseholdClass::wubao;
  EXPECT_FALSE(is_certified(household, today)) << "of another class";
  household.household_class = HouseholdClass::other;
  household.certificates->items[0].type = HouseholdClass::other;
  EXPECT_FALSE(is_certified(household, today)) << "no class that needs no survey";
}

TEST(Papers, OfEveryActAreChecked) {
  AidStory story;
  story.reviewed("c1");
  adopt_doc_types(story);
  const auto paper = [](Date date, const Id& signer) {
    return [=](auto& body) { body.paper = Paper{date, {}, signer}; };
  };
  const auto page = [](const Id& type) {
    return [=](auto& body) { body.docs = Docs{{doc(type)}}; };
  };
  const Date today = day("2026-11-23");
  expect_refused(story, {
                            {"nobody signed", request("c2", "h1").with(paper(today, "nobody")),
                             Code::person_unknown, "body.paper.signer"},
                            {"signed tomorrow",
                             request("c2", "h1").with(paper(today.plus_days(1), "reviewer")),
                             Code::date_in_future, "body.paper.date"},
                            {"a document of no type", request("c2", "h1").with(page("poem")),
                             Code::code_unknown, "body.docs.type"},
                            {"evidence of no type", minutes("c1").with(page("poem")),
                             Code::code_unknown, "body.docs.type"},
                            {"an approval's", approval("c1").with(page("poem")), Code::code_unknown,
                             "body.docs.type"},
                        });
  expect_allowed(story, {{"signed today", request("c2", "h1").with(paper(today, "reviewer"))},
                         {"a document", request("c2", "h1").with(page("form"))},
                         {"minutes", minutes("c1")}});
}

}  // namespace household_test
}  // namespace mingzhang::test
