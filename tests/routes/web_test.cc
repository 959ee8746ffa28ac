#include "api/routes/web.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

namespace mingzhang::routes {
namespace web_test {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

/// A folder as a builder leaves it.
class WebTest : public testing::Test {
 protected:
  WebTest() {
    std::string name = (fs::temp_directory_path() / "web.XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    put("site/index.html", "<script nonce=\"__CSP_NONCE__\"></script><p>__CSP_NONCE__</p>");
    put("site/favicon.svg", "<svg/>");
    put("site/app.webmanifest", "{}");
    put("site/assets/main-Dk3_9xZa.js", "let plain");
    put("site/assets/main-Dk3_9xZa.js.br", "BR");
    put("site/assets/main-Dk3_9xZa.js.gz", "GZ");
    put("site/assets/logo-original.svg", "<svg/>");
    put("site/.hidden/secret.txt", "hidden");
    put("secret.txt", "outside");
  }
  ~WebTest() override { fs::remove_all(root_); }

  void put(const std::string& name, std::string_view text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  Web open() { return Web(root_ / "site", nonces_); }

  std::optional<http::Response> get(const Web& web, std::string path,
                                    std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::Request request;
    request.method = "GET";
    request.path = std::move(path);
    for (auto& [name, value] : headers) request.headers.add(name, value);
    auto answer = web.answer(request);
    EXPECT_EQ(web.knows(request), answer.has_value()) << request.path;
    return answer;
  }

  fs::path root_;
  SystemRandom random_;
  LockedRandom nonces_{random_};
};

TEST_F(WebTest, AFileIsGivenWithItsType) {
  const Web web = open();
  const auto file = get(web, "/favicon.svg");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->status, 200);
  EXPECT_EQ(file->content(), "<svg/>");
  EXPECT_EQ(file->content_type, "image/svg+xml");
  EXPECT_EQ(file->headers.find("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(get(web, "/app.webmanifest")->content_type, "application/manifest+json");
}

TEST_F(WebTest, WhatHasAHashInItsNameIsKeptForEverAndAllElseIsAskedForAgain) {
  const Web web = open();
  EXPECT_THAT(std::string(get(web, "/assets/main-Dk3_9xZa.js")->headers.find("Cache-Control")),
              HasSubstr("immutable"));
  for (const char* const path : {"/assets/logo-original.svg", "/favicon.svg", "/"}) {
    EXPECT_EQ(get(web, path)->headers.find("Cache-Control"), "no-cache") << path;
  }
}

TEST_F(WebTest, ACompressedFormIsGivenToWhoTakesIt) {
  const Web web = open();
  struct Case {
    const char* accepted;
    const char* content;
    const char* encoding;
  };
  for (const Case& one : {Case{"gzip, deflate, br", "BR", "br"}, Case{"gzip", "GZ", "gzip"},
                          Case{"br;q=0, GZIP ; q=0.5", "GZ", "gzip"}, Case{"", "let plain", ""},
                          Case{"gzip;q=0", "let plain", ""}, Case{"brr,;q,=,,", "let plain", ""}}) {
    const auto file = get(web, "/assets/main-Dk3_9xZa.js", {{"Accept-Encoding", one.accepted}});
    EXPECT_EQ(file->content(), one.content) << one.accepted;
    EXPECT_EQ(file->headers.find("Content-Encoding"), one.encoding) << one.accepted;
    EXPECT_EQ(file->headers.find("Vary"), "Accept-Encoding");
  }
}

TEST_F(WebTest, WhatTheBrowserHasAlreadyIsNotSentAgain) {
  const Web web = open();
  const std::string plain(get(web, "/favicon.svg")->headers.find("ETag"));
  const auto same = get(web, "/favicon.svg", {{"If-None-Match", "\"x\", W/" + plain}});
  EXPECT_EQ(same->status, 304);
  EXPECT_EQ(same->content(), "");
  EXPECT_EQ(same->headers.find("ETag"), plain);
  EXPECT_EQ(get(web, "/favicon.svg", {{"If-None-Match", "\"x\""}})->status, 200);
  // Each form has a tag of its own (RFC 9110 §8.8.3.3).
  std::set<std::string> tags;
  for (const char* const encoding : {"br", "gzip", ""}) {
    const auto file = get(web, "/assets/main-Dk3_9xZa.js", {{"Accept-Encoding", encoding}});
    tags.emplace(file->headers.find("ETag"));
  }
  EXPECT_THAT(tags, SizeIs(3));
}

TEST_F(WebTest, EachFirstPageHasANonceOfItsOwnInTextAndPolicy) {
  const Web web = open();
  std::set<std::string> pages;
  for (int i = 0; i < 3; ++i) {
    const auto page = get(web, "/index.html");
    const std::string policy(page->headers.find("Content-Security-Policy"));
    const std::size_t from = policy.find("'nonce-") + 7;
    const std::string nonce = policy.substr(from, policy.find('\'', from) - from);
    EXPECT_THAT(nonce, SizeIs(24));
    EXPECT_EQ(page->body, "<script nonce=\"" + nonce + "\"></script><p>" + nonce + "</p>");
    EXPECT_THAT(policy, StartsWith("default-src 'none'; script-src 'self'; "));
    EXPECT_EQ(page->headers.find("ETag"), "");
    pages.insert(page->body);
  }
  EXPECT_THAT(pages, SizeIs(3));
}

TEST_F(WebTest, EncryptionIsAskedForEverywhereButWhereThingsAreTried) {
  const Web web = open();
  const auto promised = [&](const char* host) {
    return get(web, "/", {{"Host", host}})->headers.find("Strict-Transport-Security") != "";
  };
  EXPECT_TRUE(promised("fund.example"));
  EXPECT_TRUE(promised("localhost.example:8443"));
  EXPECT_FALSE(promised("localhost:8443"));
}

TEST_F(WebTest, AnAddressThatLooksLikeAPageIsTheFirstPage) {
  const Web web = open();
  for (const char* const path :
       {"/", "/gifts", "/gifts/35", "/cases/c2026-0417/", "/favicon.svg/", "/v1x", "/%E6%A1%88",
        "/batches/b2609.donation.4", "/cases/c2609.001/form", "/cases/c2609.001/print"}) {
    const auto page = get(web, path);
    ASSERT_TRUE(page) << path;
    EXPECT_EQ(page->content_type, "text/html; charset=utf-8") << path;
  }
}

TEST_F(WebTest, NothingElseIsEverGiven) {
  const Web web = open();
  for (const char* const path : {"/v1",
                                 "/v1/",
                                 "/v1/nothing",
                                 "/%76%31/nothing",
                                 "/log/x",
                                 "/log",
                                 "/none.js",
                                 "/assets/none-Dk3_9xZa.js",
                                 "/../secret.txt",
                                 "/assets/../../secret.txt",
                                 "/%2e%2e/secret.txt",
                                 "/..%2fsecret.txt",
                                 "/assets%2fmain-Dk3_9xZa.js",
                                 "/.hidden/secret.txt",
                                 "//favicon.svg",
                                 "/gifts/.hidden",
                                 "/gifts/../secret.txt",
                                 "/favicon.svg%00",
                                 "/%",
                                 "/%zz",
                                 "",
                                 "favicon.svg",
                                 "/assets/main-Dk3_9xZa.js.br",
                                 "/index.html.gz"}) {
    EXPECT_FALSE(get(web, path)) << path;
  }
}

TEST_F(WebTest, OnlyReadingIsAnswered) {
  const Web web = open();
  http::Request request;
  request.path = "/favicon.svg";
  for (const char* const method : {"POST", "PUT", "DELETE", "OPTIONS", "get", ""}) {
    request.method = method;
    EXPECT_FALSE(web.answer(request)) << method;
  }
  request.method = "HEAD";
  EXPECT_TRUE(web.answer(request));
}

TEST_F(WebTest, WithoutAFirstPageOrTooLargeItIsRefused) {
  put("empty/x.js", "x");
  EXPECT_THROW(Web(root_ / "empty", nonces_), std::runtime_error);
  EXPECT_THROW(Web(root_ / "nowhere", nonces_), std::runtime_error);
  put("site/huge.png", "");
  fs::resize_file(root_ / "site/huge.png", Web::kBytesMax + 1);  // Sparse.
  try {
    open();
    FAIL() << "it was taken";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("too large"));
  }
}

TEST(WantsPage, IsSaidByABrowserOnly) {
  const auto wants = [](const char* accept) {
    http::Headers headers;
    headers.add("Accept", accept);
    return wants_page(headers);
  };
  EXPECT_TRUE(wants("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
  EXPECT_FALSE(wants("*/*"));
  EXPECT_FALSE(wants("application/json"));
  EXPECT_FALSE(wants("text/html;q=0"));
  EXPECT_FALSE(wants(""));
}

}  // namespace web_test
}  // namespace mingzhang::routes
