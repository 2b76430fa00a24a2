#include "daemon/turn_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "core/base/check.h"
#include "protocol/utc_text.h"

namespace tidegate {

TurnClock::TurnClock(Micros journal_now, const ClockReading& start) : now_(std::max(journal_now, start.wall)), last_(start) {}

Micros TurnClock::Now(const ClockReading& reading) {
  CHECK_GE(reading.boot, last_.boot);
  const Micros elapsed = reading.boot - last_.boot;
  const Micros jump = (reading.wall - last_.wall) - elapsed;
  last_ = reading;
  const Micros free_running = now_ + elapsed;
  const Micros difference = reading.wall - free_running;
  if (std::abs(jump) > kClockStepMax) stepped_ = true;
  if (std::abs(difference) <= kClockStepMax) stepped_ = false;

  slew_rest_ += elapsed;
  const Micros slew_max = slew_rest_ / kClockSlewDivisor;
  slew_rest_ %= kClockSlewDivisor;
  const Micros slew = stepped_ ? 0 : std::clamp(difference, -slew_max, slew_max);
  now_ = std::max(now_, free_running + slew);
  return now_;
}

std::optional<std::string> TurnClock::RefuseStart(Micros journal_now, Micros wall) {
  if (journal_now == 0 || wall - journal_now <= kClockAheadMax) return std::nullopt;
  return fmt::format(
      "the wall clock says {}, {} days after the last turn in the journal ({}): the machine's date may be wrong, and all deadlines between "
      "would fire at once. Nothing was changed. Next: check the machine's date; if it is right, start with --accept-clock-ahead",
      UtcText(wall), (wall - journal_now) / kDay, UtcText(journal_now));
}

}  // namespace tidegate
