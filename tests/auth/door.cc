#include "tests/auth/door.h"

#include "ledger/store/sqlite_access.h"

namespace mingzhang::auth {

void Door::open(PasswordCost cost) {
  doorman_.reset();
  doorman_ = std::make_unique<Doorman>([this] { return store::open_sqlite_access(path_); }, master_,
                                       Doorman::Options{clock_, random_, "明账 test", cost});
}

SignIn Door::words(const std::string& person, const std::string& password, Duties duties) {
  SignIn request;
  request.person = person;
  request.password = password;
  request.address = "192.0.2.1";
  request.duties = duties;
  return request;
}

Code Door::refusal(const SignIn& request) {
  const Result<SignedIn> result = sign_in(request);
  EXPECT_FALSE(result.has_value()) << request.person << " came in";
  return result ? Code::value_empty : result.error().code;
}

std::string Door::enrolled(const std::string& person) {
  const std::string initial = door().set_password(Id(person));
  std::string own = "plum blossom of " + person + "'s";
  const SignedIn first = in(words(person, initial));
  EXPECT_TRUE(door().change_password(first.session, {initial, own, "192.0.2.1"}));
  door().sign_out(first.token);
  return own;
}

SignedIn Door::in(const SignIn& request) {
  const Result<SignedIn> result = sign_in(request);
  EXPECT_TRUE(result.has_value()) << request.person << ": " << to_text(result.error());
  return result.value();
}

TotpSecret Door::with_second_factor(const Session& session) {
  const Result<Enrolment> enrolment = door().begin_second_factor(session);
  EXPECT_TRUE(enrolment.has_value());
  TotpSecret secret;
  const std::optional<Bytes> bytes = from_base32(enrolment->secret);
  EXPECT_TRUE(bytes && bytes->size() == TotpSecret::kSize);
  std::copy(bytes->begin(), bytes->end(), secret.bytes.begin());
  EXPECT_TRUE(door().confirm_second_factor(session, code_of(secret)));
  return secret;
}

std::string Door::code_of(const TotpSecret& secret, std::int64_t steps_from_now) {
  return totp_code(secret.view(), totp_step(clock_.now()) + steps_from_now);
}

std::string Door::who(const std::string& token) {
  const Result<Session> session = door().identify(token);
  return session ? session->person.str() : std::string(code_name(session.error().code));
}

}  // namespace mingzhang::auth
