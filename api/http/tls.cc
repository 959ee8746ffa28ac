#include "api/http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "ledger/base/assert.h"

namespace mingzhang::http {
namespace {

[[noreturn]] void fail(const std::string& sentence) {
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  ERR_clear_error();
  throw std::runtime_error(sentence + (reason ? std::string(": ") + reason : ""));
}

// Without this OpenSSL would ask the terminal.
int no_password(char*, int, int, void*) { return -1; }

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* match = nullptr;
  const int result =
      SSL_select_next_proto(&match, chosen_size, kOurs, sizeof kOurs - 1, offered, offered_size);
  *chosen = match;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_rules(SSL_CTX* context) {
  constexpr unsigned char kSessions[] = "mingzhang";
  MZ_ASSERT(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1);
  MZ_ASSERT(SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL") == 1);
  MZ_ASSERT(SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions - 1) == 1);
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  // Tickets carry the sessions; a cache of them here would only grow.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(context, no_password);
}

}  // namespace

void FreeTls::operator()(SSL* tls) const { SSL_free(tls); }

TlsContext load_tls(const std::filesystem::path& certificate,
                    const std::filesystem::path& private_key) {
  ERR_clear_error();
  const TlsContext context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) fail("OpenSSL gives no TLS context");
  set_rules(context.get());
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
    fail("cannot read the certificate " + certificate.string());
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), private_key.c_str(), SSL_FILETYPE_PEM) != 1) {
    fail("cannot read the private key " + private_key.string());
  }
  if (SSL_CTX_check_private_key(context.get()) != 1) {
    fail("the private key " + private_key.string() + " is not that of the certificate " +
         certificate.string());
  }
  return context;
}

}  // namespace mingzhang::http
