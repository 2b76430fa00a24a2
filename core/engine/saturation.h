// Saturation: tells supervisors when an agent, or everybody on duty who may take a kind of ticket, is full, and when a group no longer is.
//
// Once each (domain.md 7): a flag in the agent's record and in the signature keeps it, so that a place which frees and is taken in the same
// turn says nothing. A group is a requirement signature. Nothing is said where the rules have saturation_alerts off.
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"

namespace tidegate {

// After an agent's load changed and he was given what there was for him. O(1), and queues agenda work when groups are full no more.
void NoteLoad(Emitter& emit, std::uint32_t agent);

// After a waiting ticket found nobody. O(1) when that is known already, else O(profiles eligible for it).
void NoteNobodyFree(Emitter& emit, std::uint32_t slot);

// Somebody of this profile has no free place any more, or left: what waits for its groups, and was not tried again, may find all of them
// full. Looks at some of the first of them; nothing without alerts or waiting tickets.
void NoteGroups(Emitter& emit, std::uint32_t profile);

// A step of the agenda: the next group at or behind `cursor` that is full no more is cleared. Returns where to go on; 0 = it was the last.
std::uint32_t ClearOneGroup(Emitter& emit, std::uint32_t cursor);

}  // namespace tidegate
