#pragma once

#include <initializer_list>

#include "ledger/base/bytes.h"

namespace mingzhang {

/// FIPS 180-4 SHA-256 of the parts, one after the other. Threads: any.
Hash sha256(std::initializer_list<ByteView> parts);
Hash sha256(ByteView bytes);

/// RFC 2104 with SHA-256. Threads: any.
Hash hmac_sha256(ByteView key, ByteView message);

}  // namespace mingzhang
