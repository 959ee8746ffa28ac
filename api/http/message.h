#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What HTTP carries, as plain values: all that the rest of the server sees of it.
namespace mingzhang::http {

/// Names compare without regard to case (RFC 9110 §5.1).
class Headers {
 public:
  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  /// In the place of all fields of this name.
  void set(std::string name, std::string value);
  /// The value of the first field of this name; empty when there is none.
  std::string_view find(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  std::string method;  ///< As sent, for example "GET".
  std::string path;    ///< Before the '?', as sent: still percent-encoded; begins with '/'.
  std::string query;   ///< After the '?', as sent; may be empty.
  Headers headers;
  std::string body;                 ///< Empty when it went to a file.
  std::filesystem::path body_file;  ///< Where a large body lies; removed after the answer.
  std::string peer;                 ///< The client's address, without port.
  std::string id;                   ///< Of this request, made by the server; 16 hex digits.
};

struct Response {
  Response() = default;
  explicit Response(int code) : status(code) {}
  Response(int code, std::string_view type, std::string text)
      : status(code), content_type(type), body(std::move(text)) {}

  int status = 200;
  std::string content_type;  ///< Empty for an answer without a body.
  Headers headers;           ///< Beside Content-Type, Content-Length, Date, Connection.
  std::string body;
  std::shared_ptr<const std::string> ready;  ///< Sent instead of `body`, without a copy.

  std::string_view content() const { return ready ? std::string_view(*ready) : body; }
};

/// An answer, or how to make it, which is then done on the thread that sends it.
class Reply {
 public:
  using Make = std::function<Response()>;

  Reply(Response response) : response_(std::move(response)) {}
  Reply(int code, std::string_view type, std::string text)
      : response_(code, type, std::move(text)) {}
  /// `make` is called at most once, and not at all when nobody is there to be answered.
  explicit Reply(Make make) : make_(std::move(make)) {}

  Response take() && { return make_ ? make_() : std::move(response_); }

 private:
  Response response_;
  Make make_;
};

}  // namespace mingzhang::http
