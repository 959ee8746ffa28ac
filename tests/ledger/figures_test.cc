#include "ledger/figures.h"

#include <gmock/gmock.h>

#include <thread>

#include "ledger/mirror.h"
#include "tests/ledger/trace_desk.h"

namespace mingzhang::test {
namespace figures_test {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

const Month kMonth = *Month::parse("2026-11");
const Id kJinan("jinan");

/// A cell in which each of these households has so much.
AidCell cell(std::initializer_list<std::pair<const char*, std::int64_t>> paid) {
  AidCell made;
  for (const auto& [household, fen] : paid) made.fen[Id(household)] = fen;
  return made;
}

/// Which of a group are told, as "10…".
std::string told(const std::vector<AidCell>& cells) {
  std::vector<const AidCell*> group;
  for (const AidCell& one : cells) group.push_back(&one);
  std::string text;
  for (const bool one : tellable(group)) text += one ? '1' : '0';
  return text;
}

const AidCell kThree = cell({{"a", 1}, {"b", 1}, {"c", 1}});
const AidCell kFour = cell({{"d", 1}, {"e", 1}, {"f", 1}, {"g", 1}});

TEST(Cells, OfThreeHouseholdsAndEmptyOnesAreTold) {
  EXPECT_EQ(told({}), "");
  EXPECT_EQ(told({kThree}), "1");
  EXPECT_EQ(told({kThree, {}, kFour, cell({{"x", 0}})}), "1111");
}

TEST(Cells, OfFewerAreNotAndOneMoreIsLeftOutWhereSubtractionWouldTellThem) {
  EXPECT_EQ(told({cell({{"x", 1}}), kThree, kFour}), "001");
  EXPECT_EQ(told({kFour, kThree, cell({{"x", 1}, {"y", 1}})}), "100") << "the smallest";
  EXPECT_EQ(told({cell({{"x", 1}, {"y", 1}}), {}, kFour}), "010") << "an empty one hides nothing";
  EXPECT_EQ(told({cell({{"x", 1}}), cell({{"y", 1}}), cell({{"z", 1}}), kFour}), "0001")
      << "three households hide each other";
}

TEST(Cells, TheSameHouseholdInTwoOfThemHidesNobody) {
  EXPECT_EQ(told({cell({{"x", 1}}), cell({{"x", 2}}), cell({{"x", 3}}), kFour}), "0000");
}

TEST(Cells, WhoseHouseholdsGaveAllBackCountOnlyThoseWhoHaveSomething) {
  EXPECT_EQ(told({cell({{"a", 1}, {"b", 1}, {"c", 0}})}), "0");
  EXPECT_EQ(told({cell({{"a", 1}, {"b", 1}, {"c", -5}})}), "0");
  EXPECT_EQ(cell({{"a", 3}, {"b", 0}, {"c", -1}}).households(), 1U);
  EXPECT_EQ(cell({{"a", 3}, {"b", 0}, {"c", -1}}).amount(), 2);
}

TEST(Balance, IsNotToldWhileItTellsWhatTheFirstHouseholdsWereGiven) {
  FundFigures fund;
  EXPECT_TRUE(fund.balance_is_tellable());
  fund.aid[kMonth] = cell({{"a", 1}, {"b", 1}});
  EXPECT_FALSE(fund.balance_is_tellable());
  fund.aid[Month{kMonth.count + 1}] = cell({{"b", 1}});
  EXPECT_FALSE(fund.balance_is_tellable());
  fund.aid[Month{kMonth.count + 2}] = cell({{"c", 1}});
  EXPECT_TRUE(fund.balance_is_tellable());
}

class FiguresTest : public testing::Test {
 protected:
  LiveFigures live() {
    return LiveFigures([this] {
      ++snapshots_;
      return desk_.rows();
    });
  }
  FundFigures of(const Id& fund) {
    LiveFigures figures = live();
    return figures.read([&] { return desk_.size(); },
                        [&](const Figures& all) { return all.funds().at(fund); });
  }
  /// What State has of a fund: in its pools, and sent back by the bank.
  std::int64_t money_of(const Id& fund) {
    const Mirror mirror([this] { return desk_.rows(); });
    return mirror.read([&](const State& state, Seq) {
      std::int64_t fen = 0;
      for (const auto& [key, pool] : state.pools.all()) {
        if (key.fund == fund) fen += pool.balance.fen();
      }
      for (const auto& [id, request] : state.cases.all()) {
        if (request.fund != fund || !request.held) continue;
        for (const Piece& piece : request.held->items) fen += piece.fen();
      }
      return fen;
    });
  }
  static std::int64_t sum(const FundFigures& fund) {
    std::int64_t fen = 0;
    for (const auto& [month, money] : fund.months) {
      fen += money.donated + money.government + money.transferred_in - money.transferred_out;
    }
    for (const auto& [month, aid] : fund.aid) fen -= aid.amount();
    return fen;
  }

  TraceDesk desk_;
  int snapshots_ = 0;
};

TEST_F(FiguresTest, IncomeCountsOnceItIsConfirmed) {
  const Seq waits = desk_.put(donation(30_yuan));
  EXPECT_THAT(of(kJinan).months, IsEmpty());
  desk_.confirm(waits, 30_yuan);
  desk_.gift(12_yuan);
  desk_.injection_of(100_yuan);
  const auto months = of(kJinan).months;
  ASSERT_THAT(months, SizeIs(1));
  EXPECT_EQ(months.at(kMonth).donated, 4200);
  EXPECT_EQ(months.at(kMonth).gifts, 2);
  EXPECT_EQ(months.at(kMonth).government, 10000);
}

TEST_F(FiguresTest, WhatIsCancelledReversedOrRefundedIsTakenOff) {
  const Seq wrong = desk_.put(donation(5_yuan));
  desk_.put(Act<IncomeCancelled>("cashier", "jinan", {wrong, "wrong_amount"}));
  desk_.reverse(desk_.gift(7_yuan));
  desk_.refund(desk_.gift(9_yuan), 4_yuan);
  const MonthFigures month = of(kJinan).months.at(kMonth);
  EXPECT_EQ(month.donated, 500);
  EXPECT_EQ(month.gifts, 2);
  EXPECT_EQ(sum(of(kJinan)), money_of(kJinan));
}

TEST_F(FiguresTest, AidIsByHouseholdLessWhatCameBack) {
  desk_.gift(5000_yuan);
  desk_.approved("c1", 900_yuan);
  desk_.pay("c1", "b1", 500_yuan);
  desk_.approved("c2", 900_yuan);
  desk_.pay("c2", "b2", 700_yuan);
  desk_.back("c2", "b2", 200_yuan, AfterReturn::cancel);
  const FundFigures fund = of(kJinan);
  const auto paid = ElementsAre(Pair(Id("h-c1"), 50000), Pair(Id("h-c2"), 50000));
  EXPECT_THAT(fund.aid.at(kMonth).fen, paid);
  EXPECT_THAT(fund.causes.at(Id("accident")).fen, paid);
  EXPECT_THAT(fund.townships,
              ElementsAre(Pair(Id("370113001"), testing::Field(&AidCell::fen, paid))));
  EXPECT_EQ(sum(fund), money_of(kJinan));
}

TEST_F(FiguresTest, WithTheMoneyThatTheBankHoldsTheyAreTheBalance) {
  desk_.gift(5000_yuan);
  desk_.approved("c1", 900_yuan);
  desk_.pay("c1", "b1", 500_yuan);
  desk_.back("c1", "b1", 500_yuan, AfterReturn::resend);
  desk_.change_purpose(desk_.gift(20_yuan), 10_yuan, cause_purpose());
  const Seq sent = desk_.send(300_yuan);
  desk_.confirm(desk_.receive(sent, 300_yuan), 300_yuan, "changqing");
  EXPECT_EQ(of(kJinan).months.at(kMonth).transferred_out, 30000);
  EXPECT_EQ(of("changqing").months.at(kMonth).transferred_in, 30000);
  EXPECT_EQ(of("changqing").months.at(kMonth).donated, 0);
  EXPECT_EQ(sum(of(kJinan)), money_of(kJinan));
  EXPECT_EQ(sum(of("changqing")), money_of("changqing"));
}

TEST_F(FiguresTest, AFundHasItsTitleAndTerritory) {
  EXPECT_FALSE(of(kJinan).title.empty());
  EXPECT_EQ(of(kJinan).territory, Id("370100"));
}

TEST_F(FiguresTest, EachEntryIsReadOnceAndOnlyWhenSomebodyAsks) {
  LiveFigures figures = live();
  EXPECT_EQ(snapshots_, 0);
  const auto gifts = [&] {
    return figures.read([&] { return desk_.size(); },
                        [](const Figures& all) { return all.funds().at(kJinan).months; });
  };
  desk_.gift(1_yuan);
  EXPECT_EQ(gifts().at(kMonth).gifts, 1);
  EXPECT_EQ(snapshots_, 1);
  EXPECT_EQ(gifts().at(kMonth).gifts, 1);
  EXPECT_EQ(snapshots_, 1) << "nothing is new";
  desk_.gift(2_yuan);
  EXPECT_EQ(gifts().at(kMonth).donated, 300);
  EXPECT_EQ(snapshots_, 2);
}

TEST_F(FiguresTest, WhatIsAheadOfTheBooksIsNotReadYet) {
  desk_.gift(1_yuan);
  const Seq size = desk_.size();
  desk_.gift(2_yuan);
  LiveFigures figures = live();
  figures.read([&] { return size; },
               [&](const Figures& all) {
                 EXPECT_EQ(all.size(), size);
                 EXPECT_EQ(all.funds().at(kJinan).months.at(kMonth).donated, 100);
               });
}

TEST_F(FiguresTest, ManyMayAskAtOnce) {
  for (int i = 0; i < 20; ++i) desk_.gift(1_yuan);
  LiveFigures figures = live();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto fen = figures.read(
          [&] { return desk_.size(); },
          [](const Figures& all) { return all.funds().at(kJinan).months.at(kMonth).donated; });
      EXPECT_EQ(fen, 2000);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(FiguresTest, WhatStandsBeforeAGiftsNumberIsKept) {
  LiveFigures figures = live();
  desk_.put(gift(1));
  desk_.put(gift(2));
  figures.read([&] { return desk_.size(); },
               [](const Figures& all) {
                 for (const std::string& prefix : all.prefixes()) {
                   EXPECT_EQ(std::ranges::count(prefix, ':'), 2) << prefix;
                   EXPECT_TRUE(prefix.ends_with(':'));
                 }
                 EXPECT_THAT(all.prefixes(), SizeIs(1));
               });
}

}  // namespace figures_test
}  // namespace mingzhang::test
