#include <gmock/gmock.h>

#include "api/imports/receipts.h"
#include "ledger/fund/codec.h"
#include "tests/api/imports_test_map.h"

namespace mingzhang {
namespace imports_receipts_test {

using testing::ElementsAre;

/// "line number date fen channel" per row.
std::vector<std::string> rows_of(const ReceiptsFile& file) {
  std::vector<std::string> rows;
  for (const Receipt& row : file.rows) {
    rows.push_back(std::to_string(row.line) + " " + row.number.str() + " " + row.value_date.text() +
                   " " + std::to_string(row.amount.fen()) + " " + row.channel.str());
  }
  return rows;
}

/// Pre: the file can be read and has no bad row.
std::vector<std::string> good_rows(std::string_view bytes) {
  const auto file = read_test(bytes);
  EXPECT_TRUE(file) << (file ? "" : to_text(file.error()));
  if (!file) return {};
  for (const BadRow& row : file->bad) ADD_FAILURE() << to_text(row);
  return rows_of(*file);
}

/// The one bad row of a file. `row` is put below the header number,time,amount.
BadRow bad_row(const std::string& row) {
  const auto file = read_test("number,time,amount\nA1,2020-01-01,5\n" + row + "\n");
  EXPECT_TRUE(file) << (file ? "" : to_text(file.error()));
  if (!file) return {};
  EXPECT_EQ(rows_of(*file), std::vector<std::string>{"2 A1 2020-01-01 500 qrpos"}) << row;
  EXPECT_EQ(file->bad_count, 1) << row;
  return file->bad.empty() ? BadRow{} : file->bad.front();
}

void expect_bad(const std::string& row, std::string_view column, Code code) {
  const BadRow bad = bad_row(row);
  EXPECT_EQ(bad.line, 3) << row;
  EXPECT_EQ(bad.column, column) << row;
  EXPECT_EQ(code_name(bad.refusal.code), code_name(code)) << row;
}

TEST(Receipts, AreCountedAddedUpAndDated) {
  const auto file = read_test(
      "number,time,amount\nA1,2020-01-24T23:59:40,200\nA2,2020-01-20,0.01\nA3,2020-02-01,1.5\n");
  ASSERT_TRUE(file);
  EXPECT_THAT(rows_of(*file), ElementsAre("2 A1 2020-01-24 20000 qrpos", "3 A2 2020-01-20 1 qrpos",
                                          "4 A3 2020-02-01 150 qrpos"));
  EXPECT_EQ(file->total.fen(), 20151);
  EXPECT_EQ(file->first->text(), "2020-01-20");
  EXPECT_EQ(file->last->text(), "2020-02-01");
  EXPECT_EQ(file->bad_count, 0);
  EXPECT_EQ(file->format.view(), "test_csv");
}

TEST(Receipts, AreFoundUnderChineseHeadersInAnyOrderBelowAPreface) {
  EXPECT_THAT(good_rows("\uFEFF某某收款码,,,\n导出时间:2020/1/5,,,\n\n"
                        "\u3000渠道, 金额(元)\t,备注,`交易单号,日期\n"
                        "微信,\"￥1,234.50\",谢谢,`A1\t,2020/1/4 9:05\n"
                        "WeChat,3,,A2,2020-01-05\n,4,,A3,2020-01-05\n"),
              ElementsAre("5 A1 2020-01-04 123450 wechat", "6 A2 2020-01-05 300 wechat",
                          "7 A3 2020-01-05 400 qrpos"));
}

TEST(Receipts, InGb18030AreTheSame) {
  const auto file = read_test(
      "\xBD\xBB\xD2\xD7\xB5\xA5\xBA\xC5,\xC8\xD5\xC6\xDA,\xBD\xF0\xB6\xEE\r\nA1,2020-01-05,7\r\n");
  ASSERT_TRUE(file) << to_text(file.error());
  EXPECT_EQ(file->encoding, Encoding::gb18030);
  EXPECT_THAT(rows_of(*file), ElementsAre("2 A1 2020-01-05 700 qrpos"));
}

TEST(Receipts, MayEndInTheCommasOfASpreadsheet) {
  EXPECT_THAT(good_rows("number,time,amount,,\r\nA1,2020-01-05,7,,\r\n,,,,\r\nA2,2020-01-05,8\r\n"),
              ElementsAre("2 A1 2020-01-05 700 qrpos", "4 A2 2020-01-05 800 qrpos"));
}

TEST(Receipts, PreferFenAndMustAgreeWithYuan) {
  const std::string header = "number,time,amount,amount_fen\n";
  EXPECT_THAT(good_rows(header + "A1,2020-01-05,7,700\nA2,2020-01-05,,800\nA3,2020-01-05,9,\n"),
              ElementsAre("2 A1 2020-01-05 700 qrpos", "3 A2 2020-01-05 800 qrpos",
                          "4 A3 2020-01-05 900 qrpos"));
  const auto file = read_test(header + "A1,2020-01-05,7,701\nA2,2020-01-05,,\n");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->bad.size(), 2);
  EXPECT_EQ(to_text(file->bad[0]),
            "line 2, column amount: amount_differs: the total does not agree (701 / 7)");
  EXPECT_EQ(file->bad[1].column, "amount_fen");
  EXPECT_EQ(file->bad[1].refusal.code, Code::field_missing);
}

TEST(Receipts, WhoseTimeAndDateDisagreeAreBadRows) {
  const auto file = read_test("number,time,date,amount\nA1,2020-01-05T23:59:59,2020-01-06,7\n");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->bad.size(), 1);
  EXPECT_EQ(file->bad[0].column, "date");
  EXPECT_EQ(file->bad[0].refusal.code, Code::date_malformed);
}

TEST(Receipts, ThatCannotBeTakenAreBadRowsWithColumnAndReason) {
  const std::string long_number(65, '7');
  expect_bad(",2020-01-05,5", "number", Code::field_missing);
  expect_bad("甲1,2020-01-05,5", "number", Code::text_malformed);
  expect_bad("A\x1B,2020-01-05,5", "number", Code::text_malformed);
  expect_bad("1.02202E+26,2020-01-05,5", "number", Code::number_malformed);
  expect_bad(long_number + ",2020-01-05,5", "number", Code::text_too_long);
  expect_bad("A2,,5", "time", Code::field_missing);
  expect_bad("A2,2020-02-30,5", "time", Code::date_malformed);
  expect_bad("A2,2020-01-05,", "amount", Code::field_missing);
  expect_bad("A2,2020-01-05,0", "amount", Code::amount_out_of_range);
  expect_bad("A2,2020-01-05,-5", "amount", Code::amount_out_of_range);
  expect_bad("A2,2020-01-05,1.005", "amount", Code::amount_malformed);
  expect_bad("A2,2020-01-05", "", Code::csv_malformed);
  expect_bad("A2,2020-01-05,1,234.56", "", Code::csv_malformed);  // A comma nobody quoted.
}

TEST(Receipts, OfAnUnknownChannelAreBadRows) {
  const auto file = read_test("number,time,amount,channel\nA1,2020-01-05,5,飞鸽\n");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->bad.size(), 1);
  EXPECT_EQ(to_text(file->bad[0], true), "第2行, channel: value_unknown: 没有这个选项 (飞鸽)");
}

TEST(Receipts, TheReferenceOfWhichIsTooLongAreBadRows) {
  const ReceiptsOptions options{"account_of_23_bytes_abc", "channel_of_23_bytes_abc", {}};
  const std::string header = "number,time,amount\n";
  const std::string longest(95 - 23 - 23 - 2, '7');
  const auto fits = read_receipts(header + longest + ",2020-01-05,5\n", test_map(), options);
  EXPECT_EQ(fits->rows.size(), 1);
  const auto file = read_receipts(header + longest + "7,2020-01-05,5\n", test_map(), options);
  ASSERT_EQ(file->bad.size(), 1);
  EXPECT_EQ(file->bad[0].column, "number");
  EXPECT_EQ(file->bad[0].refusal.code, Code::text_too_long);
}

TEST(Receipts, OfTomorrowAreBadRowsWhenTodayIsKnown) {
  const ReceiptsOptions options{"bank1", {}, *Date::parse("2020-01-05")};
  const auto file =
      read_receipts("number,time,amount\nA1,2020-01-05,5\nA2,2020-01-06,5\n", test_map(), options);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->rows.size(), 1);
  ASSERT_EQ(file->bad.size(), 1);
  EXPECT_EQ(file->bad[0].refusal.code, Code::date_in_future);
}

TEST(Receipts, WithANumberThatWasThereAreBadRowsThatNameTheFirst) {
  const auto file = read_test(
      "number,time,amount\nA1,2020-01-05,5\nA2,2020-01-05,x\nA1,2020-01-05,5\nA2,2020-01-05,6\n"
      "A1,2020-01-07,9\n");
  ASSERT_TRUE(file);
  EXPECT_THAT(rows_of(*file), ElementsAre("2 A1 2020-01-05 500 qrpos"));
  ASSERT_EQ(file->bad_count, 4);
  EXPECT_EQ(to_text(file->bad[1]),
            "line 4, column number: exists_already: it exists already (A1, line 2)");
  EXPECT_EQ(file->bad[2].refusal.detail, "A2, line 3");
  EXPECT_EQ(file->bad[3].refusal.detail, "A1, line 2");
}

TEST(Receipts, ThatAreBadAreAllReported) {
  std::string bytes = "number,time,amount\n";
  for (int i = 0; i < 200; ++i) {
    bytes += "A" + std::to_string(i) + (i % 2 == 0 ? ",2020-01-05,5\n" : ",2020-01-05,五元\n");
  }
  const auto file = read_test(bytes);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->rows.size(), 100);
  EXPECT_EQ(file->bad_count, 100);
  ASSERT_EQ(file->bad.size(), 100);
  for (std::uint32_t i = 0; i < 100; ++i) {
    EXPECT_EQ(file->bad[i], (BadRow{2 * i + 3, "amount", {Code::amount_malformed, {}, "五元"}}));
  }
}

TEST(Receipts, ThatAreBadAreCountedBeyondThoseThatAreKept) {
  std::string bytes = "number,time,amount\n";
  for (int i = 0; i < 2500; ++i) bytes += "x\n";
  const auto file = read_test(bytes);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bad.size(), kBadRowsMax);
  EXPECT_EQ(file->bad_count, 2500);
}

TEST(Receipts, StayOnTheirLinesAfterACellWithLineBreaks) {
  const auto file = read_test(
      "number,time,amount,note\r\nA1,2020-01-05,5,\"one\r\ntwo\r\nA9,2020-01-05,9,\"\"x\"\"\"\r\n"
      "A2,2020-01-05,x,\r\nA3,2020-01-05,6,\r\n");
  ASSERT_TRUE(file);
  EXPECT_THAT(rows_of(*file),
              ElementsAre("2 A1 2020-01-05 500 qrpos", "6 A3 2020-01-05 600 qrpos"));
  ASSERT_EQ(file->bad.size(), 1);
  EXPECT_EQ(file->bad[0].line, 5);
}

TEST(Receipts, BecomeGiftsThatTheLedgerCanHold) {
  const auto file = read_test("number,time,amount\nA1,2020-01-05,5\n");
  ASSERT_TRUE(file);
  const DonationReceived gift = donation_of(*file, file->rows[0], "i0123456789abcdef0123");
  EXPECT_EQ(to_json(gift),
            R"({"account":"bank1","amount":500,"channel":"qrpos","import":"i0123456789abcdef0123",)"
            R"("purpose":{"type":"none"},"ref":"qrpos:bank1:A1","source":"donation",)"
            R"("value_date":"2020-01-05"})");
}

TEST(Receipts, HaveAReferenceOfChannelAccountAndNumber) {
  EXPECT_EQ(make_ref("qrpos", "bank1", "A 1")->view(), "qrpos:bank1:A 1");
  EXPECT_EQ(make_ref("qrpos", "bank1", "").error().code, Code::value_empty);
  EXPECT_EQ(make_ref("", "bank1", "1").error().code, Code::value_empty);
  EXPECT_EQ(make_ref("qrpos", "bank1", "\t").error().code, Code::text_malformed);
  EXPECT_EQ(make_ref("qrpos", "bank1", std::string(84, '1')).error().code, Code::text_too_long);
}

}  // namespace imports_receipts_test
}  // namespace mingzhang
