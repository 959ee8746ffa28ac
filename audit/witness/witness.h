#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/random.h"
#include "ledger/base/time.h"
#include "ledger/store/lock_file.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/tlog/cosignature.h"
#include "ledger/tlog/log_list.h"

namespace mingzhang::audit {

/// Where a witness keeps its key and, per log, the newest checkpoint it cosigned.
struct WitnessFolder {
  std::filesystem::path root;

  std::filesystem::path key() const { return root / "witness.key"; }
  std::filesystem::path vkey() const { return root / "witness.vkey"; }
  std::filesystem::path lock() const { return root / "lock"; }
  /// By a digest of the origin, which may hold what a file's name may not.
  std::filesystem::path checkpoint(std::string_view origin) const;

  /// Makes the folder and the key where there is none; `name` is then the witness's.
  /// Errors: std::runtime_error (no name, or another than the key has); LedgerError wrong_key;
  /// std::system_error.
  tlog::Cosigner open_key(const std::string& name, Random& random) const;
};

/// What a witness answers, as HTTP needs it.
struct WitnessAnswer {
  int status = 200;
  std::string_view type;
  std::string body;
};

/// A witness of some logs (c2sp.org/tlog-witness): cosigns a checkpoint if it goes on from the
/// newest it cosigned of that log. That one is on the disk before the cosignature leaves, so that
/// no crash makes it sign two roots for one size, or go back. Threads: any.
class Witness {
 public:
  /// Takes the folder's lock and reads what was cosigned; of a log that is not in `logs` the file
  /// stays as it is. Errors: LedgerError locked; damaged: a checkpoint that this key did not
  /// cosign, after which nobody knows what it did; std::system_error.
  Witness(const WitnessFolder& folder, const tlog::LogKeys& logs, tlog::Cosigner cosigner,
          Clock& clock);

  /// Answers the body of an add-checkpoint. In the order tested: 400 malformed, 404 an unknown
  /// origin, 403 not signed by a key of that log, 400 an old size above the checkpoint's, 409 an
  /// old size other than the newest cosigned one (the body is that size), 409 another root for the
  /// size that was cosigned, 422 a proof that does not hold, 200. Any input is safe.
  /// Errors: std::system_error, StoreError: nothing was signed.
  WitnessAnswer add_checkpoint(std::string_view request);

 private:
  struct Log {
    std::vector<tlog::Verifier> keys;
    std::filesystem::path file;
    std::mutex mutex;
    tlog::Checkpoint newest;   // That was cosigned; size 0, the empty tree, when none was.
    std::uint64_t time_s = 0;  // Of that cosignature.
  };
  void load(Log& log, const std::string& origin) const;
  WitnessAnswer cosign(Log& log, const tlog::Checkpoint& checkpoint, const tlog::OpenedNote& note);

  store::LockFile lock_;
  tlog::Cosigner cosigner_;
  Clock& clock_;
  std::map<std::string, std::unique_ptr<Log>, std::less<>> logs_;
};

}  // namespace mingzhang::audit
