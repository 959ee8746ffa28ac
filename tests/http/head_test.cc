#include "api/http/head.h"

#include <gtest/gtest.h>

#include "api/http/server.h"

namespace mingzhang::http {
namespace head_test {

using namespace std::string_literals;
using State = HeadScan::State;

State scan(std::string_view bytes) { return HeadScan().scan(bytes); }

std::string get(const std::string& target, const std::string& more = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: fund.example\r\n" + more + "\r\n";
}

int fault(const std::string& text) {
  HeadScan whole;
  const State state = whole.scan(text);
  if (state == State::malformed) return 400;
  EXPECT_EQ(state, State::complete) << text;
  return read_head(std::string_view(text).substr(0, whole.size())).fault;
}

TEST(HeadScan, FindsTheEndHoweverTheBytesArrive) {
  const std::string head = get("/", "A: b\r\n");
  const std::string text = head + "rest\r\n\r\n";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    HeadScan scan;
    std::size_t size = 0;
    State state = State::incomplete;
    while (state == State::incomplete && size < text.size()) {
      EXPECT_LT(size, head.size());
      size = std::min(size + step, text.size());
      state = scan.scan(std::string_view(text).substr(0, size));
    }
    EXPECT_EQ(state, State::complete);
    EXPECT_EQ(scan.size(), head.size());
  }
}

TEST(HeadScan, RefusesOtherLineEndsAndFoldsAtOnce) {
  for (const char* text : {
           "GET / HTTP/1.1\n",                   // bare LF
           "GET / HTTP/1.1\r\nA: b\n",           // … later
           "GET / HTTP/1.1\r\nA: b\n\r\n",       //
           "GET / HTTP/1.1\r\nA: b\rc",          // bare CR
           "GET / HTTP/1.1\r\nA: b\r\r\n",       //
           "GET / HTTP/1.1\r\r\n",               //
           "GET / HTTP/1.1\r\n\n",               //
           "GET / HTTP/1.1\r\nA: b\r\n c",       // a fold
           "GET / HTTP/1.1\r\nA: b\r\n\tc\r\n",  //
           "GET / HTTP/1.1\r\n A: b\r\n\r\n",    // blanks before the first field
           " GET / HTTP/1.1\r\n",                //
           "\r\nGET / HTTP/1.1\r\n",             // an empty line first
           "\n",                                 //
           "\r\r",                               //
       }) {
    EXPECT_EQ(scan(text), State::malformed) << text;
  }
  for (const char* text : {"", "G", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\n", "A\r\nB\r\n\r"}) {
    EXPECT_EQ(scan(text), State::incomplete) << text;
  }
}

TEST(HeadScan, AllowsTheLimitAndNotAByteMore) {
  const std::string empty = get("/", "A: \r\n");
  const std::string just =
      get("/", "A: " + std::string(kHeaderBytesMax - empty.size(), 'a') + "\r\n");
  ASSERT_EQ(just.size(), kHeaderBytesMax);
  EXPECT_EQ(scan(just), State::complete);
  EXPECT_EQ(fault(just), 0);
  const std::string more =
      get("/", "A: " + std::string(just.size() - empty.size() + 1, 'a') + "\r\n");
  EXPECT_EQ(scan(more), State::too_large);
  EXPECT_EQ(scan(std::string(kHeaderBytesMax - 1, 'a')), State::incomplete);
  EXPECT_EQ(scan(std::string(kHeaderBytesMax, 'a')), State::too_large);
}

TEST(Head, SaysWhatWasAsked) {
  const Head head = read_head(
      "POST /a%20b/?c=d?e HTTP/1.1\r\nhOST:[::1]:8443\r\nContent-Length: \t007 \r\n"
      "X: \xE6\xB5\x8E \r\nExpect: 100-Continue\r\nA:\r\n\r\n");
  EXPECT_EQ(head.fault, 0);
  EXPECT_TRUE(head.readable);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_TRUE(head.expects_continue);
  EXPECT_EQ(head.body_bytes, 7U);
  EXPECT_EQ(head.request.method, "POST");
  EXPECT_EQ(head.request.path, "/a%20b/");
  EXPECT_EQ(head.request.query, "c=d?e");
  EXPECT_EQ(head.request.headers.find("host"), "[::1]:8443");
  EXPECT_EQ(head.request.headers.find("x"), "\xE6\xB5\x8E");
  EXPECT_EQ(head.request.headers.all().size(), 5U);
}

TEST(Head, EndsTheConnectionWhenAsked) {
  EXPECT_TRUE(read_head(get("/")).keep_alive);
  EXPECT_TRUE(read_head(get("/", "Connection: keep-alive\r\n")).keep_alive);
  EXPECT_FALSE(read_head(get("/", "Connection: close\r\n")).keep_alive);
  EXPECT_FALSE(
      read_head(get("/", "Connection: keep-alive\r\nconnection: x, Close\r\n")).keep_alive);
}

TEST(Head, PassesOnMethodsItDoesNotKnow) {
  EXPECT_EQ(read_head("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n").request.method, "BREW");
  EXPECT_EQ(fault("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
}

TEST(Head, RefusesEveryTransferEncoding) {
  for (const char* more : {"Transfer-Encoding: chunked\r\n", "transfer-encoding: identity\r\n",
                           "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding:\r\n",
                           "Transfer-Encoding: \x0b"
                           "chunked\r\n",
                           "Transfer-Encoding: chunked\r\nA: b\r\n",
                           "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                           "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                           "Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n"}) {
    const int status = fault(get("/", more));
    EXPECT_TRUE(status == 501 || (status == 400 && std::string_view(more).contains('\x0b')))
        << more << status;
  }
}

TEST(Head, TakesOneContentLengthThatIsANumber) {
  for (const char* more :
       {"Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5, 5\r\n", "Content-Length: 5,\r\n", "Content-Length: +5\r\n",
        "Content-Length: -5\r\n", "Content-Length: 0x5\r\n", "Content-Length: 5 5\r\n",
        "Content-Length:\r\n", "Content-Length: 5.0\r\n", "Content-Length: \"5\"\r\n",
        "Content-Length: 18446744073709551616\r\n", "Content-Length: 18446744073709551615\r\n",
        "Content-Length: 1000000000000000000\r\n", "Content-Length: ,5\r\n"}) {
    EXPECT_EQ(fault(get("/", more)), 400) << more;
  }
  EXPECT_EQ(read_head(get("/", "Content-Length: 999999999999999999\r\n")).body_bytes,
            999'999'999'999'999'999U);
}

TEST(Head, NeedsOneGoodHost) {
  const auto with = [](const std::string& hosts) { return "GET / HTTP/1.1\r\n" + hosts + "\r\n"; };
  for (const char* host :
       {"a", "a:1", "a.b-c_d", "127.0.0.1:65535", "[::1]", "[fe80::1.2.3.4]:1"}) {
    EXPECT_EQ(fault(with(std::string("Host: ") + host + "\r\n")), 0) << host;
  }
  for (const char* host : {"", ":1", "a:", "a:b", "a:123456", "a b", "a/b", "a@b", "a,b", "[::1",
                           "[]", "[g h]", "::1", "[::1]a", "a:1:2", "a?b", "\xE6\xB5\x8E"}) {
    EXPECT_EQ(fault(with(std::string("Host: ") + host + "\r\n")), 400) << host;
  }
  EXPECT_EQ(fault(with("")), 400);
  EXPECT_EQ(fault(with("Host: a\r\nHost: a\r\n")), 400);
  EXPECT_EQ(fault(with("Host: a\r\nhost: b\r\n")), 400);
}

TEST(Head, NeedsAPathAsTarget) {
  for (const char* target :
       {"*", "fund.example:443", "fund.example", "a", "?a", "http://fund.example/", "ftp://x/",
        "https://other.example/", "https://fund.example:444/", "https://fund.example@other/",
        "https://", "https:///a", "/a#b", "/\x7f", "/\x01", "/a\tb", "/\xE6\xB5\x8E", "/a\"\x0c"}) {
    EXPECT_EQ(fault(get(target)), 400) << target;
  }
  EXPECT_EQ(fault("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"s), 400);
  EXPECT_EQ(fault("CONNECT fund.example:443 HTTP/1.1\r\nHost: fund.example:443\r\n\r\n"), 400);
  EXPECT_EQ(fault("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
}

TEST(Head, TakesTheWholeAddressOfThisVeryHost) {
  const Head head = read_head(get("HTTPS://Fund.Example/a?b"));
  EXPECT_EQ(head.fault, 0);
  EXPECT_EQ(head.request.path, "/a");
  EXPECT_EQ(head.request.query, "b");
  EXPECT_EQ(read_head(get("https://fund.example")).request.path, "/");
  EXPECT_EQ(read_head(get("https://fund.example?b")).request.path, "/");
  EXPECT_EQ(read_head(get("https://fund.example?b")).request.query, "b");
}

TEST(Head, LimitsTheTargetAndTheNumberOfFields) {
  EXPECT_EQ(fault(get("/" + std::string(kTargetBytesMax - 1, 'a'))), 0);
  EXPECT_EQ(fault(get("/" + std::string(kTargetBytesMax, 'a'))), 414);
  std::string fields;
  for (std::size_t i = 1; i < kFieldsMax; ++i) fields += "A: b\r\n";
  EXPECT_EQ(fault(get("/", fields)), 0);
  EXPECT_EQ(fault(get("/", fields + "A: b\r\n")), 431);
}

TEST(Head, RefusesOtherVersionsAndExpectations) {
  for (const char* version : {"HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "HTTP/9.9"}) {
    EXPECT_EQ(fault(std::string("GET / ") + version + "\r\nHost: a\r\n\r\n"), 505) << version;
  }
  EXPECT_EQ(fault("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
  EXPECT_EQ(fault(get("/", "Expect: 200-ok\r\n")), 417);
  EXPECT_EQ(fault(get("/", "Expect: 100-continue\r\nExpect: x\r\n")), 417);
  EXPECT_EQ(fault(get("/", "Expect: 100-continue, x\r\n")), 417);
}

TEST(Head, RefusesWhatIsNotOfTheForm) {
  for (const char* text : {
           "GET / HTTP/1.1\r\nHost : a\r\n\r\n",           // blank before the colon
           "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n",          //
           "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",     // no name
           "GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",  //
           "GET / HTTP/1.1\r\nHost: a\r\nA\r\n\r\n",       // no colon
           "GET / HTTP/1.1\r\nHost: a\r\nA@: c\r\n\r\n",   //
           "GET / HTTP/1.1\r\nHost: a\r\nA: \x01\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nA: \x7f\r\n\r\n",
           "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
           "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
           "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
           " / HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET /\r\n\r\n",
           "GET / http/1.1\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1a\r\nHost: a\r\n\r\n",
           "GET / HTTP/11\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.\r\nHost: a\r\n\r\n",
           "a\r\n\r\n",
       }) {
    const int status = fault(text);
    EXPECT_TRUE(status == 400 || status == 505) << status << text;
  }
  EXPECT_EQ(fault("GET / HTTP/1.1\r\nHost: a\r\nA: b\0"
                  "c\r\n\r\n"s),
            400);
}

}  // namespace head_test
}  // namespace mingzhang::http
