// Timers: what happens when a ticket's or an agent's time has come. One event a call; the change that follows arms the next.
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"

namespace tidegate {

// The earliest event of the ticket that is due by now: offer's end, a step of a clock, a forgotten decline. Nothing when none is due.
void FireTicketTimer(Emitter& emit, std::uint32_t slot);

// The end of wrap-up or grace, or a step of the ramp-up.
void FireAgentTimer(Emitter& emit, std::uint32_t agent);

}  // namespace tidegate
