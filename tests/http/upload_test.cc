#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "tests/http/site.h"
#include "tests/http/tls_client.h"

namespace mingzhang::http {
namespace upload_test {

constexpr std::uint64_t kFileBytesMax = 16 * 1024 * 1024;

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct UploadSite : Site {
  UploadSite() {
    handler.on_admit = [](const Request& head) {
      Intake intake;
      intake.to_file = head.method == "PUT";
      if (intake.to_file) intake.body_bytes_max = kFileBytesMax;
      return intake;
    };
    handler.on_answer = [](const Request& request, const Respond& respond) {
      respond({200, "text/plain", content(request.body_file)});
    };
  }
  std::size_t files() const { return folder.files_in("spool"); }
};

std::string put(const std::string& body) {
  std::string text = post("/", body);
  return text.replace(0, 4, "PUT");
}

std::string varied(std::size_t size) {
  std::string text(size, 'a');
  for (std::size_t i = 0; i < size; i += 97) text[i] = static_cast<char>('a' + i % 26);
  return text;
}

TEST(Upload, GoesToAFileThatIsRemovedAfterTheAnswer) {
  UploadSite site;
  site.handler.on_answer = [&](const Request& request, const Respond& respond) {
    if (request.method == "GET") return respond(Response(204));
    EXPECT_EQ(request.body, "");
    EXPECT_EQ(request.body_file.parent_path(), site.options.spool);
    struct stat facts{};
    EXPECT_EQ(stat(request.body_file.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600U);
    respond({200, "text/plain", content(request.body_file)});
  };
  TlsClient client(site.start());
  for (const std::size_t size : {0, 1, 16'384, 3'000'000, 16 * 1024 * 1024}) {
    const std::string body = varied(size);
    EXPECT_TRUE(client.ask(put(body)).body == body) << size;
    // When the next request is answered, the one before is done.
    EXPECT_EQ(client.ask(get("/")).status, 204);
    EXPECT_EQ(site.files(), 0U);
  }
}

TEST(Upload, StaysWhileTheHandlerWorksThoughTheClientIsGone) {
  UploadSite site;
  Signal<std::pair<Request, Respond>> asked;
  site.handler.on_answer = [&](Request request, Respond respond) {
    asked.set({std::move(request), std::move(respond)});
  };
  const std::uint16_t port = site.start();
  TlsClient client(port);
  const std::string body = varied(200'000);
  client.send(put(body));
  const auto first = asked.wait();
  ASSERT_TRUE(first);
  client.vanish();
  TlsClient second_client(port);
  second_client.send(put("other"));
  const auto second = asked.wait();
  ASSERT_TRUE(second);
  EXPECT_NE(first->first.body_file, second->first.body_file);
  EXPECT_TRUE(content(first->first.body_file) == body);
  EXPECT_EQ(content(second->first.body_file), "other");
  first->second(Response(200));
  second->second(Response(200));
  EXPECT_EQ(second_client.read().status, 200);
  site.server.reset();
  EXPECT_EQ(site.files(), 0U);
}

TEST(Upload, IsRemovedWhenTheServerStopsBeforeTheAnswer) {
  UploadSite site;
  Signal<Respond> late;
  site.handler.on_answer = [&](const Request&, Respond respond) { late.set(std::move(respond)); };
  TlsClient client(site.start());
  client.send(put("abc"));
  const auto respond = late.wait();
  ASSERT_TRUE(respond);
  EXPECT_EQ(site.files(), 1U);
  site.server->stop(std::chrono::milliseconds(10));
  EXPECT_EQ(site.files(), 0U);
}

TEST(Upload, IsRemovedWhenTheClientVanishes) {
  UploadSite site;
  const std::uint16_t port = site.start();
  for (int i = 0; i < 5; ++i) {
    TlsClient client(port);
    client.send(put(varied(1'000'000)).substr(0, 700'000));
    client.vanish();
  }
  site.server.reset();
  EXPECT_EQ(site.files(), 0U);
}

TEST(Upload, HasALimitOfItsOwn) {
  UploadSite site;
  TlsClient client(site.start());
  const std::string large(kFileBytesMax + 1, 'a');
  EXPECT_EQ(client.ask(put(large)).status, 413);
  EXPECT_EQ(client.read_end(), End::orderly);
  EXPECT_EQ(site.files(), 0U);
}

TEST(Upload, IsRefusedWhenTheDiskIsFull) {
  UploadSite site;
  TlsClient client(site.start());
  // Files of more than a megabyte cannot be written, as on a full disk.
  signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 1'000'000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  EXPECT_EQ(client.ask(put(varied(900'000))).status, 200);
  const Answer answer = client.ask(put(varied(3'000'000)));
  EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(client.read_end(), End::orderly);
  site.server.reset();
  EXPECT_EQ(site.files(), 0U);
}

TEST(Upload, IsRefusedWithoutASpool) {
  UploadSite site;
  const std::uint16_t port = site.start();
  std::filesystem::remove(site.options.spool);
  EXPECT_EQ(TlsClient(port).ask(put("abc")).status, 503);
  EXPECT_EQ(TlsClient(port).ask(put("")).status, 503);
  UploadSite none;
  none.options.spool.clear();
  EXPECT_EQ(TlsClient(none.start()).ask(put("abc")).status, 503);
}

TEST(Upload, OfAKilledServerIsClearedAway) {
  UploadSite site;
  const std::string digits = "00112233445566778899aabbccddeeff";
  for (const std::string& name :
       {"body-" + digits, "body-" + digits + "0", std::string("body-"), "other" + digits}) {
    std::ofstream(site.options.spool / name) << "left";
  }
  site.start();
  EXPECT_EQ(site.files(), 3U);
  EXPECT_FALSE(std::filesystem::exists(site.options.spool / ("body-" + digits)));
}

TEST(Upload, NeedsAFolder) {
  UploadSite site;
  site.options.spool = site.options.certificate;
  EXPECT_THROW(site.start(), std::runtime_error);
}

}  // namespace upload_test
}  // namespace mingzhang::http
