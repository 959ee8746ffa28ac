#include <thread>
#include <vector>

#include "api/auth/doorman.h"
#include "tests/auth/door.h"

namespace mingzhang::auth {
namespace doorman_second_factor_test {

class SecondFactorTest : public Door {
 protected:
  /// Wang's words with the code of now, or of steps from now.
  SignIn with_code(std::int64_t steps_from_now = 0) {
    SignIn request = words("wang", password_, {Duty::approver});
    request.code = code_of(secret_, steps_from_now);
    return request;
  }
  void next_step() { clock_.pass_ms(kTotpStepMs); }
  static Code code_of_refusal(const Result<void>& result) {
    EXPECT_FALSE(result);
    return result ? Code::value_empty : result.error().code;
  }

  const std::string password_ = enrolled("wang");
  const SignedIn first_ = in(words("wang", password_, {Duty::approver}));
  TotpSecret secret_;
};

TEST_F(SecondFactorTest, IsAskedOfThoseWhoDecideUntilTheyHaveIt) {
  EXPECT_EQ(first_.must, (Must{false, true}));
  EXPECT_FALSE(first_.session.second_factor);
  const SignedIn other = in(words("wang", password_));
  EXPECT_EQ(other.must, (Must{false, false})) << "as a cashier";
  secret_ = with_second_factor(first_.session);
  const Result<Session> now = door().identify(first_.token);
  ASSERT_TRUE(now);
  EXPECT_TRUE(now->second_factor);
  EXPECT_TRUE(now->has_second_factor);
  EXPECT_EQ(must_of(*now, {Duty::approver}), (Must{false, false}));
  EXPECT_EQ(who(other.token), "session_missing") << "it has given no code";
}

TEST_F(SecondFactorTest, IsNeededAtEachSignInOnceItIsThere) {
  secret_ = with_second_factor(first_.session);
  EXPECT_EQ(refusal(words("wang", "wrong")), Code::credentials_wrong);
  EXPECT_EQ(refusal(words("wang", password_)), Code::code_needed);
  next_step();
  SignIn wrong = with_code();
  wrong.password = "wrong";
  EXPECT_EQ(refusal(wrong), Code::credentials_wrong);
  SignIn other = with_code();
  other.code = *other.code == "000000" ? "000001" : "000000";
  EXPECT_EQ(refusal(other), Code::code_wrong);
  EXPECT_TRUE(in(with_code()).session.second_factor);
}

TEST_F(SecondFactorTest, TakesEachCodeOnce) {
  secret_ = with_second_factor(first_.session);
  EXPECT_EQ(refusal(with_code()), Code::code_wrong) << "used to set it up";
  in(with_code(1));
  EXPECT_EQ(refusal(with_code(1)), Code::code_wrong);
  EXPECT_EQ(refusal(with_code(0)), Code::code_wrong);
  next_step();
  EXPECT_EQ(refusal(with_code(0)), Code::code_wrong) << "the same code still";
  EXPECT_EQ(refusal(with_code(-1)), Code::code_wrong);
  in(with_code(1));
}

TEST_F(SecondFactorTest, TakesEachCodeOnceOfManyAtOnce) {
  secret_ = with_second_factor(first_.session);
  next_step();
  std::atomic<int> came_in = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      if (sign_in(with_code())) ++came_in;
    });
  }
  threads.clear();
  EXPECT_EQ(came_in, 1);
}

TEST_F(SecondFactorTest, MakesWaitWhoGuessesCodesFromWherever) {
  secret_ = with_second_factor(first_.session);
  for (int i = 0; i < 5; ++i) {
    SignIn guess = words("wang", password_);
    guess.address = "192.0.2." + std::to_string(100 + i);
    guess.code = "guess" + std::to_string(i);
    EXPECT_EQ(refusal(guess), Code::code_wrong);
  }
  SignIn elsewhere = with_code(1);
  elsewhere.address = "192.0.2.200";
  EXPECT_EQ(refusal(elsewhere), Code::throttled);
  clock_.pass_ms(1000);
  in(elsewhere);
}

TEST_F(SecondFactorTest, DoesNotLetTheFirstQuestionClearGuessesOfCodes) {
  secret_ = with_second_factor(first_.session);
  SignIn guess = words("wang", password_);
  for (int i = 0; i < 5; ++i) {
    guess.code = "guess" + std::to_string(i);
    EXPECT_EQ(refusal(guess), Code::code_wrong);
    if (i == 4) break;
    EXPECT_EQ(refusal(words("wang", password_)), Code::code_needed);
  }
  EXPECT_EQ(refusal(words("wang", password_)), Code::throttled);
  guess.address = "192.0.2.77";
  EXPECT_EQ(refusal(guess), Code::throttled) << "codes count for the person at every address";
}

TEST_F(SecondFactorTest, IsNotSetUpTwiceNorLateNorFromAnotherSession) {
  const SignedIn other = in(words("wang", password_));
  EXPECT_EQ(code_of_refusal(door().confirm_second_factor(first_.session, "123456")),
            Code::step_not_allowed);
  const auto enrolment = door().begin_second_factor(first_.session);
  ASSERT_TRUE(enrolment);
  EXPECT_EQ(enrolment->uri,
            "otpauth://totp/%E6%98%8E%E8%B4%A6%20test:wang?secret=" + enrolment->secret +
                "&issuer=%E6%98%8E%E8%B4%A6%20test&algorithm=SHA1&digits=6&period=30");
  EXPECT_EQ(code_of_refusal(door().confirm_second_factor(other.session, "123456")),
            Code::step_not_allowed);
  EXPECT_EQ(code_of_refusal(door().confirm_second_factor(first_.session, "12345x")),
            Code::code_wrong);
  clock_.pass_ms(Doorman::kEnrolmentMs);
  EXPECT_EQ(code_of_refusal(door().confirm_second_factor(first_.session, "123456")),
            Code::step_not_allowed);
  secret_ = with_second_factor(first_.session);
  const auto again = door().begin_second_factor(first_.session);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::exists_already);
  const auto ended = door().begin_second_factor(other.session);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, Code::session_missing);
}

TEST_F(SecondFactorTest, IsResetWithAllSessions) {
  secret_ = with_second_factor(first_.session);
  EXPECT_TRUE(door().credentials_of("wang")->has_second_factor);
  ASSERT_TRUE(door().reset_second_factor("wang"));
  EXPECT_EQ(who(first_.token), "session_missing");
  EXPECT_FALSE(door().credentials_of("wang")->has_second_factor);
  EXPECT_EQ(in(words("wang", password_, {Duty::approver})).must, (Must{false, true}));
  EXPECT_EQ(code_of_refusal(door().reset_second_factor("nobody")), Code::person_unknown);
}

TEST_F(SecondFactorTest, StaysWhenThePasswordIsSetAnew) {
  secret_ = with_second_factor(first_.session);
  const std::string initial = door().set_password("wang");
  EXPECT_EQ(refusal(words("wang", initial)), Code::code_needed);
}

}  // namespace doorman_second_factor_test
}  // namespace mingzhang::auth
