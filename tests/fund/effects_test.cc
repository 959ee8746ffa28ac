#include "ledger/fund/effects.h"

#include <gtest/gtest.h>

#include <set>

namespace mingzhang::test {
namespace {

/// Bits 38 to 61 of a key.
std::uint64_t number_in(std::int64_t key) {
  return static_cast<std::uint64_t>(key) >> 38 & ((std::uint64_t{1} << 24) - 1);
}
std::uint64_t all_but_number(std::int64_t key) {
  return static_cast<std::uint64_t>(key) & ~(((std::uint64_t{1} << 24) - 1) << 38);
}

/// The values are those of docs/format/vectors.json, which another program made.
TEST(RefKey, IsWhatTheVectorsSay) {
  EXPECT_EQ(index_key("ref", "wechat:qrpos1:1"), -5678664034708767115);
  EXPECT_EQ(ref_key("wechat:qrpos1:1"), -9223371600036512139);
  EXPECT_EQ(ref_key("wechat:qrpos1:2"), -4611685332509366879);
  EXPECT_EQ(ref_key("wechat:qrpos1:16777217"), 4611686567100808970);
  EXPECT_EQ(ref_key("qrpos:qrpos1:0102202611250930000012345678"), 3393554338867594399);
  EXPECT_EQ(ref_key("bank:bank1:A"), 1483325427783858512);
}

TEST(RefKey, HoldsTheNumberThatTheTextEndsWith) {
  EXPECT_EQ(number_in(ref_key("bank:b:77")), 77U);
  EXPECT_EQ(number_in(ref_key("bank:b:00077")), 77U);
  EXPECT_EQ(number_in(ref_key("bank:b:12x34")), 34U);
  EXPECT_EQ(number_in(ref_key("bank:b:16777216")), 0U);
  EXPECT_EQ(number_in(ref_key("bank:b:99900000077")), 77U);  // Eight digits, no more.
  EXPECT_EQ(number_in(ref_key("4711")), 4711U);
}

TEST(RefKey, IsTheIndexKeyInAllOtherBits) {
  for (const char* const ref : {"bank:b:77", "4711", "wechat:w:99999999999"}) {
    EXPECT_EQ(all_but_number(ref_key(ref)), all_but_number(index_key("ref", ref))) << ref;
  }
  for (const char* const ref : {"", "bank:b:", "bank:b:77a"}) {
    EXPECT_EQ(ref_key(ref), index_key("ref", ref)) << ref;
  }
}

/// What one number is written as, and by whom, still makes another key.
TEST(RefKey, TellsTextsOfOneNumberApart) {
  std::set<std::int64_t> keys;
  for (int account = 0; account < 1000; ++account) {
    const std::string front = "bank:a" + std::to_string(account) + ":";
    keys.insert(ref_key(front + "77"));
    keys.insert(ref_key(front + "077"));
  }
  EXPECT_EQ(keys.size(), 2000U);
}

}  // namespace
}  // namespace mingzhang::test
