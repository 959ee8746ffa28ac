#include "ledger/clock_watch.h"

#include <cstdlib>

namespace mingzhang {

ClockWatch::ClockWatch(Clock& clock, std::optional<Timestamp> last)
    : clock_(clock), offset_ms_(clock.now().ms - clock.monotonic_ms()), sure_(true) {
  if (!last) return;
  const std::int64_t gap_ms = clock.now().ms - last->ms;
  sure_ = gap_ms >= 0 && gap_ms <= kGapMsMax;
}

std::optional<Timestamp> ClockWatch::read() {
  const Timestamp now = clock_.now();
  const std::int64_t step_ms = now.ms - clock_.monotonic_ms() - offset_ms_;
  if (std::llabs(step_ms) > kStepMsMax) sure_ = false;
  if (!sure_) return std::nullopt;
  offset_ms_ += step_ms;  // Slow drift is corrected by the system; only a step is suspicious.
  return now;
}

void ClockWatch::confirm() {
  offset_ms_ = clock_.now().ms - clock_.monotonic_ms();
  sure_ = true;
}

}  // namespace mingzhang
