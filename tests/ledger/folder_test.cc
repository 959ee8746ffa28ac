#include "ledger/folder.h"

#include <sys/stat.h>

#include <filesystem>

#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace folder_test {

namespace fs = std::filesystem;

TEST(Folder, HasItsGuardBesideItHoweverItIsNamed) {
  const fs::path here = fs::current_path();
  for (const std::string name :
       {"books", "books/", "./books", "./books/", "x/../books", "books/.", "books//"}) {
    EXPECT_EQ(LedgerFolder{name}.guard(), here / "books.guard" / "guard") << name;
  }
  EXPECT_EQ(LedgerFolder{"/srv/books"}.guard(), "/srv/books.guard/guard");
}

TEST(Folder, WritesASecretForItsOwnerAloneAndOnce) {
  const store::ScratchFolder scratch;
  const fs::path path = scratch.file("log.key");
  CountedRandom random;
  const Block<32> secret = random.block<32>();
  write_secret(path, secret);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(read_secret(path), secret);
  EXPECT_EQ(ledger_error([&] { write_secret(path, random.block<32>()); }),
            LedgerError::Kind::exists);
  EXPECT_EQ(read_secret(path), secret);
}

TEST(Folder, TakesNoSecretThatOthersCouldReadOrThatIsNone) {
  const store::ScratchFolder scratch;
  const fs::path path = scratch.file("log.key");
  const auto refused = [&] {
    return ledger_error([&] { read_secret(path); }) == LedgerError::Kind::wrong_key;
  };
  EXPECT_TRUE(refused()) << "missing";
  CountedRandom random;
  write_secret(path, random.block<32>());
  for (const fs::perms others : {fs::perms::group_read, fs::perms::group_write,
                                 fs::perms::others_read, fs::perms::others_exec}) {
    fs::permissions(path, others, fs::perm_options::add);
    EXPECT_TRUE(refused()) << static_cast<unsigned>(others);
    fs::permissions(path, others, fs::perm_options::remove);
  }
  read_secret(path);
  for (const std::string& text :
       {std::string(), std::string(64, 'g'), std::string(63, '0'), std::string(66, '0')}) {
    write_file(path, text);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_TRUE(refused()) << text;
  }
}

TEST(Folder, ReplacesATextAsAWhole) {
  const store::ScratchFolder scratch;
  const std::string path = scratch.file("log.vkey");
  write_file(path, "first, and long");
  write_file(path, "second");
  EXPECT_EQ(read_file(path), "second");
  EXPECT_FALSE(fs::exists(path + ".new"));
  EXPECT_THROW(read_file(scratch.file("none")), std::system_error);
}

}  // namespace folder_test
}  // namespace mingzhang::test
