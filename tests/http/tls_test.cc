#include "api/http/tls.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <fstream>

#include "tests/http/site.h"
#include "tests/http/tls_client.h"

namespace mingzhang::http {
namespace tls_test {

bool shakes(std::uint16_t port, const ClientOptions& options) {
  return TlsClient(port, options, false).handshake();
}

std::string failure(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

void write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::trunc) << text;
}

TEST(Tls, IsOfVersion12Or13) {
  Site site;
  const std::uint16_t port = site.start();
  ClientOptions options;
  EXPECT_EQ(TlsClient(port, options).tls_version(), "TLSv1.3");
  options.version_max = TLS1_2_VERSION;
  EXPECT_EQ(TlsClient(port, options).tls_version(), "TLSv1.2");
  options.version_max = TLS1_1_VERSION;
  EXPECT_FALSE(shakes(port, options));
  options.version_max = TLS1_VERSION;
  EXPECT_FALSE(shakes(port, options));
}

TEST(Tls, HasOnlyCiphersOfToday) {
  Site site;
  const std::uint16_t port = site.start();
  ClientOptions options;
  options.version_max = TLS1_2_VERSION;
  for (const char* good : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    options.ciphers = good;
    EXPECT_TRUE(shakes(port, options)) << good;
  }
  for (const char* bad : {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA",
                          "ECDHE-ECDSA-NULL-SHA", "AECDH-AES128-SHA", "ECDHE-ECDSA-AES128-CCM8"}) {
    options.ciphers = bad;
    EXPECT_FALSE(shakes(port, options)) << bad;
  }
}

TEST(Tls, AgreesOnHttp11) {
  Site site;
  const std::uint16_t port = site.start();
  ClientOptions options;
  options.protocols = "\x02h2\x08http/1.1";
  EXPECT_EQ(TlsClient(port, options).protocol(), "http/1.1");
  options.protocols = "\x02h2";
  EXPECT_FALSE(shakes(port, options));
  EXPECT_EQ(TlsClient(port).protocol(), "");
}

TEST(Tls, ResumesSessionsByTickets) {
  Site site;
  const std::uint16_t port = site.start();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    ClientOptions options;
    options.version_max = version;
    TlsClient first(port, options);
    EXPECT_EQ(first.ask(get("/")).status, 200);  // The ticket of TLS 1.3 comes with it.
    SSL_SESSION* const session = SSL_get1_session(first.tls());
    EXPECT_TRUE(SSL_SESSION_has_ticket(session));
    TlsClient second(port, options, false);
    SSL_set_session(second.tls(), session);
    EXPECT_TRUE(second.handshake());
    EXPECT_TRUE(SSL_session_reused(second.tls())) << version;
    EXPECT_EQ(second.ask(get("/")).status, 200);
    SSL_SESSION_free(session);
  }
}

TEST(Tls, IsNotNegotiatedAnew) {
  Site site;
  ClientOptions options;
  options.version_max = TLS1_2_VERSION;
  TlsClient client(site.start(), options);
  EXPECT_EQ(client.ask(get("/")).status, 200);
  EXPECT_EQ(SSL_renegotiate(client.tls()), 1);
  EXPECT_LE(SSL_do_handshake(client.tls()), 0);
}

TEST(Tls, IsNeeded) {
  Site site;
  TlsClient client(site.start(), {}, false);
  const std::string plain = get("/");
  ASSERT_GT(::send(SSL_get_fd(client.tls()), plain.data(), plain.size(), 0), 0);
  char byte = 0;
  std::string came;
  while (recv(SSL_get_fd(client.tls()), &byte, 1, 0) == 1) came += byte;
  EXPECT_EQ(came.find("HTTP/"), std::string::npos);  // An alert at most.
}

TEST(Certificate, IsReplacedForNewConnections) {
  Site site;
  const std::uint16_t port = site.start();
  TlsClient old(port);
  EXPECT_EQ(old.server_name(), "first.example");
  write_certificate(site.options.certificate, site.options.private_key, "second.example");
  EXPECT_EQ(TlsClient(port).server_name(), "first.example");
  site.server->reload_certificate();
  EXPECT_EQ(TlsClient(port).server_name(), "second.example");
  EXPECT_EQ(old.ask(get("/")).status, 200);
}

TEST(Certificate, StaysWhenItsSuccessorIsBroken) {
  Site site;
  const std::uint16_t port = site.start();
  const auto reload = [&] { site.server->reload_certificate(); };
  const auto& [key, certificate] = std::tie(site.options.private_key, site.options.certificate);

  write(key, "not a key");
  EXPECT_NE(failure(reload).find("cannot read the private key " + key.string()), std::string::npos);
  EXPECT_EQ(TlsClient(port).server_name(), "first.example");

  write_certificate(site.folder.path() / "other.pem", key, "other.example");
  EXPECT_NE(failure(reload).find("key values mismatch"), std::string::npos) << failure(reload);
  EXPECT_EQ(TlsClient(port).server_name(), "first.example");

  std::filesystem::remove(certificate);
  EXPECT_NE(failure(reload).find("cannot read the certificate"), std::string::npos);
  EXPECT_EQ(TlsClient(port).server_name(), "first.example");

  write_certificate(certificate, key, "second.example");
  EXPECT_EQ(failure(reload), "");
  EXPECT_EQ(TlsClient(port).server_name(), "second.example");
}

TEST(Certificate, OfAKeyWithAPasswordIsRefusedWithoutAsking) {
  Site site;
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  std::FILE* const file = std::fopen(site.options.private_key.c_str(), "w");
  ASSERT_TRUE(file);
  unsigned char password[] = "secret";
  EXPECT_EQ(PEM_write_PrivateKey(file, key, EVP_aes_256_cbc(), password, 6, nullptr, nullptr), 1);
  std::fclose(file);
  EVP_PKEY_free(key);
  EXPECT_NE(failure([&] { site.start(); }).find("cannot read the private key"), std::string::npos);
}

TEST(Server, SaysWhyItCannotBegin) {
  Site site;
  Site other;
  other.options.port = site.start();
  EXPECT_EQ(failure([&] { other.start(); }),
            "cannot listen on 127.0.0.1:" + std::to_string(other.options.port) +
                ": Address already in use");
  other.options.address = "nowhere";
  EXPECT_NE(failure([&] { other.start(); }).find("cannot listen on nowhere"), std::string::npos);
  other.options.certificate = "/nowhere";
  EXPECT_NE(failure([&] { other.start(); }).find("cannot read the certificate /nowhere"),
            std::string::npos);
}

}  // namespace tls_test
}  // namespace mingzhang::http
