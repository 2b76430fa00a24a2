// TurnClock: the `now` of turns: runs with the boot clock, leans towards the wall clock by at most 5 %, never goes back.
//
// One owner (the engine stage), no locking, O(1), pure: readings come in, so that a test or the simulator plays any clock. The wall clock
// may be wrong, may be corrected, may jump; a deadline must not fire early because of it. So `now` starts at the later of the journal's
// last turn and the wall, and from then on only its speed follows the wall (design.md 3). A jump of the wall of more than kClockStepMax
// between two readings is not followed: `stepped` tells the operator, `now` runs on with the boot clock until the wall comes back near or
// AcceptStep says that the new wall is right. Not here: reading the machine's clocks (clock_source.h), driving time from a session.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "daemon/clock_source.h"

namespace tidegate {

inline constexpr Micros kClockSlewDivisor = 20;          // 5 %: an hour of difference is gone in 20 hours
inline constexpr Micros kClockStepMax = 5 * kSecond;     // design.md 3: beyond, somebody has to look
inline constexpr Micros kClockLookEvery = 10 * kSecond;  // a jump is seen so soon, also while nothing else happens
inline constexpr Micros kClockAheadMax = 7 * kDay;       // design.md 3: beyond, a start needs an operator's word

class TurnClock {
 public:
  // `journal_now` is the time of the last turn in the journal; 0 = there is none.
  TurnClock(Micros journal_now, const ClockReading& start);

  // The time of the turn that begins now. Never less than what was given before.
  Micros Now(const ClockReading& reading);

  // How far `now` is ahead of the wall (negative: behind), at the last reading.
  Micros ahead() const { return now_ - last_.wall; }
  bool stepped() const { return stepped_; }
  // The operator's word: lean towards the wall again, however far it is.
  void AcceptStep() { stepped_ = false; }

  // Why a process must not start at this wall time, or nullopt.
  static std::optional<std::string> RefuseStart(Micros journal_now, Micros wall);

 private:
  Micros now_;
  ClockReading last_;
  Micros slew_rest_ = 0;  // boot time not yet turned into slew: turns are shorter than the divisor is long
  bool stepped_ = false;
};

}  // namespace tidegate
