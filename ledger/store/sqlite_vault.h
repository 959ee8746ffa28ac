#pragma once

#include <memory>
#include <string>

#include "ledger/store/sqlite_store.h"
#include "ledger/store/vault.h"

/// A vault in two SQLite files: sealed details, ids and the log of reads in one, keys in the other.
/// What is deleted is overwritten. Errors: as in sqlite_store.h.
namespace mingzhang::store {

struct VaultPaths {
  std::string details;
  std::string keys;
};

/// How long one process waits for another's write; nothing is held for long.
inline constexpr int kVaultBusyTimeoutMs = 5000;

/// Makes both files, the keys first. `proof`: as VaultStore::proof.
void create_sqlite_vault(const VaultPaths& paths, const Hash& proof,
                         const SqliteOptions& options = {});
std::unique_ptr<VaultStore> open_sqlite_vault(const VaultPaths& paths,
                                              const SqliteOptions& options = {});
/// As open_sqlite_readonly; every write throws io.
std::unique_ptr<VaultStore> open_sqlite_vault_readonly(const VaultPaths& paths,
                                                       const SqliteOptions& options = {});

}  // namespace mingzhang::store
