#include "ledger/base/money.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "ledger/base/short_text.h"

namespace mingzhang {
namespace money_test {

constexpr std::int64_t kMax = Money::kFenMax;

struct Parsed {
  const char* text;
  std::int64_t fen;
};

TEST(Money, IsReadFromTheWaysPeopleAndFilesWriteIt) {
  for (const Parsed& row : {
           Parsed{"0", 0},
           {"1", 100},
           {"1234", 123400},
           {"1,234", 123400},
           {"1,234.56", 123456},
           {"12,345,678.90", 1234567890},
           {"¥1234.5", 123450},
           {"￥1,234.50", 123450},
           {"0.01", 1},
           {"0.1", 10},
           {"-3", -300},
           {"+3", 300},
           {"-0.01", -1},
           {"¥-0.01", -1},
           {"007", 700},
           {"1.000", 100},
           {"1.00000000000000000", 100},
           {"1000000000000", kMax},
           {"1,000,000,000,000.00", kMax},
           {"-1000000000000.00", -kMax},
       }) {
    const Result<Money> money = Money::parse(row.text);
    ASSERT_TRUE(money) << row.text;
    EXPECT_EQ(money->fen(), row.fen) << row.text;
  }
}

TEST(Money, ForgivesTheTraceOfABinaryFloatAndNothingElse) {
  for (const Parsed& row : {
           Parsed{"4761028.68000006", 476102868},
           {"2605009.44999999", 260500945},
           {"238276.830000001", 23827683},
           {"0.30000000000000004", 30},
           {"0.29999999999999999", 30},
           {"1.99999999", 200},
           {"1.01000099", 101},
       }) {
    const Result<Money> money = Money::parse(row.text);
    ASSERT_TRUE(money) << row.text;
    EXPECT_EQ(money->fen(), row.fen) << row.text;
  }
  for (const char* text : {"1.005", "1.001", "1.0001", "1.00001", "9.99999", "1.009", "1.0099",
                           "1.00999", "1.00998999", "4761028.685", "0.123"}) {
    const Result<Money> money = Money::parse(text);
    ASSERT_FALSE(money) << text;
    EXPECT_EQ(money.error().code, Code::amount_malformed) << text;
  }
}

TEST(Money, IsRefusedInAnyOtherForm) {
  for (const char* text : {"",
                           " ",
                           "-",
                           "+",
                           "¥",
                           ".",
                           "1.",
                           ".5",
                           "1 ",
                           " 1",
                           "1 234",
                           "12,34",
                           "1,2345",
                           ",123",
                           "1,234,",
                           "1,,234",
                           "1234,567",
                           "1,23",
                           "0,1",
                           "1.2.3",
                           "1.2,3",
                           "1,234.5,6",
                           "--1",
                           "+-1",
                           "-+1",
                           "1-",
                           "¥¥1",
                           "￥￥1",
                           "¥￥1",
                           "-¥1",
                           "1e3",
                           "0x1",
                           "NaN",
                           "一",
                           "１",
                           "1.1234567890123456789",
                           "1234567890123456",
                           "1.0a",
                           "null"}) {
    const Result<Money> money = Money::parse(text);
    ASSERT_FALSE(money) << text;
    EXPECT_EQ(money.error().code, Code::amount_malformed) << text;
    EXPECT_TRUE(is_printable_ascii(money.error().detail)) << text;
  }
}

TEST(Money, IsRefusedBeyondItsRange) {
  for (const char* text :
       {"1000000000000.01", "1,000,000,000,001", "-1000000000000.01", "999999999999999"}) {
    const Result<Money> money = Money::parse(text);
    ASSERT_FALSE(money) << text;
    EXPECT_EQ(money.error().code, Code::amount_out_of_range) << text;
  }
}

TEST(Money, OfFenTakesItsRangeAndNoMore) {
  for (const std::int64_t fen : {-kMax, std::int64_t{-1}, std::int64_t{0}, kMax}) {
    ASSERT_TRUE(Money::of_fen(fen)) << fen;
    EXPECT_EQ(Money::of_fen(fen)->fen(), fen);
  }
  for (const std::int64_t fen : {-kMax - 1, kMax + 1, std::numeric_limits<std::int64_t>::min(),
                                 std::numeric_limits<std::int64_t>::max()}) {
    ASSERT_FALSE(Money::of_fen(fen)) << fen;
    EXPECT_EQ(Money::of_fen(fen).error().code, Code::amount_out_of_range);
  }
}

TEST(Money, IsWrittenInYuanForPeople) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(to_yuan(0), "0.00");
  EXPECT_EQ(to_yuan(1), "0.01");
  EXPECT_EQ(to_yuan(-1), "-0.01");
  EXPECT_EQ(to_yuan(100), "1.00");
  EXPECT_EQ(to_yuan(99'999), "999.99");
  EXPECT_EQ(to_yuan(100'000), "1,000.00");
  EXPECT_EQ(to_yuan(-123'456'789), "-1,234,567.89");
  EXPECT_EQ(to_yuan(kMax), "1,000,000,000,000.00");
  EXPECT_EQ(to_yuan(kLeast), "-92,233,720,368,547,758.08");
}

TEST(Money, WrittenForPeopleReadsBackTheSame) {
  for (std::int64_t fen = 1; fen <= kMax; fen = fen * 7 + 3) {
    for (const std::int64_t signed_fen : {fen, -fen}) {
      const Result<Money> money = Money::parse(to_yuan(signed_fen));
      ASSERT_TRUE(money) << signed_fen;
      EXPECT_EQ(money->fen(), signed_fen);
    }
  }
}

TEST(Total, AddsAndTakesAway) {
  Total total;
  total.add(5).add(-7);
  EXPECT_EQ(total.fen(), -2);
  EXPECT_FALSE(total.saturated());
}

TEST(Total, SaturatesAtBothEndsAndStaysThere) {
  constexpr std::int64_t kEnd = Total::kSaturated;
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  Total up(kEnd - 1);
  EXPECT_FALSE(up.saturated());
  EXPECT_EQ(up.add(1).fen(), kEnd);
  EXPECT_TRUE(up.saturated());
  EXPECT_EQ(up.add(-5).fen(), kEnd) << "what was lost is not known";
  Total down(-kEnd + 1);
  EXPECT_EQ(down.add(-kMost).fen(), -kEnd);
  EXPECT_EQ(down.add(kMost).fen(), -kEnd);
  EXPECT_EQ(Total(kMost).fen(), kEnd);
  EXPECT_EQ(Total(std::numeric_limits<std::int64_t>::min()).fen(), -kEnd);
  EXPECT_EQ(Total().add(kMost).fen(), kEnd);
}

}  // namespace money_test
}  // namespace mingzhang
