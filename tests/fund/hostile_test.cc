#include "tests/fund/arbitrary.h"
#include "tests/fund/state_text.h"

/// Entries from a hostile file: `check` and `fold` are total, whatever comes.
namespace mingzhang::test {
namespace hostile_test {

/// Puts names that the story knows in the place of most of the random ones, so that hostile
/// entries meet real objects.
template <class T>
void ground(Rng& rng, T& value) {
  static const std::vector<Id> kKnown{"jinan",     "changqing",   "education", "bank",    "cash",
                                      "wechat",    "treasury",    "cq.bank",   "cashier", "admin",
                                      "leader",    "bookkeeper",  "illness",   "370100",  "s.admin",
                                      "s.cashier", "wrong_amount"};
  if constexpr (std::is_same_v<T, Id>) {
    if (!one_in(rng, 5)) value = one_of(rng, kKnown);
  } else if constexpr (std::is_same_v<T, Seq>) {
    if (!one_in(rng, 5)) value = below(rng, 400);
  } else if constexpr (std::is_same_v<T, Date>) {
    if (!one_in(rng, 5))
      value = day("2026-01-01").plus_days(static_cast<std::int32_t>(below(rng, 400)));
  } else if constexpr (requires { value.has_value(); }) {
    if (value.has_value()) ground(rng, *value);
  } else if constexpr (requires { value.items; }) {
    for (auto& item : value.items) ground(rng, item);
  } else if constexpr (HasFields<T>) {
    std::apply([&](const auto&... f) { (ground(rng, value.*f.member), ...); }, T::fields());
  }
}

std::vector<Entry> hostile_entries(std::uint64_t seed, int per_kind) {
  Rng rng(seed);
  std::vector<Entry> entries;
  each_kind([&]<class T>(const Kind& kind, std::type_identity<T>) {
    for (int i = 0; i < per_kind; ++i) {
      T body = arbitrary<T>(rng);
      ground(rng, body);
      // A table of few parts, so that parts meet.
      if constexpr (std::is_same_v<T, TableAdopted>) {
        body.part = between(rng, 1, 4);
        body.parts = between(rng, 1, 4);
        body.from = day(one_in(rng, 2) ? "2026-01-01" : "2027-01-01");
      }
      Entry entry = arbitrary_entry(rng, body_makers().front());
      entry.kind = &kind;
      entry.body = std::make_shared<BodyOf<T>>(std::move(body));
      ground(rng, entry.actor);
      if (!one_in(rng, 4)) entry.fund = one_in(rng, 3) ? "changqing" : "jinan";
      if (!one_in(rng, 4)) entry.time = moment("2026-11-23T08:00:00.000Z");
      entries.push_back(std::move(entry));
    }
  });
  std::shuffle(entries.begin(), entries.end(), rng);
  return entries;
}

void fold_all(Story& story, std::uint64_t seed, int per_kind) {
  std::size_t count = 0;
  for (Entry entry : hostile_entries(seed, per_kind)) {
    entry.seq = story.link.size;
    const Result<Entry> decoded = decode(encode(entry));
    if (!decoded) continue;  // A grounded row may not fit its table: no file could hold it.
    static_cast<void>(story.violations_of(*decoded));
    story.force(*decoded);
    ASSERT_EQ(story.link.size, entry.seq + 1);
    if (++count % 50 == 0) {
      ASSERT_EQ(row_lines(reloaded(story.state)), row_lines(story.state));
    }
  }
  EXPECT_GE(count, static_cast<std::size_t>(per_kind) * (all_kinds().size() - 2));
  static_cast<void>(check_all_invariants(story.state));
}

TEST(Hostile, EntriesBeforeTheOpeningDoNoHarm) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Story story;
    fold_all(story, seed, 20);
  }
}

TEST(Hostile, EntriesInARunningLedgerDoNoHarm) {
  for (std::uint64_t seed = 11; seed <= 16; ++seed) {
    Story story;
    story.governed();
    story.write(donation(1_yuan));
    fold_all(story, seed, 40);
  }
}

TEST(Hostile, TotalsSaturateAndAreFound) {
  Story story;
  story.governed();
  const auto much = donation(*Money::of_fen(Money::kFenMax));
  const Seq first = story.link.size;
  for (int i = 0; i < 200; ++i) {
    story.force(complete(story.state, much, story.outside()));
  }
  EXPECT_TRUE(story.state.accounts.find("bank")->balance.saturated());
  EXPECT_THAT(check_checkpoint_invariants(story.state),
              testing::Contains(refused(Code::total_saturated, "account/bank")));
  const auto all = confirmation(first, story.link.size, 200, 1_fen);
  EXPECT_THAT(story.refusal(all), refused(Code::amount_differs, "body.amount"));
  story.force(complete(story.state, all, story.outside()));
  EXPECT_TRUE(story.state.pools.find({"jinan", Source::donation, {}})->in.saturated());
  EXPECT_EQ(row_lines(reloaded(story.state)), row_lines(story.state));
}

TEST(Hostile, PartsOfATableOutOfOrderLoadAsTheyWereFolded) {
  Story story;
  story.governed();
  const auto part = [](const Id& code, std::int64_t no, std::int64_t of) {
    return table(TableName::channels, "2030-01-01", {code_row(code)}).with([=](TableAdopted& body) {
      body.part = no;
      body.parts = of;
    });
  };
  story.force(complete(story.state, part("second", 2, 2), story.outside()));
  story.force(complete(story.state, part("only", 1, 1), story.outside()));
  const State again = reloaded(story.state);
  for (const State* const state : {&std::as_const(story.state), &again}) {
    EXPECT_NE(state->tables.find(TableName::channels, day("2030-01-01"), "only"), nullptr);
    EXPECT_EQ(state->tables.find(TableName::channels, day("2030-01-01"), "second"), nullptr);
  }
}

TEST(Hostile, TimesAtTheEndsOfTheCalendarLoadAsTheyWereFolded) {
  for (const char* const time : {"1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"}) {
    for (const std::int64_t offset_min : {-720, 840}) {
      Story story;
      story.now = moment(time);
      story.write(opening().with([&](LedgerOpened& body) { body.utc_offset_min = offset_min; }));
      for (const Command& act : founding_acts()) {
        if (act.kind != &kinds::ledger_opened()) story.write(act);
      }
      story.force(complete(story.state, donation(1_yuan), story.outside()));
      EXPECT_EQ(row_lines(reloaded(story.state)), row_lines(story.state)) << time << offset_min;
    }
  }
}

TEST(LoadedRow, IsRefusedWhenItIsNotOne) {
  State state;
  const auto refusal = [&](std::string_view key, std::string_view value) {
    const Result<void> loaded = state.load(key, value);
    EXPECT_FALSE(loaded) << key;
    return loaded ? Refusal{Code::stopping, {}, {}} : loaded.error();
  };
  EXPECT_THAT(refusal("nothing/x", "{}"), refused(Code::key_unknown, "nothing/x"));
  EXPECT_THAT(refusal("fund/x", "{}"), refused(Code::field_missing, "fund/x"));
  EXPECT_THAT(refusal("fund/x", ""), refused(Code::type_wrong, "fund/x"));
  EXPECT_THAT(refusal("fund/x", R"({"entity":"e","fund":"x","no":0,"territory":"t"} )"),
              refused(Code::json_malformed, "fund/x"));
  EXPECT_TRUE(state.load("fund/x", R"({"entity":"e","fund":"x","no":0,"territory":"t"})"));
}

}  // namespace hostile_test
}  // namespace mingzhang::test
