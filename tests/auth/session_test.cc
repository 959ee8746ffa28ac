#include "api/auth/session.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/base/sha256.h"

namespace mingzhang::auth {
namespace session_test {

TEST(Token, IsRecognisedAndNeverTheSameTwice) {
  SystemRandom random;
  const std::string token = make_token(random);
  EXPECT_TRUE(token.starts_with("mz1_")) << token;
  EXPECT_EQ(token.size(), 47U);
  EXPECT_NE(make_token(random), token);
  EXPECT_EQ(digest_of_token(token), sha256(bytes_of(token)));
  for (const std::string& other : {std::string(), token + "x", token.substr(1),
                                   "mz2_" + token.substr(4), token.substr(0, token.size() - 1)}) {
    EXPECT_EQ(digest_of_token(other), std::nullopt) << other;
  }
}

TEST(Csrf, FollowsFromTheTokenAlone) {
  // python3: base64.urlsafe_b64encode(hmac.digest(token, b"mingzhang/csrf/1", "sha256"))
  EXPECT_EQ(csrf_of_token("mz1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            "zheVGspo15Ab2AvM-NVz6o_vbwxVLqIvzivB5LkBPk4");
  EXPECT_NE(csrf_of_token("mz1_B"), csrf_of_token("mz1_C"));
}

TEST(SecondFactor, IsNeededByThoseWhoDecide) {
  for (const Duty duty : {Duty::administrator, Duty::approver, Duty::responsible}) {
    EXPECT_TRUE(needs_second_factor({duty}));
    EXPECT_TRUE(needs_second_factor({Duty::cashier, duty}));
  }
  EXPECT_FALSE(needs_second_factor({}));
  EXPECT_FALSE(needs_second_factor(
      {Duty::auditor, Duty::bookkeeper, Duty::caseworker, Duty::cashier, Duty::reviewer}));
}

TEST(Must, FollowsFromTheSessionAndTheDuties) {
  Session session;
  EXPECT_EQ(must_of(session, {Duty::cashier}), (Must{false, false}));
  EXPECT_EQ(must_of(session, {Duty::approver}), (Must{false, true}));
  session.must_change_password = true;
  session.second_factor = true;
  EXPECT_EQ(must_of(session, {Duty::approver}), (Must{true, false}));
}

}  // namespace session_test
}  // namespace mingzhang::auth
