#include <gmock/gmock.h>

#include "api/imports/csv_records.h"

namespace mingzhang {
namespace imports_csv_records_test {

constexpr std::size_t kBytesMax = 1000;

/// "line:cell|cell" per record.
Result<std::vector<std::string>> read(std::string_view text) {
  std::vector<std::string> records;
  const auto done = read_csv(text, kBytesMax, [&](const CsvRecord& record) -> Result<void> {
    std::string all = std::to_string(record.line);
    char before = ':';
    for (const std::string_view cell : record.cells) {
      (all += std::exchange(before, '|')).append(cell);
    }
    records.push_back(std::move(all));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return records;
}

void expect_records(std::string_view text, const std::vector<std::string>& expected) {
  const auto records = read(text);
  ASSERT_TRUE(records) << text;
  EXPECT_EQ(*records, expected) << text;
}

void expect_refused(std::string_view text, Code code, std::string_view detail) {
  const auto records = read(text);
  ASSERT_FALSE(records) << text;
  EXPECT_EQ(records.error(), (Refusal{code, {}, std::string(detail)})) << text;
}

TEST(CsvRecords, KnowTheirLineWhateverEndsALine) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    expect_records("a,b" + end + "1,2" + end + end + "3,4" + end, {"1:a|b", "2:1|2", "4:3|4"});
    expect_records("a,b" + end + "1,2", {"1:a|b", "2:1|2"});
  }
}

TEST(CsvRecords, WithLineBreaksInQuotesCountThem) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const std::string cell = "one" + end + end + "three, \"\"four\"\"";
    expect_records("a,\"" + cell + "\",b" + end + "1,2,3" + end,
                   {"1:a|one" + end + end + "three, \"four\"|b", "4:1|2|3"});
  }
}

TEST(CsvRecords, ThatAreBlankAreLeftOut) {
  expect_records("", {});
  expect_records("\n \n\t\r\n,,,\n\"\",\" \"\n\u3000,`\nx", {"7:x"});
}

TEST(CsvRecords, KeepEmptyCellsAndCellsAfterTheLastName) {
  expect_records("a,,b,\n,1,,\n", {"1:a||b|", "2:|1||"});
}

TEST(CsvRecords, WithAMisplacedQuoteAreRefusedWithTheirLine) {
  expect_refused("a,b\nx\"y,1\n", Code::csv_malformed, "line 2");
  expect_refused("a,b\n\"x\"y,1\n", Code::csv_malformed, "line 2");
  expect_refused("a\n\"x\ny\"z\n", Code::csv_malformed, "line 2");
  expect_refused("a\nb\n\"x\ny\n", Code::csv_malformed, "line 3");  // Not closed at the end.
}

TEST(CsvRecords, MayBeAsLongAsTheLimitAndNotLonger) {
  const std::string longest(kBytesMax - 1, 'x');
  expect_records("a\n" + longest + "\n", {"1:a", "2:" + longest});
  expect_refused("a\n" + longest + "x\n", Code::text_too_long, "line 2");
  expect_refused("a\n" + std::string(5 * kBytesMax, ' ') + "\n", Code::text_too_long, "line 2");
  expect_records("a\n" + std::string(kBytesMax - 2, 'x') + "\r\ny\n",
                 {"1:a", "2:" + std::string(kBytesMax - 2, 'x'), "3:y"});
  std::string open = "a\n\"";
  for (int i = 0; i < 300; ++i) open += "row\n";
  expect_refused(open, Code::csv_malformed, "line 2");
}

TEST(CsvRecords, StopWhenTheReaderRefuses) {
  int count = 0;
  const auto done = read_csv("a\nb\nc\n", kBytesMax, [&](const CsvRecord&) -> Result<void> {
    return ++count == 2 ? refuse(Code::list_too_long) : Result<void>();
  });
  EXPECT_EQ(done.error().code, Code::list_too_long);
  EXPECT_EQ(count, 2);
}

}  // namespace imports_csv_records_test
}  // namespace mingzhang
