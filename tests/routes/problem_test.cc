#include "api/routes/problem.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace mingzhang::routes {
namespace problem_test {

Language language_for(std::string_view accept) {
  http::Headers headers;
  if (!accept.empty()) headers.add("accept-language", std::string(accept));
  return language_of(headers);
}

TEST(Problem, SpeaksChineseUnlessEnglishIsPreferred) {
  EXPECT_EQ(language_for(""), Language::zh);
  EXPECT_EQ(language_for("zh-CN,zh;q=0.9,en;q=0.8"), Language::zh);
  EXPECT_EQ(language_for("en-US,en;q=0.9,zh;q=0.8"), Language::en);
  EXPECT_EQ(language_for("zh;q=0.3, en;q=0.4"), Language::en);
  EXPECT_EQ(language_for("de"), Language::zh);
  EXPECT_EQ(language_for("de, en;q=0.1"), Language::en);
  EXPECT_EQ(language_for("enx"), Language::zh);
  EXPECT_EQ(language_for(";;q=,en;q=abc,,"), Language::en);
}

TEST(Problem, SaysWhatIsWrongWhereAndInWhichRequest) {
  const Refusal refusal{Code::ref_standing, "body.ref", "qrpos:1"};
  const http::Response response = problem(refusal, Language::en, "00ff");
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.headers.find("content-language"), "en");
  const auto json = nlohmann::json::parse(response.body);
  EXPECT_EQ(json.at("type"), "urn:mingzhang:problem:ref_standing");
  EXPECT_EQ(json.at("code"), "ref_standing");
  EXPECT_EQ(json.at("status"), 409);
  EXPECT_EQ(json.at("field"), "body.ref");
  EXPECT_EQ(json.at("detail"), "qrpos:1");
  EXPECT_EQ(json.at("request"), "00ff");
  EXPECT_EQ(json.at("title"), code_sentence(Code::ref_standing).en);
}

TEST(Problem, IsJsonWhateverBytesWereSent) {
  const Refusal refusal{Code::key_unknown, std::string("\xFF\x01\"捐", 6), "\xC3"};
  EXPECT_TRUE(nlohmann::json::accept(problem(refusal, Language::zh, "1").body));
}

TEST(Problem, TellsWhenToTryAgain) {
  EXPECT_EQ(problem({Code::read_only, {}, {}}, Language::zh, "1").headers.find("Retry-After"), "1");
  EXPECT_EQ(problem({Code::throttled, {}, "40"}, Language::zh, "1").headers.find("Retry-After"),
            "40");
}

TEST(Problem, FaultsOfHttpHaveCodesOfTheirOwn) {
  std::set<std::string_view> codes;
  for (const Fault& fault : all_faults()) {
    EXPECT_TRUE(codes.insert(fault.code).second) << fault.code;
    EXPECT_EQ(fault_of(fault.status).code, fault.code);
  }
#define MZ_REFUSAL(code, cls, zh, en) EXPECT_FALSE(codes.contains(#code)) << #code;
#include "ledger/base/refusals.def"
#undef MZ_REFUSAL
  EXPECT_EQ(fault_of(299).status, 500);
}

}  // namespace problem_test
}  // namespace mingzhang::routes
