#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/http/server.h"
#include "tests/http/certificate.h"

namespace mingzhang::http {

/// A value that one thread waits for and another gives.
template <class T>
class Signal {
 public:
  void set(T value) {
    const std::lock_guard lock(mutex_);
    value_.emplace(std::move(value));
    changed_.notify_all();
  }
  /// Takes it; empty when nothing came in 20 seconds.
  std::optional<T> wait() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return value_.has_value(); });
    return std::exchange(value_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<T> value_;
};

/// A handler that says what it was asked: "METHOD path?query [body]". Tests put other functions in
/// the place of its own before the first request.
class EchoHandler : public Handler {
 public:
  std::function<Intake(const Request&)> on_admit = [](const Request&) { return Intake(); };
  std::function<void(Request, Respond)> on_answer = [](Request request, Respond respond) {
    respond(echo(request));
  };

  static Response echo(const Request& request) {
    return {200, "text/plain",
            request.method + " " + request.path + "?" + request.query + " [" + request.body + "]"};
  }

  Intake admit(const Request& head) override { return on_admit(head); }
  void answer(Request request, Respond respond) override {
    on_answer(std::move(request), std::move(respond));
  }
  Response fault(int status, const Request* head) override {
    return {status, "text/plain", head ? "fault of " + head->path : "fault"};
  }
};

/// A server with a certificate of its own, on any free port.
struct Site {
  ScratchFolder folder;
  ServerOptions options;
  EchoHandler handler;
  std::optional<Server> server;

  Site() {
    options.port = 0;
    options.certificate = folder.path() / "certificate.pem";
    options.private_key = folder.path() / "key.pem";
    options.spool = folder.path() / "spool";
    std::filesystem::create_directory(options.spool);
    write_certificate(options.certificate, options.private_key, "first.example");
  }
  std::uint16_t start() {
    server.emplace(options, handler);
    return server->port();
  }
};

/// The simplest request for `path`.
inline std::string get(const std::string& path, const std::string& more = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}
inline std::string post(const std::string& path, const std::string& body,
                        const std::string& more = "") {
  return "POST " + path +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         more + "\r\n" + body;
}

}  // namespace mingzhang::http
