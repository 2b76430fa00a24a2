// Plans: rounds that make tickets (domain.md 8), as far as others drive them. The decisions themselves stand in decide.h.
//
// On the engine's thread, inside a turn. A round makes one ticket, or one for each customer who has a manager; those come one by one, by
// the agenda. Rounds that passed while nothing ran are counted, and make nothing: after a stop each plan fires at most once.
#pragma once

#include "core/engine/emitter.h"

namespace tidegate {

// The next ticket of a round for many, behind the customer of the cursor. Returns that customer's id, 0 when the round is through.
std::uint64_t MakeNextOfRound(Emitter& emit, std::uint32_t plan, std::uint64_t after);

}  // namespace tidegate
