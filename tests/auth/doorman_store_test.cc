#include <filesystem>

#include "ledger/store/sqlite_access.h"
#include "tests/auth/door.h"

namespace mingzhang::auth {
namespace doorman_store_test {

class DoormanStoreTest : public Door {};

TEST_F(DoormanStoreTest, KnowsEverybodyAgainAfterARestart) {
  const std::string password = enrolled("wang");
  const SignedIn cookie = in(words("wang", password));
  const TotpSecret secret = with_second_factor(cookie.session);
  const std::string initial = door().set_password("li");
  const Timestamp set = clock_.now();
  clock_.pass_ms(10 * kMinuteMs);
  open();
  const Result<Session> session = door().identify(cookie.token);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->person, Id("wang"));
  EXPECT_EQ(session->csrf, cookie.session.csrf);
  EXPECT_TRUE(session->second_factor);
  SignIn request = words("wang", password);
  EXPECT_EQ(refusal(request), Code::code_needed);
  request.code = code_of(secret);
  in(request);
  open();
  EXPECT_EQ(refusal(request), Code::code_wrong) << "the code was used before the restart";
  EXPECT_EQ(door().credentials_of("li")->password_set, set);
  EXPECT_TRUE(door().credentials_of("li")->must_change_password);
  EXPECT_FALSE(door().credentials_of("nobody"));
  in(words("li", initial));
}

TEST_F(DoormanStoreTest, RemembersWhenASessionWasUsedThroughFlush) {
  const SignedIn cookie = in(words("wang", enrolled("wang")));
  clock_.pass_ms(20 * kMinuteMs);
  EXPECT_EQ(who(cookie.token), "wang");
  door().flush();
  clock_.pass_ms(20 * kMinuteMs);
  open();
  EXPECT_EQ(who(cookie.token), "wang");
}

TEST_F(DoormanStoreTest, WritesAUseAtMostOnceAMinute) {
  const SignedIn cookie = in(words("wang", enrolled("wang")));
  const auto written = [&] {
    return store::open_sqlite_access_readonly(path_)->sessions()[0].last_used_ms;
  };
  const std::int64_t begun = written();
  clock_.pass_ms(kUseWrittenMs - 1);
  EXPECT_EQ(who(cookie.token), "wang");
  door().flush();
  EXPECT_EQ(written(), begun);
  clock_.pass_ms(1);
  EXPECT_EQ(who(cookie.token), "wang");
  EXPECT_EQ(written(), begun) << "not on the path of a request";
  door().flush();
  EXPECT_EQ(written(), begun + kUseWrittenMs);
}

TEST_F(DoormanStoreTest, KeepsNoPasswordTokenOrSecret) {
  const std::string password = enrolled("wang");
  const SignedIn cookie = in(words("wang", password));
  const TotpSecret secret = with_second_factor(cookie.session);
  const auto rows = store::open_sqlite_access_readonly(path_);
  doorman_.reset();
  std::string all;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    all += read_file(file.path());
  }
  EXPECT_NE(all.find("wang"), std::string::npos);
  for (const std::string_view kept :
       {std::string_view(password), std::string_view(cookie.token),
        std::string_view(cookie.token).substr(4), std::string_view(cookie.session.csrf),
        text_of(secret.view())}) {
    EXPECT_EQ(all.find(kept), std::string::npos) << kept;
  }
}

TEST_F(DoormanStoreTest, HashesAgainWhenTheCostHasChanged) {
  const std::string password = enrolled("wang");
  const PasswordCost dearer{16, 1, 1};
  open(dearer);
  const SignedIn signed_in = in(words("wang", password));
  EXPECT_EQ(cost_of(store::open_sqlite_access_readonly(path_)->credentials()[0].password), dearer);
  EXPECT_EQ(who(signed_in.token), "wang");
  in(words("wang", password));
}

TEST_F(DoormanStoreTest, KnowsNobodyUnderAnotherMasterKey) {
  const std::string password = enrolled("wang");
  const SignedIn cookie = in(words("wang", password));
  master_ = Block<32>{};
  open();
  EXPECT_EQ(refusal(words("wang", password)), Code::credentials_wrong);
  EXPECT_EQ(who(cookie.token), "wang") << "sessions need no key";
}

TEST_F(DoormanStoreTest, StopsAtASecondFactorThatWasTamperedWithUntilItIsReset) {
  const std::string password = enrolled("wang");
  with_second_factor(in(words("wang", password)).session);
  enrolled("li");
  doorman_.reset();
  store::tamper(path_, "UPDATE credentials SET totp = zeroblob(48) WHERE person = 'wang'");
  open();
  SignIn request = words("wang", password);
  request.code = "123456";
  EXPECT_EQ(store::kind_thrown([&] { static_cast<void>(sign_in(request)); }),
            store::StoreError::Kind::corrupt);
  ASSERT_TRUE(door().reset_second_factor("wang"));
  in(words("wang", password));
}

TEST_F(DoormanStoreTest, DoesNotMoveASecondFactorToAnotherPerson) {
  with_second_factor(in(words("wang", enrolled("wang"))).session);
  const std::string password = enrolled("li");
  doorman_.reset();
  store::tamper(path_,
                "UPDATE credentials SET totp = (SELECT totp FROM credentials WHERE person = "
                "'wang') WHERE person = 'li'");
  open();
  SignIn request = words("li", password);
  request.code = "123456";
  EXPECT_EQ(store::kind_thrown([&] { static_cast<void>(sign_in(request)); }),
            store::StoreError::Kind::corrupt);
}

TEST_F(DoormanStoreTest, RefusesDamagedRows) {
  in(words("wang", enrolled("wang")));
  doorman_.reset();
  store::tamper(path_, "UPDATE sessions SET digest = x'00'");
  EXPECT_EQ(store::kind_thrown([&] { open(); }), store::StoreError::Kind::corrupt);
}

/// A store whose next write fails, done or not.
class FailingAccess final : public store::AccessStore {
 public:
  FailingAccess(const std::string& path, int& failures, bool done)
      : rows_(store::open_sqlite_access(path)), failures_(failures), done_(done) {}

  std::vector<store::CredentialRow> credentials() override { return rows_->credentials(); }
  std::vector<store::SessionRow> sessions() override { return rows_->sessions(); }
  void put_password(std::string_view person, std::string_view password, bool must_change,
                    std::int64_t set_ms, const std::optional<Hash>& kept) override {
    write([&] { rows_->put_password(person, password, must_change, set_ms, kept); });
  }
  void rehash(std::string_view person, std::string_view password) override {
    write([&] { rows_->rehash(person, password); });
  }
  void put_second_factor(std::string_view person, ByteView totp, std::int64_t step,
                         const Hash& kept) override {
    write([&] { rows_->put_second_factor(person, totp, step, kept); });
  }
  void drop_second_factor(std::string_view person) override {
    write([&] { rows_->drop_second_factor(person); });
  }
  bool advance_totp(std::string_view person, std::int64_t step) override {
    bool advanced = false;
    write([&] { advanced = rows_->advance_totp(person, step); });
    return advanced;
  }
  void put_session(const store::SessionRow& row, std::span<const Hash> dropped) override {
    write([&] { rows_->put_session(row, dropped); });
  }
  void touch_sessions(std::span<const store::SessionUse> uses) override {
    write([&] { rows_->touch_sessions(uses); });
  }
  void drop_session(const Hash& digest) override {
    write([&] { rows_->drop_session(digest); });
  }
  void drop_sessions_of(std::string_view person, const std::optional<Hash>& kept) override {
    write([&] { rows_->drop_sessions_of(person, kept); });
  }
  void drop_sessions_before(std::int64_t time_ms) override {
    write([&] { rows_->drop_sessions_before(time_ms); });
  }

 private:
  template <class Action>
  void write(Action&& action) {
    const bool fails = failures_ > 0;
    if (fails) --failures_;
    if (!fails || done_) action();
    if (fails) throw store::StoreError(store::StoreError::Kind::full, "no space");
  }

  std::unique_ptr<store::AccessStore> rows_;
  int& failures_;
  const bool done_;
};

TEST_F(DoormanStoreTest, GoesOnFromWhatIsThereAfterAWriteThatFailed) {
  const SignIn request = words("wang", enrolled("wang"));
  const SignedIn before = in(request);
  for (const bool done : {false, true}) {
    int failures = 0;
    doorman_.reset();
    doorman_ = std::make_unique<Doorman>(
        [&] { return std::make_unique<FailingAccess>(path_, failures, done); }, master_,
        Doorman::Options{clock_, random_, "test", kLeastPasswordCost});
    failures = 1;
    EXPECT_EQ(store::kind_thrown([&] { static_cast<void>(sign_in(request)); }),
              store::StoreError::Kind::full);
    EXPECT_EQ(who(before.token), "wang") << "who is in stays in";
    const SignedIn after = in(request);
    EXPECT_EQ(who(before.token), "wang");
    EXPECT_EQ(who(after.token), "wang");
    failures = 1;
    EXPECT_EQ(store::kind_thrown([&] { door().sign_out(after.token); }),
              store::StoreError::Kind::full);
    door().sign_out(after.token);
    EXPECT_EQ(who(after.token), "session_missing");
    EXPECT_EQ(door().sessions_of("wang").size(), done ? 2U : 1U) << "one began unseen";
  }
}

}  // namespace doorman_store_test
}  // namespace mingzhang::auth
