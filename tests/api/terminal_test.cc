#include <gtest/gtest.h>

#include "terminal/language.h"
#include "terminal/progress.h"
#include "terminal/text.h"

namespace mingzhang {
namespace terminal_test {

class FakeClock final : public Clock {
 public:
  Timestamp now() override { return {ms}; }
  std::int64_t monotonic_ms() override { return ms; }
  std::int64_t ms = 1'000'000;
};

/// Keeps what was written, one text per call.
struct FakeScreen {
  std::vector<std::string> writes;

  Screen screen(bool is_terminal, std::size_t columns) {
    const auto write = [this](std::string_view text) { writes.emplace_back(text); };
    return {write, is_terminal, columns};
  }
  /// What the last write put on the line.
  std::string last() const {
    const std::string& text = writes.back();
    const std::size_t begin = text.find("\x1b[K") + 3;
    return text.substr(begin, text.find('\n') - begin);
  }
};

TEST(Language, IsWhatThePersonChose) {
  EXPECT_EQ(parse_language("zh"), Language::zh);
  EXPECT_EQ(parse_language("en"), Language::en);
  EXPECT_EQ(parse_language("EN"), std::nullopt);
  EXPECT_EQ(choose_language(Language::en, "zh_CN.UTF-8", "", ""), Language::en);
}

TEST(Language, IsTheOneOfTheFirstVariableThatIsSet) {
  EXPECT_EQ(choose_language({}, "en_GB.UTF-8", "zh_CN", "zh_CN"), Language::en);
  EXPECT_EQ(choose_language({}, "", "en_GB", "zh_CN"), Language::en);
  EXPECT_EQ(choose_language({}, "", "", "zh_TW.UTF-8"), Language::zh);
  EXPECT_EQ(choose_language({}, "", "", "de_DE@euro"), Language::en);
}

TEST(Language, IsChineseWhereNothingSaysOtherwise) {
  for (const std::string_view lang : {"", "C", "C.UTF-8", "POSIX", "zh"}) {
    EXPECT_EQ(choose_language({}, "", "", lang), Language::zh) << lang;
  }
}

TEST(Text, TakesTwoColumnsPerIdeographAndNonePerCombiningMark) {
  EXPECT_EQ(columns_of("abc"), 3);
  EXPECT_EQ(columns_of("导入(分)，"), 10);
  EXPECT_EQ(columns_of("𠮷"), 2);
  EXPECT_EQ(columns_of("e\u0301"), 1);
  EXPECT_EQ(columns_of("\xFF"), 1);
  EXPECT_EQ(cut_to_columns("导入x", 3), "导");
  EXPECT_EQ(cut_to_columns("导入x", 4), "导入");
  EXPECT_EQ(cut_to_columns("导入x", 9), "导入x");
}

TEST(Text, OfLabelsIsAlignedByColumns) {
  EXPECT_EQ(aligned({{"笔数", "3"}, {"total", "1.00"}, {"a", ""}}),
            "笔数:  3\ntotal: 1.00\na:     \n");
  EXPECT_EQ(aligned({}), "");
}

TEST(Text, GroupsThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(140501), "140,501");
  EXPECT_EQ(grouped(18446744073709551615U), "18,446,744,073,709,551,615");
}

TEST(Progress, IsSilentWhereThereIsNoTerminal) {
  FakeClock clock;
  FakeScreen fake;
  {
    Progress progress(fake.screen(false, 80), clock, Language::en, "import");
    progress.update(1, 2);
    clock.ms += 5000;
    progress.update(2, 2);
    progress.finish();
  }
  EXPECT_TRUE(fake.writes.empty());
}

TEST(Progress, ShowsPartRateAndTimeLeft) {
  FakeClock clock;
  FakeScreen fake;
  Progress progress(fake.screen(true, 100), clock, Language::en, "import");
  const Progress::Callback callback = progress.callback();
  callback(0, 140'501);
  EXPECT_EQ(fake.last(), "import [------------------------------]   0% 0/140,501");
  clock.ms += 9'999;
  callback(70'000, 140'501);
  EXPECT_EQ(fake.last(),
            "import [##############----------------]  49% 70,000/140,501  left 10s  7,000/s");
}

TEST(Progress, SpeaksChinese) {
  FakeClock clock;
  FakeScreen fake;
  Progress progress(fake.screen(true, 100), clock, Language::zh, "导入");
  clock.ms += 9'999;
  progress.update(1'000, 140'501);
  EXPECT_EQ(fake.last(),
            "导入 [------------------------------]   0% 1,000/140,501  剩余23分15秒  100/秒");
}

TEST(Progress, IsDrawnAtMostTenTimesASecond) {
  FakeClock clock;
  FakeScreen fake;
  Progress progress(fake.screen(true, 80), clock, Language::en, "verify");
  for (std::uint64_t i = 0; i < 2000; ++i) {
    progress.update(i, 2000);
    ++clock.ms;
  }
  EXPECT_EQ(fake.writes.size(), 20);
}

TEST(Progress, NeverWrapsTheLine) {
  for (const Language language : {Language::zh, Language::en}) {
    for (std::size_t columns = 1; columns < 140; ++columns) {
      FakeClock clock;
      FakeScreen fake;
      Progress progress(fake.screen(true, columns), clock, language, "正在核对账本");
      clock.ms += 9'999;
      progress.update(1'000'000, 2'000'000);
      EXPECT_LT(columns_of(fake.last()), std::max<std::size_t>(columns, 2)) << columns;
      progress.finish();
      EXPECT_LT(columns_of(fake.last()), std::max<std::size_t>(columns, 2)) << columns;
    }
  }
}

TEST(Progress, EndsItsLineOnceWithTheLastStateAndTheTimeTaken) {
  FakeClock clock;
  FakeScreen fake;
  {
    Progress progress(fake.screen(true, 80), clock, Language::en, "import");
    progress.update(0, 10);
    clock.ms += 50;
    progress.update(10, 10);  // Too soon to be drawn, but not lost.
    clock.ms += 61'950;
    progress.finish();
    progress.finish();
    progress.update(3, 10);
  }
  ASSERT_EQ(fake.writes.size(), 2);
  EXPECT_EQ(fake.last(), "import [##############################] 100% 10/10  1m 2s  0/s");
  EXPECT_TRUE(fake.writes.back().ends_with("\n"));
}

TEST(Progress, ThatNeverBeganWritesNothing) {
  FakeClock clock;
  FakeScreen fake;
  {
    Progress progress(fake.screen(true, 80), clock, Language::en, "import");
  }
  EXPECT_TRUE(fake.writes.empty());
}

TEST(Progress, OfAnUnknownTotalShowsCountAndRate) {
  FakeClock clock;
  FakeScreen fake;
  Progress progress(fake.screen(true, 80), clock, Language::en, "read");
  clock.ms += 999;
  progress.update(1234, 0);
  EXPECT_EQ(fake.last(), "read 1,234  1,234/s");
}

}  // namespace terminal_test
}  // namespace mingzhang
