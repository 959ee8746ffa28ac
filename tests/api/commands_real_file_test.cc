#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/api/command_ledger.h"

namespace mingzhang::test {
namespace commands_real_file_test {

/// The receipts of Wuhan's Red Cross, 2020, where MZ_REAL_RECEIPTS says they are; none otherwise.
std::vector<std::string> real_files() {
  const char* const file = std::getenv("MZ_REAL_RECEIPTS");
  return file == nullptr ? std::vector<std::string>{} : std::vector<std::string>{file};
}

class RealReceipts : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RealReceipts);
INSTANTIATE_TEST_SUITE_P(OptIn, RealReceipts, testing::ValuesIn(real_files()),
                         [](const auto&) { return std::string("Wuhan2020"); });

TEST_P(RealReceipts, AreImportedConfirmedAndProvedToTheFen) {
  const CommandLedger ledger;
  const Ran imported = ledger.import(GetParam());
  ASSERT_EQ(imported.code, 0) << imported.err;
  EXPECT_EQ(ledger.verify().code, 0);
  ASSERT_EQ(ledger.confirm().code, 0);
  EXPECT_EQ(ledger.verify().code, 0);
  const std::string before = ledger.content();
  EXPECT_EQ(ledger.import(GetParam()).code, 0);
  EXPECT_EQ(ledger.content(), before);

  const SQLite::Database database(ledger.folder() + "/ledger.db", SQLite::OPEN_READONLY);
  SQLite::Statement entries(database, "SELECT bytes FROM entries ORDER BY seq");
  std::int64_t count = 0;
  std::int64_t fen = 0;
  while (entries.executeStep()) {
    const auto entry = nlohmann::json::parse(entries.getColumn(0).getString());
    if (entry.at("kind") != "donation.received") continue;
    ++count;
    fen += entry.at("body").at("amount").get<std::int64_t>();
  }
  EXPECT_EQ(count, 140'501);
  EXPECT_EQ(fen, 2'075'379'350);
}

}  // namespace commands_real_file_test
}  // namespace mingzhang::test
