#include "api/acts/canonical_json.h"

#include <gtest/gtest.h>

#include <random>

#include "api/acts/strict_json.h"

namespace mingzhang {
namespace canonical_json_test {

TEST(CanonicalJson, LeavesOutSpaceAndSortsKeys) {
  EXPECT_EQ(canonical_json(" { \"b\" : [ 1 , -20,true ,false ] ,\n\t\"a\":\"x y\" } \r\n"),
            R"({"a":"x y","b":[1,-20,true,false]})");
  EXPECT_EQ(canonical_json(R"({"c":{"z":0,"y":{}},"a b":1,"a":[],"a!":2})"),
            R"({"a":[],"a b":1,"a!":2,"c":{"y":{},"z":0}})");
}

TEST(CanonicalJson, LeavesAloneWhatItIsNotSureOf) {
  for (const char* const text : {"",
                                 " ",
                                 "{",
                                 "}",
                                 "[1",
                                 "[1,]",
                                 "[,1]",
                                 R"({"a":1,})",
                                 R"({"a"})",
                                 R"({"a":})",
                                 "{a:1}",
                                 R"({"a":1,"a":2})",
                                 R"({"b":1,"a":2,"b":3})",
                                 "null",
                                 "nan",
                                 "tru",
                                 "True",
                                 "1.0",
                                 "1e3",
                                 "-",
                                 "-0",
                                 "01",
                                 "+1",
                                 "12345678901234567",
                                 R"("a\n")",
                                 R"("\u0041")",
                                 "\"捐\"",
                                 "\"a",
                                 "\"\t\"",
                                 "{} {}",
                                 "1 2",
                                 "/**/1"}) {
    EXPECT_EQ(canonical_json(text), std::nullopt) << text;
  }
}

TEST(CanonicalJson, NestsAsDeepAsTheLongWay) {
  for (const int depth : {kJsonDepthMax, kJsonDepthMax + 1}) {
    const auto count = static_cast<std::size_t>(depth);
    const std::string text = std::string(count, '[') + std::string(count, ']');
    EXPECT_EQ(canonical_json(text).has_value(), depth == kJsonDepthMax);
    EXPECT_EQ(parse_strictly(text).has_value(), depth == kJsonDepthMax);
  }
  EXPECT_EQ(canonical_json(std::string(1'000'000, '[')), std::nullopt);
}

/// Whatever it gives is what the long way gives, however the text was bent.
TEST(CanonicalJson, NeverDiffersFromTheLongWay) {
  const std::string whole =
      R"({"fund":"jinan", "body":{"purpose":{"type":"none"},"list":[{"b":1,"a":true}]}})";
  constexpr std::string_view kBits = "{}[]\",:0123456789-. \n\\abtruefalsn";
  std::mt19937 random(7);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  int taken = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string text = whole;
    for (std::size_t edits = 1 + below(3); edits > 0; --edits) {
      const std::size_t at = below(text.size());
      const char bit = kBits[below(kBits.size())];
      if (below(3) == 0) {
        text.erase(at, 1);
      } else if (below(2) == 0) {
        text.insert(at, 1, bit);
      } else {
        text[at] = bit;
      }
    }
    const auto canonical = canonical_json(text);
    if (!canonical) continue;
    ++taken;
    const auto parsed = parse_strictly(text);
    ASSERT_TRUE(parsed) << text;
    ASSERT_EQ(*canonical, parsed->dump()) << text;
  }
  EXPECT_GT(taken, 1000);
}

}  // namespace canonical_json_test
}  // namespace mingzhang
