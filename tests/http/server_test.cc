#include "api/http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/http/site.h"
#include "tests/http/tls_client.h"

namespace mingzhang::http {
namespace server_test {

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

TEST(Server, AnswersPipelinedRequestsInOrder) {
  Site site;
  std::vector<std::jthread> others;
  site.handler.on_answer = [&](Request request, Respond respond) {
    if (request.path.size() % 2 == 0) {
      return respond(EchoHandler::echo(request));
    }
    others.emplace_back([request, respond] { respond(EchoHandler::echo(request)); });
  };
  TlsClient client(site.start());
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += i % 3 == 0 ? get("/" + std::to_string(i)) : post("/" + std::to_string(i), "12345");
  }
  client.send(text);
  for (int i = 0; i < 300; ++i) {
    const std::string expected = i % 3 == 0 ? "GET /" + std::to_string(i) + "? []"
                                            : "POST /" + std::to_string(i) + "? [12345]";
    EXPECT_EQ(client.read().body, expected);
  }
}

TEST(Server, ReadsRequestsThatComeByteByByte) {
  Site site;
  TlsClient client(site.start());
  const std::string text = post("/a", "body") + get("/b");
  for (const char byte : text) ASSERT_TRUE(client.send(std::string(1, byte)));
  EXPECT_EQ(client.read().body, "POST /a? [body]");
  EXPECT_EQ(client.read().body, "GET /b? []");
}

TEST(Server, ReadsBodiesUpToTheLimitOfTheHandler) {
  Site site;
  site.handler.on_answer = [](const Request& request, const Respond& respond) {
    respond({200, "text/plain", request.body});
  };
  TlsClient client(site.start());
  for (const std::size_t size : {0UL, 1UL, 16'384UL, 16'385UL, 100'000UL, kBodyBytesMax}) {
    std::string body(size, 'a');
    for (std::size_t i = 0; i < size; i += 997) body[i] = static_cast<char>('a' + i % 26);
    const Answer answer = client.ask(post("/", body));
    EXPECT_EQ(answer.status, 200) << size;
    EXPECT_TRUE(answer.body == body) << size;
  }
}

TEST(Server, TellsTheHandlerWhoAsksAndNumbersTheRequests) {
  Site site;
  site.handler.on_answer = [](const Request& request, const Respond& respond) {
    respond({200, "text/plain", request.peer + " " + request.id});
  };
  TlsClient client(site.start());
  std::set<std::string> ids;
  for (int i = 0; i < 50; ++i) {
    const std::string body = client.ask(get("/")).body;
    EXPECT_EQ(body.substr(0, 10), "127.0.0.1 ");
    EXPECT_EQ(body.find_first_not_of("0123456789abcdef", 10), std::string::npos);
    EXPECT_EQ(body.size(), 26U);
    ids.insert(body);
  }
  EXPECT_EQ(ids.size(), 50U);
}

TEST(Server, SendsNoBodyWhereThereMayBeNone) {
  Site site;
  site.handler.on_answer = [](const Request& request, const Respond& respond) {
    respond({std::stoi(request.path.substr(1)), "text/plain", "12345"});
  };
  TlsClient client(site.start());
  client.send("HEAD /200 HTTP/1.1\r\nHost: a\r\n\r\n");
  const Answer head = client.read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.find("Content-Length"), "5");
  // What follows would not be an answer, had a body been sent.
  EXPECT_EQ(client.ask(get("/204")).status, 204);
  EXPECT_EQ(client.ask(get("/304")).status, 304);
  EXPECT_EQ(client.ask(get("/200")).body, "12345");
}

TEST(Server, SendsLargeAnswersWhole) {
  Site site;
  auto text = std::make_shared<std::string>(10'000'000, 'a');
  for (std::size_t i = 0; i < text->size(); i += 997) (*text)[i] = static_cast<char>('a' + i % 26);
  site.handler.on_answer = [&](const Request& request, const Respond& respond) {
    const std::size_t size = std::stoul(request.path.substr(1));
    Response response(200, "text/plain", text->substr(0, size));
    if (size == text->size()) response.ready = text;
    respond(std::move(response));
  };
  TlsClient client(site.start());
  for (const std::size_t size : {0, 16'000, 16'384, 16'385, 300'000, 10'000'000}) {
    EXPECT_TRUE(client.ask(get("/" + std::to_string(size))).body == text->substr(0, size)) << size;
  }
}

TEST(Server, ClosesWhenTheClientAsksForIt) {
  Site site;
  TlsClient client(site.start());
  const Answer answer = client.ask(get("/", "Connection: close\r\n"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.find("Connection"), "close");
  EXPECT_EQ(client.read_end(), End::orderly);
}

TEST(Server, AnswersAClientThatSendsNoMore) {
  Site site;
  TlsClient client(site.start());
  client.send(get("/a") + get("/b"));
  client.end_sending();
  EXPECT_EQ(client.read().body, "GET /a? []");
  EXPECT_EQ(client.read().body, "GET /b? []");
  EXPECT_EQ(client.read_end(), End::orderly);
}

TEST(Server, AnswersAtOnceWithoutTheBodyWhereTheHandlerSaysSo) {
  Site site;
  std::atomic<int> answered = 0;
  site.handler.on_admit = [](const Request&) {
    Intake intake;
    intake.body_bytes_max = 1;
    intake.answer = Response(401, "text/plain", "who?");
    return intake;
  };
  site.handler.on_answer = [&](const Request&, const Respond&) { ++answered; };
  const std::uint16_t port = site.start();
  TlsClient client(port);
  // A body that is here already is passed over, and the connection stays.
  EXPECT_EQ(client.ask(get("/")).body, "who?");
  EXPECT_EQ(client.ask(post("/", "GET /trap HTTP/1.1\r\n\r\n")).headers.find("Connection"), "");
  // One that is not would have to be read.
  const std::string large(1'000'000, 'a');
  const Answer answer = client.ask(post("/", large));
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.headers.find("Connection"), "close");
  EXPECT_EQ(client.read_end(), End::orderly);
  // Nor is one that the client has not been asked for.
  TlsClient careful(port);
  careful.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(careful.read().headers.find("Connection"), "close");
  EXPECT_EQ(careful.read_end(), End::orderly);
  EXPECT_EQ(answered, 0);
}

TEST(Server, AsksForABodyThatTheClientHoldsBack) {
  Site site;
  TlsClient client(site.start());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  EXPECT_EQ(client.ask("body").body, "POST /? [body]");
  // Not for one that is here.
  EXPECT_EQ(client.ask(post("/", "body", "Expect: 100-continue\r\n")).status, 200);
}

TEST(Server, AnswersManyConnectionsFromAnotherThread) {
  Site site;
  std::mutex mutex;
  std::condition_variable_any asked;
  std::vector<std::pair<Request, Respond>> waiting;
  site.handler.on_answer = [&](Request request, Respond respond) {
    const std::lock_guard lock(mutex);
    waiting.emplace_back(std::move(request), std::move(respond));
    asked.notify_one();
  };
  std::jthread worker([&](std::stop_token stop) {
    std::unique_lock lock(mutex);
    while (asked.wait(lock, stop, [&] { return !waiting.empty(); })) {
      const auto [request, respond] = std::move(waiting.back());
      waiting.pop_back();
      lock.unlock();
      respond(EchoHandler::echo(request));
      lock.lock();
    }
  });
  const std::uint16_t port = site.start();
  std::vector<std::unique_ptr<TlsClient>> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(std::make_unique<TlsClient>(port));
  for (int round = 0; round < 20; ++round) {
    const std::string path = "/" + std::to_string(round);
    for (auto& client : clients) ASSERT_TRUE(client->send(get(path)));
    for (auto& client : clients) EXPECT_EQ(client->read().body, "GET " + path + "? []");
  }
}

TEST(Server, AnswersForAHandlerThatFails) {
  Site site;
  site.handler.on_admit = [](const Request& head) -> Intake {
    if (head.path == "/admit") throw std::runtime_error("disk");
    return {};
  };
  site.handler.on_answer = [](const Request& request, const Respond&) {
    if (request.path == "/answer") throw std::runtime_error("disk");
    // Otherwise it forgets to answer.
  };
  const std::uint16_t port = site.start();
  TlsClient client(port);
  EXPECT_EQ(client.ask(get("/answer")).status, 500);
  EXPECT_EQ(client.ask(get("/forgotten")).status, 500);
  EXPECT_EQ(client.ask(get("/admit")).status, 500);
  EXPECT_EQ(client.read_end(), End::orderly);
}

TEST(Server, SendsOnlyTheFirstOfTwoAnswers) {
  Site site;
  site.handler.on_answer = [](const Request&, const Respond& respond) {
    respond({200, "text/plain", "first"});
    respond({200, "text/plain", "second"});
  };
  TlsClient client(site.start());
  EXPECT_EQ(client.ask(get("/")).body, "first");
  EXPECT_EQ(client.ask(get("/")).body, "first");
}

TEST(Server, GoesOnWhenClientsVanish) {
  Site site;
  Signal<Respond> late;
  const auto large = std::make_shared<std::string>(20'000'000, 'a');
  site.handler.on_answer = [&](const Request& request, Respond respond) {
    if (request.path == "/late") return late.set(std::move(respond));
    Response response(200);
    response.ready = large;
    respond(std::move(response));
  };
  const std::uint16_t port = site.start();
  for (int i = 0; i < 5; ++i) {
    TlsClient in_handshake(port, {}, false);
    in_handshake.vanish();
    TlsClient in_head(port);
    in_head.send("GET / HT");
    in_head.vanish();
    TlsClient in_body(port);
    in_body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nabc");
    in_body.vanish();
    TlsClient in_answer(port);
    in_answer.send(get("/large"));
    in_answer.vanish();
    TlsClient before_answer(port);
    before_answer.send(get("/late"));
    const auto respond = late.wait();
    ASSERT_TRUE(respond);
    before_answer.vanish();
    (*respond)({200, "text/plain", "too late"});
  }
  TlsClient client(port);
  EXPECT_EQ(client.ask(get("/large")).body.size(), large->size());
}

}  // namespace server_test
}  // namespace mingzhang::http
