#pragma once

#include <openssl/types.h>

#include <filesystem>
#include <memory>

namespace mingzhang::http {

/// What new connections are made from: certificate, key and the rules of TLS. Shared: connections
/// go on with theirs when another takes its place.
using TlsContext = std::shared_ptr<SSL_CTX>;

struct FreeTls {
  void operator()(SSL* tls) const;
};
/// The TLS of one connection.
using Tls = std::unique_ptr<SSL, FreeTls>;

/// TLS 1.2 and 1.3, only ciphers with forward secrecy and authentication, session tickets,
/// "http/1.1" by ALPN; no compression, no renegotiation. Errors: std::runtime_error with a
/// sentence: a file unreadable, not PEM, a key with a password, a key of another certificate.
TlsContext load_tls(const std::filesystem::path& certificate,
                    const std::filesystem::path& private_key);

}  // namespace mingzhang::http
