#pragma once

#include <memory>
#include <optional>

#include "ledger/folder.h"
#include "ledger/mirror.h"
#include "ledger/sequencer.h"
#include "ledger/store/lock_file.h"
#include "ledger/tlog/proof.h"

namespace mingzhang {

/// A ledger in a folder, open for writing: the façade of the floors below.
class Ledger {
 public:
  struct Options {
    Clock& clock;
    Random& random;
    bool confirm_clock = false;
    bool mirrored = false;  ///< Whether State is kept for readers as well: for a server.
  };

  /// Makes the folder, its keys, an empty vault and an empty database. Errors: LedgerError exists;
  /// StoreError; std::system_error.
  static void create(const LedgerFolder& folder, std::string_view origin, Random& random);
  /// Takes the writers' lock. Errors: LedgerError; StoreError.
  explicit Ledger(const LedgerFolder& folder, const Options& options);
  /// Writes what waits. Afterwards the database is one file, complete without its log, if nobody
  /// else has it open.
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// As Sequencer::submit. Threads: any.
  Result<void> submit(Submission submission, OnAnswer on_answer);
  /// Submits and waits for the answer, with its proof made. Threads: any but the writer's.
  Answer write(Submission submission);
  /// What is in the ledger now. Threads: any.
  std::unique_ptr<store::Rows> snapshot() { return reader_->snapshot(); }
  /// State for readers. Pre: opened with `mirrored`. Threads: any.
  const Mirror& mirror() const { return *mirror_; }
  /// The newest checkpoint that may be shown. Threads: any.
  std::string checkpoint() const { return sequencer_->checkpoint(); }
  /// As Sequencer::writable. Threads: any.
  bool writable() const { return sequencer_->writable(); }
  void confirm_clock() { sequencer_->confirm_clock(); }
  /// The private details. Threads: any.
  Vault& vault() { return *vault_; }

 private:
  store::LockFile lock_;
  tlog::Signer signer_;
  std::unique_ptr<store::Store> reader_;
  std::unique_ptr<Vault> vault_;
  std::unique_ptr<Mirror> mirror_;
  std::unique_ptr<Sequencer> sequencer_;
};

/// The writers' lock of a folder. Errors: LedgerError locked, naming the other's pid.
store::LockFile take_lock(const LedgerFolder& folder);
/// The signer of a folder's key. Errors: LedgerError wrong_key.
tlog::Signer read_signer(const LedgerFolder& folder);

/// A proof that entry `seq` is in the ledger at a checkpoint, by default the newest that is stored;
/// its `extra` is the entry's bytes. Errors: StoreError; none when there is no such entry, no
/// checkpoint, or it does not cover the entry.
std::optional<tlog::Proof> prove(store::Rows& rows, Seq seq);
std::optional<tlog::Proof> prove(store::Rows& rows, Seq seq, const store::CheckpointRow& at);

}  // namespace mingzhang
