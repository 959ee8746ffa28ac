#include "api/http/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "api/http/connection.h"
#include "api/http/loop.h"
#include "api/http/spool.h"
#include "api/http/tls.h"

namespace mingzhang::http {
namespace {

using Acceptor = net::basic_socket_acceptor<net::ip::tcp, Executor>;

/// How long no connection is taken after the system could not give us one: it has no files left,
/// and asking again at once would only burn time.
constexpr std::chrono::milliseconds kAcceptPause{100};

/// Often enough for the shortest deadline, seldom enough to cost nothing.
std::chrono::milliseconds check_interval(const ServerOptions& options) {
  const auto shortest =
      std::min({options.handshake_timeout, options.head_timeout, options.body_timeout,
                options.file_timeout, options.idle_timeout, options.write_timeout});
  return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(500));
}

/// The place of one connection among those allowed, from accept to its end.
class Seat {
 public:
  Seat(Census& census, Loop& loop) : census_(&census), loop_(&loop) {
    census_->enter();
    ++loop_->count;
  }
  Seat(Seat&& other) noexcept
      : census_(std::exchange(other.census_, nullptr)), loop_(other.loop_) {}
  ~Seat() {
    if (!census_) return;
    --loop_->count;
    census_->leave();
  }
  Seat& operator=(Seat&&) = delete;

  Loop& loop() const { return *loop_; }

 private:
  Census* census_;
  Loop* loop_;
};

std::string peer_of(const Socket& socket) {
  boost::system::error_code ignored;
  const net::ip::address address = socket.remote_endpoint(ignored).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

}  // namespace

class Server::Impl {
 public:
  Impl(const ServerOptions& options, Handler& handler) : options_(options), handler_(handler) {
    tls_ = load_tls(options_.certificate, options_.private_key);
    if (!options_.spool.empty()) {
      if (!std::filesystem::is_directory(options_.spool)) {
        throw std::runtime_error("the spool " + options_.spool.string() + " is not a folder");
      }
      clear_spool(options_.spool);
    }
    for (unsigned i = 0; i < std::max(1U, options_.threads); ++i) {
      loops_.push_back(std::make_unique<Loop>(check_interval(options_)));
    }
    acceptor_.emplace(loops_.front()->context);
    listen();
    net::co_spawn(loops_.front()->context, accept_all(), net::detached);
  }
  ~Impl() { stop(std::chrono::milliseconds(0)); }

  void start() {
    for (const auto& loop : loops_) loop->start();
  }

  std::uint16_t port() const { return port_; }

  void reload_certificate() {
    TlsContext fresh = load_tls(options_.certificate, options_.private_key);
    const std::lock_guard lock(tls_mutex_);
    tls_.swap(fresh);
  }

  void stop(std::chrono::milliseconds patience) {
    const std::lock_guard lock(stop_mutex_);
    if (std::exchange(stopped_, true)) return;
    for (const auto& loop : loops_) {
      net::post(loop->context, [this, &loop = *loop] {
        if (&loop == loops_.front().get()) close_acceptor();
        loop.begin_stop();
      });
    }
    census_.wait_empty(patience);
    for (const auto& loop : loops_) {
      net::post(loop->context, [&loop = *loop] { loop.cut_all(); });
    }
    for (const auto& loop : loops_) loop->join();
  }

 private:
  void listen() {
    try {
      const net::ip::tcp::endpoint endpoint(net::ip::make_address(options_.address), options_.port);
      acceptor_->open(endpoint.protocol());
      acceptor_->set_option(Acceptor::reuse_address(true));
      acceptor_->bind(endpoint);
      acceptor_->listen();
      port_ = acceptor_->local_endpoint().port();
    } catch (const boost::system::system_error& error) {
      throw std::runtime_error("cannot listen on " + options_.address + ":" +
                               std::to_string(options_.port) + ": " + error.code().message());
    }
  }

  void close_acceptor() {
    boost::system::error_code ignored;
    acceptor_->close(ignored);
  }

  // One acceptor hands each connection to the loop with the fewest. Connections live long and are
  // few, so with one acceptor per loop (SO_REUSEPORT spreads by a hash) one core would often idle.
  Async<void> accept_all() {
    Timer pause(loops_.front()->context.get_executor());
    while (acceptor_->is_open()) {
      Loop& loop = **std::ranges::min_element(loops_, {},
                                              [](const auto& each) { return each->count.load(); });
      auto result = co_await acceptor_->async_accept(loop.context, kResult);
      auto& [error, socket] = result;
      if (error == net::error::connection_aborted || error == net::error::operation_aborted) {
        continue;
      }
      if (error) {
        pause.expires_after(kAcceptPause);
        co_await pause.async_wait(kResult);
        continue;
      }
      // Beyond the limit: closed at once, so that the client knows.
      if (census_.count() >= options_.connections_max) continue;
      Seat seat(census_, loop);
      net::co_spawn(loop.context, serve(std::move(socket), std::move(seat)), net::detached);
    }
  }

  Async<void> serve(Socket socket, Seat seat) {
    if (seat.loop().stopping()) co_return;
    boost::system::error_code error;
    socket.set_option(net::ip::tcp::no_delay(true), error);
    std::string peer = peer_of(socket);
    Tls tls = new_tls();
    if (error || !tls) co_return;
    Connection connection(options_, handler_, seat.loop(), std::move(socket), std::move(tls),
                          std::move(peer));
    co_await connection.serve();
  }

  Tls new_tls() {
    const std::lock_guard lock(tls_mutex_);
    return Tls(SSL_new(tls_.get()));
  }

  const ServerOptions options_;
  Handler& handler_;
  std::mutex tls_mutex_;
  TlsContext tls_;
  Census census_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::optional<Acceptor> acceptor_;
  std::uint16_t port_ = 0;
  std::mutex stop_mutex_;
  bool stopped_ = false;
};

Server::Server(const ServerOptions& options, Handler& handler)
    : impl_(std::make_unique<Impl>(options, handler)) {
  impl_->start();
}
Server::~Server() = default;
std::uint16_t Server::port() const { return impl_->port(); }
void Server::reload_certificate() { impl_->reload_certificate(); }
void Server::stop(std::chrono::milliseconds patience) { impl_->stop(patience); }

}  // namespace mingzhang::http
