#include "ledger/store/guard.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace guard_test {

const Guard kGuard{"0123456789abcdef0123456789abcdef", 42, hash_of_number(42)};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

TEST(Guard, IsNoneBeforeItsFirstUse) {
  const ScratchFolder folder;
  EXPECT_EQ(Guard::load(folder.file("guard")), std::nullopt);
}

TEST(Guard, IsLoadedAsItWasSaved) {
  const ScratchFolder folder;
  const std::string path = folder.file("guard");
  Guard guard = kGuard;
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{7}, ~std::uint64_t{0}}) {
    guard.size = size;
    guard.save(path);
    EXPECT_EQ(Guard::load(path), guard);
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1)
      << "nothing else is left in the folder";
}

TEST(Guard, HasTheFormOfItsManual) {
  const ScratchFolder folder;
  kGuard.save(folder.file("guard"));
  EXPECT_EQ(read(folder.file("guard")),
            "mingzhang guard 1\nledger 0123456789abcdef0123456789abcdef\nsize 42\n"
            "root 73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049\n");
}

TEST(Guard, IsCorruptWhenASingleByteIsMissingAddedOrOfAnotherKind) {
  const ScratchFolder folder;
  const std::string path = folder.file("guard");
  kGuard.save(path);
  const std::string good = read(path);
  const auto refuses = [&](const std::string& text) {
    write(path, text);
    EXPECT_EQ(kind_thrown([&] { Guard::load(path); }), StoreError::Kind::corrupt) << text;
  };
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (i < good.find("42") || i > good.find("42") + 1) refuses(std::string(good).erase(i, 1));
    refuses(std::string(good).insert(i, " "));
    std::string other = good;
    other[i] = 'G';
    refuses(other);
  }
  refuses("");
  refuses(good + "\n");
  refuses(good + std::string(10'000, 'x'));
  std::string zero = good;
  refuses(zero.replace(zero.find("42"), 2, "042"));
  std::string large = good;
  refuses(large.replace(large.find("42"), 2, "18446744073709551616"));
}

TEST(Guard, StandsWhenANewOneCannotBeSaved) {
  const ScratchFolder folder;
  const std::string path = folder.file("guard");
  kGuard.save(path);
  std::filesystem::create_directory(path + ".part");  // where the new one would be written
  Guard next = kGuard;
  next.size = 43;
  EXPECT_EQ(kind_thrown([&] { next.save(path); }), StoreError::Kind::io);
  EXPECT_EQ(Guard::load(path), kGuard);
}

TEST(Guard, IsAnErrorWhenItCannotBeRead) {
  const ScratchFolder folder;
  EXPECT_EQ(kind_thrown([&] { Guard::load(folder.path()); }), StoreError::Kind::io);
}

}  // namespace guard_test
}  // namespace mingzhang::store
