#include "tests/http/tls_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

namespace mingzhang::http {
namespace {

int connected(std::uint16_t port, const ClientOptions& options) {
  const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (options.receive_bytes_max > 0) {
    setsockopt(file, SOL_SOCKET, SO_RCVBUF, &options.receive_bytes_max, sizeof(int));
  }
  const int on = 1;
  setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (file < 0 || connect(file, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to the server");
  }
  return file;
}

}  // namespace

TlsClient::TlsClient(std::uint16_t port, const ClientOptions& options, bool shake)
    : socket_(connected(port, options)),
      context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      tls_(nullptr, SSL_free) {
  signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets without MSG_NOSIGNAL.
  SSL_CTX_set_security_level(context_.get(), 0);
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context_.get(), options.version_max);
  if (!options.ciphers.empty()) SSL_CTX_set_cipher_list(context_.get(), options.ciphers.c_str());
  set_patience(kPatience);
  tls_.reset(SSL_new(context_.get()));
  if (!options.protocols.empty()) {
    SSL_set_alpn_protos(tls_.get(),
                        reinterpret_cast<const unsigned char*>(options.protocols.data()),
                        static_cast<unsigned>(options.protocols.size()));
  }
  SSL_set_fd(tls_.get(), socket_);
  if (shake && !handshake()) throw std::runtime_error("no TLS handshake");
}

TlsClient::~TlsClient() {
  tls_.reset();
  if (socket_ >= 0) close(socket_);
}

bool TlsClient::handshake() {
  ERR_clear_error();
  return SSL_connect(tls_.get()) == 1;
}

bool TlsClient::send(std::string_view text) {
  ERR_clear_error();
  return SSL_write(tls_.get(), text.data(), static_cast<int>(text.size())) ==
         static_cast<int>(text.size());
}

bool TlsClient::fill() {
  char piece[16384];
  ERR_clear_error();
  errno = 0;
  const int count = SSL_read(tls_.get(), piece, sizeof piece);
  if (count > 0) {
    received_.append(piece, static_cast<std::size_t>(count));
    return true;
  }
  const int error = SSL_get_error(tls_.get(), count);
  const bool patient = errno == EAGAIN || errno == EWOULDBLOCK;
  end_ = error == SSL_ERROR_ZERO_RETURN ? End::orderly : patient ? End::silence : End::cut;
  return false;
}

Answer TlsClient::read(bool to_head) {
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == received_.npos) {
    if (!fill()) return {};
  }
  Answer answer;
  const std::string head = received_.substr(0, end + 2);
  received_.erase(0, end + 4);
  std::size_t line = head.find("\r\n") + 2;
  while (line < head.size()) {
    const std::size_t next = head.find("\r\n", line);
    const std::size_t colon = head.find(": ", line);
    answer.headers.add(head.substr(line, colon - line), head.substr(colon + 2, next - colon - 2));
    line = next + 2;
  }
  const std::string length(answer.headers.find("Content-Length"));
  const std::size_t size = to_head || length.empty() ? 0 : std::stoul(length);
  while (received_.size() < size) {
    if (!fill()) return {};
  }
  answer.body = received_.substr(0, size);
  received_.erase(0, size);
  answer.status = std::stoi(head.substr(9, 3));
  return answer;
}

void TlsClient::set_patience(std::chrono::milliseconds patience) {
  const timeval time{.tv_sec = patience.count() / 1000, .tv_usec = patience.count() % 1000 * 1000};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

End TlsClient::read_end(std::string* rest) {
  while (fill()) {
  }
  if (rest) *rest = std::move(received_);
  return end_;
}

void TlsClient::end_sending() {
  SSL_shutdown(tls_.get());
  shutdown(socket_, SHUT_WR);
}

void TlsClient::vanish() {
  const linger reset{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close(socket_);
  socket_ = -1;
}

std::string TlsClient::server_name() const {
  const std::unique_ptr<X509, decltype(&X509_free)> x509(SSL_get1_peer_certificate(tls_.get()),
                                                         X509_free);
  char name[256] = "";
  X509_NAME_get_text_by_NID(X509_get_subject_name(x509.get()), NID_commonName, name, sizeof name);
  return name;
}

std::string TlsClient::protocol() const {
  const unsigned char* text = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(tls_.get(), &text, &size);
  return {reinterpret_cast<const char*>(text), size};
}

std::string TlsClient::tls_version() const { return SSL_get_version(tls_.get()); }

}  // namespace mingzhang::http
