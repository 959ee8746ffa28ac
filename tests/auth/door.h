#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "api/auth/doorman.h"
#include "tests/store/scratch_ledger.h"

/// A doorman over a file in a scratch folder, and the people who come to the door.
namespace mingzhang::auth {

/// A clock that stands until it is set. Threads: any.
class StandingClock final : public Clock {
 public:
  Timestamp now() override { return {now_ms_}; }
  std::int64_t monotonic_ms() override { return monotonic_ms_; }

  /// Time passes.
  void pass_ms(std::int64_t ms) {
    now_ms_ += ms;
    monotonic_ms_ += ms;
  }

 private:
  std::atomic<std::int64_t> now_ms_ = Timestamp::parse("2026-11-23T08:00:00.000Z")->ms;
  std::atomic<std::int64_t> monotonic_ms_ = 1'000'000;
};

class Door : public testing::Test {
 protected:
  Door() { open(); }

  /// A new doorman over the same file.
  void open(PasswordCost cost = kLeastPasswordCost);
  Doorman& door() { return *doorman_; }

  static SignIn words(const std::string& person, const std::string& password,
                      Duties duties = {Duty::cashier});
  Result<SignedIn> sign_in(const SignIn& request) { return door().sign_in(request); }
  /// The code of the refusal; the test fails when there is none.
  Code refusal(const SignIn& request);
  /// With a password of their own, set and changed once. Returns it.
  std::string enrolled(const std::string& person);
  /// Signed in by `words`; the test fails when they are refused.
  SignedIn in(const SignIn& request);
  /// Sets up a second factor in `session`. Returns its secret. The code of now is then used up.
  TotpSecret with_second_factor(const Session& session);
  std::string code_of(const TotpSecret& secret, std::int64_t steps_from_now = 0);
  /// What identifying this token says: the session's person, or the code of the refusal.
  std::string who(const std::string& token);

  store::ScratchFolder folder_;
  std::string path_ = folder_.file("access.db");
  StandingClock clock_;
  SystemRandom random_;
  Block<32> master_ = *block_from_hex<32>(std::string(64, '7'));
  std::unique_ptr<Doorman> doorman_;
};

}  // namespace mingzhang::auth
