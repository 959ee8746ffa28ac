#include "audit/bundle_csv.h"

#include <gtest/gtest.h>

#include <array>

namespace mingzhang::audit {
namespace bundle_csv_test {

TEST(BundleCsv, QuotesWhatRfc4180Asks) {
  EXPECT_EQ(CsvRecord().text("a").text("b,c").text("d\"e").text("").text("f\ng").line(),
            "a,\"b,c\",\"d\"\"e\",,\"f\ng\"\r\n");
  EXPECT_EQ(CsvRecord().text("").text("").line(), ",\r\n");
}

TEST(BundleCsv, LeavesNoFormulaToASpreadsheet) {
  EXPECT_EQ(CsvRecord().text("=1+1").text("+1").text("-1").text("@a").text("\ta").line(),
            "'=1+1,'+1,'-1,'@a,'\ta\r\n");
  EXPECT_EQ(CsvRecord().text("=HYPERLINK(\"x\")").line(), "\"'=HYPERLINK(\"\"x\"\")\"\r\n");
  EXPECT_EQ(CsvRecord().text("a=1").number(-5).line(), "a=1,-5\r\n") << "numbers stay numbers";
}

TEST(BundleCsv, WritesMoneyTwice) {
  EXPECT_EQ(CsvRecord().money(123456).money(-5).no_money().line(), "1234.56,123456,-0.05,-5,,\r\n");
}

TEST(BundleCsv, BeginsWithAMarkForExcel) {
  constexpr std::array<Heading, 2> kHeadings{{{"金额", "amount"}, {"种类", "kind"}}};
  EXPECT_EQ(heading_line(kHeadings, Language::zh), "\xEF\xBB\xBF金额,种类\r\n");
  EXPECT_EQ(heading_line(kHeadings, Language::en),
            "\xEF\xBB\xBF"
            "amount,kind\r\n");
}

}  // namespace bundle_csv_test
}  // namespace mingzhang::audit
