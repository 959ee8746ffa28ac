#include "ledger/store/sqlite_access.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace sqlite_access_test {

const std::string kHash = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g";

Bytes some(std::size_t size, int value) { return Bytes(size, static_cast<std::byte>(value)); }

SessionRow session(std::uint64_t number, const std::string& person,
                   std::int64_t expires_ms = 9000) {
  return {
      hash_of_number(number), person, SessionKind::cookie, false, 1000, 1000, expires_ms, "窗口一"};
}

class SqliteAccessTest : public testing::Test {
 protected:
  SqliteAccessTest() { open(); }

  void open() {
    access_.reset();
    access_ = open_sqlite_access(path_);
  }
  /// Changes the file past the store, then what reading it says.
  StoreError::Kind after(const std::string& sql) {
    access_.reset();
    tamper(path_, sql);
    return kind_thrown([&] {
      open();
      access_->credentials();
      access_->sessions();
    });
  }
  std::vector<std::uint64_t> kept() {
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t number = 0; number < 10; ++number) {
      for (const SessionRow& row : access_->sessions()) {
        if (row.digest == hash_of_number(number)) numbers.push_back(number);
      }
    }
    return numbers;
  }

  ScratchFolder folder_;
  std::string path_ = folder_.file("access.db");
  std::unique_ptr<AccessStore> access_;
};

using Numbers = std::vector<std::uint64_t>;

TEST_F(SqliteAccessTest, IsMadeWhenMissingAndOpenToItsOwnerAlone) {
  access_->put_password("wang", kHash, true, 5, std::nullopt);
  for (const char* const suffix : {"", "-wal", "-shm"}) {
    struct stat info{};
    ASSERT_EQ(::stat((path_ + suffix).c_str(), &info), 0) << suffix;
    EXPECT_EQ(info.st_mode & 0777, 0600U) << suffix;
  }
  EXPECT_EQ(kind_thrown([&] { create_sqlite_access(path_); }), StoreError::Kind::io);
}

TEST_F(SqliteAccessTest, KeepsWhatWasPut) {
  access_->put_password("wang", kHash, true, 5, std::nullopt);
  access_->put_password("li", kHash, false, 6, std::nullopt);
  const SessionRow cookie = session(1, "wang");
  SessionRow bearer = session(2, "wang");
  bearer.kind = SessionKind::bearer;
  bearer.label.clear();
  access_->put_session(cookie, {});
  access_->put_session(bearer, {});
  open();
  const std::vector<CredentialRow> credentials{{"li", kHash, false, 6, std::nullopt, 0},
                                               {"wang", kHash, true, 5, std::nullopt, 0}};
  EXPECT_EQ(access_->credentials(), credentials);
  const auto sessions = access_->sessions();
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_TRUE(sessions == (std::vector{cookie, bearer}) ||
              sessions == (std::vector{bearer, cookie}));
}

TEST_F(SqliteAccessTest, EndsTheSessionsOfOnePersonWithTheirPassword) {
  access_->put_password("wang", kHash, true, 5, std::nullopt);
  for (const std::uint64_t number : {1U, 2U}) access_->put_session(session(number, "wang"), {});
  access_->put_session(session(3, "li"), {});
  access_->put_password("wang", kHash, false, 7, hash_of_number(2));
  EXPECT_EQ(kept(), (Numbers{2, 3}));
  EXPECT_EQ(access_->credentials()[0].set_ms, 7);
  access_->rehash("wang", kHash + "x");
  EXPECT_EQ(access_->credentials()[0].password, kHash + "x");
  EXPECT_EQ(kept(), (Numbers{2, 3}));
  access_->drop_sessions_of("wang", std::nullopt);
  EXPECT_EQ(kept(), (Numbers{3}));
}

TEST_F(SqliteAccessTest, MovesTheStepOfASecondFactorForwardOnly) {
  access_->put_password("wang", kHash, false, 5, std::nullopt);
  EXPECT_FALSE(access_->advance_totp("wang", 10)) << "not enrolled";
  for (const std::uint64_t number : {1U, 2U}) access_->put_session(session(number, "wang"), {});
  access_->put_second_factor("wang", some(48, 7), 10, hash_of_number(1));
  EXPECT_EQ(kept(), (Numbers{1}));
  EXPECT_TRUE(access_->sessions()[0].second_factor);
  EXPECT_FALSE(access_->advance_totp("wang", 9));
  EXPECT_FALSE(access_->advance_totp("wang", 10));
  EXPECT_TRUE(access_->advance_totp("wang", 11));
  EXPECT_FALSE(access_->advance_totp("wang", 11));
  EXPECT_FALSE(access_->advance_totp("li", 12));
  access_->put_password("wang", kHash, true, 6, hash_of_number(1));
  open();
  EXPECT_EQ(access_->credentials()[0], (CredentialRow{"wang", kHash, true, 6, some(48, 7), 11}));
  access_->drop_second_factor("wang");
  EXPECT_EQ(access_->credentials()[0], (CredentialRow{"wang", kHash, true, 6, std::nullopt, 0}));
  EXPECT_EQ(kept(), Numbers{});
}

TEST_F(SqliteAccessTest, GivesAStepToOneOfManyWhoAskAtOnce) {
  access_->put_password("wang", kHash, false, 5, std::nullopt);
  access_->put_second_factor("wang", some(48, 7), 10, hash_of_number(1));
  std::atomic<int> advanced = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      if (access_->advance_totp("wang", 11)) ++advanced;
    });
  }
  threads.clear();
  EXPECT_EQ(advanced, 1);
}

TEST_F(SqliteAccessTest, DropsSessionsOneByOneByTimeAndToMakeRoom) {
  access_->put_session(session(1, "wang", 2000), {});
  access_->put_session(session(2, "wang", 3000), {});
  access_->put_session(session(3, "wang", 4000), {});
  access_->drop_sessions_before(3000);
  EXPECT_EQ(kept(), (Numbers{2, 3}));
  const std::vector<Hash> dropped{hash_of_number(3), hash_of_number(8)};
  access_->put_session(session(4, "wang"), dropped);
  EXPECT_EQ(kept(), (Numbers{2, 4}));
  access_->drop_session(hash_of_number(4));
  access_->drop_session(hash_of_number(4));
  EXPECT_EQ(kept(), (Numbers{2}));
  const std::vector<SessionUse> uses{{hash_of_number(2), 1500}, {hash_of_number(4), 1500}};
  access_->touch_sessions(uses);
  EXPECT_EQ(access_->sessions()[0].last_used_ms, 1500);
  EXPECT_EQ(kept(), (Numbers{2}));
}

TEST_F(SqliteAccessTest, WritesNoMoreAfterAWriteThatFailed) {
  access_->put_session(session(1, "wang"), {});
  EXPECT_EQ(kind_thrown([&] { access_->put_session(session(1, "li"), {}); }),
            StoreError::Kind::corrupt);
  EXPECT_EQ(kind_thrown([&] { access_->drop_session(hash_of_number(1)); }), StoreError::Kind::io);
  EXPECT_EQ(kept(), (Numbers{1}));
  open();
  access_->drop_session(hash_of_number(1));
  EXPECT_EQ(kept(), Numbers{});
}

TEST_F(SqliteAccessTest, RefusesRowsThatAreNotOfTheirForm) {
  access_->put_password("wang", kHash, false, 5, std::nullopt);
  access_->put_session(session(1, "wang"), {});
  access_.reset();
  const std::string sound = folder_.file("sound.db");
  std::filesystem::copy_file(path_, sound);
  for (const char* const sql : {
           "UPDATE credentials SET person = 'Wang'",
           "UPDATE credentials SET password = 'secret'",
           "UPDATE credentials SET password = password || printf('%.200c', 'x')",
           "PRAGMA ignore_check_constraints = 1; UPDATE credentials SET must_change = 2",
           "UPDATE credentials SET set_ms = -1",
           "UPDATE credentials SET totp = zeroblob(0)",
           "UPDATE credentials SET totp = zeroblob(129)",
           "UPDATE credentials SET totp_last_step = -1",
           "UPDATE sessions SET digest = x'00'",
           "UPDATE sessions SET person = ''",
           "PRAGMA ignore_check_constraints = 1; UPDATE sessions SET kind = 'token'",
           "PRAGMA ignore_check_constraints = 1; UPDATE sessions SET second_factor = 7",
           "UPDATE sessions SET created_ms = -1",
           "UPDATE sessions SET last_used_ms = -1",
           "UPDATE sessions SET expires_ms = -1",
           "UPDATE sessions SET label = 'a' || char(10)",
           "UPDATE sessions SET label = printf('%.65c', 'x')",
           "CREATE TRIGGER t AFTER INSERT ON sessions BEGIN DELETE FROM sessions; END",
           "DROP INDEX sessions_person",
           "PRAGMA application_id = 5",
       }) {
    std::filesystem::copy_file(sound, path_, std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(after(sql), StoreError::Kind::corrupt) << sql;
  }
  std::filesystem::copy_file(sound, path_, std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(after("PRAGMA user_version = 2"), StoreError::Kind::version);
  std::ofstream(path_) << "not a database at all, whatever it may say";
  EXPECT_EQ(kind_thrown([&] { open(); }), StoreError::Kind::corrupt);
}

TEST_F(SqliteAccessTest, OpenForReadingIsNotWritten) {
  access_->put_password("wang", kHash, false, 5, std::nullopt);
  const auto reader = open_sqlite_access_readonly(path_);
  EXPECT_EQ(reader->credentials().size(), 1U);
  EXPECT_EQ(kind_thrown([&] { reader->drop_sessions_before(1); }), StoreError::Kind::io);
}

}  // namespace sqlite_access_test
}  // namespace mingzhang::store
