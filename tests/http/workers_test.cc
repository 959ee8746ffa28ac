#include "api/http/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace mingzhang::http {
namespace workers_test {

TEST(Workers, DoWhatWaitsBeforeTheyEnd) {
  std::atomic<int> done = 0;
  {
    Workers workers(2, 1000);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(workers.run([&] { ++done; }));
  }
  EXPECT_EQ(done, 500);
}

TEST(Workers, RefuseWhatIsMoreThanMayWait) {
  std::promise<void> begun;
  std::promise<void> gate;
  std::shared_future<void> open = gate.get_future().share();
  Workers workers(1, 2);
  ASSERT_TRUE(workers.run([&] {
    begun.set_value();
    open.wait();
  }));
  begun.get_future().wait();
  EXPECT_TRUE(workers.run([] {}));
  EXPECT_TRUE(workers.run([] {}));
  EXPECT_FALSE(workers.run([] {}));
  EXPECT_EQ(workers.waiting(), 2U);
  gate.set_value();
}

}  // namespace workers_test
}  // namespace mingzhang::http
