#include "api/http/answer_box.h"

#include <atomic>
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

  void answer(Response response) {
    if (!used_.exchange(true)) box_->deliver(std::move(response));
  }

 private:
  std::shared_ptr<AnswerBox> box_;
  std::atomic<bool> used_ = false;
};

Respond AnswerBox::expect() {
  {
    const std::lock_guard lock(mutex_);
    arrived_ = waited_for_ = false;
    response_.reset();
  }
  return [once = std::make_shared<Once>(shared_from_this())](Response response) {
    once->answer(std::move(response));
  };
}

bool AnswerBox::arrived_or_wait() {
  const std::lock_guard lock(mutex_);
  waited_for_ = !arrived_;
  return arrived_;
}

std::optional<Response> AnswerBox::take() {
  const std::lock_guard lock(mutex_);
  MZ_ASSERT(arrived_);
  return std::exchange(response_, std::nullopt);
}

void AnswerBox::close() {
  const std::lock_guard lock(mutex_);
  wake_ = nullptr;
}

void AnswerBox::deliver(std::optional<Response> response) {
  const std::lock_guard lock(mutex_);
  response_ = std::move(response);
  arrived_ = true;
  if (waited_for_ && wake_) wake_();
}

}  // namespace mingzhang::http
