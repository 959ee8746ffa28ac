#pragma once

#include "ledger/base/bytes.h"

namespace mingzhang {

/// RFC 2104 with SHA-1: for the codes of RFC 6238 and nothing else, since the programs that people
/// have on their telephones know no other. SHA-1's collisions are no help against an HMAC.
/// Threads: any.
Block<20> hmac_sha1(ByteView key, ByteView message);

}  // namespace mingzhang
