#include "api/http/answer_box.h"

#include <atomic>
#include <exception>
#include <utility>

#include "ledger/base/assert.h"

namespace mingzhang::http {

class AnswerBox::Once {
 public:
  explicit Once(std::shared_ptr<AnswerBox> box) : box_(std::move(box)) {}
  ~Once() {
    if (!used_.exchange(true)) box_->deliver(std::nullopt);
  }
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;

  void answer(Reply reply) {
    if (!used_.exchange(true)) box_->deliver(std::move(reply));
  }

 private:
  std::shared_ptr<AnswerBox> box_;
  std::atomic<bool> used_ = false;
};

Respond AnswerBox::expect() {
  {
    const std::lock_guard lock(mutex_);
    arrived_ = waited_for_ = false;
    reply_.reset();
  }
  return [once = std::make_shared<Once>(shared_from_this())](Reply reply) {
    once->answer(std::move(reply));
  };
}

bool AnswerBox::arrived_or_wait() {
  const std::lock_guard lock(mutex_);
  waited_for_ = !arrived_;
  return arrived_;
}

std::optional<Response> AnswerBox::take() {
  std::optional<Reply> reply;
  {
    const std::lock_guard lock(mutex_);
    MZ_ASSERT(arrived_);
    reply = std::exchange(reply_, std::nullopt);
  }
  if (!reply) return std::nullopt;
  try {
    return std::move(*reply).take();
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

void AnswerBox::close() {
  const std::lock_guard lock(mutex_);
  wake_ = nullptr;
}

void AnswerBox::deliver(std::optional<Reply> reply) {
  const std::lock_guard lock(mutex_);
  reply_ = std::move(reply);
  arrived_ = true;
  if (waited_for_ && wake_) wake_();
}

}  // namespace mingzhang::http
