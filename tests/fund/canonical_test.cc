#include "tests/fund/arbitrary.h"
#include "tests/fund/canonical_json.h"
#include "tests/fund/story.h"

namespace mingzhang::test {
namespace canonical_test {

TEST(Oracle, SortsKeysAsInRfc8785Section323) {
  const Json value = Json::parse(R"({"\u20ac":"Euro Sign","\r":"Carriage Return",
    "\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face",
    "\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})");
  const std::vector<std::string> order{"Carriage Return", "One",   "Control", "Latin Small",
                                       "Euro Sign",       "Emoji", "Hebrew"};
  const std::string text = canonical(value);
  std::size_t last = 0;
  for (const std::string& name : order) {
    const std::size_t at = text.find(name);
    ASSERT_NE(at, std::string::npos) << name;
    EXPECT_GT(at, last) << name;
    last = at;
  }
}

TEST(Oracle, EscapesStringsAsInRfc8785Section3222) {
  const Json value = Json::parse(R"({"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"})");
  EXPECT_EQ(canonical(value), "{\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST(CanonicalBytes, EscapeOnlyQuoteAndBackslash) {
  const Title title{"\u20ac$A'B\"\\\\\"/"};
  std::string out;
  JsonWriter writer(out);
  write_value(writer, title);
  EXPECT_EQ(out, canonical_string(title.text));
  EXPECT_EQ(out, "\"\u20ac$A'B\\\"\\\\\\\\\\\"/\"");
}

TEST(CanonicalBytes, AreWhatANaiveRfc8785WriterMakesOfThem) {
  Rng rng(11);
  for (const BodyMaker& maker : body_makers()) {
    for (int i = 0; i < 120; ++i) {
      const std::string bytes = encode(arbitrary_entry(rng, maker));
      ASSERT_EQ(canonical(Json::parse(bytes)), bytes);
    }
    const std::string bytes = encode(largest_entry(maker));
    ASSERT_EQ(canonical(Json::parse(bytes)), bytes);
  }
}

TEST(CanonicalBytes, OfAGiftAreThese) {
  Story story;
  story.governed();
  story.write(donation(12345_fen).with([](DonationReceived& body) {
    body.anonymous.on = true;
    body.channel = "wechat";
    body.purpose = {"illness", PurposeType::cause};
    body.ref = "wechat:acct:\"1\"";
  }));
  const Entry& entry = story.entries.back();
  const std::string prev = to_hex(entry.prev.view());
  const std::string salt = to_hex(entry.salt.view());
  EXPECT_EQ(encode(entry),
            R"({"actor":"cashier","body":{"account":"bank","amount":12345,"anonymous":true,)"
            R"("book_date":"2026-11-20","channel":"wechat","purpose":{"code":"illness",)"
            R"("type":"cause"},"ref":"wechat:acct:\"1\"","source":"donation",)"
            R"("value_date":"2026-11-20"},"fund":"jinan","kind":"donation.received","prev":")" +
                prev + R"(","salt":")" + salt +
                R"(","seq":30,"time":"2026-11-23T08:00:00.000Z","v":1})");
}

}  // namespace canonical_test
}  // namespace mingzhang::test
