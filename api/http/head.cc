#include "api/http/head.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>
#include <optional>

#include "api/http/server.h"
#include "api/http/text.h"

namespace mingzhang::http {
namespace {

namespace beast = boost::beast;

// Fills a Request with what Beast finds. The body is none of its business (`skip`).
class Parser final : public beast::http::basic_parser<true> {
 public:
  Parser() {
    header_limit(kHeaderBytesMax);
    skip(true);
  }

  Request request;
  std::string target;
  int version = 0;  // 11 is HTTP/1.1.
  bool transfer_encoding = false;
  bool too_many = false;

 private:
  using Error = beast::error_code;
  using Text = beast::string_view;

  void on_request_impl(beast::http::verb, Text method, Text full_target, int number,
                       Error&) override {
    version = number;
    request.method.assign(method.data(), method.size());
    target.assign(full_target.data(), full_target.size());
  }
  void on_field_impl(beast::http::field field, Text name, Text value, Error& error) override {
    transfer_encoding |= field == beast::http::field::transfer_encoding;
    if (request.headers.all().size() == kFieldsMax) {
      too_many = true;
      error = beast::http::error::header_limit;
      return;
    }
    request.headers.add(std::string(name), std::string(value));
  }
  void on_response_impl(int, Text, int, Error&) override {}
  void on_header_impl(Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(Text body, Error&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Error&) override { return body.size(); }
  void on_finish_impl(Error&) override {}
};

std::size_t count(const Headers& headers, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count_if(
      headers.all(), [&](const auto& field) { return same_name(field.first, name); }));
}

// No list, no sign, no blanks; 18 digits are below 2^63.
std::optional<std::uint64_t> read_length(std::string_view text) {
  if (text.empty() || text.size() > 18 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  std::uint64_t length = 0;
  for (const char c : text) length = 10 * length + static_cast<std::uint64_t>(c - '0');
  return length;
}

// A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port.
bool is_authority(std::string_view text) {
  std::size_t end = 0;
  if (text.starts_with('[')) {
    end = text.find(']');
    if (end == text.npos || end < 3) return false;
    const auto in_address = [](char c) { return is_alnum(c) || c == ':' || c == '.'; };
    if (!std::ranges::all_of(text.substr(1, end - 1), in_address)) return false;
    ++end;
  } else {
    const auto in_name = [](char c) { return is_alnum(c) || c == '.' || c == '-' || c == '_'; };
    end = std::min(text.find(':'), text.size());
    if (end == 0 || !std::ranges::all_of(text.substr(0, end), in_name)) return false;
  }
  if (end == text.size()) return true;
  const std::string_view port = text.substr(end + 1);
  return text[end] == ':' && !port.empty() && port.size() <= 5 &&
         std::ranges::all_of(port, is_digit);
}

// Splits a target in origin form, or in absolute form for `host`, into path and query.
bool read_target(std::string_view target, std::string_view host, Request& request) {
  constexpr std::string_view kScheme = "https://";
  if (same_name(target.substr(0, kScheme.size()), kScheme)) {
    target.remove_prefix(kScheme.size());
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    if (!same_name(target.substr(0, end), host)) return false;
    target.remove_prefix(end);
    if (!target.starts_with('/')) request.path = "/";
  } else if (!target.starts_with('/')) {
    return false;
  }
  const auto allowed = [](char c) { return c > ' ' && c < '\x7f' && c != '#'; };
  if (!std::ranges::all_of(target, allowed)) return false;
  const std::size_t end = std::min(target.find('?'), target.size());
  request.path += target.substr(0, end);
  if (end < target.size()) request.query = target.substr(end + 1);
  return true;
}

int fault_of(const Parser& parser, Head& head) {
  const Headers& headers = head.request.headers;
  const std::string_view host = headers.find("Host");
  // First, so that whoever words the refusal knows what was asked.
  const bool good_target = read_target(parser.target, host, head.request);
  if (parser.transfer_encoding) return 501;
  if (parser.version != 11) return 505;
  if (const std::size_t lengths = count(headers, "Content-Length"); lengths > 0) {
    const auto length = read_length(headers.find("Content-Length"));
    if (lengths > 1 || !length) return 400;
    head.body_bytes = *length;
  }
  if (count(headers, "Host") != 1 || !is_authority(host)) return 400;
  if (parser.target.size() > kTargetBytesMax) return 414;
  if (!good_target) return 400;
  for (const auto& [name, value] : headers.all()) {
    if (!same_name(name, "Expect")) continue;
    if (!same_name(value, "100-continue")) return 417;
    head.expects_continue = true;
  }
  return 0;
}

int fault_of(const Parser& parser, const beast::error_code& error) {
  if (parser.transfer_encoding || error == beast::http::error::bad_transfer_encoding) return 501;
  if (parser.too_many || error == beast::http::error::header_limit) return 431;
  if (error == beast::http::error::bad_version) return 505;
  return 400;
}

}  // namespace

HeadScan::State HeadScan::scan(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeaderBytesMax);
  for (;;) {
    const std::size_t end = head.find('\n', seen_);
    const std::string_view line = head.substr(line_, end == head.npos ? end : end - line_);
    // A fold, or a line before the request line that is empty in part.
    if (line.starts_with(' ') || line.starts_with('\t')) return State::malformed;
    const std::size_t cr = line.find('\r');
    if (end == head.npos) {
      if (cr < line.size() - 1 && cr != line.npos) return State::malformed;
      seen_ = head.size();
      return head.size() < kHeaderBytesMax ? State::incomplete : State::too_large;
    }
    if (cr == line.npos || cr != line.size() - 1) return State::malformed;
    const bool empty = line.size() == 1;
    if (empty && line_ == 0) return State::malformed;
    line_ = seen_ = end + 1;
    if (empty) return State::complete;
  }
}

Head read_head(std::string_view bytes) {
  Parser parser;
  beast::error_code error;
  parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  Head head;
  if (error || !parser.is_header_done()) {
    head.fault = fault_of(parser, error);
    return head;
  }
  head.request = std::move(parser.request);
  head.readable = true;
  head.keep_alive = parser.keep_alive();
  head.fault = fault_of(parser, head);
  return head;
}

}  // namespace mingzhang::http
