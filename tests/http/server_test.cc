#include "api/http/server.h"

#include <gtest/gtest.h>

#include "tests/http/site.h"
#include "tests/http/tls_client.h"

namespace mingzhang::http {
namespace {

TEST(Server, AnswersOverHttps) {
  Site site;
  TlsClient client(site.start());
  const Answer answer = client.ask(get("/fund?year=2026"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "GET /fund?year=2026 []");
  EXPECT_EQ(answer.headers.find("content-type"), "text/plain");
  EXPECT_EQ(answer.headers.find("Connection"), "");
  EXPECT_EQ(answer.headers.find("Date").size(), 29U);
}

TEST(Server, TakesManyRequestsOnOneConnection) {
  Site site;
  TlsClient client(site.start());
  for (int i = 0; i < 500; ++i) {
    const std::string text = std::to_string(i);
    EXPECT_EQ(client.ask(post("/" + text, text)).body, "POST /" + text + "? [" + text + "]");
  }
}

}  // namespace
}  // namespace mingzhang::http
