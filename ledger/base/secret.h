#pragma once

#include "ledger/base/bytes.h"

namespace mingzhang {

/// Whether two secrets are the same, in a time that tells only whether they are of one length.
/// Threads: any.
[[nodiscard]] bool same_secret(ByteView a, ByteView b);

}  // namespace mingzhang
