#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/base/bytes.h"

/// The small pieces of text that tile paths, notes, checkpoints and proofs are made of.
namespace mingzhang::tlog {

/// A decimal number without sign or leading zeroes, below 2^64; nothing else is accepted.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

/// The base64 of exactly 32 bytes, strict.
std::optional<Hash> hash_from_base64(std::string_view text);

/// Cuts the first line off `rest` and returns it without its newline; nothing, and `rest` as it
/// was, if there is no newline.
std::optional<std::string_view> take_line(std::string_view& rest);

/// Cuts the first code point off `rest`; nothing if that is not well-formed UTF-8 (RFC 3629 §4), or
/// `rest` is empty.
std::optional<char32_t> take_code_point(std::string_view& rest);

/// Unicode's White_Space property.
bool is_space(char32_t code_point);

}  // namespace mingzhang::tlog
