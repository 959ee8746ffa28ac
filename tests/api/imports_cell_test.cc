#include <gtest/gtest.h>

#include "api/imports/cell.h"

namespace mingzhang {
namespace imports_cell_test {

const std::vector<std::string> kFormats{"YYYY-MM-DDThh:mm:ss", "YYYY-MM-DD hh:mm:ss",
                                        "YYYYMMDDhhmmss",      "YYYY/M/D h:mm",
                                        "YYYY-MM-DD",          "YYYYMMDD",
                                        "YYYY年M月D日"};

Code code_of(const auto& result) { return result.error().code; }

TEST(Cell, LosesWhatBillsAndSpreadsheetsPutAroundIt) {
  EXPECT_EQ(trim_cell("\uFEFF\u00A0 `\t42 7\u3000\t\r\n"), "42 7");
  EXPECT_EQ(trim_cell("`\t\u3000 "), "");
  EXPECT_EQ(trim_cell("微信"), "微信");
  EXPECT_EQ(header_key(" Amount_Fen\t"), "amount_fen");
}

TEST(Cell, IsQuotedWithoutControlsAndNotCutInsideACharacter) {
  EXPECT_EQ(quote_cell("1x0"), "1x0");
  EXPECT_EQ(quote_cell(std::string_view("a\0\x1B\xFF\u202E"
                                        "b",
                                        8)),
            "a????b");
  std::string long_text;
  for (int i = 0; i < 100; ++i) long_text += "济";
  EXPECT_EQ(quote_cell(long_text), long_text.substr(0, 57) + "...");
}

TEST(Cell, HoldsYuanInTheWaysPeopleWriteThem) {
  const std::vector<std::pair<std::string, std::int64_t>> cases{
      {"200", 20000},
      {"20.2", 2020},
      {"0.01", 1},
      {"1,234.56", 123456},
      {"¥1234.5", 123450},
      {"￥ 1,234.50", 123450},
      {"+3", 300},
      {"4761028.68000006", 476102868},
      {"1000000000000", 100'000'000'000'000},
      {"19.999999999999996", 2000},
  };
  for (const auto& [text, fen] : cases) {
    const Result<Money> money = read_yuan(text);
    ASSERT_TRUE(money) << text;
    EXPECT_EQ(money->fen(), fen) << text;
  }
}

TEST(Cell, RefusesWhatIsNotAtLeastOneFen) {
  const std::vector<std::pair<std::string, Code>> cases{
      {"", Code::field_missing},
      {"0", Code::amount_out_of_range},
      {"0.00", Code::amount_out_of_range},
      {"-5", Code::amount_out_of_range},
      {"1000000000000.01", Code::amount_out_of_range},
      {"1.005", Code::amount_malformed},
      {"1x0", Code::amount_malformed},
      {"1e3", Code::amount_malformed},
      {"12,34.5", Code::amount_malformed},
      {"nan", Code::amount_malformed},
      {"１００", Code::amount_malformed},
  };
  for (const auto& [text, code] : cases) {
    const Result<Money> money = read_yuan(text);
    ASSERT_FALSE(money) << text;
    EXPECT_EQ(code_of(money), code) << text;
  }
}

TEST(Cell, HoldsFenAsDigitsOnly) {
  EXPECT_EQ(read_fen("20000")->fen(), 20000);
  for (const std::string text : {"200.0", "1,000", "+5", "5 ", "0x5"}) {
    EXPECT_EQ(code_of(read_fen(text)), Code::amount_malformed) << text;
  }
  for (const std::string text : {"0", "-1", "100000000000001", "99999999999999999999999"}) {
    EXPECT_EQ(code_of(read_fen(text)), Code::amount_out_of_range) << text;
  }
}

TEST(Cell, HoldsADayInAnyOfTheFormats) {
  const Date day = *Date::parse("2020-01-04");
  for (const std::string text :
       {"2020-01-04T23:59:40", "2020-01-04 00:00:00", "20200104235959", "2020/1/4 9:05",
        "2020/01/04 19:05", "2020-01-04", "20200104", "2020年1月4日", "2020年01月04日"}) {
    const Result<Date> read = read_date(text, kFormats);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, day) << text;
  }
}

TEST(Cell, RefusesADayThatIsNone) {
  for (const std::string text :
       {"2020-02-30", "2019-02-29", "2020-13-01", "2020-00-10", "2020-01-00", "0000-01-01",
        "2020-01-04T24:00:00", "2020-01-04T23:60:00", "2020-01-04T23:59:60", "2020-01-04T23:59",
        "2020-1-4", "20200104 ", "2020/1/4", "43834", "2020-01-04T23:59:40Z", "1899-12-31"}) {
    const Result<Date> read = read_date(text, kFormats);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(code_of(read), Code::date_malformed) << text;
  }
  EXPECT_EQ(code_of(read_date("", kFormats)), Code::field_missing);
}

TEST(Cell, AgreesWithTheCalendarOnEveryDayOfFourHundredYears) {
  const Date first = *Date::parse("1900-01-01");
  for (std::int32_t i = 0; i < 146'097; ++i) {
    const Date day = first.plus_days(i);
    ASSERT_EQ(read_date(day.text(), kFormats), day);
  }
}

TEST(Cell, TakesAFormatOnlyWithAWholeDay) {
  for (const std::string_view good : {"YYYY-MM-DD", "D.M.YYYY", "YYYY年MM月DD日"}) {
    EXPECT_TRUE(is_date_format(good, false)) << good;
  }
  for (const std::string_view bad : {"", "YY-MM-DD", "YYYY-MM", "YYYY-MM-DD DD", "YYYY-MM-DD hh"}) {
    EXPECT_FALSE(is_date_format(bad, false)) << bad;
  }
  EXPECT_TRUE(is_date_format("YYYY-MM-DD h:mm", true));
  EXPECT_FALSE(is_date_format("YYYY-MM-DD", true));
  EXPECT_FALSE(is_date_format("YYYY-MM-DD mm:ss", true));
}

}  // namespace imports_cell_test
}  // namespace mingzhang
