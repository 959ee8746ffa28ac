#pragma once

// Private to server.cc: it instantiates Asio, which costs half a minute per file that does.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "api/http/answer_head.h"
#include "api/http/server.h"
#include "ledger/base/bytes.h"
#include "ledger/base/random.h"

namespace mingzhang::http {

namespace net = boost::asio;

using Executor = net::io_context::executor_type;
template <class T>
using Async = net::awaitable<T, Executor>;
using Timer = net::basic_waitable_timer<std::chrono::steady_clock,
                                        net::wait_traits<std::chrono::steady_clock>, Executor>;
using Moment = std::chrono::steady_clock::time_point;

/// What the loop needs of a connection. Threads: the loop's.
class Watched {
 public:
  virtual ~Watched() = default;
  /// Ends what is too slow, and when stopping what is idle. Called again and again, so that none is
  /// missed that began to wait at the wrong moment.
  virtual void check(Moment now, bool stopping) = 0;
  /// Ends it in any case.
  virtual void cut() = 0;
};

/// How many connections there are, in all loops.
class Census {
 public:
  std::size_t count() const { return count_; }
  void enter() { ++count_; }
  void leave() {
    if (--count_ > 0) return;
    const std::lock_guard lock(mutex_);
    empty_.notify_all();
  }
  /// Waits until there are none, at most for `patience`.
  void wait_empty(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    empty_.wait_for(lock, std::min(patience, kPatienceMax), [&] { return count_ == 0; });
  }

 private:
  static constexpr std::chrono::milliseconds kPatienceMax = std::chrono::hours(24);

  std::atomic<std::size_t> count_ = 0;
  std::mutex mutex_;
  std::condition_variable empty_;
};

/// One thread and the connections it serves; nothing of them is touched by another thread.
///
/// Deadlines are not timers of their own: setting one is storing a number, and a look at all
/// connections a few times a second finds those that passed.
class Loop {
 public:
  explicit Loop(std::chrono::milliseconds check_interval) : interval_(check_interval) { watch(); }

 private:
  // Before the context: what is left in it is destroyed with it.
  std::list<Watched*> connections_;

 public:
  std::atomic<std::size_t> count = 0;  ///< Of connections, also those on their way to it.
  SystemRandom random;
  net::io_context context{1};  // Posts from other threads are locked; the hint saves wake-ups.

  void start() {
    thread_ = std::thread([this] { context.run(); });
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }

  bool stopping() const { return stopping_; }
  void begin_stop() {
    stopping_ = true;
    check_all();
  }
  void cut_all() {
    stopping_ = ended_ = true;
    timer_.cancel();
    for (Watched* watched : connections_) watched->cut();
    guard_.reset();
  }

  using Place = std::list<Watched*>::iterator;
  Place add(Watched* watched) { return connections_.insert(connections_.end(), watched); }
  void remove(Place place) { connections_.erase(place); }

  std::string next_id() { return to_hex(random.block<8>().view()); }

  /// Now, for the field Date; made once a second.
  std::string_view date() {
    const std::time_t now = std::time(nullptr);
    if (now != date_at_) date_ = http_date(date_at_ = now);
    return date_;
  }

 private:
  void check_all() {
    const Moment now = std::chrono::steady_clock::now();
    for (Watched* watched : connections_) watched->check(now, stopping_);
  }
  void watch() {
    timer_.expires_after(interval_);
    timer_.async_wait([this](const boost::system::error_code&) {
      if (ended_) return;
      check_all();
      watch();
    });
  }

  net::executor_work_guard<Executor> guard_{context.get_executor()};
  Timer timer_{context.get_executor()};
  std::chrono::milliseconds interval_;
  bool stopping_ = false;
  bool ended_ = false;
  std::time_t date_at_ = 0;
  std::string date_;
  std::thread thread_;
};

}  // namespace mingzhang::http
