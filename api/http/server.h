#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/http/message.h"

namespace mingzhang::http {

/// The largest request line and headers together, and the largest body, in bytes.
inline constexpr std::size_t kHeaderBytesMax = 8 * 1024;
inline constexpr std::uint64_t kBodyBytesMax = 1024 * 1024;

/// What happens to the body of a request.
struct Intake {
  std::uint64_t body_bytes_max = kBodyBytesMax;
  bool to_file = false;            ///< The body goes to a file of the server's spool folder.
  std::optional<Response> answer;  ///< Given at once, without the body.
};

using Respond = std::function<void(Reply)>;

/// Who answers. Threads: all are called on the server's I/O threads, and must not block them.
class Handler {
 public:
  virtual ~Handler() = default;
  /// Looks at a request of which only the head was read.
  virtual Intake admit(const Request& head) = 0;
  /// Answers a whole request: calls `respond` once, now or later, on any thread. Later also means
  /// after the client has gone or the server has been destroyed: then nothing happens. `body_file`
  /// is there until then; dropping every `respond` without a call is answered as a fault, 500, and
  /// so is a reply that cannot be made.
  virtual void answer(Request request, Respond respond) = 0;
  /// What to say where the request itself is at fault: 400, 408, 413, 414, 417, 431, 501 or 505;
  /// or where we are: 503 when a body cannot be kept, 500 when `admit` or `answer` failed. `head`
  /// is null when it could not be read; its path may be empty when it is at fault itself.
  virtual Response fault(int status, const Request* head) = 0;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;          ///< 0: any free one.
  std::filesystem::path certificate;  ///< PEM, the whole chain.
  std::filesystem::path private_key;  ///< PEM.
  std::filesystem::path spool;  ///< Where bodies go that are too large for memory; ours alone.
  unsigned threads = 2;
  std::size_t connections_max = 4096;
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds head_timeout{15'000};   ///< Of one request, until its head is read.
  std::chrono::milliseconds body_timeout{30'000};   ///< Until its body is read.
  std::chrono::milliseconds file_timeout{600'000};  ///< The same for a body that goes to a file.
  std::chrono::milliseconds idle_timeout{60'000};   ///< Between requests.
  std::chrono::milliseconds write_timeout{60'000};  ///< Of each 256 KiB of an answer.
};

/// An HTTPS server: TLS 1.2 and 1.3, HTTP/1.1. It answers from its construction on.
class Server {
 public:
  /// Errors: std::runtime_error with a sentence (port taken, certificate unreadable, …).
  /// `handler` outlives it.
  Server(const ServerOptions& options, Handler& handler);
  /// As stop(0).
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// New connections get what the files hold now. Errors: as the constructor; then the old one
  /// stays. Threads: any.
  void reload_certificate();
  /// No new connections or requests; those under way are answered, at most until `patience` is
  /// over; then all threads have ended. Threads: any, not the I/O threads.
  void stop(std::chrono::milliseconds patience);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mingzhang::http
