#include "client/https.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "ledger/base/sha256.h"
#include "tests/client/test_server.h"

namespace mingzhang::client {
namespace https_test {

using testing::HasSubstr;
using Kind = HttpsError::Kind;

Settings trusting(const test::Certificate& certificate = test::loopback_certificate()) {
  Settings settings;
  settings.ca = certificate.file();
  return settings;
}

Request get(const std::string& path) {
  Request request;
  request.path = path;
  return request;
}

/// The error that `send` throws; fails the test when it throws none.
HttpsError error_of(Https& https, const Request& request) {
  try {
    const Response response = https.send(request);
    ADD_FAILURE() << "answered " << response.status;
  } catch (const HttpsError& error) {
    return error;
  }
  return {Kind::bad_url, "none"};
}

TEST(Https, HasTheAnswerWithItsHeaders) {
  const test::TestServer server;
  Https https(server.url() + "/", trusting());
  const Response response = https.send(get("/hello"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.header("content-type"), "text/plain");
  EXPECT_EQ(response.header("etag"), "\"1\"");
  EXPECT_EQ(response.header("x-mixed"), "two  words");
  EXPECT_EQ(response.header("retry-after"), "");
}

TEST(Https, TakesAnyStatusForAnAnswer) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  const Response response = https.send(get("/nothing"));
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "no such thing");
}

TEST(Https, KeepsItsConnection) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  Request post = get("/echo");
  post.method = "POST";
  post.body = "x";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(https.send(get("/hello")).status, 200);
    EXPECT_EQ(https.send(post).status, 200);
  }
  EXPECT_EQ(https.send(get("/connections")).body, "1");
}

TEST(Https, RefusesACertificateThatNobodyTrusts) {
  const test::TestServer server;
  Https https(server.url());
  const HttpsError error = error_of(https, get("/hello"));
  EXPECT_EQ(error.kind(), Kind::not_trusted);
  EXPECT_FALSE(error.may_pass());
  EXPECT_THAT(error.what(), HasSubstr("--ca"));
}

TEST(Https, TrustsExactlyTheCertificateThatIsNamed) {
  const test::TestServer server;
  const test::Certificate other("IP:127.0.0.1");
  Https https(server.url(), trusting(other));
  EXPECT_EQ(error_of(https, get("/hello")).kind(), Kind::not_trusted);
}

TEST(Https, RefusesACertificateOfAnotherName) {
  const test::Certificate other("DNS:other.example");
  const test::TestServer server(other);
  Https https(server.url(), trusting(other));
  const HttpsError error = error_of(https, get("/hello"));
  EXPECT_EQ(error.kind(), Kind::wrong_name);
  EXPECT_THAT(error.what(), HasSubstr("127.0.0.1"));
}

TEST(Https, SaysThatNobodyListens) {
  Https https("https://127.0.0.1:" + test::unused_port());
  const HttpsError error = error_of(https, get("/hello"));
  EXPECT_EQ(error.kind(), Kind::not_reached);
  EXPECT_TRUE(error.may_pass());
  EXPECT_THAT(error.what(), HasSubstr("cannot connect to 127.0.0.1:"));
}

TEST(Https, SpeaksNothingButHttps) {
  for (const char* const url :
       {"http://127.0.0.1", "ftp://127.0.0.1", "file:///etc/hosts", "127.0.0.1", "", "https://",
        "https://user:secret@127.0.0.1", "https://127.0.0.1?x=1", "https://127.0.0.1#x"}) {
    try {
      const Https https(url);
      ADD_FAILURE() << url;
    } catch (const HttpsError& error) {
      EXPECT_EQ(error.kind(), Kind::bad_url) << url;
    }
  }
}

TEST(Https, NeedsTheCertificateFileItIsGiven) {
  Settings settings;
  settings.ca = "/nowhere/ca.pem";
  EXPECT_THROW(Https("https://127.0.0.1", settings), HttpsError);
  const test::TestServer server;
  settings.ca = test::loopback_certificate().key();
  Https https(server.url(), settings);
  EXPECT_EQ(error_of(https, get("/hello")).kind(), Kind::bad_file);
}

TEST(Https, FollowsNoRedirect) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  const Response response = https.send(get("/elsewhere"));
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.header("location"), "/hello");
}

TEST(Https, TakesNoLargerAnswerThanItAskedFor) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  Request request = get("/bytes/100000");
  request.body_bytes_max = 100'000;
  EXPECT_EQ(https.send(request).body.size(), 100'000U);
  request.body_bytes_max = 99'999;
  EXPECT_EQ(error_of(https, request).kind(), Kind::too_large);
  EXPECT_EQ(https.send(get("/hello")).body, "hello");  // It goes on after that.
}

TEST(Https, EndsWhenTheServerStalls) {
  const test::TestServer server;
  Settings settings = trusting();
  settings.stall_timeout_s = 1;
  Https https(server.url(), settings);
  const HttpsError error = error_of(https, get("/stall"));
  EXPECT_EQ(error.kind(), Kind::stalled);
  EXPECT_TRUE(error.may_pass());
}

TEST(Https, NoticesAnAnswerThatIsCutOff) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  EXPECT_EQ(error_of(https, get("/cut")).kind(), Kind::broken);
}

TEST(Https, SendsTheTokenOnlyWhereItIsAsked) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  Request request = get("/token");
  request.token = "secret";
  EXPECT_EQ(https.send(request).body, "Bearer secret");
  EXPECT_EQ(https.send(get("/token")).body, "none");
  request.token = "secret\r\nX-Other: 1";
  EXPECT_EQ(error_of(https, request).kind(), Kind::broken);
}

TEST(Https, SendsABodyByEachMethod) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  for (const std::string method : {"POST", "PUT"}) {
    Request request = get("/echo");
    request.method = method;
    request.body = "a body";
    request.headers = {{"Content-Type", "text/csv"}};
    EXPECT_EQ(https.send(request).body,
              method + " 6 " + to_hex(sha256(bytes_of(request.body)).view()) + " text/csv");
  }
  Request request = get("/echo");
  request.method = "DELETE";
  EXPECT_THAT(https.send(request).body, testing::StartsWith("DELETE 0 "));
  request.method = "POST";
  EXPECT_THAT(https.send(request).body, testing::StartsWith("POST 0 "));
}

TEST(Https, SendsALargeFileAndTellsHowFar) {
  const test::TestServer server;
  Https https(server.url(), trusting());
  const std::string path = test::loopback_certificate().folder() + "/large";
  std::string text;
  while (text.size() < 20'000'000) text += "line " + std::to_string(text.size()) + "\n";
  std::ofstream(path, std::ios::binary) << text;
  Request request = get("/echo");
  request.method = "POST";
  request.upload = path;
  std::uint64_t last = 0;
  int calls = 0;
  request.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_GE(done, last);
    EXPECT_EQ(total, text.size());
    last = done;
    ++calls;
  };
  EXPECT_EQ(https.send(request).body, "POST " + std::to_string(text.size()) + " " +
                                          to_hex(sha256(bytes_of(text)).view()) + " ");
  EXPECT_EQ(last, text.size());
  EXPECT_GT(calls, 2);
  request.progress = [](std::uint64_t, std::uint64_t) { throw std::runtime_error("enough"); };
  EXPECT_THROW(https.send(request), std::runtime_error);
  request.upload = "/nowhere/file";
  EXPECT_EQ(error_of(https, request).kind(), Kind::bad_file);
}

TEST(Https, SurvivesAServerThatDoesNotWantTheBody) {
  const test::TestServer server;
  for (const char* const path : {"/refused", "/reset", "/reset", "/refused"}) {
    Request request = get(path);
    request.method = "POST";
    request.body.assign(50'000'000, 'x');
    Https https(server.url(), trusting());
    try {
      EXPECT_EQ(https.send(request).status, 413);
    } catch (const HttpsError& error) {
      EXPECT_EQ(error.kind(), Kind::broken);
    }
  }
}

}  // namespace https_test
}  // namespace mingzhang::client
