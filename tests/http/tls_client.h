#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/message.h"

struct ssl_ctx_st;
struct ssl_st;

namespace mingzhang::http {

inline constexpr std::chrono::milliseconds kPatience{20'000};

/// What a client reads.
struct Answer {
  int status = 0;  ///< 0: none came, or it was cut off.
  Headers headers;
  std::string body;
};

/// How a connection ended, seen by the client.
enum class End : unsigned char {
  orderly,  ///< TLS says good-bye.
  cut,      ///< The connection ended without it, or by a reset.
  silence,  ///< Nothing came while we were patient.
};

struct ClientOptions {
  int version_max = 0;        ///< For example TLS1_1_VERSION; 0: any.
  std::string protocols;      ///< Offered by ALPN, each behind its length.
  std::string ciphers;        ///< Of TLS 1.2; empty: as OpenSSL has them.
  int receive_bytes_max = 0;  ///< Of the socket's buffer; 0: as the system wants.
};

/// A client on OpenSSL alone, blocking, so that a test says what is sent byte by byte.
class TlsClient {
 public:
  /// Connects; `shake` also does the handshake.
  explicit TlsClient(std::uint16_t port, const ClientOptions& options = {}, bool shake = true);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  /// True when there is a session.
  bool handshake();
  /// False when the connection is gone.
  bool send(std::string_view text);
  /// The next answer; `to_head` to a HEAD request, so without body.
  Answer read(bool to_head = false);
  Answer ask(std::string_view text) {
    send(text);
    return read();
  }
  /// How long reads wait; 20 seconds at first.
  void set_patience(std::chrono::milliseconds patience);
  /// Reads to the end; what came is in `rest`.
  End read_end(std::string* rest = nullptr);
  /// Says that nothing more will be sent, but listens on.
  void end_sending();
  /// Goes away by a reset.
  void vanish();

  std::string server_name() const;  ///< The common name in its certificate.
  std::string protocol() const;     ///< Chosen by ALPN.
  std::string tls_version() const;
  ssl_st* tls() { return tls_.get(); }

 private:
  bool fill();

  int socket_ = -1;
  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> context_;
  std::unique_ptr<ssl_st, void (*)(ssl_st*)> tls_;
  std::string received_;
  End end_ = End::silence;
};

}  // namespace mingzhang::http
