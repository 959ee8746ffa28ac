#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "api/http/server.h"

namespace mingzhang::http {

/// Where the answers of one connection arrive, one after the other, from any thread. Whoever
/// answers may outlive the connection and the server: then the answer goes nowhere.
class AnswerBox : public std::enable_shared_from_this<AnswerBox> {
 public:
  /// `wake` is called, on any thread, when an answer comes that is waited for.
  explicit AnswerBox(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// For one request. The first call counts; dropped without a call it counts as no answer.
  Respond expect();
  /// True when it came or was dropped. Otherwise `wake` will be called.
  bool arrived_or_wait();
  /// Pre: it arrived. Empty when it was dropped, or cannot be made.
  std::optional<Response> take();
  /// `wake` is not called any more from here on, nor is it running.
  void close();

 private:
  class Once;
  void deliver(std::optional<Reply> reply);

  std::mutex mutex_;
  std::function<void()> wake_;
  std::optional<Reply> reply_;
  bool arrived_ = false;
  bool waited_for_ = false;
};

}  // namespace mingzhang::http
