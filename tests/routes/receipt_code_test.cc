#include "api/acts/receipt_code.h"

#include <gtest/gtest.h>

#include <random>

namespace mingzhang {
namespace receipt_code_test {

/// The hash of the contract's example entry.
const Hash kLeaf =
    *block_from_hex<32>("607b5e434b6e5a01d76470c173e260945024c9647e84c190360a74afc5407192");

TEST(ReceiptCode, IsSeqAndFiftyBitsOfTheLeafInCrockfordsBase32) {
  EXPECT_EQ(to_text(receipt_code_of(35, kLeaf)), "13-C1XNWGTBDS");
  EXPECT_EQ(to_text(receipt_code_of(0, Hash{})), "0-0000000000");
  Hash ones;
  ones.bytes.fill(std::byte{0xFF});
  EXPECT_EQ(to_text(receipt_code_of(static_cast<Seq>(kIntMax), ones)), "7ZZZZZZZZZZ-ZZZZZZZZZZ");
}

TEST(ReceiptCode, IsReadHoweverPeopleTypeIt) {
  const ReceiptCode code = receipt_code_of(35, kLeaf);
  for (const std::string_view text :
       {"13-C1XNWGTBDS", "13-c1xnwgtbds", " 13 - C1XNW GTBDS ", "13C1XNWGTBDS", "I3-CLXNWGTBDS",
        "l3-cixnwgtbds", "013-C1XNW-GTBDS", "O13-C1XNWGTBDS"}) {
    EXPECT_EQ(parse_receipt_code(text), code) << text;
  }
}

TEST(ReceiptCode, IsNothingElse) {
  for (const std::string_view text :
       {"", "-", "13", "C1XNWGTBDS", "13-C1XNWGTBU5", "13-C1XNWGTBDS!", "13_C1XNWGTBDS",
        "13-C1XNWGTBD\xC2", "80000000000-0000000000", "ZZZZZZZZZZZ-ZZZZZZZZZZ",
        "0123456789ABCDEFGHJKMNPQRSTV"}) {
    EXPECT_FALSE(parse_receipt_code(text)) << text;
  }
  EXPECT_FALSE(parse_receipt_code(std::string(1'000'000, '0')));
  EXPECT_FALSE(parse_receipt_code(std::string(65, ' ') + "13-C1XNWGTBDS"));
}

TEST(ReceiptCode, ComesBackFromItsText) {
  std::mt19937_64 random(20261126);
  for (int i = 0; i < 2000; ++i) {
    Hash leaf;
    for (std::byte& byte : leaf.bytes) byte = static_cast<std::byte>(random());
    const ReceiptCode code = receipt_code_of(random() >> (11 + random() % 53), leaf);
    ASSERT_EQ(parse_receipt_code(to_text(code)), code) << to_text(code);
  }
}

TEST(ReceiptCode, AnyInputIsSafe) {
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = static_cast<char>(random());
    const auto code = parse_receipt_code(text);
    EXPECT_LE(code ? code->seq : 0, static_cast<Seq>(kIntMax));
  }
}

}  // namespace receipt_code_test
}  // namespace mingzhang
