#include <gtest/gtest.h>

#include "tests/http/site.h"
#include "tests/http/tls_client.h"

/// Clients that are slow. Each test shortens one timeout and leaves the others long, so that only
/// the one it is about can end the connection.
namespace mingzhang::http {
namespace timeout_test {

using std::chrono::milliseconds;

constexpr milliseconds kShort(400);
constexpr milliseconds kLong(60'000);

struct SlowSite : Site {
  SlowSite() {
    options.handshake_timeout = options.head_timeout = options.body_timeout = kLong;
    options.file_timeout = options.idle_timeout = options.write_timeout = kLong;
  }
};

// Sends `piece` every few milliseconds, at most `times`, until something else than silence comes.
End drip(TlsClient& client, std::string_view piece, int times, std::string& rest) {
  client.set_patience(milliseconds(15));
  End end = End::silence;
  for (int i = 0; i < times && end == End::silence; ++i) {
    client.send(piece);
    std::string came;
    end = client.read_end(&came);
    rest += came;
  }
  return end;
}

TEST(Timeout, EndsAConnectionWithoutAHandshake) {
  SlowSite site;
  site.options.handshake_timeout = kShort;
  TlsClient client(site.start(), {}, false);
  EXPECT_EQ(client.read_end(), End::cut);
}

TEST(Timeout, EndsAConnectionWithoutARequestInSilence) {
  SlowSite site;
  site.options.head_timeout = kShort;
  TlsClient client(site.start());
  std::string rest;
  EXPECT_EQ(client.read_end(&rest), End::orderly);
  EXPECT_EQ(rest, "");
}

TEST(Timeout, EndsAHeadThatNeverEnds) {
  SlowSite site;
  site.options.head_timeout = kShort;
  TlsClient client(site.start());
  client.send("GET / HTTP/1.1\r\n");
  std::string rest;
  EXPECT_EQ(drip(client, "A: b\r\n", 1'000, rest), End::orderly);
  EXPECT_EQ(rest.substr(0, 13), "HTTP/1.1 408 ");
}

TEST(Timeout, EndsABodyThatIsTooSlow) {
  SlowSite site;
  site.options.body_timeout = kShort;
  TlsClient client(site.start());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
  std::string rest;
  EXPECT_EQ(drip(client, "a", 10'000, rest), End::orderly);
  EXPECT_EQ(rest.substr(0, 13), "HTTP/1.1 408 ");
}

TEST(Timeout, OfAFileIsItsOwn) {
  SlowSite site;
  site.options.body_timeout = kShort;
  site.handler.on_admit = [](const Request&) {
    Intake intake;
    intake.to_file = true;
    return intake;
  };
  TlsClient client(site.start());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\n");
  std::string rest;
  EXPECT_EQ(drip(client, "a", 39, rest), End::silence);  // 600 ms
  client.set_patience(kPatience);
  EXPECT_EQ(client.ask("a").body, "POST /? []");
}

TEST(Timeout, EndsAFileThatIsTooSlow) {
  SlowSite site;
  site.options.file_timeout = kShort;
  site.handler.on_admit = [](const Request&) {
    Intake intake;
    intake.to_file = true;
    return intake;
  };
  TlsClient client(site.start());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
  std::string rest;
  EXPECT_EQ(drip(client, "a", 10'000, rest), End::orderly);
  EXPECT_EQ(rest.substr(0, 13), "HTTP/1.1 408 ");
  site.server.reset();
  EXPECT_EQ(site.folder.files_in("spool"), 0U);
}

TEST(Timeout, EndsAnIdleConnectionInSilence) {
  SlowSite site;
  site.options.idle_timeout = kShort;
  TlsClient client(site.start());
  EXPECT_EQ(client.ask(get("/")).status, 200);
  EXPECT_EQ(client.ask(get("/")).status, 200);
  std::string rest;
  EXPECT_EQ(client.read_end(&rest), End::orderly);
  EXPECT_EQ(rest, "");
}

TEST(Timeout, EndsAnAnswerThatNobodyReads) {
  SlowSite site;
  site.options.write_timeout = kShort;
  Signal<bool> dropped;
  site.handler.on_answer = [&](const Request&, const Respond& respond) {
    Response response(200);
    response.ready = std::shared_ptr<const std::string>(new std::string(20'000'000, 'a'),
                                                        [&](const std::string* text) {
                                                          delete text;
                                                          dropped.set(true);
                                                        });
    respond(std::move(response));
  };
  ClientOptions options;
  options.receive_bytes_max = 4096;
  TlsClient client(site.start(), options);
  client.send(get("/"));
  EXPECT_TRUE(dropped.wait());
  EXPECT_EQ(client.read_end(), End::cut);
}

TEST(Timeout, DoesNotHurryTheHandler) {
  SlowSite site;
  site.options.head_timeout = site.options.body_timeout = kShort;
  site.options.idle_timeout = site.options.write_timeout = kShort;
  Signal<Respond> late;
  site.handler.on_answer = [&](const Request&, Respond respond) { late.set(std::move(respond)); };
  const std::uint16_t port = site.start();
  TlsClient client(port);
  client.send(get("/"));
  const auto respond = late.wait();
  ASSERT_TRUE(respond);
  // All timeouts pass for others meanwhile, twice.
  TlsClient(port).read_end();
  TlsClient(port).read_end();
  (*respond)({200, "text/plain", "thought about it"});
  EXPECT_EQ(client.read().body, "thought about it");
}

}  // namespace timeout_test
}  // namespace mingzhang::http
