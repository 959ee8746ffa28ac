#pragma once

#include <optional>

#include "ledger/base/time.h"

namespace mingzhang {

/// Trusts the clock only while it agrees with the monotonic one (design §4, `time`): entries are
/// dated by it for ever. Threads: one.
class ClockWatch {
 public:
  /// A step of more than this against the monotonic clock stops writing.
  static constexpr std::int64_t kStepMsMax = 60'000;
  /// At start, so long after the last entry is unlikely enough to ask the operator.
  static constexpr std::int64_t kGapMsMax = 30 * kDayMs;

  /// `last`: the time of the last entry, if there is one.
  ClockWatch(Clock& clock, std::optional<Timestamp> last);

  /// The time; none while the clock is not sure.
  std::optional<Timestamp> read();
  /// The operator says that the clock is right.
  void confirm();

 private:
  Clock& clock_;
  std::int64_t offset_ms_;  ///< Clock minus monotonic clock, when last trusted.
  bool sure_;
};

}  // namespace mingzhang
