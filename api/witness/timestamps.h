#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "ledger/base/random.h"
#include "ledger/base/timestamp_token.h"
#include "ledger/folder.h"
#include "ledger/stamped.h"

namespace mingzhang::witness {

/// Has checkpoints stamped by a time-stamp authority (RFC 3161), in a thread of its own that shares
/// nothing with the writer: the newest one when it begins, then the last of each day. An authority
/// that cannot be reached is asked again after a pause that grows.
class Timestamps {
 public:
  struct Options {
    LedgerFolder folder;
    /// Answers a query with a response. Errors: std::exception, with a sentence.
    std::function<std::string(const Bytes& query)> ask;
    std::function<std::unique_ptr<store::Rows>()> rows;  ///< What is in the ledger now.
    std::int32_t utc_offset_min = 480;                   ///< Where its days end.
    Clock& clock;
    std::chrono::milliseconds look{60'000};          ///< How often the clock is looked at.
    std::chrono::milliseconds pause_max{3'600'000};  ///< After failures: `look`, twice, … up to it.
  };

  explicit Timestamps(Options options);
  /// Waits for an exchange under way.
  ~Timestamps();
  Timestamps(const Timestamps&) = delete;
  Timestamps& operator=(const Timestamps&) = delete;

  /// The newest that was stamped; 0: none. Threads: any.
  std::uint64_t stamped_size() const;
  /// Whether the last attempt went wrong. Threads: any.
  bool failing() const;

 private:
  void work();
  std::optional<store::CheckpointRow> due(Date today);
  bool attempt(Date today);
  void stamp(const store::CheckpointRow& row);

  const Options options_;
  SystemRandom random_;
  std::optional<Date> settled_;  // The day on which nothing is left to be stamped.
  std::string complaint_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  bool failing_ = false;
  std::uint64_t stamped_size_ = 0;
  std::thread thread_;
};

}  // namespace mingzhang::witness
