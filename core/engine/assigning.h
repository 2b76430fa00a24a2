// Assigning by hand: a ticket goes to an agent at once, without an offer: by a supervisor's word, or a transfer that he approved.
#pragma once

#include "core/engine/emitter.h"

namespace tidegate {

// Whether the ticket would be more than the agent has places for. An offer of it to him has its place already.
bool ExceedsCapacity(const Tables& tables, std::uint32_t slot, std::uint32_t agent);

// The agent has it from now on; whoever had it, or its offer, is told `reason` and gets what waits for his free place. Must not be an
// agent who has it already; whether capacity allows it was decided before. What waited for the customer waits no longer.
void AssignTo(Emitter& emit, const Asker& asker, std::uint32_t slot, std::uint32_t agent, ReturnReason reason);

}  // namespace tidegate
