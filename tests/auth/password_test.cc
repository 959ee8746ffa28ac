#include "api/auth/password.h"

#include <gtest/gtest.h>

#include <set>

namespace mingzhang::auth {
namespace password_test {

const Block<32> kKey = *block_from_hex<32>(std::string(64, '1'));

std::string salted(std::string_view password, PasswordCost cost = kLeastPasswordCost) {
  return hash_password(kKey, password, Salt{}, cost);
}

std::string weakness(std::string_view password, std::string_view person = "wang") {
  const Result<void> fine = check_password(password, person);
  if (fine) return "none";
  EXPECT_EQ(fine.error().code, Code::password_weak);
  return fine.error().detail;
}

TEST(Password, IsKnownByItsHashAlone) {
  const std::string hash = salted("correct horse");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << hash;
  EXPECT_TRUE(verify_password(kKey, "correct horse", hash));
  EXPECT_FALSE(verify_password(kKey, "correct Horse", hash));
  EXPECT_FALSE(verify_password(kKey, "", hash));
  EXPECT_FALSE(verify_password(Block<32>{}, "correct horse", hash)) << "another key";
}

TEST(Password, IsHashedAtTheCostThatIsPublished) {
  const std::string hash = salted("correct horse", kPasswordCost);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_LE(hash.size(), 128U);
  EXPECT_EQ(cost_of(hash), kPasswordCost);
  EXPECT_TRUE(verify_password(kKey, "correct horse", hash));
}

TEST(Password, IsNotVerifiedAgainstWhatWasNotMadeHere) {
  const std::string sound = salted("correct horse");
  const std::string rest = sound.substr(sound.find("m="));
  for (const std::string& hash :
       {std::string(), std::string("correct horse"), "$argon2i$v=19$" + rest,
        "$argon2id$v=16$" + rest, std::string("$argon2id$v=19$m=8,t=1,p=1$"),
        std::string("$argon2id$v=19$m=4294967295,t=2,p=1$AAAA$AAAA"),
        std::string("$argon2id$v=19$m=8,t=4294967295,p=1$AAAA$AAAA"), sound + "x",
        sound.substr(0, sound.size() - 1)}) {
    EXPECT_FALSE(verify_password(kKey, "correct horse", hash)) << hash;
  }
  EXPECT_EQ(cost_of("$argon2id$v=19$m=4294967295,t=2,p=1$AAAA$AAAA"), PasswordCost{});
}

TEST(Password, OfNobodyIsNobodysAndCostsTheSame) {
  SystemRandom random;
  const std::string hash = hash_of_nobody(random, kPasswordCost);
  EXPECT_EQ(cost_of(hash), kPasswordCost);
  EXPECT_EQ(hash.size(), salted("x", kPasswordCost).size());
  EXPECT_FALSE(verify_password(kKey, "", hash));
}

TEST(Password, IsRefusedWhenItIsWeak) {
  EXPECT_EQ(weakness("plum blossom"), "none");
  EXPECT_EQ(weakness("梅花香自苦寒来一二三"), "none") << "ten characters, thirty bytes";
  EXPECT_EQ(weakness("梅花香自苦寒来一二"), "short");
  EXPECT_EQ(weakness("123456789"), "short");
  EXPECT_EQ(weakness(""), "short");
  EXPECT_EQ(weakness(std::string(64, 'a') + std::string(64, 'b') + "c"), "long");
  EXPECT_EQ(weakness("plum\nblossom"), "characters");
  EXPECT_EQ(weakness("plum \xff blossom"), "characters");
  EXPECT_EQ(weakness("1234567890"), "common");
  EXPECT_EQ(weakness("PassWord123"), "common");
  EXPECT_EQ(weakness("abababababab"), "common");
  EXPECT_EQ(weakness("wangwang1234"), "id");
  EXPECT_EQ(weakness("WANG-1949-10"), "none") << "eight beside the id";
  EXPECT_EQ(weakness("administrator-1", "administrator-1"), "id");
  EXPECT_EQ(weakness("plum blossom", ""), "none");
}

TEST(InitialPassword, CanBeTypedFromPaperAndGuessedByNobody) {
  SystemRandom random;
  std::set<std::string> made;
  std::set<char> letters;
  for (int i = 0; i < 200; ++i) {
    const std::string password = make_initial_password(random);
    ASSERT_EQ(password.size(), 19U);
    for (std::size_t k = 0; k < password.size(); ++k) {
      ASSERT_EQ(password[k] == '-', k % 5 == 4) << password;
      letters.insert(password[k]);
    }
    EXPECT_EQ(weakness(password), "none") << password;
    made.insert(password);
  }
  EXPECT_EQ(made.size(), 200U);
  // 29 letters and the hyphen: 16 * log2(29) = 77.7 bits.
  EXPECT_EQ(letters.size(), 30U);
  for (const char alike : std::string_view("0o1ilvu")) EXPECT_FALSE(letters.contains(alike));
}

}  // namespace password_test
}  // namespace mingzhang::auth
