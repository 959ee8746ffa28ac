#include "api/http/answer_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "api/http/text.h"
#include "ledger/base/assert.h"

namespace mingzhang::http {
namespace {

struct Phrase {
  int status;
  std::string_view text;
};
constexpr Phrase kPhrases[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};
static_assert(std::ranges::is_sorted(kPhrases, {}, &Phrase::status));

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

// Nothing that we were given may begin a line or a second answer.
void append_clean(std::string& out, std::string_view text) {
  if (text.find_first_of({"\r\n\0", 3}) == text.npos) {
    out += text;
    return;
  }
  std::ranges::copy_if(text, std::back_inserter(out),
                       [](char c) { return c != '\r' && c != '\n' && c != '\0'; });
}

bool is_framing(std::string_view name) {
  return same_name(name, "Content-Length") || same_name(name, "Transfer-Encoding") ||
         same_name(name, "Connection") || same_name(name, "Date") ||
         same_name(name, "Content-Type");
}

}  // namespace

std::string http_date(std::time_t seconds) {
  // By hand: strftime would write the names of the locale.
  constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::tm tm{};
  MZ_ASSERT(gmtime_r(&seconds, &tm) != nullptr);
  const auto two = [](int n) { return std::string{char('0' + n / 10 % 10), char('0' + n % 10)}; };
  std::string text(kDays.substr(3 * static_cast<std::size_t>(tm.tm_wday), 3));
  text += ", " + two(tm.tm_mday) + " ";
  text += kMonths.substr(3 * static_cast<std::size_t>(tm.tm_mon), 3);
  text += " " + two(19 + tm.tm_year / 100) + two(tm.tm_year % 100) + " ";
  return text + two(tm.tm_hour) + ":" + two(tm.tm_min) + ":" + two(tm.tm_sec) + " GMT";
}

std::string_view reason_of(int status) {
  const auto* found = std::ranges::lower_bound(kPhrases, status, {}, &Phrase::status);
  return found != std::end(kPhrases) && found->status == status ? found->text : "";
}

void append_head(std::string& out, const Response& response, std::string_view date,
                 bool keep_alive) {
  MZ_ASSERT(response.status >= 200 && response.status <= 599);
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason_of(response.status);
  out += "\r\nDate: ";
  out += date;
  if (has_body(response.status)) {
    if (!response.content_type.empty()) {
      out += "\r\nContent-Type: ";
      append_clean(out, response.content_type);
    }
    out += "\r\nContent-Length: ";
    append_number(out, response.content().size());
  }
  if (!keep_alive) out += "\r\nConnection: close";
  for (const auto& [name, value] : response.headers.all()) {
    if (is_framing(name)) continue;
    out += "\r\n";
    append_clean(out, name);
    out += ": ";
    append_clean(out, value);
  }
  out += "\r\n\r\n";
}

}  // namespace mingzhang::http
