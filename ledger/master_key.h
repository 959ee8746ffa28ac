#pragma once

#include "ledger/base/random.h"
#include "ledger/folder.h"

namespace mingzhang {

/// Where the key above all keys of the vault comes from, in this order: the environment variable
/// MINGZHANG_MASTER_KEY (64 hexadecimal digits), the systemd credential `mingzhang-master` (the
/// same, in $CREDENTIALS_DIRECTORY), the file master.key of the folder.
/// Errors: LedgerError wrong_key (none of them, malformed, or a file open to others).
Block<32> read_master_key(const LedgerFolder& folder);

/// The key of a new ledger: the one that is given from outside, otherwise a new one in the file.
/// Errors: as write_secret, read_master_key.
Block<32> make_master_key(const LedgerFolder& folder, Random& random);

}  // namespace mingzhang
