#include "api/routes/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "api/acts/strict_json.h"

namespace mingzhang::routes {
namespace json_test {

TEST(JsonText, EscapesSoThatAnyReaderGetsTheSameText) {
  std::string all;
  for (int c = 1; c < 0x80; ++c) all += static_cast<char>(c);
  all += "捐赠";
  JsonText json;
  const std::string text = json.open('{').member("a", all).close('}').take();
  EXPECT_EQ(nlohmann::json::parse(text).at("a"), all);
}

TEST(JsonText, PutsCommasBetweenMembersAndItemsOnly) {
  JsonText json;
  json.open('{').member("n", 1).key("list").open('[').close(']').member("t", true);
  json.key("items").open('[').number(-2).text("x").raw("{\"y\":3}").open('{').close('}').close(']');
  EXPECT_EQ(json.close('}').take(), R"({"n":1,"list":[],"t":true,"items":[-2,"x",{"y":3},{}]})");
}

/// The refusal of a text; the test fails when it is taken.
Code code_of(std::string_view text) {
  const auto parsed = parse_strictly(text);
  if (parsed) {
    ADD_FAILURE() << text;
    return Code::stopping;
  }
  return parsed.error().code;
}

TEST(StrictJson, TakesWhatIsInOrder) {
  const auto json = parse_strictly(R"( {"a": [1, -2, {"b": "捐"}], "c": true} )");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->dump(), R"({"a":[1,-2,{"b":"捐"}],"c":true})");
}

TEST(StrictJson, RefusesWhatOtherParsersBend) {
  EXPECT_EQ(code_of(R"({"a":1,"b":2,"a":3})"), Code::key_duplicate);
  EXPECT_EQ(code_of(R"({"x":{"a":1,"a":1}})"), Code::key_duplicate);
  EXPECT_EQ(code_of(R"({"a":1.0})"), Code::number_malformed);
  EXPECT_EQ(code_of(R"({"a":1e3})"), Code::number_malformed);
  EXPECT_EQ(code_of(R"({"a":12345678901234567890123})"), Code::number_out_of_range);
  EXPECT_EQ(code_of(R"({"a":9223372036854775808})"), Code::number_out_of_range);
  EXPECT_EQ(code_of("{\"a\":\"\xC3\x28\"}"), Code::json_malformed);
  EXPECT_EQ(code_of("{\"a\":\"\n\"}"), Code::json_malformed);
  EXPECT_EQ(code_of(R"({"a":1}x)"), Code::json_malformed);
  EXPECT_EQ(code_of(R"({"a":1,})"), Code::json_malformed);
  EXPECT_EQ(code_of(""), Code::json_malformed);
  EXPECT_EQ(code_of(R"({"a":NaN})"), Code::json_malformed);
  EXPECT_EQ(code_of(std::string(1'000'000, '[')), Code::too_deep);
}

TEST(StrictJson, NamesTheKeyThatIsAtFault) {
  const auto parsed = parse_strictly(R"({"amount": 1.5})");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().field, "amount");
}

}  // namespace json_test
}  // namespace mingzhang::routes
