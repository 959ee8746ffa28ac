#include "tests/fund/money_acts.h"

/// Each invariant is broken on purpose, and found.
namespace mingzhang::test {
namespace invariants_test {

using testing::IsEmpty;

/// Gifts confirmed and waiting, government money, a cancelled gift, a struck one, a case whose
/// award is in part reserved and in part sent back.
const State& sound() {
  static const State kState = [] {
    AidStory story;
    story.approved("c1");
    story.pay_line("c1", "b1", 300_yuan);
    story.write(sent_back("b1", "c1", 100_yuan));
    story.write_money(reversal(story.gift(100_yuan)));
    story.grant(500_yuan);
    story.write(donation(7_yuan).in("education"));
    story.write(cancellation(story.write(donation(9_yuan))));
    return story.state;
  }();
  return kState;
}

struct Break {
  std::string name;
  void (*harm)(State& state);
  void (*invariant)(const State& state, Violations& violations);
  Code code;
  std::string field;
  bool by_entry;       ///< Found after every entry.
  bool by_checkpoint;  ///< Found at every checkpoint.
};

Pool::Key pool_of_gifts() { return {"jinan", Source::donation, {}}; }

BookBalance::Key bank_book() {
  return {"jinan", month("2026-11"), "100201", "jinan", Source::donation};
}

const std::vector<Break>& breaks() {
  static const std::vector<Break> kBreaks{
      {"accounts of an entity", [](State& s) { s.entities.edit("jinan")->accounts.add(1); },
       check_entities_balance, Code::books_unbalanced, "entity/jinan", true, true},
      {"pools of an entity", [](State& s) { s.entities.edit("jinan")->pools.add(-1); },
       check_entities_balance, Code::books_unbalanced, "entity/jinan", true, true},
      {"unconfirmed of an entity", [](State& s) { s.entities.edit("jinan")->unconfirmed.add(1); },
       check_entities_balance, Code::books_unbalanced, "entity/jinan", true, true},
      {"an account below zero", [](State& s) { s.accounts.edit("cash")->balance.add(-1); },
       check_nothing_negative, Code::balance_negative, "account/cash", false, true},
      {"a pool below zero", [](State& s) { s.pools.edit(pool_of_gifts())->balance.add(-2000001); },
       check_nothing_negative, Code::balance_negative, "pool/jinan/donation/none/-", false, true},
      {"a saturated entity", [](State& s) { s.entities.edit("pingyin")->pools = Total(kIntMax); },
       check_nothing_saturated, Code::total_saturated, "entity/pingyin", true, true},
      {"saturated accounts",
       [](State& s) { s.entities.edit("pingyin")->accounts = Total(kIntMax); },
       check_nothing_saturated, Code::total_saturated, "entity/pingyin", true, true},
      {"saturated income",
       [](State& s) { s.entities.edit("pingyin")->unconfirmed = Total(-kIntMax); },
       check_nothing_saturated, Code::total_saturated, "entity/pingyin", true, true},
      {"a saturated account", [](State& s) { s.accounts.edit("cash")->balance = Total(kIntMax); },
       check_nothing_saturated, Code::total_saturated, "account/cash", false, true},
      {"a saturated pool", [](State& s) { s.pools.edit(pool_of_gifts())->in = Total(kIntMax); },
       check_nothing_saturated, Code::total_saturated, "pool/jinan/donation/none/-", false, true},
      {"a saturated book",
       [](State& s) { s.book_balances.edit(bank_book())->credit = Total(kIntMax); },
       check_nothing_saturated, Code::total_saturated,
       "book_balance/jinan/2026-11/100201/jinan/donation", false, true},
      {"the sum of accounts", [](State& s) { s.accounts.edit("bank")->balance.add(1); }, check_sums,
       Code::books_unbalanced, "entity/jinan", false, true},
      {"the sum of pools", [](State& s) { s.pools.edit(pool_of_gifts())->balance.add(1); },
       check_sums, Code::books_unbalanced, "entity/jinan", false, true},
      {"a lost pool", [](State& s) { s.pools.erase(pool_of_gifts()); }, check_sums,
       Code::books_unbalanced, "entity/jinan", false, true},
      {"a lost income", [](State& s) { s.unconfirmed.erase(s.unconfirmed.all().begin()->key()); },
       check_unconfirmed_sum, Code::books_unbalanced, "entity/jinan", false, false},
      {"a range", [](State& s) { s.pools.edit(pool_of_gifts())->next = 30001; }, check_ranges,
       Code::books_unbalanced, "pool/jinan/donation/none/-", false, true},
      {"a fen that never came", [](State& s) { s.pools.edit(pool_of_gifts())->in.add(1); },
       check_ranges, Code::books_unbalanced, "pool/jinan/donation/none/-", false, true},
      {"a struck range", [](State& s) { s.struck.erase(s.struck.all().begin()->first); },
       check_ranges, Code::books_unbalanced, "pool/jinan/donation/none/-", false, true},
      {"reserved in a pool", [](State& s) { s.pools.edit(pool_of_gifts())->reserved.add(-1); },
       check_cases, Code::books_unbalanced, "pool/jinan/donation/none/-", false, true},
      {"more reserved than there is",
       [](State& s) { s.pools.edit(pool_of_gifts())->reserved.add(2000000); },
       check_nothing_negative, Code::balance_negative, "pool/jinan/donation/none/-", false, true},
      {"reserved for a case", [](State& s) { s.cases.edit("c1")->reserved.reset(); }, check_cases,
       Code::books_unbalanced, "pool/jinan/donation/none/-", false, true},
      {"held for a case", [](State& s) { s.cases.edit("c1")->held.reset(); }, check_cases,
       Code::books_unbalanced, "entity/jinan", false, true},
      {"held by an entity", [](State& s) { s.entities.edit("jinan")->held.add(1); }, check_cases,
       Code::books_unbalanced, "entity/jinan", true, true},
      {"a debit", [](State& s) { s.book_balances.edit(bank_book())->debit.add(1); },
       check_books_balance, Code::books_unbalanced, "book_balance/jinan/2026-11", false, true},
      {"a credit", [](State& s) { s.book_balances.edit(bank_book())->credit.add(1); },
       check_books_balance, Code::books_unbalanced, "book_balance/jinan/2026-11", false, true},
  };
  return kBreaks;
}

TEST(Invariants, HoldInASoundState) { EXPECT_THAT(check_all_invariants(sound()), IsEmpty()); }

TEST(Invariants, EachFindsWhatItIsFor) {
  for (const Break& row : breaks()) {
    SCOPED_TRACE(row.name);
    State state = sound();
    Violations before;
    row.invariant(state, before);
    EXPECT_THAT(before, IsEmpty());
    row.harm(state);
    Violations found;
    row.invariant(state, found);
    EXPECT_THAT(found, testing::ElementsAre(refused(row.code, row.field)));
  }
}

TEST(Invariants, AreCheckedWhenTheyShouldBe) {
  for (const Break& row : breaks()) {
    SCOPED_TRACE(row.name);
    State state = sound();
    row.harm(state);
    const auto has_it = testing::Contains(refused(row.code, row.field));
    EXPECT_THAT(check_all_invariants(state), has_it);
    if (row.by_checkpoint) {
      EXPECT_THAT(check_checkpoint_invariants(state), has_it);
    } else {
      EXPECT_THAT(check_checkpoint_invariants(state), IsEmpty());
    }
    EXPECT_EQ(!check_entry_invariants(state).empty(), row.by_entry);
  }
}

}  // namespace invariants_test
}  // namespace mingzhang::test
