#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>

#include "ledger/store/sqlite_store.h"

/// Folders, batches and processes for the tests of the store.
namespace mingzhang::store {

/// A new folder that goes with this object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Another process. Make it before this one opens a database: SQLite does not survive a fork.
class OtherProcess {
 public:
  /// What it can use to keep step with its maker; each waits until the other has spoken.
  class Partner {
   public:
    void speak() const;
    /// False when the other has ended.
    bool wait() const;

   private:
    friend class OtherProcess;
    int in_ = -1;
    int out_ = -1;
  };

  /// Runs `body` there; an exception counts as false.
  explicit OtherProcess(const std::function<bool(const Partner&)>& body);
  ~OtherProcess();
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  const Partner& partner() const { return partner_; }
  pid_t pid() const { return pid_; }
  /// Whether `body` returned true. Once only.
  bool ended_well();
  /// kill -9.
  void kill();

 private:
  Partner partner_;
  pid_t pid_ = -1;
};

inline constexpr std::uint64_t kBatchEntries = 4;

Hash hash_of_number(std::uint64_t number);

/// Puts batch `number` (0-based): entries, index rows, state, a node, a checkpoint, a request, all
/// of which follow from the number.
void put_batch(Transaction& transaction, std::uint64_t number);
/// Puts and commits batches [first, last).
void write_batches(Store& store, std::uint64_t first, std::uint64_t last);

/// Every row there is, as text; reads by each of the functions of Rows that list something.
std::string dump(Rows& rows);
/// `dump` of a ledger of the batches [0, count).
const std::string& dump_of_batches(std::uint64_t count);

/// SQLite's own opinion of a file: "ok".
std::string integrity(const std::string& path, const std::string& vfs = {});
/// Runs SQL past the store, as a stranger would.
void tamper(const std::string& path, const std::string& sql);

/// The kind of StoreError that `action` throws. Fails the test when it throws none.
StoreError::Kind kind_thrown(const std::function<void()>& action);

}  // namespace mingzhang::store
