#pragma once

#include <cstdint>

#include "audit/finding.h"
#include "ledger/store/store.h"
#include "ledger/vault.h"

namespace mingzhang::audit {

/// What was found in a vault, beyond findings.
struct VaultReport {
  std::uint64_t commitments = 0;  ///< That entries bear, counted once for each entry.
  std::uint64_t details = 0;      ///< Rows of the vault.
  std::uint64_t opened = 0;       ///< Of those: opened, and what was committed to.
  std::uint64_t erased = 0;       ///< Of those: the subject's key was destroyed.
  /// Of those: sealed for an entry that does not bear their commitment. Not damage: a batch that
  /// failed leaves such rows for a day.
  std::uint64_t without_entry = 0;
  std::uint64_t ids = 0;
  std::uint64_t reads = 0;  ///< In the log of reads.
};

/// Checks a vault against the entries of its ledger: that details are what was committed to, that
/// no commitment is without details, that ids and numbers are one to one, that the log of reads is
/// whole. Trusts nothing but the master key. Memory does not grow with the vault.
/// Errors: StoreError when a file cannot be read; a damaged one is a finding.
VaultReport check_vault(store::Store& ledger, Vault& vault, Findings& findings);

}  // namespace mingzhang::audit
