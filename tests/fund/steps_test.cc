#include "ledger/fund/steps.h"

#include <set>

#include "tests/fund/aid_acts.h"

/// Every step of steps.def is gone by some story, and nothing goes another way.
namespace mingzhang::test {
namespace steps_test {

using Gone = std::set<std::string>;

template <class Stage>
std::string text_of(const std::optional<Stage>& stage, std::string_view absent) {
  return std::string(stage ? name_of(*stage) : absent);
}

template <class Steps>
Gone listed(const Steps& steps) {
  Gone gone;
  for (const auto& step : steps) {
    gone.insert(std::string(step.kind) + " " + text_of(step.from, "none") + " " +
                text_of(step.to, "ended"));
  }
  return gone;
}

template <class Rows, class Key>
auto stage_of(const Rows& rows, const Key& key) {
  const auto* const row = rows.find(key);
  return row == nullptr ? std::nullopt : std::optional(row->stage);
}

/// Notes each change of stage between two States, and each step that a kind of the list took.
template <class Rows>
void note(const Rows& before, const Rows& after, const Entry& entry, bool listed_kind, Gone& gone) {
  std::set<typename std::decay_t<decltype(before.all())>::key_type> keys;
  for (const auto& [key, row] : before.all()) keys.insert(key);
  for (const auto& [key, row] : after.all()) keys.insert(key);
  for (const auto& key : keys) {
    const auto from = stage_of(before, key);
    const auto to = stage_of(after, key);
    const bool stays = from == to && !listed_kind;
    if (stays) continue;
    gone.insert(std::string(entry.kind->name) + " " + text_of(from, "none") + " " +
                text_of(to, "ended"));
  }
}

/// Whether the entry is about the one case of these stories in a way that the list names.
bool is_case_step(const Entry& entry) { return entry.kind->name.starts_with("case."); }

void walk(const Story& told, Gone& cases, Gone& lines) {
  Story story;
  for (const Entry& entry : told.entries) {
    const State before = story.state;
    story.force(entry);
    note(before.cases, story.state.cases, entry, is_case_step(entry), cases);
    note(before.lines, story.state.lines, entry, entry.kind->name == "aid.returned", lines);
  }
}

Act<AidReturned> sent_back_for_good(const Id& batch, const Id& of) {
  return sent_back(batch, of).with([](AidReturned& body) { body.next = AfterReturn::cancel; });
}

/// Stories of one case each that stop at a stage.
AidStory opened() {
  AidStory story;
  story.write(request("c1", "h1"));
  return story;
}
AidStory surveyed() {
  AidStory story = opened();
  story.write(survey("c1"));
  return story;
}
AidStory reviewed() {
  AidStory story;
  story.reviewed("c1");
  return story;
}
AidStory approved() {
  AidStory story;
  story.approved("c1");
  return story;
}
AidStory urgent() {
  AidStory story;
  story.urgent("c1");
  return story;
}
AidStory paid(AidStory story, Money amount = 1000_yuan) {
  story.pay_line("c1", "b1", amount);
  return story;
}

AidStory then(AidStory story, std::vector<Command> acts) {
  for (const Command& act : acts) story.write(act);
  return story;
}
AidStory late(AidStory story) { return story.pass_days(91); }

std::vector<AidStory> stories() {
  AidStory township = surveyed();
  township.enrol("reviewer2", {{Duty::reviewer}});
  return {
      then(surveyed(), {survey("c1"), supplement("c1"), rejection("c1")}),
      then(surveyed(), {rejection("c1")}),
      then(reviewed(), {supplement("c1"), withdrawal("c1")}),
      then(reviewed(), {rejection("c1")}),
      then(surveyed(), {withdrawal("c1")}),
      then(reviewed(), {withdrawal("c1")}),
      then(approved(), {withdrawal("c1")}),
      then(township, {approval("c1").by("reviewer2")}),
      then(urgent(), {survey("c1"), review("c1"), ratification("c1")}),
      then(paid(urgent()), {delivery("b1", "c1"), survey("c1"), review("c1"), ratification("c1")}),
      then(urgent(), {no_ratification("c1")}),
      then(late(approved()), {lapse("c1")}),
      then(late(paid(approved(), 1_yuan)), {lapse("c1"), delivery("b1", "c1")}),
      then(late(urgent()), {lapse("c1")}),
      then(late(paid(urgent(), 1_yuan)), {lapse("c1")}),
      then(approved(), {batch("b1", "c1"), releasing("b1"), failure("b1", "c1")}),
      then(approved(), {batch("b1", "c1"), failure("b1", "c1")}),
      then(paid(approved()), {sent_back("b1", "c1", 1_yuan), sent_back("b1", "c1", 999_yuan)}),
      then(paid(approved()), {sent_back_for_good("b1", "c1")}),
  };
}

TEST(Steps, AreAllGoneAndNoOthers) {
  Gone cases;
  Gone lines;
  for (const AidStory& story : stories()) walk(story, cases, lines);
  EXPECT_EQ(cases, listed(case_steps()));
  EXPECT_EQ(lines, listed(line_steps()));
}

TEST(Steps, OutsideTheListAreRefused) {
  const std::map<CaseStage, AidStory> standing{
      {CaseStage::opened, opened()},
      {CaseStage::surveyed, surveyed()},
      {CaseStage::reviewed, reviewed()},
      {CaseStage::approved, approved()},
      {CaseStage::urgent, urgent()},
      {CaseStage::recovering, then(urgent(), {no_ratification("c1")})},
  };
  const std::vector<Command> acts{survey("c1"),    review("c1"),      supplement("c1"),
                                  rejection("c1"), withdrawal("c1"),  approval("c1"),
                                  lapse("c1"),     ratification("c1")};
  for (const auto& [stage, story] : standing) {
    ASSERT_EQ(story.open_case("c1").stage, stage);
    for (const Command& act : acts) {
      SCOPED_TRACE(std::string(name_of(stage)) + " " + std::string(act.kind->name));
      if (may_step(stage, act.kind->name)) continue;
      EXPECT_THAT(story.refusal(act), refused(Code::step_not_allowed, "body.case"));
    }
  }
}

}  // namespace steps_test
}  // namespace mingzhang::test
