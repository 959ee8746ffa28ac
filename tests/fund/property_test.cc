#include <set>

#include "tests/fund/crowd.h"
#include "tests/fund/state_text.h"

/// What holds whatever a crowd of people tries.
namespace mingzhang::test {
namespace property_test {

constexpr int kTries = 2400;

struct Outcome {
  Story story;
  std::set<std::string_view> accepted;                         ///< Kinds.
  std::set<std::string_view> refused;                          ///< Codes.
  std::vector<std::pair<std::size_t, Entry>> refused_entries;  ///< With the size at that time.
};

/// Founded, with limits for aid, and with those who decide on it.
void start(Story& story) {
  story.founded();
  story.write(enrolment("approver2", {{Duty::approver}}));
  story.write(enrolment("reviewer2", {{Duty::reviewer}}));
  story.write_by_two(crowd_policy());
}

/// Close is final: nothing is posted into a month that was closed before.
void expect_posted_to_open_months(const Story& story, const std::map<Id, Month>& open_from) {
  for (const Posting& posting : story.effects.back().postings) {
    EXPECT_GE(posting.book_date.month(), open_from.at(posting.entity));
  }
}

std::map<Id, Month> open_months(const State& state) {
  std::map<Id, Month> months;
  for (const auto& [id, entity] : state.entities.all()) months.emplace(id, entity.open_from);
  return months;
}

Outcome run(std::uint64_t seed) {
  Outcome outcome;
  Story& story = outcome.story;
  start(story);
  Crowd crowd(seed);
  for (int i = 0; i < kTries && !testing::Test::HasFailure(); ++i) {
    const Command command = crowd.next(story);
    const std::map<Id, Month> open_from = open_months(story.state);
    const Result<Seq> written = story.try_write(command);
    if (written) {
      expect_posted_to_open_months(story, open_from);
      outcome.accepted.insert(command.kind->name);
      EXPECT_THAT(check_entry_invariants(story.state), testing::IsEmpty());
    } else {
      outcome.refused.insert(code_name(written.error().code));
      outcome.refused_entries.emplace_back(story.link.size,
                                           complete(story.state, command, story.outside()));
    }
  }
  EXPECT_THAT(check_all_invariants(story.state), testing::IsEmpty());
  return outcome;
}

const std::vector<Outcome>& outcomes() {
  static const std::vector<Outcome> kOutcomes{run(1), run(2), run(3), run(4)};
  return kOutcomes;
}

TEST(Crowd, TriesEveryKindAndMeetsManyRefusals) {
  std::set<std::string_view> accepted;
  std::set<std::string_view> refused;
  std::size_t written = 0;
  for (const Outcome& outcome : outcomes()) {
    accepted.insert(outcome.accepted.begin(), outcome.accepted.end());
    refused.insert(outcome.refused.begin(), outcome.refused.end());
    written += outcome.story.entries.size();
  }
  EXPECT_EQ(accepted.size() + 1, all_kinds().size()) << "all but the opening";
  EXPECT_GE(refused.size(), 20U) << testing::PrintToString(refused);
  EXPECT_GE(written, outcomes().size() * kTries / 3);
}

TEST(Crowd, LeavesBooksThatReplayFromTheirBytes) {
  for (const Outcome& outcome : outcomes()) {
    const Story& told = outcome.story;
    Story replayed;
    std::map<std::string, std::string> rows;
    for (std::size_t i = 0; i < told.entries.size(); ++i) {
      const Result<Entry> entry = decode(encode(told.entries[i]));
      ASSERT_TRUE(entry) << to_text(entry.error());
      ASSERT_THAT(check_link(replayed.link, *entry), testing::IsEmpty());
      ASSERT_THAT(replayed.violations_of(*entry), testing::IsEmpty());
      replayed.force(*entry);
      ASSERT_EQ(lines_of(replayed.effects[i]), lines_of(told.effects[i]));
      replayed.state.take_changes([&](std::string key, std::string value) {
        if (value.empty()) {
          rows.erase(key);
        } else {
          rows.insert_or_assign(std::move(key), std::move(value));
        }
      });
    }
    EXPECT_EQ(row_lines(replayed.state), row_lines(told.state));
    std::map<std::string, std::string> all;
    told.state.each_row([&](std::string key, std::string value) { all.emplace(key, value); });
    EXPECT_EQ(rows, all) << "the changes taken one by one are the rows";
  }
}

TEST(Crowd, CanBeLeftAndRejoinedAtAnyEntry) {
  const Story& told = outcomes().front().story;
  for (const std::size_t cut : {std::size_t{1}, std::size_t{5}, told.entries.size() / 3,
                                told.entries.size() / 2, told.entries.size() - 1}) {
    Story before;
    for (std::size_t i = 0; i < cut; ++i) before.force(told.entries[i]);
    Story after = before;
    after.state = reloaded(before.state);
    ASSERT_EQ(row_lines(after.state), row_lines(before.state));
    for (std::size_t i = cut; i < told.entries.size(); ++i) {
      ASSERT_THAT(after.violations_of(told.entries[i]), testing::IsEmpty());
      after.force(told.entries[i]);
      ASSERT_EQ(lines_of(after.effects[i]), lines_of(told.effects[i]));
    }
    EXPECT_EQ(row_lines(after.state), row_lines(told.state));
  }
}

TEST(Crowd, DoesNoHarmWhenTheRefusedIsFoldedAllTheSame) {
  for (const Outcome& outcome : outcomes()) {
    Story story;
    std::size_t next = 0;
    for (const auto& [size, entry] : outcome.refused_entries) {
      while (next < size) story.force(outcome.story.entries[next++]);
      if (size % 7 != 0) continue;
      const std::vector<std::string> before = row_lines(story.state);
      Story forced = story;
      forced.force(entry);
      EXPECT_EQ(row_lines(reloaded(forced.state)), row_lines(forced.state));
      EXPECT_EQ(row_lines(story.state), before);
    }
  }
}

TEST(Decide, IsCompleteAndCheckAndWritesNothing) {
  Story story;
  start(story);
  Crowd crowd(9);
  for (int i = 0; i < 300; ++i) {
    const Command command = crowd.next(story);
    const std::vector<std::string> before = row_lines(story.state);
    const Facts facts = story.facts_for(command);
    const Result<Entry> decided = decide(story.state, facts, command, story.outside());
    const Entry completed = complete(story.state, command, story.outside());
    const Violations broken = check(story.state, facts, completed);
    ASSERT_EQ(decided.has_value(), broken.empty());
    if (decided) {
      ASSERT_EQ(encode(*decided), encode(completed));
    } else {
      ASSERT_EQ(decided.error(), broken.front());
    }
    ASSERT_EQ(row_lines(story.state), before);
    static_cast<void>(story.try_write(command));
  }
}

}  // namespace property_test
}  // namespace mingzhang::test
