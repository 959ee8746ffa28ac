#include <gtest/gtest.h>

#include <atomic>

#include "api/http/head.h"
#include "tests/http/site.h"
#include "tests/http/tls_client.h"

/// What the server says no to, as a client sees it: an answer it can read, and the end. The rules
/// themselves are those of head_test.cc.
namespace mingzhang::http {
namespace refusal_test {

struct RefusalRow {
  int status;
  std::string text;
};

TEST(Refusal, IsAnAnswerAndTheEnd) {
  Site site;
  std::atomic<int> asked = 0;
  site.handler.on_answer = [&](const Request&, const Respond& respond) {
    ++asked;
    respond(Response(200));
  };
  const std::uint16_t port = site.start();
  const std::string trap = get("/trap");
  for (const RefusalRow& row : {
           RefusalRow{400, "GET / HTTP/1.1\r\n\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
           {400, "GET / HTTP/1.1\nHost: a\n\n"},
           {400, "\r\n" + trap},
           {400, get("/", "A: b\r\n c\r\n")},
           {400, get("/", "A : b\r\n")},
           {400, get("/", "A: b\rc\r\n")},
           {400, get("/", "Content-Length: 3\r\nContent-Length: 3\r\n") + "abc"},
           {400, get("/", "Content-Length: 3, 3\r\n") + "abc"},
           {400, get("/", "Content-Length: -1\r\n")},
           {400, get("*")},
           {400, get("https://other/")},
           {400, get("/\x01")},
           {400, "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost:1\r\n\r\n"},
           {413, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n"},
           {413,
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999999\r\n"
            "Expect: 100-continue\r\n\r\n"},
           {414, get("/" + std::string(kTargetBytesMax, 'a'))},
           {417, get("/", "Expect: the-moon\r\n")},
           {431, "GET /" + std::string(2 * kHeaderBytesMax, 'a')},
           {431, get("/", "A: " + std::string(kHeaderBytesMax, 'a') + "\r\n")},
           {501, get("/", "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n"},
           {501, get("/", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") + "0\r\n\r\n"},
           {501, get("/", "Content-Length: 3\r\nTransfer-Encoding: xchunked\r\n") + "abc"},
           {505, "GET / HTTP/1.0\r\nHost: a\r\n\r\n"},
           {505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
       }) {
    TlsClient client(port);
    client.send(row.text + trap);
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, row.status) << row.text.substr(0, 100);
    EXPECT_EQ(answer.headers.find("Connection"), "close");
    std::string rest;
    EXPECT_EQ(client.read_end(&rest), End::orderly);
    EXPECT_EQ(rest, "") << row.text.substr(0, 100);
  }
  EXPECT_EQ(asked, 0);
}

TEST(Refusal, TellsTheHandlerWhatCouldBeRead) {
  Site site;
  const std::uint16_t port = site.start();
  EXPECT_EQ(TlsClient(port).ask(get("/a", "Transfer-Encoding: chunked\r\n")).body, "fault of /a");
  EXPECT_EQ(TlsClient(port).ask(get("/a", "Expect: x\r\n")).body, "fault of /a");
  EXPECT_EQ(TlsClient(port).ask("nonsense\r\n\r\n").body, "fault");
}

TEST(Refusal, OfAHeadRequestHasNoBody) {
  Site site;
  TlsClient client(site.start());
  client.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n\r\n");
  EXPECT_EQ(client.read(true).headers.find("Content-Length"), "11");
  std::string rest;
  EXPECT_EQ(client.read_end(&rest), End::orderly);
  EXPECT_EQ(rest, "");
}

TEST(Refusal, ComesBeforeTheBodyAndReachesAClientThatSendsOn) {
  Site site;
  site.handler.on_admit = [](const Request&) {
    Intake intake;
    intake.body_bytes_max = 10;
    return intake;
  };
  const std::uint16_t port = site.start();
  EXPECT_EQ(TlsClient(port).ask(post("/", "0123456789")).status, 200);
  TlsClient client(port);
  // More than the buffers between us hold: a server that closed at once would reset this.
  const std::string body(20'000'000, 'a');
  EXPECT_TRUE(client.send(post("/", body)));
  EXPECT_EQ(client.read().status, 413);
  EXPECT_EQ(client.read_end(), End::orderly);
}

TEST(Refusal, OfTheRestLeavesEarlierAnswersWhole) {
  Site site;
  TlsClient client(site.start());
  client.send(get("/a") + get("/b") + "nonsense\r\n\r\n" + get("/c"));
  EXPECT_EQ(client.read().body, "GET /a? []");
  EXPECT_EQ(client.read().body, "GET /b? []");
  EXPECT_EQ(client.read().status, 400);
  EXPECT_EQ(client.read_end(), End::orderly);
}

}  // namespace refusal_test
}  // namespace mingzhang::http
