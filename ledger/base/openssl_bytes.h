#pragma once

#include <span>

#include "ledger/base/bytes.h"

namespace mingzhang {

/// The same bytes as OpenSSL takes them.
inline const unsigned char* read_from(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// The same bytes, to be written by OpenSSL.
inline unsigned char* write_to(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace mingzhang
