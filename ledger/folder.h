#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "ledger/tlog/note.h"

namespace mingzhang {

/// A ledger that cannot be opened or must not be written, in a sentence for the operator.
class LedgerError : public std::runtime_error {
 public:
  enum class Kind {
    not_there,    ///< no ledger in this folder
    exists,       ///< there is one already
    locked,       ///< another process writes it
    wrong_key,    ///< a secret key is not this ledger's, is missing, or is open to others
    rolled_back,  ///< the store is behind, or beside, what was once signed
    damaged,      ///< what is stored does not fit together
    unsound,      ///< an invariant of the books does not hold
  };

  LedgerError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// Where the files of a ledger lie (docs/adr/0006, 0013, 0016).
struct LedgerFolder {
  std::filesystem::path root;

  std::filesystem::path database() const { return root / "ledger.db"; }
  std::filesystem::path signing_key() const { return root / "log.key"; }
  std::filesystem::path verifier_key() const { return root / "log.vkey"; }
  std::filesystem::path digest_key() const { return root / "digest.key"; }
  std::filesystem::path vault() const { return root / "vault.db"; }
  std::filesystem::path keys() const { return root / "keys.db"; }
  std::filesystem::path master_key() const { return root / "master.key"; }
  std::filesystem::path access() const { return root / "access.db"; }
  std::filesystem::path lock() const { return root / "lock"; }
  /// The newest checkpoint that a witness cosigned, and the newest that enough of them did.
  std::filesystem::path cosigned() const { return root / "checkpoint.cosigned"; }
  std::filesystem::path witnessed() const { return root / "checkpoint.witnessed"; }
  /// Where and when the last backup was made (ledger/backup_note.h).
  std::filesystem::path backup_note() const { return root / "backup.last"; }
  /// Checkpoints that a time-stamp authority stamped (ledger/stamped.h).
  std::filesystem::path timestamps() const { return root / "timestamps"; }
  /// Beside the data, not within: an old copy of the folder put back is noticed.
  std::filesystem::path guard() const;
};

/// Writes 32 secret bytes as hex, readable by the owner alone; synced. Errors: LedgerError exists;
/// std::system_error; StoreError.
void write_secret(const std::filesystem::path& path, const Block<32>& secret);
/// Errors: LedgerError wrong_key (missing, malformed, or open to group or others).
Block<32> read_secret(const std::filesystem::path& path);

/// Writes a text through a temporary name: it is on the disk when this returns, and a reader, or a
/// crash, meets the old file or the new one. Threads: one per path. Errors: std::system_error;
/// StoreError.
void write_file(const std::filesystem::path& path, std::string_view text);
/// Errors: std::system_error.
std::string read_file(const std::filesystem::path& path);

}  // namespace mingzhang
