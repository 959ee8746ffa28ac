#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/fund/codec.h"

/// The receipt code: printed on a gift's acknowledgement (捐款登记回执) and in its QR code, it lets
/// whoever holds the paper find the gift without signing in.
namespace mingzhang {

/// What a receipt code says: which entry, and the beginning of its leaf hash, which nobody knows
/// who has not seen the entry.
struct ReceiptCode {
  /// How much of the hash: 10 characters of 5 bits.
  static constexpr unsigned kLeafBits = 50;

  Seq seq = 0;
  std::uint64_t leaf_bits = 0;  ///< The first kLeafBits bits of the leaf hash.

  bool operator==(const ReceiptCode&) const = default;
};

/// The code of the entry `seq` with the hash `leaf`.
ReceiptCode receipt_code_of(Seq seq, const Hash& leaf);

/// "13-C1XNWGTBDS": the sequence number without leading zeros and the bits of the leaf, both in
/// Crockford's base32 (https://www.crockford.com/base32.html), upper case.
std::string to_text(const ReceiptCode& code);

/// Reads what somebody typed: case, spaces and hyphens do not matter, O is 0, I and L are 1. None
/// for anything else. Any input is safe.
std::optional<ReceiptCode> parse_receipt_code(std::string_view text);

}  // namespace mingzhang
