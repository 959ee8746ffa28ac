#include "api/http/answer_head.h"

#include <gtest/gtest.h>

namespace mingzhang::http {
namespace answer_head_test {

std::string head(const Response& response, bool keep_alive = true) {
  std::string out = "before ";
  append_head(out, response, "now", keep_alive);
  return out;
}

TEST(HttpDate, IsThatOfTheStandard) {
  EXPECT_EQ(http_date(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(951'782'400), "Tue, 29 Feb 2000 00:00:00 GMT");
  EXPECT_EQ(http_date(4'102'444'799), "Thu, 31 Dec 2099 23:59:59 GMT");
}

TEST(AnswerHead, HasWhatFramesTheAnswer) {
  Response response(200, "text/plain", "12345");
  response.headers.add("ETag", "\"a\"");
  EXPECT_EQ(head(response),
            "before HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/plain\r\n"
            "Content-Length: 5\r\nETag: \"a\"\r\n\r\n");
  EXPECT_EQ(head(Response(404), false),
            "before HTTP/1.1 404 Not Found\r\nDate: now\r\nContent-Length: 0\r\n"
            "Connection: close\r\n\r\n");
  response.ready = std::make_shared<std::string>("123456789012");
  EXPECT_NE(head(response).find("Content-Length: 12\r\n"), std::string::npos);
}

TEST(AnswerHead, HasNoLengthWhereTheStatusForbidsABody) {
  for (const int status : {204, 304}) {
    const std::string text = head(Response(status, "text/plain", "12345"));
    EXPECT_EQ(text.find("Content-"), std::string::npos) << text;
  }
}

TEST(AnswerHead, CannotBeSplitByWhatItIsGiven) {
  Response response(200, "text/plain\r\nA: b", "");
  response.headers.add("X\r\nB", "c\r\n\r\nHTTP/1.1 200 OK\n" + std::string(1, '\0') + "d");
  EXPECT_EQ(head(response),
            "before HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/plainA: b\r\n"
            "Content-Length: 0\r\nXB: cHTTP/1.1 200 OKd\r\n\r\n");
}

TEST(AnswerHead, TakesNoFramingFromTheHandler) {
  Response response(200);
  for (const char* name : {"content-length", "Transfer-Encoding", "CONNECTION", "date"}) {
    response.headers.add(name, "1");
  }
  EXPECT_EQ(head(response), "before HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 0\r\n\r\n");
}

TEST(AnswerHead, NamesTheStatuses) {
  EXPECT_EQ(reason_of(413), "Content Too Large");
  EXPECT_EQ(reason_of(299), "");
  EXPECT_EQ(reason_of(599), "");
}

}  // namespace answer_head_test
}  // namespace mingzhang::http
