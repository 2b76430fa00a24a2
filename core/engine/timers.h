// Timers: what happens when a ticket's or an agent's time has come. One event a call; the change that follows arms the next.
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"

namespace tidegate {

// The earliest event of the ticket that is due by now: offer's end, a step of a clock, a forgotten decline, a missed
// report. Nothing when none is due. A ticket under other rules than those in force is moved first.
void FireTicketTimer(Emitter& emit, std::uint32_t slot);

// Past its respond deadline a ticket is ordered one level higher, once, never as urgent (domain.md 7).
std::uint8_t OrderLevelWhenOverdue(std::uint8_t level, std::uint8_t order_level);

// Tells agent and supervisors, once, when the customer of the ticket is to be given a time and was not (domain.md 5).
void AskForPromise(Emitter& emit, std::uint32_t slot);

// A turn of shift or hours, the end of wrap-up or grace, or a step of the ramp-up.
void FireAgentTimer(Emitter& emit, std::uint32_t agent);

// The next resolved ticket that silence closes, if one is due.
void FireClosingTimer(Emitter& emit);

// The next plan whose round has come, if one's has: plans.cc.
void FirePlanTimer(Emitter& emit);

// The next article that went without review for too long, if one is due.
void FireArticleTimer(Emitter& emit);

}  // namespace tidegate
