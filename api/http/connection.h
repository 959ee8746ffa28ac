#pragma once

// Private to server.cc, as loop.h.

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "api/http/answer_box.h"
#include "api/http/head.h"
#include "api/http/loop.h"
#include "api/http/spool.h"
#include "api/http/tls.h"
#include "ledger/base/assert.h"

namespace mingzhang::http {

using Socket = net::basic_stream_socket<net::ip::tcp, Executor>;

/// Results as (error, …), never exceptions.
inline constexpr auto kResult = net::as_tuple(net::use_awaitable_t<Executor>());

/// How long, and for how many bytes, we listen on after a last answer: a client that is still
/// sending would otherwise get a reset in place of the answer.
inline constexpr std::chrono::milliseconds kLingerTimeout{2'000};
inline constexpr std::size_t kLingerBytesMax = 64 * 1024 * 1024;
/// What is read at once; holds any head. And one TLS record, which a small answer fits in.
inline constexpr std::size_t kPieceBytes = 16 * 1024;
static_assert(kHeaderBytesMax <= kPieceBytes);
/// So much of an answer must be taken by the client within the write timeout.
inline constexpr std::size_t kWritePieceBytes = 256 * 1024;

/// One client. Its requests are answered one after the other; what it sends meanwhile waits in the
/// socket. g++ 12: one co_await per statement, with named arguments (scripts/check_co_await.py).
class Connection final : public Watched {
 public:
  Connection(const ServerOptions& options, Handler& handler, Loop& loop, Socket socket, Tls tls,
             std::string peer)
      : options_(options),
        handler_(handler),
        loop_(loop),
        stream_(std::move(socket), tls.release()),
        peer_(std::move(peer)) {
    // The loop outlives us; what is posted may not find us any more.
    box_ = std::make_shared<AnswerBox>([&loop, weak = std::weak_ptr(alive_)] {
      net::post(loop.context, [weak] {
        if (const auto self = weak.lock()) (*self)->answer_timer_.cancel();
      });
    });
    place_ = loop_.add(this);
  }
  ~Connection() override {
    box_->close();
    loop_.remove(place_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// From the handshake to the end.
  Async<void> serve() {
    idle_ = true;
    expire_in(options_.handshake_timeout);
    const auto result = co_await stream_.async_handshake(net::ssl::stream_base::server, kResult);
    if (std::get<0>(result)) co_return;
    expire_in(options_.head_timeout);
    bool more = true;
    while (more) {
      more = co_await serve_one();
      if (more) expire_in(options_.idle_timeout);
    }
    if (!broken_) co_await close();
  }

  void check(Moment now, bool stopping) override {
    if (now >= deadline_ || (stopping && idle_)) {
      boost::system::error_code ignored;
      stream_.next_layer().cancel(ignored);
    }
  }
  void cut() override {
    boost::system::error_code ignored;
    stream_.next_layer().close(ignored);
    broken_ = true;
    answer_timer_.cancel();
  }

 private:
  // In place of a status: nobody is there to be answered.
  static constexpr int kGone = -1;

  void expire_in(std::chrono::milliseconds time) {
    deadline_ = std::chrono::steady_clock::now() + time;
  }
  bool expired() const { return std::chrono::steady_clock::now() >= deadline_; }
  std::string_view received() const { return {in_.data() + begin_, end_ - begin_}; }

  // Bytes that came; 0 when there will be none: the client ended, stalled or is cut off.
  Async<std::size_t> read_some() {
    if (begin_ == end_) {
      begin_ = end_ = 0;
    } else if (end_ == in_.size()) {
      std::copy(in_.begin() + static_cast<std::ptrdiff_t>(begin_), in_.end(), in_.begin());
      end_ -= std::exchange(begin_, 0);
    }
    MZ_ASSERT(end_ < in_.size());
    const auto space = net::buffer(in_.data() + end_, in_.size() - end_);
    const auto result = co_await stream_.async_read_some(space, kResult);
    end_ += std::get<1>(result);
    co_return std::get<1>(result);
  }

  Async<bool> write(std::string_view text) {
    while (!text.empty() && !broken_) {
      expire_in(options_.write_timeout);
      std::string_view piece = text.substr(0, kWritePieceBytes);
      text.remove_prefix(piece.size());
      while (!piece.empty()) {
        const auto bytes = net::buffer(piece);
        const auto result = co_await stream_.async_write_some(bytes, kResult);
        if (std::get<0>(result)) {
          broken_ = true;
          co_return false;
        }
        piece.remove_prefix(std::get<1>(result));
      }
    }
    co_return !broken_;
  }

  // A small answer is one record; of a large one only the beginning is copied.
  Async<bool> send(const Response& response, bool head_only, bool keep_alive) {
    out_.clear();
    append_head(out_, response, loop_.date(), keep_alive);
    std::string_view rest;
    if (!head_only && has_body(response.status)) rest = response.content();
    const std::string_view first = rest.substr(0, kPieceBytes - std::min(out_.size(), kPieceBytes));
    out_ += first;
    rest.remove_prefix(first.size());
    linger_ = !keep_alive;
    bool sent = co_await write(out_);
    if (sent && !rest.empty()) sent = co_await write(rest);
    co_return sent;
  }

  // The last answer on this connection.
  Async<void> refuse(const Head& head) {
    const Response response = handler_.fault(head.fault, head.readable ? &head.request : nullptr);
    const bool head_only = head.request.method == "HEAD";
    co_await send(response, head_only, false);
  }

  // Waits for a whole head: 0, or the status to refuse it with, or kGone.
  Async<int> await_head(HeadScan& scan) {
    idle_ = begin_ == end_;
    if (!idle_) expire_in(options_.head_timeout);
    for (;;) {
      if (!idle_) {
        switch (scan.scan(received())) {
          case HeadScan::State::complete:
            co_return 0;
          case HeadScan::State::malformed:
            co_return 400;
          case HeadScan::State::too_large:
            co_return 431;
          case HeadScan::State::incomplete:
            break;
        }
      } else if (loop_.stopping()) {
        co_return kGone;
      }
      const std::size_t count = co_await read_some();
      if (count == 0) co_return !idle_ && expired() ? 408 : kGone;
      if (idle_) expire_in(options_.head_timeout);
      idle_ = false;
    }
  }

  // Reads the body to where it belongs; the result as above.
  Async<int> read_body(Head& head, SpoolFile* file) {
    std::uint64_t left = head.body_bytes;
    expire_in(file ? options_.file_timeout : options_.body_timeout);
    if (head.expects_continue && left > received().size()) {
      const bool sent = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
      if (!sent) co_return kGone;
      expire_in(file ? options_.file_timeout : options_.body_timeout);
    }
    // Also for no bytes: a file that could not be opened is found here.
    for (;;) {
      const std::string_view piece = received().substr(0, left);
      if (file && !file->write(piece)) co_return 503;
      if (!file) head.request.body += piece;
      begin_ += piece.size();
      left -= piece.size();
      if (left == 0) co_return 0;
      const std::size_t count = co_await read_some();
      if (count == 0) co_return expired() ? 408 : kGone;
    }
  }

  // What the handler says to the head; a fault of its own is a fault of the request.
  Intake consider(Head& head) {
    if (head.fault) return {};
    try {
      Intake intake = handler_.admit(head.request);
      if (!intake.answer && head.body_bytes > intake.body_bytes_max) head.fault = 413;
      return intake;
    } catch (const std::exception&) {
      head.fault = 500;
      return {};
    }
  }

  // Passes over a body that is not wanted; only when it is here already.
  bool skip_body(const Head& head) {
    if (head.body_bytes > received().size()) return false;
    begin_ += static_cast<std::size_t>(head.body_bytes);
    return true;
  }

  void ask(Request request) {
    Respond respond = box_->expect();
    try {
      handler_.answer(std::move(request), std::move(respond));
    } catch (const std::exception&) {
      // It dropped what it should have called, which is an answer.
    }
  }

  Async<bool> answer(bool head_only, bool keep_alive) {
    deadline_ = Moment::max();
    while (!broken_ && !box_->arrived_or_wait()) {
      co_await answer_timer_.async_wait(kResult);
    }
    if (broken_) co_return false;
    std::optional<Response> response = box_->take();
    if (!response) response = handler_.fault(500, nullptr);
    const bool more = keep_alive && !loop_.stopping();
    const bool sent = co_await send(*response, head_only, more);
    co_return (sent && more);
  }

  // One request; true when another may follow.
  Async<bool> serve_one() {
    HeadScan scan;
    const int status = co_await await_head(scan);
    if (status == kGone) co_return false;
    Head head;
    if (status == 0) {
      head = read_head(received().substr(0, scan.size()));
      begin_ += scan.size();
      head.request.peer = peer_;
      head.request.id = loop_.next_id();
    } else {
      head.fault = status;
    }
    Intake intake = consider(head);
    const bool head_only = head.request.method == "HEAD";
    if (intake.answer) {
      const bool more = skip_body(head) && head.keep_alive && !loop_.stopping();
      const bool sent = co_await send(*intake.answer, head_only, more);
      co_return (sent && more);
    }
    std::optional<SpoolFile> file;
    if (head.fault == 0) {
      if (intake.to_file) file.emplace(options_.spool, loop_.random);
      SpoolFile* const to = file ? &*file : nullptr;
      head.fault = co_await read_body(head, to);
    }
    if (head.fault == kGone) co_return false;
    if (head.fault != 0) {
      co_await refuse(head);
      co_return false;
    }
    if (file) head.request.body_file = file->path();
    ask(std::move(head.request));
    const bool more = co_await answer(head_only, head.keep_alive);
    co_return more;
  }

  // Says good-bye, so that the client knows that nothing was cut off; then listens on for a while
  // if it got an answer.
  Async<void> close() {
    expire_in(kLingerTimeout);
    // As if its good-bye had come: ours is sent, and not waited for.
    SSL_set_shutdown(stream_.native_handle(), SSL_RECEIVED_SHUTDOWN);
    co_await stream_.async_shutdown(kResult);
    if (!linger_) co_return;
    boost::system::error_code error;
    stream_.next_layer().shutdown(Socket::shutdown_send, error);
    for (std::size_t total = 0; !error && total < kLingerBytesMax && !expired();) {
      const auto space = net::buffer(in_);
      const auto result = co_await stream_.next_layer().async_read_some(space, kResult);
      error = std::get<0>(result);
      total += std::get<1>(result);
    }
  }

  const ServerOptions& options_;
  Handler& handler_;
  Loop& loop_;
  net::ssl::stream<Socket> stream_;
  std::string peer_;
  std::shared_ptr<AnswerBox> box_;
  std::shared_ptr<Connection*> alive_ = std::make_shared<Connection*>(this);
  Timer answer_timer_{loop_.context.get_executor(), Moment::max()};
  Loop::Place place_;
  Moment deadline_ = Moment::max();
  std::vector<char> in_ = std::vector<char>(kPieceBytes);
  std::size_t begin_ = 0;  // What came and was not used yet.
  std::size_t end_ = 0;
  std::string out_;
  bool idle_ = false;    // No request has begun.
  bool broken_ = false;  // Nothing can be sent any more.
  bool linger_ = false;  // The client got a last answer.
};

}  // namespace mingzhang::http
