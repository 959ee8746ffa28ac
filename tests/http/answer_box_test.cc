#include "api/http/answer_box.h"

#include <gtest/gtest.h>

#include <thread>

namespace mingzhang::http {
namespace answer_box_test {

struct Box {
  int woken = 0;
  std::shared_ptr<AnswerBox> box = std::make_shared<AnswerBox>([this] { ++woken; });
};

TEST(AnswerBox, WakesOnlyWhoWaits) {
  Box b;
  b.box->expect()(Response(201));
  EXPECT_TRUE(b.box->arrived_or_wait());
  EXPECT_EQ(b.box->take()->status, 201);
  EXPECT_EQ(b.woken, 0);

  const Respond respond = b.box->expect();
  EXPECT_FALSE(b.box->arrived_or_wait());
  respond(Response(202));
  EXPECT_EQ(b.woken, 1);
  EXPECT_TRUE(b.box->arrived_or_wait());
  EXPECT_EQ(b.box->take()->status, 202);
}

TEST(AnswerBox, TakesTheFirstAnswerOfARequestAndNoneOfTheOneBefore) {
  Box b;
  const Respond first = b.box->expect();
  first(Response(201));
  first(Response(202));
  EXPECT_EQ(b.box->take()->status, 201);
  const Respond second = b.box->expect();
  first(Response(203));
  EXPECT_FALSE(b.box->arrived_or_wait());
  second(Response(204));
  EXPECT_EQ(b.box->take()->status, 204);
}

TEST(AnswerBox, NoticesWhenAllCopiesAreDropped) {
  Box b;
  auto respond = std::make_unique<Respond>(b.box->expect());
  auto copy = std::make_unique<Respond>(*respond);
  EXPECT_FALSE(b.box->arrived_or_wait());
  respond.reset();
  EXPECT_EQ(b.woken, 0);
  copy.reset();
  EXPECT_EQ(b.woken, 1);
  EXPECT_TRUE(b.box->arrived_or_wait());
  EXPECT_EQ(b.box->take(), std::nullopt);
}

TEST(AnswerBox, IsQuietAfterItIsClosed) {
  Box b;
  const Respond respond = b.box->expect();
  EXPECT_FALSE(b.box->arrived_or_wait());
  b.box->close();
  b.box.reset();
  respond(Response(200));
  EXPECT_EQ(b.woken, 0);
}

TEST(AnswerBox, TakesAnswersFromManyThreads) {
  Box b;
  const Respond respond = b.box->expect();
  EXPECT_FALSE(b.box->arrived_or_wait());
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { respond(Response(200)); });
  }
  EXPECT_EQ(b.woken, 1);
}

}  // namespace answer_box_test
}  // namespace mingzhang::http
