#include <gtest/gtest.h>

#include <map>

#include "ledger/fund/state.h"
#include "tests/fund/arbitrary.h"

/// Runs of incomes against a plain map of them.
namespace mingzhang::test {
namespace income_runs_test {

using Model = std::map<Income::Key, Income>;

/// Two in three are as `before` but for what is their own.
Income some_income(Rng& rng, Seq seq, const Income& before) {
  Income income = before;
  if (one_in(rng, 30)) income.fund = one_in(rng, 2) ? "jinan" : "education";
  if (one_in(rng, 30)) income.maker = one_in(rng, 2) ? "cashier" : "other";
  if (one_in(rng, 30)) income.channel = one_in(rng, 2) ? std::optional<Id>("qrpos") : std::nullopt;
  if (one_in(rng, 30))
    income.purpose.type = one_of(rng, std::array{PurposeType::none, PurposeType::county});
  income.amount = *Money::of_fen(1 + static_cast<std::int64_t>(below(rng, 100)));
  income.book_date = *Date::parse("2026-01-" + std::to_string(10 + below(rng, 19)));
  income.ref_key.reset();
  if (!one_in(rng, 3)) income.ref_key.emplace().bytes[7] = static_cast<std::byte>(below(rng, 256));
  income.seq = seq;
  return income;
}

std::string text(const Income& income) { return to_json(income); }

void expect_same(const IncomeRuns& runs, const Model& model, Rng& rng) {
  ASSERT_EQ(runs.size(), model.size());
  ASSERT_EQ(runs.empty(), model.empty());
  auto it = runs.begin();
  for (const auto& [key, income] : model) {
    ASSERT_FALSE(it == runs.end());
    ASSERT_EQ(text(*it), text(income));
    ++it;
  }
  ASSERT_TRUE(it == runs.end());
  for (auto expected = model.rbegin(); expected != model.rend(); ++expected) {
    --it;
    ASSERT_EQ(text(*it), text(expected->second));
  }
  for (int i = 0; i < 20; ++i) {
    const Income::Key key{one_of(rng, std::array{Id("a"), Id("education"), Id("jinan"), Id("z")}),
                          below(rng, 5000)};
    const auto found = runs.lower_bound(key);
    const auto expected = model.lower_bound(key);
    ASSERT_EQ(found == runs.end(), expected == model.end());
    if (expected != model.end()) {
      ASSERT_EQ(text(*found), text(expected->second));
    }
    ASSERT_EQ(runs.find(key).has_value(), model.contains(key));
  }
}

/// As a fund's day: what comes in has the largest seq, what goes is most often the oldest.
TEST(IncomeRuns, AreAMapOfThoseThatComeInAndGo) {
  Rng rng(1);
  IncomeRuns runs;
  Model model;
  Income income;
  income.fund = "jinan";
  for (Seq seq = 0; seq < 5000; ++seq) {
    income = some_income(rng, seq, income);
    runs.put(income);
    model.insert_or_assign(income.key(), income);
    while (!model.empty() && one_in(rng, 3)) {
      const auto goes =
          one_in(rng, 10) ? model.lower_bound({"jinan", below(rng, seq + 1)}) : model.begin();
      if (goes == model.end()) break;
      runs.erase(goes->first);
      model.erase(goes);
    }
    if (seq % 250 == 0) expect_same(runs, model, rng);
  }
  for (const auto& [key, value] : Model(model)) {
    ASSERT_EQ(text(*runs.find(key)), text(value));
    runs.erase(key);
    runs.erase(key);  // No longer there: nothing happens.
  }
  EXPECT_TRUE(runs.begin() == runs.end());
}

TEST(IncomeRuns, AreAMapInWhateverOrderTheyComeAndGo) {
  Rng rng(2);
  IncomeRuns runs;
  Model model;
  Income income;
  income.fund = "jinan";
  for (int i = 0; i < 20'000; ++i) {
    income = some_income(rng, below(rng, 4000), income);
    if (one_in(rng, 3)) {
      runs.erase(income.key());
      model.erase(income.key());
    } else {
      runs.put(income);
      model.insert_or_assign(income.key(), income);
    }
    if (i % 1000 == 0) expect_same(runs, model, rng);
  }
  const IncomeRuns copy = runs;
  runs = {};
  expect_same(copy, model, rng);
}

}  // namespace income_runs_test
}  // namespace mingzhang::test
