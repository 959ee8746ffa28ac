#include "audit/url_tiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "ledger/folder.h"
#include "tests/api/run_command.h"
#include "tests/audit/exported_tiles.h"
#include "tests/client/test_server.h"

namespace mingzhang::test {
namespace url_tiles_test {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A server of the tiles of real_ledger(), whose entries need a token.
class UrlTilesTest : public testing::Test {
 protected:
  std::unique_ptr<TestServer> serve(std::vector<std::string> more = {}) {
    std::vector<std::string> all{"--tiles", tiles_.folder(), "--token", "auditor-token"};
    all.insert(all.end(), more.begin(), more.end());
    return std::make_unique<TestServer>(loopback_certificate(), all);
  }

  Ran verify(const std::string& url, std::vector<std::string> more = {}) {
    tiles_.write("../token.txt", "auditor-token\n");
    std::vector<std::string> all{"mingzhang-audit",
                                 "verify",
                                 url,
                                 "--ca",
                                 loopback_certificate().file(),
                                 "--vkey",
                                 tiles_.vkey(),
                                 "--token-file",
                                 tiles_.file("../token.txt")};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }

  audit::UrlTiles source(const TestServer& server) {
    client::Settings settings;
    settings.ca = loopback_certificate().file();
    return audit::UrlTiles(server.url(), settings, "auditor-token",
                           [this](std::int64_t ms) { pauses_.push_back(ms); });
  }

  const ExportedTiles tiles_;
  std::vector<std::int64_t> pauses_;
};

TEST_F(UrlTilesTest, AreVerifiedOverTheNetwork) {
  const auto server = serve({"--busy", "1"});
  const Ran ran = verify(server->url() + "/");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("source:                " + server->url() + "\n"),
                             HasSubstr("entries read:          " + std::to_string(tiles_.size())),
                             HasSubstr("Not checked: derived rows (state, index)"),
                             Not(HasSubstr("key came from the source itself"))));
}

/// A server that answers none of the first two before it has both.
TEST_F(UrlTilesTest, AreAskedForSeveralAtOnce) {
  const auto server = serve({"--together", "2"});
  const Ran ran = verify(server->url());
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

TEST_F(UrlTilesTest, SayThatTheKeyIsTheServersOwn) {
  const auto server = serve({"--token", ""});
  const Ran ran =
      run({"mingzhang-audit", "verify", server->url(), "--ca", loopback_certificate().file()});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("key came from the source itself"));
}

TEST_F(UrlTilesTest, NeedAToken) {
  const auto server = serve();
  const Ran ran = run({"mingzhang-audit", "verify", server->url(), "--ca",
                       loopback_certificate().file(), "--vkey", tiles_.vkey()});
  EXPECT_EQ(ran.code, 3) << ran.out;
  EXPECT_THAT(ran.err, AllOf(HasSubstr("answered 401"), HasSubstr("--token-file")));
  ::setenv("MINGZHANG_TOKEN", "auditor-token", 1);
  EXPECT_EQ(
      run({"mingzhang-audit", "verify", server->url(), "--ca", loopback_certificate().file()}).code,
      0);
  ::unsetenv("MINGZHANG_TOKEN");
}

TEST_F(UrlTilesTest, AreNotTakenFromAServerThatNobodyTrusts) {
  const auto server = serve();
  const Ran ran = run({"mingzhang-audit", "verify", server->url(), "--vkey", tiles_.vkey()});
  EXPECT_EQ(ran.code, 3) << ran.out;
  EXPECT_THAT(ran.err, HasSubstr("--ca"));
}

TEST_F(UrlTilesTest, AreNotThereWhereNobodyListens) {
  const Ran ran = verify("https://127.0.0.1:" + unused_port());
  EXPECT_EQ(ran.code, 3) << ran.out;
  EXPECT_THAT(ran.err, HasSubstr("cannot connect to 127.0.0.1"));
}

TEST_F(UrlTilesTest, AreNeverAskedForInTheClear) { EXPECT_EQ(verify("http://127.0.0.1").code, 2); }

TEST_F(UrlTilesTest, ShowWhatWasAlteredOnTheWay) {
  struct Alteration {
    std::string path;
    std::size_t offset;
    std::string finding;
  };
  for (const Alteration& alteration :
       {Alteration{"tile/entries/001", tiles_.offset_of(300) + 30, "[altered] entry 300:"},
        Alteration{"tile/0/001", (300 - 256) * 32, " leaf: altered;"},
        Alteration{"tile/1/000.p/2", 32, "[projection_differs] entry 256 node 1/1:"},
        Alteration{"checkpoint", 60, "[forged] "}}) {
    SCOPED_TRACE(alteration.path);
    const auto server =
        serve({"--alter", alteration.path, "--offset", std::to_string(alteration.offset)});
    const Ran ran = verify(server->url());
    EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr(alteration.finding));
  }
}

TEST_F(UrlTilesTest, AreAskedForAgainWhenTheServerIsBusy) {
  const auto server = serve({"--busy", "3"});
  audit::UrlTiles source = this->source(*server);
  EXPECT_EQ(source.checkpoint(), tiles_.read("checkpoint"));
  EXPECT_THAT(pauses_, ElementsAre(1000, 1000, 1000));
  EXPECT_EQ(source.tile({tlog::TileId::kEntries, 1, 256}), tiles_.read("tile/entries/001"));
  EXPECT_EQ(source.tile({tlog::TileId::kEntries, 77, 256}), std::nullopt);
}

TEST_F(UrlTilesTest, AreGivenUpWhenTheServerStaysBusy) {
  const auto server = serve({"--busy", "100"});
  audit::UrlTiles source = this->source(*server);
  try {
    source.checkpoint();
    ADD_FAILURE();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("answered 503 for /log/checkpoint"));
  }
  EXPECT_EQ(pauses_.size(), 5U);
}

TEST_F(UrlTilesTest, AreWaitedForLongerEachTimeOnceTheServerWasThere) {
  auto server = serve();
  audit::UrlTiles source = this->source(*server);
  EXPECT_TRUE(source.vkey());
  server.reset();
  EXPECT_THROW(source.checkpoint(), client::HttpsError);
  EXPECT_THAT(pauses_, ElementsAre(500, 1000, 2000, 4000, 8000));
}

}  // namespace url_tiles_test
}  // namespace mingzhang::test
