#include "ledger/base/result.h"

#include <gtest/gtest.h>

#include <set>

#include "ledger/base/short_text.h"

namespace mingzhang {
namespace result_test {

std::vector<Code> all_codes() {
  return {
#define MZ_REFUSAL(code, cls, zh, en) Code::code,
#include "ledger/base/refusals.def"
#undef MZ_REFUSAL
  };
}

TEST(Refusals, HaveOneNameAndASentenceInBothLanguages) {
  std::set<std::string_view> names;
  for (const Code code : all_codes()) {
    const std::string_view name = code_name(code);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_TRUE(is_id(name)) << name;
    const auto [zh, en] = code_sentence(code);
    EXPECT_FALSE(zh.empty()) << name;
    EXPECT_TRUE(is_title(zh)) << name;
    EXPECT_FALSE(is_printable_ascii(zh)) << name << " is in Chinese";
    EXPECT_FALSE(en.empty()) << name;
    EXPECT_TRUE(is_printable_ascii(en)) << name << " is in English";
  }
  EXPECT_EQ(names.size(), all_codes().size());
}

TEST(Refusals, SayWhatIsWrongAndWhere) {
  EXPECT_EQ(to_text({Code::account_unknown, {}, {}}), "account_unknown: there is no such account");
  EXPECT_EQ(to_text({Code::account_unknown, "body.account", {}}),
            "account_unknown: there is no such account (body.account)");
  EXPECT_EQ(to_text({Code::account_unknown, "body.account", "till"}),
            "account_unknown: there is no such account (body.account: till)");
  EXPECT_EQ(to_text({Code::account_unknown, {}, "till"}),
            "account_unknown: there is no such account (till)");
  EXPECT_EQ(to_text({Code::account_unknown, "body.account", {}}, true),
            "account_unknown: 没有这个账户 (body.account)");
}

TEST(Refusals, AreOfTheClassThatTheServerAnswersWith) {
  EXPECT_EQ(refusal_class(Code::key_duplicate), RefusalClass::malformed);
  EXPECT_EQ(refusal_class(Code::session_missing), RefusalClass::unauthorized);
  EXPECT_EQ(refusal_class(Code::duty_missing), RefusalClass::forbidden);
  EXPECT_EQ(refusal_class(Code::fund_unknown), RefusalClass::not_found);
  EXPECT_EQ(refusal_class(Code::ref_standing), RefusalClass::conflict);
  EXPECT_EQ(refusal_class(Code::amount_differs), RefusalClass::rule);
  EXPECT_EQ(refusal_class(Code::throttled), RefusalClass::throttled);
  EXPECT_EQ(refusal_class(Code::queue_full), RefusalClass::busy);
}

TEST(Refusals, TravelAsTheErrorOfAResult) {
  const Result<int> result = refuse(Code::read_only, "field", "detail");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), (Refusal{Code::read_only, "field", "detail"}));
}

}  // namespace result_test
}  // namespace mingzhang
