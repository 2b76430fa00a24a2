// DutyFlag: what an agent's shift and exclusive hours say of him at this moment, or that he was retired; part of his record, altered by
// DutyTurned, AgentRetired and AgentDeclared.
//
// Why it stands there and is not looked up: applying a change reads neither rules nor time (domain.md 6 and 7; computed in duty.h).
#pragma once

#include <cstdint>

#include "core/base/time.h"

namespace tidegate {

// AgentRecord::duty_next_at of a record that is new, or whose calendars may be others: it is due at once.
inline constexpr Micros kDutyUnknown = 0;

enum DutyFlag : std::uint8_t {
  kOffShift = 1,     // his shift is over, or has not begun
  kShiftEnding = 2,  // its last minutes: no new offers
  kInTierHours = 4,  // he serves the tiers of his exclusive hours, and no other
  kHoursWait = 8,    // his hours have turned, and there was no place for what he serves now: no new offers until there is
  kRetired = 16,     // his record was taken back: he is counted nowhere until it is declared again. Stands alone
};
inline constexpr std::uint8_t kDutyFlagsMax = kOffShift | kShiftEnding | kInTierHours | kHoursWait | kRetired;

// Whether he may get new offers, as far as his hours go.
constexpr bool TakesNewWork(std::uint8_t duty) { return (duty & (kOffShift | kShiftEnding | kHoursWait | kRetired)) == 0; }

}  // namespace tidegate
