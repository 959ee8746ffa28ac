#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/fund/arbitrary.h"

namespace mingzhang::test {
namespace schema_test {

using Json = nlohmann::json;

Json schema_of(const Kind& kind) {
  std::string text;
  JsonWriter writer(text);
  kind.schema(writer);
  return Json::parse(text);
}

Json body_of(const BodyMaker& maker, Rng& rng) {
  std::string text;
  JsonWriter writer(text);
  maker.kind->write(writer, *maker.any(rng));
  return Json::parse(text);
}

std::string complaint(const Json& schema, const Json& value);

std::string string_complaint(const Json& schema, const std::string& text) {
  const auto characters = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  if (characters < schema.at("minLength").get<std::size_t>()) return "too short";
  if (characters > schema.at("maxLength").get<std::size_t>()) return "too long";
  if (!schema.contains("pattern")) return "";
  const std::regex pattern(schema.at("pattern").get<std::string>(), std::regex::ECMAScript);
  return std::regex_search(text, pattern) ? "" : "pattern: " + text;
}

std::string object_complaint(const Json& schema, const Json& value) {
  if (!schema.contains("properties")) return "";
  for (const Json& name : schema.at("required")) {
    if (!value.contains(name.get<std::string>())) return "missing " + name.get<std::string>();
  }
  for (const auto& [name, member] : value.items()) {
    if (!schema.at("properties").contains(name)) return "additional " + name;
    const std::string inner = complaint(schema.at("properties").at(name), member);
    if (!inner.empty()) return name + ": " + inner;
  }
  return "";
}

std::string array_complaint(const Json& schema, const Json& value) {
  if (!schema.contains("items")) return "";
  if (value.size() < schema.at("minItems").get<std::size_t>()) return "too few";
  if (value.size() > schema.at("maxItems").get<std::size_t>()) return "too many";
  for (const Json& item : value) {
    const std::string inner = complaint(schema.at("items"), item);
    if (!inner.empty()) return inner;
  }
  return "";
}

/// Empty when the value fits the schema. Knows the keywords that we write, and no other.
std::string complaint(const Json& schema, const Json& value) {
  static const std::set<std::string> kKeywords{"type",       "minLength",
                                               "maxLength",  "pattern",
                                               "minimum",    "maximum",
                                               "enum",       "required",
                                               "const",      "minItems",
                                               "maxItems",   "items",
                                               "properties", "additionalProperties"};
  for (const auto& [keyword, unused] : schema.items()) {
    if (!kKeywords.contains(keyword)) return "keyword " + keyword;
  }
  if (schema.contains("const")) return value == schema.at("const") ? "" : "const";
  if (schema.contains("enum")) {
    const Json& names = schema.at("enum");
    return std::find(names.begin(), names.end(), value) != names.end() ? "" : "enum";
  }
  const std::string type = schema.at("type");
  if (type == "string") {
    return value.is_string() ? string_complaint(schema, value) : "not a string";
  }
  if (type == "integer") {
    if (!value.is_number_integer()) return "not an integer";
    const auto number = value.get<std::int64_t>();
    const bool fits = number >= schema.at("minimum") && number <= schema.at("maximum");
    return fits ? "" : "out of range";
  }
  if (type == "array") return value.is_array() ? array_complaint(schema, value) : "not an array";
  EXPECT_EQ(type, "object");
  return value.is_object() ? object_complaint(schema, value) : "not an object";
}

TEST(Schema, IsMetByEveryBody) {
  Rng rng(21);
  for (const BodyMaker& maker : body_makers()) {
    const Json schema = schema_of(*maker.kind);
    EXPECT_EQ(schema.at("additionalProperties"), false);
    for (int i = 0; i < 60; ++i) {
      const Json body = body_of(maker, rng);
      ASSERT_EQ(complaint(schema, body), "") << maker.kind->name << " " << body;
    }
  }
}

/// A value that the schema of a field must not take.
Json spoilt(const Json& schema) {
  if (schema.contains("const") || schema.contains("enum")) return "no such choice";
  const std::string type = schema.at("type");
  if (type == "integer") return schema.at("maximum").get<std::int64_t>() + 1;
  if (type == "string") {
    return std::string(schema.at("maxLength").get<std::size_t>() + 1, 'a');
  }
  return 1;
}

TEST(Schema, RefusesWhatTheDecoderRefuses) {
  Rng rng(22);
  for (const BodyMaker& maker : body_makers()) {
    const Json schema = schema_of(*maker.kind);
    const Json good = body_of(maker, rng);
    const auto expect_both_refuse = [&](const Json& bad, const std::string& what) {
      EXPECT_NE(complaint(schema, bad), "") << maker.kind->name << " " << what;
      EXPECT_FALSE(decode_body(*maker.kind, bad.dump())) << maker.kind->name << " " << what;
    };
    Json more = good;
    more["zzz"] = 1;
    expect_both_refuse(more, "more");
    for (const auto& [name, property] : schema.at("properties").items()) {
      Json bad = good;
      bad[name] = spoilt(property);
      expect_both_refuse(bad, name);
      bad[name] = nullptr;
      expect_both_refuse(bad, name + " null");
    }
    for (const Json& name : schema.at("required")) {
      Json less = good;
      less.erase(name.get<std::string>());
      expect_both_refuse(less, "without " + name.get<std::string>());
    }
  }
}

TEST(Schema, NamesTheRangesOfTheFormat) {
  const Json gift = schema_of(kinds::donation_received());
  const Json& amount = gift.at("properties").at("amount");
  EXPECT_EQ(amount.at("minimum"), 1);
  EXPECT_EQ(amount.at("maximum"), 100'000'000'000'000);
  EXPECT_EQ(gift.at("properties").at("account").at("maxLength"), 23);
  const Json required = Json::parse(R"(["account","amount","purpose","source","value_date"])");
  EXPECT_EQ(gift.at("required"), required);
}

}  // namespace schema_test
}  // namespace mingzhang::test
