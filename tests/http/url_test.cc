#include "api/http/url.h"

#include <gmock/gmock.h>

#include "api/http/message.h"
#include "api/http/text.h"

namespace mingzhang::http {
namespace url_test {

using testing::ElementsAre;
using testing::Pair;

TEST(PercentDecoding, TurnsEscapesOfEitherCaseIntoBytes) {
  EXPECT_EQ(percent_decode(""), "");
  EXPECT_EQ(percent_decode("a%20b%2f%2F"), "a b//");
  EXPECT_EQ(percent_decode("%E6%B5%8E%e5%8d%97"), "济南");
  EXPECT_EQ(percent_decode("a+b"), "a+b");
  EXPECT_EQ(percent_decode("%2541"), "%41");
}

TEST(PercentDecoding, RefusesWhatIsNotAnEscapeAndNul) {
  for (const char* text : {"%", "%2", "a%", "a%2", "%g0", "%0g", "%-1", "% 1", "%00", "a%00b"}) {
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
  }
  EXPECT_EQ(percent_decode(std::string_view("a\0b", 3)), std::nullopt);
}

TEST(Path, IsSplitBeforeItIsDecoded) {
  EXPECT_THAT(path_segments("/").value(), ElementsAre(""));
  EXPECT_THAT(path_segments("/a/b%20c/").value(), ElementsAre("a", "b c", ""));
  EXPECT_THAT(path_segments("//a").value(), ElementsAre("", "a"));
  EXPECT_THAT(path_segments("/a%2Fb/c").value(), ElementsAre("a/b", "c"));
  EXPECT_THAT(path_segments("/.../.a").value(), ElementsAre("...", ".a"));
}

TEST(Path, IsRefusedWhenItClimbsOrIsMalformed) {
  for (const char* path : {"", "a", "/a/../b", "/a/..", "/.", "/%2e%2E/a", "/.%2e", "/%zz", "/%"}) {
    EXPECT_EQ(path_segments(path), std::nullopt) << path;
  }
}

TEST(Form, IsPairsInTheirOrder) {
  const auto form = Form::parse("name=%E7%8E%8B+wu&empty=&bare&&a=b=c&name=2").value();
  EXPECT_THAT(form.all(), ElementsAre(Pair("name", "王 wu"), Pair("empty", ""), Pair("bare", ""),
                                      Pair("a", "b=c"), Pair("name", "2")));
  EXPECT_EQ(form.find("name"), "王 wu");
  EXPECT_EQ(form.find("bare"), "");
  EXPECT_EQ(form.find("Name"), std::nullopt);
  EXPECT_TRUE(Form::parse("").value().all().empty());
  EXPECT_TRUE(Form::parse("&").value().all().empty());
}

TEST(Form, IsRefusedWhenMalformedOrTooLong) {
  for (const char* text : {"%", "a=%", "a=%zz", "%00=a", "a=%00", "a=b&c=%2"}) {
    EXPECT_EQ(Form::parse(text), std::nullopt) << text;
  }
  std::string text;
  for (std::size_t i = 0; i < kFormPairsMax; ++i) text += "a&";
  EXPECT_NE(Form::parse(text), std::nullopt);
  EXPECT_EQ(Form::parse(text + "a"), std::nullopt);
}

TEST(HeaderNames, CompareWithoutRegardToCase) {
  Headers headers;
  headers.add("Accept", "first");
  headers.add("ACCEPT", "second");
  EXPECT_EQ(headers.find("accept"), "first");
  EXPECT_EQ(headers.find("accep"), "");
  EXPECT_EQ(headers.find("accept "), "");
  EXPECT_FALSE(same_name("[", "{"));
}

}  // namespace url_test
}  // namespace mingzhang::http
