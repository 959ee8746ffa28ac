#include <gmock/gmock.h>

#include "tests/api/imports_test_map.h"

namespace mingzhang {
namespace imports_receipts_refused_test {

using namespace std::string_view_literals;

Refusal refusal_of(std::string_view bytes) {
  const auto file = read_test(bytes);
  EXPECT_FALSE(file) << bytes.substr(0, 200);
  return file ? Refusal{} : file.error();
}

TEST(ReceiptsFile, WithoutAHeaderIsRefusedWithTheNamesItMayHave) {
  const Refusal all{Code::field_missing, "header",
                    "number | 交易单号; time | 交易时间 | date | 日期; "
                    "amount_fen | 金额(分) | amount | 金额 | 金额(元)"};
  EXPECT_EQ(refusal_of(""), all);
  EXPECT_EQ(refusal_of("\n\n"), all);
  EXPECT_EQ(refusal_of("1,2,3\n4,5,6\n"), all);
}

TEST(ReceiptsFile, WithoutANeededColumnIsRefusedWithTheLineOfItsHeader) {
  EXPECT_EQ(refusal_of("导出\n单号,交易时间,金额\nA1,2020-01-05,5\n"),
            (Refusal{Code::field_missing, "header", "line 2: number | 交易单号"}));
  EXPECT_EQ(refusal_of("number,金额\nA1,5\n"),
            (Refusal{Code::field_missing, "header", "line 1: time | 交易时间 | date | 日期"}));
}

TEST(ReceiptsFile, OfAHeaderOnlyHasNoRows) {
  for (const std::string_view bytes :
       {"number,time,amount"sv, "\uFEFFnumber,time,amount\r\n\r\n"sv}) {
    const auto file = read_test(bytes);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->rows.empty());
    EXPECT_EQ(file->bad_count, 0);
    EXPECT_FALSE(file->first.has_value());
  }
}

TEST(ReceiptsFile, WithAColumnUnderTwoNamesIsRefused) {
  EXPECT_EQ(refusal_of("number,time,amount,金额\nA1,2020-01-05,5,6\n"),
            (Refusal{Code::key_duplicate, "header", "line 1: 金额"}));
}

TEST(ReceiptsFile, ThatIsABillIsRefused) {
  const Refusal bill{Code::key_unknown, "header", "line 1: 收/支 (bill or statement)"};
  EXPECT_EQ(refusal_of("交易单号,交易时间,收/支,金额\nA1,2020-01-05,支出,5\n"), bill);
  EXPECT_EQ(refusal_of("交易时间,金额,收/支\n2020-01-05,5,支出\n"), bill);
}

TEST(ReceiptsFile, IsNotSearchedForAHeaderForEver) {
  std::string preface;
  for (std::size_t i = 0; i < kPrefaceRecordsMax; ++i) preface += "x\n";
  const std::string table = "number,time,amount\nA1,2020-01-05,5\n";
  EXPECT_EQ(read_test(preface + table)->rows.size(), 1);
  EXPECT_EQ(refusal_of(preface + "x\n" + table).code, Code::field_missing);
}

TEST(ReceiptsFile, WithNulBytesOrInUtf16IsRefused) {
  EXPECT_EQ(refusal_of("number,time,amount\nA1,2020-01-05,5\0\n"sv).code, Code::encoding_unknown);
  EXPECT_EQ(refusal_of("\xFF\xFEn\0u\0"sv).code, Code::encoding_unknown);
}

TEST(ReceiptsFile, WithAMisplacedQuoteIsRefusedEvenWithoutItsBadRows) {
  EXPECT_EQ(refusal_of("number,time,amount\nA1,2020-01-05,5\nA\"2,2020-01-05,5\n"),
            (Refusal{Code::csv_malformed, {}, "line 3"}));
  EXPECT_EQ(refusal_of("number,time,amount\nA1,2020-01-05,5\n\"A2,2020-01-05,5\n"),
            (Refusal{Code::csv_malformed, {}, "line 3"}));
}

TEST(ReceiptsFile, WithAHugeCellIsRefused) {
  const std::string table = "number,time,amount\nA1,2020-01-05," + std::string(10'000'000, '1');
  EXPECT_EQ(refusal_of(table), (Refusal{Code::text_too_long, {}, "line 2"}));
  const auto file = read_test("number,time,amount\nA1,2020-01-05," + std::string(60'000, '1'));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bad[0].refusal.detail, std::string(57, '1') + "...");
}

TEST(ReceiptsFile, WithMoreRowsThanTheLimitIsRefused) {
  std::string bytes = "number,time,amount\n";
  for (std::size_t i = 0; i < kImportRowsMax; ++i) bytes += "x\n";
  EXPECT_EQ(read_test(bytes)->bad_count, kImportRowsMax);
  EXPECT_EQ(refusal_of(bytes + "x\n").code, Code::list_too_long);
}

TEST(ReceiptsFile, WithMoreBytesThanTheLimitIsRefused) {
  EXPECT_EQ(refusal_of(std::string(kImportBytesMax + 1, ' ')).code, Code::text_too_long);
}

TEST(ReceiptsFile, WithATotalBeyondCountingIsRefused) {
  std::string bytes = "number,time,amount_fen\n";
  for (int i = 0; i < 91; ++i) {
    if (i == 90) {
      EXPECT_TRUE(read_test(bytes));
    }
    bytes += "A" + std::to_string(i) + ",2020-01-05,100000000000000\n";
  }
  EXPECT_EQ(refusal_of(bytes).code, Code::total_saturated);
}

}  // namespace imports_receipts_refused_test
}  // namespace mingzhang
