#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mingzhang::client {

/// The server could not be asked, or its answer not be taken, in a sentence for whoever asked. A
/// status like 404 is an answer, no error.
class HttpsError : public std::runtime_error {
 public:
  enum class Kind {
    bad_url,      ///< not https://HOST[:PORT][/PATH]
    bad_file,     ///< the certificate file, or the file to upload, cannot be read
    not_reached,  ///< no such name, nobody listens, no route
    not_trusted,  ///< the certificate is not from whom we trust
    wrong_name,   ///< the certificate is another host's
    stalled,      ///< no connection, or not a byte, for too long
    too_large,    ///< the answer is larger than asked for
    broken,       ///< the connection broke, or it is no HTTPS
  };

  HttpsError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }
  /// Whether the same again may go well by itself.
  bool may_pass() const {
    return kind_ == Kind::not_reached || kind_ == Kind::stalled || kind_ == Kind::broken;
  }

 private:
  Kind kind_;
};

struct Settings {
  /// PEM: trust exactly the certificates in this file; empty: those the system trusts.
  std::filesystem::path ca;
  std::int64_t connect_timeout_ms = 10'000;
  /// An exchange ends when less than a byte a second came or went for so long.
  std::int64_t stall_timeout_s = 60;
  /// Also http://: for what needs no secrecy and is proved by itself. Nothing secret is to be sent.
  bool plain = false;
};

struct Request {
  static constexpr std::uint64_t kBodyBytesMax = 1 << 20;

  std::string method = "GET";  ///< GET, POST, PUT, DELETE
  std::string path;            ///< below the server's address, with its "/" and its query
  std::map<std::string, std::string> headers{};
  std::string token{};             ///< sent as "Authorization: Bearer …" where it is not empty
  std::string body{};              ///< of POST and PUT
  std::filesystem::path upload{};  ///< sent instead of `body`, read while it is sent
  std::uint64_t body_bytes_max = kBodyBytesMax;  ///< of the answer, unpacked
  /// Bytes of the body sent so far, of how many; may be empty. An exception ends the exchange.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress{};
};

struct Response {
  static constexpr std::size_t kHeadersMax = 100;

  int status = 0;
  std::map<std::string, std::string, std::less<>> headers;  ///< names in small letters
  std::string body;

  /// Empty when there is none.
  std::string header(std::string_view name) const;
};

/// One HTTPS server, as its client sees it. The connection is kept for the next request. The
/// certificate and the name in it are always verified (TLS 1.2 or later); there is no way round,
/// but for `Settings::plain`. No redirect is followed, so that a token goes to this server only. A
/// proxy that the environment names (https_proxy) is used: it sees no more than the host's name.
/// Threads: one at a time.
class Https {
 public:
  /// `url`: https://HOST[:PORT][/PATH], or http://… where settings say so. Connects to nothing yet.
  /// Errors: HttpsError bad_url, bad_file.
  explicit Https(std::string_view url, Settings settings = {});
  ~Https();
  Https(const Https&) = delete;
  Https& operator=(const Https&) = delete;

  /// Without a "/" at its end.
  const std::string& url() const { return url_; }

  /// Errors: HttpsError; whatever `progress` throws.
  Response send(const Request& request);

 private:
  struct Connection;

  std::string url_;
  std::string host_;  ///< With its port, for sentences.
  Settings settings_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace mingzhang::client
