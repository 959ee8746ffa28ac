#include "ledger/details.h"

#include <gtest/gtest.h>

#include "ledger/base/sha256.h"
#include "tests/fund/story.h"

namespace mingzhang::test {
namespace details_test {

std::optional<Code> code_for(const std::string& json) {
  const Result<void> checked = check_details(json);
  return checked ? std::nullopt : std::optional(checked.error().code);
}

TEST(Details, InCanonicalFormAreTaken) {
  for (const char* const json :
       {R"({"name":"王小明"})", R"({"a":1,"a1":true,"a_b":[{"b":-9007199254740991},"x"]})",
        R"({"note":"a \"quoted\" \\ line\n\tand another"})", R"({"a":{"b":{"c":0}},"d":false})",
        R"({"emoji":"😀"})"}) {
    EXPECT_EQ(code_for(json), std::nullopt) << json;
  }
}

TEST(Details, OfAnotherFormAreRefused) {
  const std::vector<std::pair<std::string, Code>> cases{
      {"", Code::type_wrong},
      {"[]", Code::type_wrong},
      {R"("a")", Code::type_wrong},
      {"{}", Code::value_empty},
      {R"({"a":""})", Code::value_empty},
      {R"({"a":[]})", Code::value_empty},
      {R"({"a":{}})", Code::value_empty},
      {R"({"a":null})", Code::json_malformed},
      {R"({"a":1)", Code::json_malformed},
      {R"({"a":1}x)", Code::json_malformed},
      {R"({"a":1,})", Code::json_malformed},
      {R"({"a": 1})", Code::json_malformed},
      {R"({"a":1 })", Code::json_malformed},
      {R"({"a":1.5})", Code::json_malformed},
      {R"({"a":1e3})", Code::json_malformed},
      {R"({"a":[1,]})", Code::json_malformed},
      {R"({"b":1,"a":1})", Code::key_order},
      {R"({"a":1,"a":1})", Code::key_duplicate},
      {R"({"A":1})", Code::key_unknown},
      {R"({"a-b":1})", Code::json_malformed},
      {R"({"":1})", Code::key_unknown},
      {R"({"a":01})", Code::number_malformed},
      {R"({"a":-0})", Code::number_malformed},
      {R"({"a":-})", Code::number_malformed},
      {R"({"a":9007199254740992})", Code::number_out_of_range},
      {R"({"a":99999999999999999999})", Code::number_out_of_range},
      {"{\"a\":\"x\ny\"}", Code::text_malformed},
      {R"({"a":"\/"})", Code::text_malformed},
      {R"({"a":"\u00e9"})", Code::text_malformed},
      {"{\"a\":\"\xC0\xAF\"}", Code::text_malformed},
      {"{\"a\":\"\xE2\x80\xAE\"}", Code::text_malformed},
      {"{\"a\":\"\xEF\xBF\xBF\"}", Code::text_malformed},
      {"{\"a\":\"x", Code::text_malformed},
      {R"({"a":)" + std::string(7, '[') + R"("x")" + std::string(7, ']') + "}", Code::too_deep},
      {R"({"a":")" + std::string(kDetailsBytesMax, 'x') + R"("})", Code::text_too_long},
  };
  for (const auto& [json, code] : cases) EXPECT_EQ(code_for(json), code) << json.substr(0, 60);
}

TEST(Details, CutAnywhereAreRefused) {
  const std::string whole = R"({"a":[1,{"b":"王\n"}],"c":true})";
  ASSERT_EQ(code_for(whole), std::nullopt);
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_TRUE(code_for(whole.substr(0, i))) << i;
}

TEST(Masking, IsOneRuleForEachKey) {
  EXPECT_EQ(masked(R"({"bank_account":"6226000000005669","identity_number":"370105194912310021",)"
                   R"("name":"王小明","phone":"13800001234"})"),
            R"({"bank_account":"6226******5669","identity_number":"3****************1",)"
            R"("name":"王*","phone":"138****1234"})");
}

TEST(Masking, HidesWhatItDoesNotKnowAndWhatIsOfAnotherForm) {
  EXPECT_EQ(masked(R"({"bank_account":"62260000566","identity_number":"3701051949",)"
                   R"("members":[{"age":61,"name":["欧阳修","李"],"sick":true}],)"
                   R"("name":"王","note":"尿毒症","phone":"0531-1234567"})"),
            R"({"bank_account":"*","identity_number":"*",)"
            R"("members":[{"age":"*","name":["欧*","*"],"sick":"*"}],)"
            R"("name":"*","note":"*","phone":"*"})");
}

TEST(Masking, YieldsJsonWhateverTheTextIs) {
  EXPECT_EQ(masked(R"({"name":"\"a\""})"), R"({"name":"\"*"})");
  EXPECT_EQ(masked(R"({"name":"\n!"})"), R"({"name":"*"})");
}

}  // namespace details_test
}  // namespace mingzhang::test
