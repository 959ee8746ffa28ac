#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "api/auth/doorman.h"
#include "tests/api/command_ledger.h"

namespace mingzhang::test {
namespace commands_person_test {

using testing::HasSubstr;
using testing::Not;

Ran person(const CommandLedger& ledger, std::vector<std::string> more) {
  std::vector<std::string> arguments{"mingzhang", "person", ledger.folder()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

TEST(Person, GetsAnInitialPasswordThatOpensTheDoor) {
  const CommandLedger ledger;
  const std::int64_t entries = ledger.entries();
  const Ran set = person(ledger, {"--password", "cashier"});
  ASSERT_EQ(set.code, 0) << set.err;
  const LedgerFolder folder{ledger.folder()};
  struct stat info{};
  ASSERT_EQ(::stat(folder.access().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  SystemRandom random;
  const auto doorman = auth::open_doorman(folder, {system_clock(), random});
  auth::SignIn request;
  request.person = "cashier";
  request.password = value_of(set.out, "initial password");
  request.duties = {Duty::cashier};
  const auto signed_in = doorman->sign_in(request);
  ASSERT_TRUE(signed_in) << to_text(signed_in.error());
  EXPECT_TRUE(signed_in->must.change_password);
  EXPECT_EQ(ledger.entries(), entries) << "nothing of it is in the ledger";
  EXPECT_EQ(ledger.verify().code, 0);
}

TEST(Person, IsListedWithDutiesPasswordAndSecondFactor) {
  const CommandLedger ledger;
  EXPECT_THAT(person(ledger, {"--list"}).out, Not(HasSubstr("password set")));
  ASSERT_EQ(person(ledger, {"--password", "approver"}).code, 0);
  const Ran listed = person(ledger, {"--list"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out,
              testing::ContainsRegex("approver +approver +active +password set 2[^ ]+Z \\(must be "
                                     "changed\\) +no second factor\n"));
  EXPECT_THAT(listed.out, testing::ContainsRegex("cashier +cashier +active +no password\n"));
}

TEST(Person, MustBeInTheLedger) {
  const CommandLedger ledger;
  for (const char* const option : {"--password", "--reset-second-factor"}) {
    const Ran refused = person(ledger, {option, "nobody"});
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.err, HasSubstr("person_unknown"));
    EXPECT_EQ(person(ledger, {option, "No Body"}).code, 1);
    EXPECT_EQ(person(ledger, {option, ""}).code, 1);
  }
  EXPECT_EQ(person(ledger, {"--reset-second-factor", "cashier"}).code, 1) << "has no password";
  EXPECT_EQ(person(ledger, {}).code, 2);
  EXPECT_EQ(person(ledger, {"--list", "--password", "cashier"}).code, 2);
}

TEST(Person, LosesTheSecondFactorThatIsReset) {
  const CommandLedger ledger;
  ASSERT_EQ(person(ledger, {"--password", "approver"}).code, 0);
  const Ran reset = person(ledger, {"--reset-second-factor", "approver"});
  EXPECT_EQ(reset.code, 0) << reset.err;
  EXPECT_EQ(value_of(reset.out, "second factor"), "reset");
}

TEST(Person, IsNotChangedWhileTheLedgerIsWrittenBySomebodyElse) {
  const CommandLedger ledger;
  Running writer(
      {"mingzhang", "import", ledger.folder(), ledger.gifts("a.csv", 20'000), "--fund", "jinan"});
  ASSERT_TRUE(ledger.wait_for_gifts(writer, 1));
  writer.hold();
  const Ran refused = person(ledger, {"--password", "cashier"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("process " + std::to_string(writer.pid())));
  EXPECT_EQ(person(ledger, {"--list"}).code, 0);
}

}  // namespace commands_person_test
}  // namespace mingzhang::test
