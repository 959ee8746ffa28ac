#include "api/routes/representation.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "api/http/gzip.h"

namespace mingzhang::routes::test {
namespace {

/// What a client makes of a gzip form; empty when it is none.
std::string unzipped(const std::string& form, std::size_t size) {
  std::string text(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(form.data()));
  stream.avail_in = static_cast<uInt>(form.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const int done = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return done == Z_STREAM_END ? text : std::string();
}

http::Response list(std::size_t rows) {
  std::string text = "[";
  for (std::size_t i = 0; i < rows; ++i) text += "{\"seq\":" + std::to_string(i) + "},";
  text += "null]";
  return http::Response(200, "application/json", text);
}

http::Headers asked(std::string_view name, std::string_view value) {
  http::Headers headers;
  headers.add(std::string(name), std::string(value));
  return headers;
}

TEST(Representation, IsCompressedForWhoTakesItAndIsTheSameText) {
  const http::Response whole = list(1000);
  const http::Response sent = represented(asked("Accept-Encoding", "br, gzip;q=0.5"), whole);
  EXPECT_EQ(sent.headers.find("Content-Encoding"), "gzip");
  EXPECT_LT(sent.content().size() * 4, whole.body.size());
  EXPECT_EQ(unzipped(std::string(sent.content()), whole.body.size()), whole.body);
  EXPECT_EQ(sent.headers.find("Vary"), "Accept-Encoding");
}

TEST(Representation, OfABodyThatIsReadyIsCompressedToo) {
  http::Response whole(200, "application/json", {});
  whole.ready = std::make_shared<const std::string>(list(1000).body);
  const http::Response sent = represented(asked("Accept-Encoding", "gzip"), whole);
  EXPECT_EQ(unzipped(std::string(sent.content()), whole.ready->size()), *whole.ready);
}

TEST(Representation, IsPlainForWhoDoesNotTakeItAndWhereItIsSmall) {
  for (const char* const encodings : {"", "identity", "gzip;q=0", "br"}) {
    const http::Response sent = represented(asked("Accept-Encoding", encodings), list(1000));
    EXPECT_EQ(sent.headers.find("Content-Encoding"), "") << encodings;
    EXPECT_EQ(sent.content(), list(1000).body) << encodings;
    EXPECT_EQ(sent.headers.find("Vary"), "Accept-Encoding") << encodings;
  }
  const http::Response small = represented(asked("Accept-Encoding", "gzip"), list(10));
  EXPECT_EQ(small.headers.find("Content-Encoding"), "");
  EXPECT_EQ(small.content(), list(10).body);
}

TEST(Representation, IsNotSentAgainToWhoHasIt) {
  const std::string etag(represented({}, list(1000)).headers.find("ETag"));
  ASSERT_EQ(etag.size(), 34U);
  for (const std::string& has : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")}) {
    const http::Response sent = represented(asked("If-None-Match", has), list(1000));
    EXPECT_EQ(sent.status, 304) << has;
    EXPECT_EQ(sent.content(), "") << has;
    EXPECT_EQ(sent.headers.find("ETag"), etag) << has;
  }
  EXPECT_EQ(represented(asked("If-None-Match", etag), list(999)).status, 200);
}

/// RFC 9110 §8.8.3.3: one strong entity tag is one sequence of bytes.
TEST(Representation, HasAWeakTagWhereItIsCompressed) {
  http::Headers both = asked("Accept-Encoding", "gzip");
  const std::string plain(represented({}, list(1000)).headers.find("ETag"));
  EXPECT_EQ(represented(both, list(1000)).headers.find("ETag"), "W/" + plain);
  both.add("If-None-Match", "W/" + plain);
  EXPECT_EQ(represented(both, list(1000)).status, 304);
}

TEST(Representation, KeepsATagOfTheAnswersOwn) {
  http::Response entry = list(1000);
  entry.headers.add("ETag", "\"leaf\"");
  EXPECT_EQ(represented({}, entry).headers.find("ETag"), "\"leaf\"");
  EXPECT_EQ(represented(asked("If-None-Match", "\"leaf\""), entry).status, 304);
  EXPECT_EQ(represented(asked("Accept-Encoding", "gzip"), entry).headers.find("ETag"),
            "W/\"leaf\"");
}

TEST(Representation, LeavesAllElseAsItIs) {
  const http::Headers headers = asked("Accept-Encoding", "gzip");
  for (const auto& [status, type] :
       {std::pair(201, "application/json"), std::pair(404, ""), std::pair(200, "text/plain")}) {
    http::Response response = list(1000);
    response.status = status;
    response.content_type = type;
    const http::Response sent = represented(headers, response);
    EXPECT_EQ(sent.content(), response.body) << status << type;
    EXPECT_TRUE(sent.headers.all().empty()) << status << type;
  }
}

}  // namespace
}  // namespace mingzhang::routes::test
