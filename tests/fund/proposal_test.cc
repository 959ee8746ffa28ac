#include "tests/fund/story.h"

namespace mingzhang::test {
namespace proposal_test {

constexpr std::int64_t kDayMs = 86'400'000;

Story governed() {
  Story story;
  story.governed();
  return story;
}

Act<EntityOpened> laiwu() { return entity("laiwu", "370113"); }

TEST(Proposal, IsMadeByThoseWhoMayProposeItsTarget) {
  const Story story = governed();
  std::vector<RefusedAct> acts;
  for (const char* who : {"leader", "approver", "auditor", "cashier", "bookkeeper"}) {
    acts.push_back({who, proposal_of(laiwu()).by(who), Code::duty_missing, "actor"});
  }
  acts.push_back({"nobody", proposal_of(laiwu()).by("nobody"), Code::actor_unknown, "actor"});
  expect_refused(story, acts);
  expect_allowed(story, {{"admin", proposal_of(laiwu())}});
}

TEST(Proposal, IsOnlyOfKindsThatNeedTwoPeople) {
  const Story story = governed();
  const auto of_gift = proposal_of(donation(1_yuan)).by("cashier");
  const auto of_proposal = proposal_of(proposal_of(laiwu()));
  expect_refused(story, {
                            {"a gift", of_gift, Code::not_proposed, "body.target_kind"},
                            {"a proposal", of_proposal, Code::not_proposed, "body.target_kind"},
                        });
}

TEST(Proposal, ExpiresAfterTheDaysOfThePolicyUnlessSooner) {
  Story story;
  story.governed();
  const Seq seq = story.write(proposal_of(laiwu()));
  EXPECT_EQ(story.state.proposals.find(seq)->expires.ms, story.now.ms + 7 * kDayMs);
  const auto until = [&](std::int64_t ms) {
    return proposal_of(laiwu()).with(
        [&](ActionProposed& body) { body.expires = Timestamp{story.now.ms + ms}; });
  };
  expect_refused(story,
                 {
                     {"too late", until(7 * kDayMs + 1), Code::expiry_not_allowed, "body.expires"},
                     {"at once", until(0), Code::expiry_not_allowed, "body.expires"},
                     {"before", until(-1), Code::expiry_not_allowed, "body.expires"},
                 });
  expect_allowed(story, {{"sooner", until(1)}, {"at the end", until(7 * kDayMs)}});
}

TEST(Proposal, WithoutExpiryIsRefusedWhenReadFromTheBooks) {
  const Story story = governed();
  Entry entry = complete(story.state, proposal_of(laiwu()), story.outside());
  entry.body = static_cast<const Command&>(proposal_of(laiwu())).body;
  const Violations broken = story.violations_of(entry);
  EXPECT_THAT(broken, testing::ElementsAre(refused(Code::field_missing, "body.expires")));
}

TEST(Second, MustKnowTheProposalAndHaveTheDuty) {
  Story story;
  story.governed();
  const Seq open = story.write(proposal_of(laiwu()));
  const auto cited = laiwu().citing(open);
  std::vector<RefusedAct> acts{
      {"no such", laiwu().by("leader").citing(open + 1), Code::proposal_unknown, "body.proposal"},
      {"nobody", cited.by("nobody"), Code::actor_unknown, "actor"},
  };
  for (const char* who : {"approver", "auditor", "cashier", "bookkeeper"}) {
    acts.push_back({who, cited.by(who), Code::duty_missing, "actor"});
  }
  expect_refused(story, acts);
  EXPECT_THAT(story.violations(cited.by("admin")),
              testing::ElementsAre(refused(Code::duty_missing, "actor"),
                                   refused(Code::same_person, "actor")));
  expect_allowed(story, {{"the responsible person", cited.by("leader")}});
}

TEST(Second, WritesExactlyWhatWasProposed) {
  Story story;
  story.governed();
  const auto sealed = laiwu().sealed(sha256(bytes_of("minutes")));
  const Seq open = story.write(proposal_of(sealed));
  const auto target = sealed.by("leader").citing(open);
  const auto differs = [&](auto change) { return target.with(change); };
  expect_refused(
      story,
      {
          {"one byte of the title", differs([](EntityOpened& body) { body.title.text += "。"; }),
           Code::proposal_differs, "body"},
          {"another region", differs([](EntityOpened& body) { body.region = "370124"; }),
           Code::proposal_differs, "body"},
          {"a field more", differs([](EntityOpened& body) { body.uscc = "x"; }),
           Code::proposal_differs, "body"},
          {"a detail more", target.sealed(Hash()), Code::proposal_differs, "body"},
          {"no details", laiwu().by("leader").citing(open), Code::proposal_differs, "body"},
          {"another kind", account("laiwu", "jinan", AccountType::bank).by("leader").citing(open),
           Code::proposal_differs, "body"},
      });
  expect_allowed(story, {{"the same", target}});
}

TEST(Second, IsAnotherSubjectThanTheProposer) {
  Story story;
  story.founded();
  // Only by force: no one subject may hold both duties.
  const auto twin = enrolment("twin", {{Duty::responsible}}).with([](PersonEnrolled& body) {
    body.subject = subject("admin");
  });
  story.force(complete(story.state, twin, story.outside()));
  const Seq open = story.write(proposal_of(policy()));
  EXPECT_THAT(story.refusal(policy().by("twin").citing(open)), refused(Code::same_person, "actor"));
}

TEST(Second, UsesAProposalOnce) {
  Story story;
  story.governed();
  const Seq open = story.write(proposal_of(laiwu()));
  story.write(laiwu().by("leader").citing(open));
  EXPECT_THAT(story.violations(laiwu().by("leader").citing(open)),
              testing::Contains(refused(Code::proposal_unknown, "body.proposal")));
  EXPECT_THAT(story.state.proposals.all(), testing::IsEmpty());
}

TEST(Second, ComesBeforeTheProposalExpires) {
  Story story;
  story.governed();
  const Seq open = story.write(proposal_of(laiwu()));
  const auto target = laiwu().by("leader").citing(open);
  story.pass_ms(7 * kDayMs);
  expect_allowed(story, {{"at the last moment", target}});
  story.pass_ms(1);
  EXPECT_THAT(story.refusal(target), refused(Code::proposal_expired, "body.proposal"));
}

TEST(Second, IsNotTheSuspended) {
  Story story;
  story.governed();
  const auto till = account("till", "jinan", AccountType::cash);
  const Seq open = story.write(proposal_of(till));
  story.write_by_two(change_of("approver", PersonStatus::suspended));
  EXPECT_THAT(story.refusal(till.by("approver").citing(open)),
              refused(Code::actor_suspended, "actor"));
  expect_allowed(story, {{"another second", till.by("leader").citing(open)}});
}

TEST(Declining, IsForTheProposerTheSecondAndAfterExpiryTheSystem) {
  Story story;
  story.governed();
  const Seq open = story.write(proposal_of(laiwu()));
  std::vector<RefusedAct> acts{
      {"no such", declining(open + 1), Code::proposal_unknown, "body.proposal"},
      {"no such reason", declining(open, "whim"), Code::code_unknown, "body.reason"},
      {"nobody", declining(open).by("nobody"), Code::actor_unknown, "actor"},
      {"the system too soon", declining(open).by(kSystemActor), Code::proposal_not_expired,
       "body.proposal"},
      {"in a fund", declining(open).in("jinan"), Code::fund_forbidden, "fund"},
  };
  for (const char* who : {"approver", "auditor", "cashier", "bookkeeper"}) {
    acts.push_back({who, declining(open).by(who), Code::duty_missing, "actor"});
  }
  expect_refused(story, acts);
  expect_allowed(story, {{"the proposer", declining(open).by("admin")},
                         {"the second", declining(open).by("leader")}});
  story.pass_ms(7 * kDayMs);
  EXPECT_THAT(story.refusal(declining(open).by(kSystemActor)),
              refused(Code::proposal_not_expired, "body.proposal"));
  story.pass_ms(1);
  expect_allowed(story, {{"the system", declining(open).by(kSystemActor)},
                         {"the second, late", declining(open).by("leader")}});
}

TEST(Declining, EndsTheProposal) {
  Story story;
  story.governed();
  const Seq open = story.write(proposal_of(laiwu()));
  story.write(declining(open));
  EXPECT_THAT(story.refusal(laiwu().by("leader").citing(open)),
              refused(Code::proposal_unknown, "body.proposal"));
  EXPECT_THAT(story.refusal(declining(open)), refused(Code::proposal_unknown, "body.proposal"));
}

TEST(Declining, IsNotForTheSuspended) {
  Story story;
  story.governed();
  const Seq open = story.write(proposal_of(laiwu()));
  story.write_by_two(change_of("approver", PersonStatus::suspended));
  story.write_by_two(change_of("leader", PersonStatus::suspended));
  EXPECT_THAT(story.refusal(declining(open).by("leader")), refused(Code::actor_suspended, "actor"));
}

}  // namespace proposal_test
}  // namespace mingzhang::test
