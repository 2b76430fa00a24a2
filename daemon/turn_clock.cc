#include "daemon/turn_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "core/base/check.h"

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
      "the wall clock is {} days ahead of the last turn in the journal: check the machine's date, then start with --accept-clock-ahead "
      "(deadlines that passed meanwhile fire at once)",
      (wall - journal_now) / kDay);
}

}  // namespace tidegate
