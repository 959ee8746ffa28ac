#include <gtest/gtest.h>

#include <thread>

#include "tests/http/site.h"
#include "tests/http/tls_client.h"

namespace mingzhang::http {
namespace stop_test {

using std::chrono::milliseconds;

// Answers "/late" when the test says so, all else at once.
struct LateSite : Site {
  Signal<Respond> late;
  LateSite() {
    handler.on_answer = [this](const Request& request, Respond respond) {
      if (request.path == "/late") return late.set(std::move(respond));
      respond(EchoHandler::echo(request));
    };
  }
};

TEST(Stop, ClosesIdleConnectionsAndTheDoorAtOnce) {
  Site site;
  const std::uint16_t port = site.start();
  TlsClient fresh(port);
  TlsClient used(port);
  TlsClient in_handshake(port, {}, false);
  EXPECT_EQ(used.ask(get("/")).status, 200);
  site.server->stop(milliseconds(60'000));  // The test would time out if it waited for them.
  // To the server its handshake may not have ended, which is no reason for a good-bye.
  EXPECT_NE(fresh.read_end(), End::silence);
  EXPECT_EQ(used.read_end(), End::orderly);
  EXPECT_EQ(in_handshake.read_end(), End::cut);
  EXPECT_THROW(TlsClient{port}, std::runtime_error);
}

TEST(Stop, LetsRequestsUnderWayBeAnswered) {
  LateSite site;
  const std::uint16_t port = site.start();
  TlsClient waiting(port);
  waiting.send(get("/late") + get("/never"));
  const auto respond = site.late.wait();
  ASSERT_TRUE(respond);
  TlsClient in_body(port);
  in_body.send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo");
  TlsClient in_head(port);
  in_head.send("GET /head HTTP/1.1\r\nHo");
  // One that was answered after they began, on each thread, tells that they were read.
  TlsClient idle(port);
  TlsClient idle_too(port);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(idle.ask(get("/")).status, 200);
    EXPECT_EQ(idle_too.ask(get("/")).status, 200);
  }
  std::jthread stopping([&] { site.server->stop(milliseconds(60'000)); });
  EXPECT_EQ(idle.read_end(), End::orderly);
  EXPECT_EQ(idle_too.read_end(), End::orderly);

  (*respond)({200, "text/plain", "in time"});
  in_body.send("dy");
  in_head.send("st: a\r\n\r\n");
  const Answer answers[] = {waiting.read(), in_body.read(), in_head.read()};
  EXPECT_EQ(answers[0].body, "in time");
  EXPECT_EQ(answers[1].body, "POST /body? [body]");
  EXPECT_EQ(answers[2].body, "GET /head? []");
  for (const Answer& answer : answers) EXPECT_EQ(answer.headers.find("Connection"), "close");
  std::string rest;
  EXPECT_EQ(waiting.read_end(&rest), End::orderly);
  EXPECT_EQ(rest, "");
}

TEST(Stop, CutsWhatIsNotAnsweredInTime) {
  LateSite site;
  const std::uint16_t port = site.start();
  TlsClient waiting(port);
  waiting.send(get("/late"));
  const auto respond = site.late.wait();
  ASSERT_TRUE(respond);
  site.server->stop(milliseconds(50));
  EXPECT_EQ(waiting.read_end(), End::cut);
  (*respond)({200, "text/plain", "after the stop"});
}

TEST(Stop, LeavesLateAnswersHarmless) {
  LateSite site;
  const std::uint16_t port = site.start();
  TlsClient waiting(port);
  waiting.send(get("/late"));
  auto respond = site.late.wait();
  ASSERT_TRUE(respond);
  const Respond copy = *respond;
  site.server.reset();
  (*respond)({200, "text/plain", "after the end"});
  copy({200, "text/plain", "and again"});
  respond.reset();
  EXPECT_EQ(waiting.read_end(), End::cut);
}

TEST(Stop, MayComeWhileAnswersComeFromOtherThreads) {
  for (int round = 0; round < 20; ++round) {
    Site site;
    std::mutex mutex;
    std::vector<std::jthread> others;
    site.handler.on_answer = [&](const Request&, const Respond& respond) {
      const std::lock_guard lock(mutex);
      others.emplace_back([respond] { respond({200, "text/plain", "race"}); });
    };
    const std::uint16_t port = site.start();
    std::vector<std::unique_ptr<TlsClient>> clients;
    for (int i = 0; i < 8; ++i) clients.push_back(std::make_unique<TlsClient>(port));
    for (auto& client : clients) client->send(get("/"));
    site.server->stop(milliseconds(round % 3));
  }
}

TEST(Stop, MayBeCalledTwiceAndByTwo) {
  Site site;
  const std::uint16_t port = site.start();
  TlsClient client(port);
  EXPECT_EQ(client.ask(get("/")).status, 200);
  {
    const std::jthread one([&] { site.server->stop(milliseconds(60'000)); });
    const std::jthread two([&] { site.server->stop(milliseconds(60'000)); });
  }
  site.server->stop(milliseconds(60'000));
  site.server->reload_certificate();
  EXPECT_EQ(client.read_end(), End::orderly);
}

TEST(Stop, IsWhatTheDestructorDoes) {
  LateSite site;
  const std::uint16_t port = site.start();
  TlsClient fresh(port);
  TlsClient waiting(port);
  waiting.send(get("/late"));
  ASSERT_TRUE(site.late.wait());
  TlsClient in_body(port);
  in_body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo");
  TlsClient in_handshake(port, {}, false);
  site.server.reset();
  EXPECT_NE(fresh.read_end(), End::silence);
  EXPECT_NE(in_body.read_end(), End::silence);
  EXPECT_NE(in_handshake.read_end(), End::silence);
  EXPECT_THROW(TlsClient{port}, std::runtime_error);
}

}  // namespace stop_test
}  // namespace mingzhang::http
