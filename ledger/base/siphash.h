#pragma once

#include <cstdint>

#include "ledger/base/bytes.h"

namespace mingzhang {

/// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed 64-bit digest that nobody without the key
/// can aim at. For tables and comparisons inside one run, never for what is stored.
std::uint64_t siphash(const Block<16>& key, ByteView message);

}  // namespace mingzhang
