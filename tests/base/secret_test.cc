#include "ledger/base/secret.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace secret_test {

TEST(Secrets, AreTheSameWhenEveryByteIs) {
  EXPECT_TRUE(same_secret(bytes_of(""), bytes_of("")));
  EXPECT_TRUE(same_secret(bytes_of("123456"), bytes_of("123456")));
  EXPECT_FALSE(same_secret(bytes_of("123456"), bytes_of("123457")));
  EXPECT_FALSE(same_secret(bytes_of("123456"), bytes_of("023456")));
  EXPECT_FALSE(same_secret(bytes_of("123456"), bytes_of("12345")));
  EXPECT_FALSE(same_secret(bytes_of(""), bytes_of("1")));
}

}  // namespace secret_test
}  // namespace mingzhang
