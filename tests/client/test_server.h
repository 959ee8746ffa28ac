#pragma once

#include <string>
#include <vector>

namespace mingzhang::test {

/// A certificate for one host, signed by itself, in a folder that goes with this object.
class Certificate {
 public:
  /// `name` as in a subjectAltName: "IP:127.0.0.1", "DNS:other.example".
  explicit Certificate(const std::string& name);
  ~Certificate();
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  std::string file() const { return folder_ + "/certificate.pem"; }
  std::string key() const { return folder_ + "/key.pem"; }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

/// For 127.0.0.1; made once per program.
const Certificate& loopback_certificate();

/// tests/client/https_server.py with these arguments, in a process of its own that ends with this
/// object (and with this process).
class TestServer {
 public:
  explicit TestServer(const Certificate& certificate = loopback_certificate(),
                      std::vector<std::string> arguments = {});
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::string url() const { return "https://127.0.0.1:" + port_; }

 private:
  int pid_ = -1;
  int input_ = -1;
  std::string port_;
};

/// A port of the loopback where nobody listens.
std::string unused_port();

}  // namespace mingzhang::test
