// Duty: what shifts and exclusive hours (domain.md 6 and 7) say of an agent at an instant, and what follows when they turn.
//
// A record names calendars of the rules in force. Without a shift - or when the rules know no calendar of that name - an agent is always in
// shift; without hours he serves what his record says. Each opening of the calendar is a shift of its own: with a break at noon, the
// morning is one. What holds now stands in AgentRecord::duty with the instant at which it turns next, for which the agent's timer is armed;
// so what passed while nothing ran comes once, as it stands then. Not here: who gets what (matching.h), the walk over an agent's work
// (agenda_work.cc).
#pragma once

#include <cstdint>

#include "core/base/time.h"
#include "core/engine/emitter.h"

namespace tidegate {

struct Duty {
  std::uint8_t flags = 0;   // DutyFlag, but kHoursWait
  Micros next_at = kNever;  // after `now`
};

// O(calendars of the rule set + log intervals), as all below.
Duty DutyAt(const Tables& tables, std::uint32_t agent, Micros now);

// When the agent's next shift begins, after the one that is under way; kNever = he is always in shift.
Micros NextShiftAt(const Tables& tables, std::uint32_t agent, Micros now);

// How much of the capacity opens at once for somebody who comes to work, and when the next step comes: the ramp-up.
struct Ramp {
  std::uint32_t open = 0;
  Micros next_at = kNever;
};
Ramp BeginRamp(const Tables& tables, const AgentRecord& agent, Micros now);

// Brings what stands in the agent's record in line with the instant, and does what follows: whose shift begins gets work, with a ramp-up of
// its own; whose shift ends is released by the agenda; whose hours begin or end gets what he serves now.
void TurnDuty(Emitter& emit, std::uint32_t agent);

// When the earliest running clock of a ticket falls due; kNever = none runs.
Micros NextDueOf(const Tables& tables, std::uint32_t slot);

// Whether a ticket cannot wait for the agent who has it: he is signed out or off shift, and it falls due before his next shift begins. Of
// whom nobody knows when he will be back - he has no shift - it waits until it is due.
bool CannotWaitForOwner(const Tables& tables, std::uint32_t slot, Micros now);

// Gives such a ticket back to the team and tells the supervisors.
void GiveToTeam(Emitter& emit, std::uint32_t slot);

// The deadlines of a ticket changed, or one has passed, while its agent may be signed out: gives it to the team if it cannot wait any more.
void LookAfterOwner(Emitter& emit, std::uint32_t slot);

}  // namespace tidegate
