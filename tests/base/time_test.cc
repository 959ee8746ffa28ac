#include "ledger/base/time.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace time_test {

struct DayRow {
  const char* text;
  std::int32_t days;
};

TEST(Date, CountsDaysFrom1970InTheGregorianCalendar) {
  for (const DayRow& row : {
           DayRow{"1970-01-01", 0},
           {"1970-01-02", 1},
           {"1969-12-31", -1},
           {"1900-01-01", -25567},
           {"1900-03-01", -25508},
           {"2000-02-29", 11016},
           {"2015-02-28", 16494},
           {"2016-02-29", 16860},
           {"2026-11-23", 20780},
           {"2059-09-18", 32767},
           {"2100-03-01", 47541},
           {"9999-12-31", 2932896},
       }) {
    const std::optional<Date> date = Date::parse(row.text);
    ASSERT_TRUE(date) << row.text;
    EXPECT_EQ(date->days, row.days) << row.text;
    EXPECT_EQ(Date{row.days}.text(), row.text);
  }
}

TEST(Date, IsARealDayInTenCharacters) {
  for (const char* text :
       {"",           "2015-02-29", "1900-02-29",  "2100-02-29", "2026-13-01",  "2026-00-01",
        "2026-01-00", "2026-01-32", "2026-04-31",  "1899-12-31", "0000-01-01",  "2026-1-01",
        "2026-01-1",  "26-01-01",   "2026/01/01",  "20260101",   "2026-01-01 ", " 2026-01-01",
        "2026-01-0a", "-026-01-01", "2026-01-01T", "+026-01-01", "10000-01-01"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Date, FollowsTheDayBeforeAllThroughItsRange) {
  const std::int32_t last = Date::parse("9999-12-31")->days;
  std::string before = "1899-12-31";
  for (std::int32_t days = Date::parse("1900-01-01")->days; days <= last; ++days) {
    const std::string text = Date{days}.text();
    ASSERT_GT(text, before);
    ASSERT_EQ(Date::parse(text)->days, days);
    ASSERT_EQ(Date{days}.month().text(), text.substr(0, 7));
    before = text;
  }
}

TEST(Month, IsReadAndWrittenAndHasAFirstDay) {
  for (const char* text : {"1900-01", "1969-12", "2015-02", "2026-11", "9999-12"}) {
    const std::optional<Month> month = Month::parse(text);
    ASSERT_TRUE(month) << text;
    EXPECT_EQ(month->text(), text);
    EXPECT_EQ(Date::first_of(*month).text(), std::string(text) + "-01");
    EXPECT_EQ(std::to_string(month->year()), std::string(text, 4));
  }
  for (const char* text : {"", "2026", "2026-1", "2026-00", "2026-13", "1899-12", "2026-1a",
                           "202611", "2026-111", "2026/11", "-026-11"}) {
    EXPECT_FALSE(Month::parse(text)) << text;
  }
}

TEST(Month, ComesAfterAnother) {
  EXPECT_LT(*Month::parse("2025-12"), *Month::parse("2026-01"));
  EXPECT_EQ(Month::parse("2025-12")->count + 1, Month::parse("2026-01")->count);
}

TEST(Timestamp, CountsMillisecondsFrom1970) {
  EXPECT_EQ(Timestamp::parse("1970-01-01T00:00:00.000Z")->ms, 0);
  EXPECT_EQ(Timestamp::parse("2026-11-23T08:00:00.123Z")->ms, 1795420800123);
  EXPECT_EQ(Timestamp::parse("9999-12-31T23:59:59.999Z")->ms, 253402300799999);
  EXPECT_EQ(Timestamp{1795420800123}.text(), "2026-11-23T08:00:00.123Z");
}

TEST(Timestamp, ReadsBackAsItIsWritten) {
  for (std::int64_t ms = 0; ms <= 253402300799999; ms = ms * 3 + 7777) {
    const std::string text = Timestamp{ms}.text();
    const std::optional<Timestamp> again = Timestamp::parse(text);
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(again->ms, ms) << text;
  }
}

TEST(Timestamp, IsARealMomentIn24Characters) {
  for (const char* text :
       {"", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00.12Z", "2026-11-23T08:00:00.1234Z",
        "2026-11-23T08:00:00.123z", "2026-11-23t08:00:00.123Z", "2026-11-23 08:00:00.123Z",
        "2026-11-23T08:00:00,123Z", "2026-11-23T08:00:00.123+", "2026-11-23T24:00:00.000Z",
        "2026-11-23T08:60:00.000Z", "2016-12-31T23:59:60.000Z", "2026-02-29T08:00:00.000Z",
        "1969-12-31T23:59:59.999Z", "2026-11-23T-8:00:00.123Z", "2026-11-23T08:00:0a.123Z"}) {
    EXPECT_FALSE(Timestamp::parse(text)) << text;
  }
}

struct PlaceRow {
  const char* time;
  std::int32_t utc_offset_min;
  const char* date;
};

TEST(Timestamp, HasTheBusinessDateOfItsPlace) {
  for (const PlaceRow& row : {
           PlaceRow{"2026-11-23T15:59:59.999Z", 480, "2026-11-23"},
           {"2026-11-23T16:00:00.000Z", 480, "2026-11-24"},
           {"2026-12-31T16:00:00.000Z", 480, "2027-01-01"},
           {"2026-11-23T11:59:59.999Z", -720, "2026-11-22"},
           {"2026-11-23T12:00:00.000Z", -720, "2026-11-23"},
           {"2026-11-23T09:59:59.999Z", 840, "2026-11-23"},
           {"2026-11-23T10:00:00.000Z", 840, "2026-11-24"},
           {"2026-11-23T23:59:59.999Z", 0, "2026-11-23"},
           {"1970-01-01T00:00:00.000Z", -720, "1969-12-31"},
           {"1970-01-01T12:00:00.000Z", -720, "1970-01-01"},
           {"1970-01-01T00:00:00.000Z", 0, "1970-01-01"},
           {"9999-12-31T23:59:59.999Z", 840, "9999-12-31"},
       }) {
    EXPECT_EQ(Timestamp::parse(row.time)->date(row.utc_offset_min).text(), row.date)
        << row.time << " " << row.utc_offset_min;
  }
  EXPECT_EQ(Timestamp{-1}.date(0).text(), "1969-12-31");
  EXPECT_EQ(Timestamp{-86'400'000}.date(0).text(), "1969-12-31");
  EXPECT_EQ(Timestamp{-86'400'001}.date(0).text(), "1969-12-30");
}

TEST(SystemClock, ReadsATimeOfThisCenturyAndNeverStepsBack) {
  Clock& clock = system_clock();
  EXPECT_GT(clock.now(), *Timestamp::parse("2020-01-01T00:00:00.000Z"));
  const std::int64_t before = clock.monotonic_ms();
  EXPECT_GE(clock.monotonic_ms(), before);
}

}  // namespace time_test
}  // namespace mingzhang
