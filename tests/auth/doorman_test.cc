#include "api/auth/doorman.h"

#include <thread>
#include <vector>

#include "tests/auth/door.h"

namespace mingzhang::auth {
namespace doorman_test {

class DoormanTest : public Door {};

TEST_F(DoormanTest, LetsInWhoHasTheInitialPasswordAndHasItChanged) {
  const std::string initial = door().set_password("wang");
  const SignedIn first = in(words("wang", initial));
  EXPECT_EQ(first.must, (Must{true, false}));
  EXPECT_TRUE(first.session.must_change_password);
  EXPECT_EQ(first.session.csrf, csrf_of_token(first.token));
  EXPECT_EQ(who(first.token), "wang");
  ASSERT_TRUE(door().change_password(first.session, {initial, "plum blossom", "192.0.2.1"}));
  EXPECT_FALSE(door().identify(first.token)->must_change_password);
  EXPECT_EQ(refusal(words("wang", initial)), Code::credentials_wrong);
  EXPECT_EQ(in(words("wang", "plum blossom")).must, (Must{false, false}));
}

TEST_F(DoormanTest, SaysTheSameOfUnknownSuspendedAndWrong) {
  const std::string password = enrolled("wang");
  SignIn suspended = words("wang", password);
  suspended.duties.reset();
  const std::vector<SignIn> requests{words("wang", "wrong"), words("nobody", password), suspended,
                                     words("", ""), words("Wang'; --", password)};
  for (const SignIn& request : requests) {
    const Result<SignedIn> result = sign_in(request);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), (Refusal{Code::credentials_wrong, {}, {}})) << request.person;
  }
  in(words("wang", password));
}

TEST_F(DoormanTest, KeepsSessionsApart) {
  const std::string password = enrolled("wang");
  const SignedIn cookie = in(words("wang", password));
  SignIn request = words("wang", password);
  request.kind = SessionKind::bearer;
  request.label = "导入程序";
  clock_.pass_ms(1);
  const SignedIn bearer = in(request);
  EXPECT_NE(cookie.token, bearer.token);
  EXPECT_NE(cookie.session.csrf, bearer.session.csrf);
  const std::vector<Session> sessions = door().sessions_of("wang");
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_EQ(sessions[0].id, bearer.session.id) << "the newest first";
  EXPECT_EQ(sessions[0].label, "导入程序");
  EXPECT_EQ(sessions[0].kind, SessionKind::bearer);
  door().sign_out(cookie.token);
  door().sign_out(cookie.token);
  door().sign_out("mz1_nothing");
  EXPECT_EQ(who(cookie.token), "session_missing");
  EXPECT_EQ(who(bearer.token), "wang");
  EXPECT_EQ(who("mz1_" + std::string(43, 'A')), "session_missing");
  EXPECT_EQ(who(""), "session_missing");
  EXPECT_FALSE(door().end_session("li", bearer.session.id)) << "it is wang's";
  EXPECT_TRUE(door().end_session("wang", bearer.session.id));
  EXPECT_EQ(who(bearer.token), "session_missing");
}

TEST_F(DoormanTest, RefusesLabelsThatCannotBeShown) {
  SignIn request = words("wang", enrolled("wang"));
  request.label = std::string(65, 'x');
  EXPECT_EQ(refusal(request), Code::text_too_long);
  request.label = "a\nb";
  EXPECT_EQ(refusal(request), Code::text_malformed);
}

TEST_F(DoormanTest, EndsASessionThatIsNotUsed) {
  SignIn request = words("wang", enrolled("wang"));
  const SignedIn cookie = in(request);
  request.kind = SessionKind::bearer;
  const SignedIn bearer = in(request);
  clock_.pass_ms(kCookieLifetime.idle_ms - 1);
  EXPECT_EQ(who(cookie.token), "wang");
  clock_.pass_ms(kCookieLifetime.idle_ms - 1);
  EXPECT_EQ(who(cookie.token), "wang") << "it was used in between";
  clock_.pass_ms(kCookieLifetime.idle_ms);
  EXPECT_EQ(who(cookie.token), "session_expired");
  EXPECT_EQ(who(bearer.token), "wang");
  EXPECT_EQ(door().sessions_of("wang").size(), 1U);
  clock_.pass_ms(kBearerLifetime.idle_ms);
  EXPECT_EQ(who(bearer.token), "session_expired");
}

TEST_F(DoormanTest, EndsASessionHoweverMuchItIsUsed) {
  SignIn request = words("wang", enrolled("wang"));
  for (const SessionKind kind : {SessionKind::cookie, SessionKind::bearer}) {
    request.kind = kind;
    const auto [idle_ms, absolute_ms] = lifetime_of(kind);
    const SignedIn signed_in = in(request);
    const Timestamp end{clock_.now().ms + absolute_ms};
    EXPECT_EQ(signed_in.session.expires, end);
    while (clock_.now().ms + idle_ms / 2 < end.ms) {
      clock_.pass_ms(idle_ms / 2);
      ASSERT_EQ(who(signed_in.token), "wang");
    }
    clock_.pass_ms(end.ms - clock_.now().ms - 1);
    EXPECT_EQ(who(signed_in.token), "wang");
    clock_.pass_ms(1);
    EXPECT_EQ(who(signed_in.token), "session_expired");
    clock_.pass_ms(kExpiredKeptMs);
    door().flush();
    EXPECT_EQ(who(signed_in.token), "session_expired");
    clock_.pass_ms(1);
    door().flush();
    EXPECT_EQ(who(signed_in.token), "session_missing");
  }
}

TEST_F(DoormanTest, EndsTheOldestOfTooManySessions) {
  const SignIn request = words("wang", enrolled("wang"));
  const SignIn other = words("li", enrolled("li"));
  const SignedIn of_other = in(other);
  std::vector<SignedIn> all;
  for (std::size_t i = 0; i < kSessionsOfPersonMax; ++i) {
    clock_.pass_ms(1);
    all.push_back(in(request));
  }
  clock_.pass_ms(1);
  EXPECT_EQ(who(all[0].token), "wang");
  all.push_back(in(request));
  EXPECT_EQ(who(all[1].token), "session_missing") << "the one not used for longest";
  EXPECT_EQ(who(all[0].token), "wang");
  EXPECT_EQ(who(all.back().token), "wang");
  EXPECT_EQ(door().sessions_of("wang").size(), kSessionsOfPersonMax);
  EXPECT_EQ(who(of_other.token), "li");
}

TEST_F(DoormanTest, ChangesAPasswordForItsOwnerOnly) {
  const std::string password = enrolled("wang");
  const SignedIn here = in(words("wang", password));
  const SignedIn there = in(words("wang", password));
  const SignedIn other = in(words("li", enrolled("li")));
  const auto refused = [&](const std::string& old_password, const std::string& new_password) {
    const auto result = door().change_password(here.session, {old_password, new_password, ""});
    EXPECT_FALSE(result);
    return result ? Refusal{} : result.error();
  };
  EXPECT_EQ(refused("wrong", "plum blossom"),
            (Refusal{Code::credentials_wrong, "old_password", ""}));
  EXPECT_EQ(refused(password, "short"), (Refusal{Code::password_weak, "new_password", "short"}));
  EXPECT_EQ(refused(password, password), (Refusal{Code::password_weak, "new_password", "same"}));
  EXPECT_EQ(who(there.token), "wang");
  ASSERT_TRUE(door().change_password(here.session, {password, "plum blossom", ""}));
  EXPECT_EQ(who(here.token), "wang");
  EXPECT_EQ(who(there.token), "session_missing");
  EXPECT_EQ(who(other.token), "li");
  const auto late = door().change_password(there.session, {"plum blossom", "cherry blossom", ""});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::session_missing);
}

TEST_F(DoormanTest, CountsGuessesOfTheOldPasswordAsAttempts) {
  const std::string password = enrolled("wang");
  const SignedIn here = in(words("wang", password));
  const auto code = [&](const std::string& old_password) {
    const PasswordChange change{old_password, "plum blossom", "192.0.2.9"};
    const auto result = door().change_password(here.session, change);
    return result ? Code::value_empty : result.error().code;
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(code("wrong"), Code::credentials_wrong);
  EXPECT_EQ(code(password), Code::throttled);
}

TEST_F(DoormanTest, MakesWaitWhoFails) {
  const std::string password = enrolled("wang");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(refusal(words("wang", "wrong")), Code::credentials_wrong);
  }
  const Result<SignedIn> result = sign_in(words("wang", password));
  ASSERT_FALSE(result) << "even the right one";
  EXPECT_EQ(result.error(), (Refusal{Code::throttled, {}, "1"}));
  SignIn elsewhere = words("wang", password);
  elsewhere.address = "192.0.2.2";
  in(elsewhere);
  EXPECT_EQ(refusal(words("wang", password)), Code::throttled) << "that was another address";
  clock_.pass_ms(1000);
  in(words("wang", password));
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(refusal(words("wang", "wrong")), Code::credentials_wrong) << "the slate is clean";
  }
}

TEST_F(DoormanTest, GivesASuspendedOrResetPersonNoSessionLeft) {
  const std::string password = enrolled("wang");
  const SignedIn first = in(words("wang", password));
  door().end_all("wang");
  EXPECT_EQ(who(first.token), "session_missing");
  const SignedIn second = in(words("wang", password));
  const std::string initial = door().set_password("wang");
  EXPECT_EQ(who(second.token), "session_missing");
  EXPECT_EQ(refusal(words("wang", password)), Code::credentials_wrong);
  EXPECT_EQ(in(words("wang", initial)).must, (Must{true, false}));
}

TEST_F(DoormanTest, ServesManyAtOnce) {
  std::vector<SignIn> people;
  for (int i = 0; i < 4; ++i) {
    const std::string person = "p" + std::to_string(i);
    people.push_back(words(person, enrolled(person)));
    people.back().address = "192.0.2." + std::to_string(i);
  }
  std::atomic<bool> over = false;
  std::jthread timer([&] {
    while (!over) door().flush();
  });
  std::vector<std::jthread> threads;
  for (const SignIn& request : people) {
    threads.emplace_back([&, request] {
      for (int i = 0; i < 10; ++i) {
        const SignedIn signed_in = in(request);
        EXPECT_EQ(who(signed_in.token), request.person);
        if (i % 2 == 0) door().sign_out(signed_in.token);
        EXPECT_EQ(who(signed_in.token), i % 2 == 0 ? "session_missing" : request.person);
      }
    });
  }
  threads.clear();
  over = true;
  for (const SignIn& request : people) {
    EXPECT_EQ(door().sessions_of(Id(request.person)).size(), 5U);
  }
}

}  // namespace doorman_test
}  // namespace mingzhang::auth
