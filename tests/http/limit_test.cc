#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <ctime>

#include "tests/http/site.h"
#include "tests/http/tls_client.h"

namespace mingzhang::http {
namespace limit_test {

bool shakes(TlsClient& client) { return client.handshake(); }

TEST(Limit, OfConnectionsHolds) {
  Site site;
  site.options.connections_max = 3;
  const std::uint16_t port = site.start();
  std::vector<std::unique_ptr<TlsClient>> inside;
  for (int i = 0; i < 3; ++i) inside.push_back(std::make_unique<TlsClient>(port));
  for (int i = 0; i < 5; ++i) {
    TlsClient outside(port, {}, false);
    EXPECT_FALSE(shakes(outside));
  }
  for (auto& client : inside) EXPECT_EQ(client->ask(get("/")).status, 200);
  inside.pop_back();
  // A place is free as soon as the server has seen that one went.
  const auto end = std::chrono::steady_clock::now() + kPatience;
  bool in = false;
  while (!in && std::chrono::steady_clock::now() < end) {
    TlsClient next(port, {}, false);
    in = shakes(next) && next.ask(get("/")).status == 200;
  }
  EXPECT_TRUE(in);
}

TEST(Limit, OfOpenFilesIsSurvivedAndCostsNoTime) {
  Site site;
  const std::uint16_t port = site.start();
  TlsClient before(port);
  EXPECT_EQ(before.ask(get("/")).status, 200);
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  rlimit low = limit;
  low.rlim_cur = 200;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
  std::vector<int> files;
  for (int file = 0; (file = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) files.push_back(file);
  // One for the socket of the client; the server finds none for its end of it.
  close(files.back());
  files.pop_back();
  TlsClient client(port, {}, false);
  const std::clock_t start = std::clock();
  client.set_patience(std::chrono::milliseconds(500));
  EXPECT_FALSE(client.handshake());
  EXPECT_LT(std::clock() - start, CLOCKS_PER_SEC / 10);  // Of 0.5 seconds.
  EXPECT_EQ(before.ask(get("/")).status, 200);
  for (const int file : files) close(file);
  EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
  client.set_patience(kPatience);
  EXPECT_TRUE(client.handshake());
  EXPECT_EQ(client.ask(get("/")).status, 200);
}

TEST(Limit, OfOneThreadOrManyMakesNoDifference) {
  for (const unsigned threads : {0U, 1U, 5U}) {
    Site site;
    site.options.threads = threads;
    const std::uint16_t port = site.start();
    std::vector<std::unique_ptr<TlsClient>> clients;
    for (int i = 0; i < 12; ++i) clients.push_back(std::make_unique<TlsClient>(port));
    for (auto& client : clients) EXPECT_EQ(client->ask(get("/")).status, 200);
  }
}

}  // namespace limit_test
}  // namespace mingzhang::http
