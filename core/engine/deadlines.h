// Deadlines: the clocks of a ticket as they stand, and the changes that arm, restart, pause, stop and recompute them (domain.md 5).
//
// On the engine's thread, inside a turn. What a clock needs - where it counts from, its deadline, the steps that have fired - stands in the
// ticket (respond, resolve) or in the clock table; what its hours are, the rules in force say anew each time.
// Not here: firing (timers.h), computing instants (clocks.h).
#pragma once

#include "core/engine/clocks.h"
#include "core/engine/emitter.h"

namespace tidegate {

// A clock of a ticket as it stands. due kNever = the ticket has no such clock.
struct ClockNow {
  Micros from = 0;
  Micros due = kNever;
  Micros next_at = kNever;
  std::uint16_t fired_per_mille = 0;
};
ClockNow ClockOf(const Tables& tables, std::uint32_t slot, Clock clock);
ClockState StateOf(const Tables& tables, std::uint32_t slot, Clock clock);

// What decides the deadlines of an open ticket.
TicketFacts FactsOf(const Tables& tables, std::uint32_t slot);

// The hours of a clock that stands, under the rules in force, with the deadline that was promised.
ClockPlan StandingPlan(const Tables& tables, std::uint32_t slot, Clock clock, const ClockNow& now);

// The instant of the first step beyond `fired`; kNever when none is left.
Micros NextStepAt(const ActiveRules& rules, const ClockPlan& plan, Micros from, std::uint16_t fired);

// A ticket was classified: its close-loop and statutory clocks begin.
void StartRareClocks(Emitter& emit, std::uint32_t slot);
// The customer heard of us: the update clock begins anew.
void RestartUpdate(Emitter& emit, std::uint32_t slot);
// A time was promised.
void SetPromise(Emitter& emit, std::uint32_t slot, Micros at);
void StopClock(Emitter& emit, std::uint32_t slot, Clock clock);

// The ticket waits for its customer from now on, or no longer: resolve and close-loop stand still as far as their rows say.
void PauseClocks(Emitter& emit, std::uint32_t slot);
void ResumeClocks(Emitter& emit, std::uint32_t slot);

// It is worked on again after it was resolved: resolve and close-loop go on with the time already used, respond begins anew.
void ReopenClocks(Emitter& emit, std::uint32_t slot, Micros resolved_at);
// Of two tickets that are one matter, the one that goes on takes each clock that falls due earlier in the other.
void TakeEarliest(Emitter& emit, std::uint32_t stays, std::uint32_t gone);

// All running clocks under the rules in force, from where they count. What has fired does not fire again.
void MoveTicket(Emitter& emit, std::uint32_t slot);

// A ticket was accepted: where the team has presets of its own, they count from now on.
void MoveToTeam(Emitter& emit, std::uint32_t slot);

// When a report about the ticket is missed, if there was a contact now; kNever when nobody watches.
Micros StaleAt(const Tables& tables, Micros now);

// The same for a ticket that may be watched already: a further contact never gives more time.
Micros WatchedUntil(const Tables& tables, std::uint32_t slot, Micros now);

// Whether a deadline of the ticket was missed, so that it cannot be resolved without a reason.
bool MissedADeadline(const Tables& tables, std::uint32_t slot);

}  // namespace tidegate
