// Rerouting: what a ticket asks for, and what is planned of its matching, when its level or the rules are others than before.
//
// On the engine's thread, inside a turn; O(steps of relaxation) and the clocks of one ticket. What stands in a ticket was right under the
// rules and the level of then: its tiers, the next step of relaxation, its place in the order once it was answered. Here it is brought in
// line, with the steps that it has taken; nothing is written that stands there already. Not here: who then gets it (dispatcher.h).
#pragma once

#include "core/engine/emitter.h"
#include "core/tables/records.h"

namespace tidegate {

// The tiers that a ticket is open to before any relaxation, under the rules in force.
std::uint8_t OwnTiersOf(const Tables& tables, const TicketRecord& ticket);

// The key by which it stands among those that wait: once it was answered the due of the next running clock (domain.md 7), before that what
// it got when it came.
Micros OrderKeyNow(const Tables& tables, std::uint32_t slot);

// Brings an open ticket in line. Planned and resolved ones ask for nothing yet, or any more.
void FollowRules(Emitter& emit, std::uint32_t slot);

// The deadlines of a ticket moved, or its level or the rules did: brings it in line, offers it if it waits, and gives it to the team when
// it cannot wait for its agent any more.
void MoveAndOffer(Emitter& emit, std::uint32_t slot);

}  // namespace tidegate
