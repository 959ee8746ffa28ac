#include "tests/fund/story.h"

namespace mingzhang::test {
namespace table_test {

/// Two causes in two parts, under one digest.
struct TwoParts {
  Act<TableAdopted> first = table(TableName::causes, "2030-01-01", {cause("flood")});
  Act<TableAdopted> second = table(TableName::causes, "2030-01-01", {cause("fire")});

  TwoParts() {
    const std::string one = first.body().rows.json;
    const std::string two = second.body().rows.json;
    const Hash digest = table_digest({one, two});
    const auto join = [&](std::int64_t part) {
      return [=](TableAdopted& body) {
        body.digest = digest;
        body.part = part;
        body.parts = 2;
      };
    };
    first = first.with(join(1));
    second = second.with(join(2));
  }

  static TableRow cause(const Id& code) {
    TableRow row = code_row(code);
    row.path = "any";
    return row;
  }
};

Story opened() {
  Story story;
  story.write(opening());
  return story;
}

bool in_force(const Story& story, const Id& cause) {
  return story.state.tables.find(TableName::causes, day("2030-06-01"), cause.view()) != nullptr;
}

TEST(TableDigest, IsOfAllRowsAsOneList) {
  EXPECT_EQ(table_digest({"[1,2]", "[3]"}), sha256(bytes_of("[1,2,3]")));
  EXPECT_EQ(table_digest({"[1]"}), sha256(bytes_of("[1]")));
}

TEST(Table, HoldsFromItsDayOnceItsLastPartIsThere) {
  Story story = opened();
  const TwoParts parts;
  story.write(parts.first);
  EXPECT_FALSE(in_force(story, "flood"));
  story.write(parts.second);
  EXPECT_TRUE(in_force(story, "flood"));
  EXPECT_TRUE(in_force(story, "fire"));
  EXPECT_EQ(story.state.tables.find(TableName::causes, day("2029-12-31"), "flood"), nullptr);
  EXPECT_FALSE(story.state.tables.has(TableName::causes, day("2029-12-31")));
  EXPECT_TRUE(story.state.tables.allows(TableName::causes, day("2029-12-31"), "anything"));
  EXPECT_FALSE(story.state.tables.allows(TableName::causes, day("2030-01-01"), "anything"));
}

TEST(Table, PartsComeInOrderUnderOneDigest) {
  Story story = opened();
  const TwoParts parts;
  const auto numbered = [&](std::int64_t part, std::int64_t count) {
    return parts.second.with([&](TableAdopted& body) {
      body.part = part;
      body.parts = count;
    });
  };
  const auto of_digest = [&](const Act<TableAdopted>& act) {
    return act.with([](TableAdopted& body) { body.digest.bytes[0] ^= std::byte{1}; });
  };
  expect_refused(
      story, {
                 {"second first", parts.second, Code::part_out_of_order, "body.part"},
                 {"beyond the last", numbered(3, 2), Code::part_out_of_order, "body.part"},
                 {"one part of another digest",
                  of_digest(table(TableName::causes, "2030-01-01", {}).with([](TableAdopted& body) {
                    body.rows.json = R"([{"code":"a","path":"b"}])";
                  })),
                  Code::digest_differs, "body.digest"},
             });
  story.write(parts.first);
  expect_refused(
      story,
      {
          {"third", numbered(3, 3), Code::part_out_of_order, "body.part"},
          {"of more parts", numbered(2, 3), Code::part_out_of_order, "body.part"},
          {"of another digest", of_digest(parts.second), Code::part_out_of_order, "body.part"},
          {"of another day",
           parts.second.with([](TableAdopted& body) { body.from = day("2030-01-02"); }),
           Code::part_out_of_order, "body.part"},
          {"other rows", parts.second.with([](TableAdopted& body) {
             body.rows = Raw<kTablePartBytesMax, '['>{rows_json({TwoParts::cause("storm")})};
           }),
           Code::digest_differs, "body.digest"},
      });
  expect_allowed(story, {{"second", parts.second}, {"first again", parts.first}});
}

TEST(Table, BeginsAnewWithAFirstPart) {
  Story story = opened();
  const TwoParts parts;
  story.write(parts.first);
  story.write(table(TableName::causes, "2030-01-01", {TwoParts::cause("storm")}));
  EXPECT_TRUE(in_force(story, "storm"));
  EXPECT_EQ(story.state.table_parts.all().size(), 1U);
  EXPECT_THAT(story.refusal(parts.second), refused(Code::part_out_of_order, "body.part"));
}

TEST(Table, AdoptedAgainForTheSameDayReplacesTheOld) {
  Story story = opened();
  const TwoParts parts;
  story.write(parts.first);
  story.write(parts.second);
  story.write(table(TableName::causes, "2030-01-01", {TwoParts::cause("storm")}));
  EXPECT_FALSE(in_force(story, "flood"));
  EXPECT_TRUE(in_force(story, "storm"));
  EXPECT_EQ(story.state.table_parts.all().size(), 1U);
}

TEST(Table, OfALaterDayReplacesTheWholeOldOneFromThen) {
  Story story = opened();
  const TwoParts parts;
  story.write(parts.first);
  story.write(parts.second);
  story.write(table(TableName::causes, "2030-02-01", {TwoParts::cause("storm")}));
  const Tables& tables = story.state.tables;
  EXPECT_NE(tables.find(TableName::causes, day("2030-01-31"), "flood"), nullptr);
  EXPECT_EQ(tables.find(TableName::causes, day("2030-02-01"), "flood"), nullptr);
  EXPECT_NE(tables.find(TableName::causes, day("2030-02-01"), "storm"), nullptr);
}

TEST(Table, InPartsNeedsOneProposal) {
  Story story;
  story.governed();
  const TwoParts parts;
  const Seq open = story.write(proposal_of(parts.first));
  expect_allowed(story, {{"approver seconds", parts.first.by("approver").citing(open)}});
  story.write(parts.first.by("leader").citing(open));
  EXPECT_NE(story.state.proposals.find(open), nullptr);
  story.write(parts.second.by("leader").citing(open));
  EXPECT_EQ(story.state.proposals.find(open), nullptr);
  EXPECT_TRUE(in_force(story, "fire"));
  EXPECT_THAT(story.refusal(parts.first.by("leader").citing(open)),
              refused(Code::proposal_unknown, "body.proposal"));
}

TEST(Policy, NeverDecreasesItsRulesNorNamesUnknownOnes) {
  Story story;
  story.governed();
  const auto proposed = [&](const Act<PolicyAdopted>& act) {
    return act.citing(story.write(proposal_of(act)));
  };
  const auto unknown =
      proposed(policy().with([](PolicyAdopted& body) { body.rules = kRulesUnderstood + 1; }));
  const auto twice = proposed(policy().with(
      [](PolicyAdopted& body) { body.limits.source_order.items = {Source::gov, Source::gov}; }));
  expect_refused(story,
                 {
                     {"unknown rules", unknown, Code::rules_unknown, "body.rules"},
                     {"one source twice", twice, Code::value_unknown, "body.limits.source_order"},
                 });
  story.force(complete(story.state, unknown, story.outside()));
  EXPECT_THAT(story.refusal(proposed(policy())), refused(Code::rules_decrease, "body.rules"));
}

TEST(Policy, InForceIsTheLastAdopted) {
  Story story;
  story.governed();
  const auto longer = policy().with([](PolicyAdopted& body) { body.limits.proposal_days = 30; });
  const Seq seq = story.write_by_two(longer);
  ASSERT_NE(story.state.policy_in_force(), nullptr);
  EXPECT_EQ(story.state.policy_in_force()->seq, seq);
  EXPECT_EQ(story.state.policy_in_force()->limits.proposal_days, 30);
}

}  // namespace table_test
}  // namespace mingzhang::test
