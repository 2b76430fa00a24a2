// Relaxation: how what a waiting ticket asks for is loosened with time, and how long it waits for its customer's manager.
//
// Counted from each entry into the pool (domain.md 7): region, then the next rung of the ladder and limits by customer tier, then the
// minimum level of skills. Each step makes another requirement, so that eligibility stays a lookup; back in the pool a ticket begins with
// its own again. Steps that would change nothing never come. Not here: who then gets the ticket (dispatcher.h).
#pragma once

#include <cstdint>

#include "core/base/time.h"
#include "core/engine/emitter.h"
#include "core/model/requirement.h"

namespace tidegate {

// What a ticket that has `own` as its requirement asks for after `steps` (bit s = Relaxation s).
Requirement Relax(const ActiveRules& rules, const TicketRecord& ticket, const Requirement& own, std::uint8_t steps);

// What a ticket asked for when it entered the pool, from what it asks for now.
Requirement Unrelax(const TicketRecord& ticket, const Requirement& now);

// When the ticket has waited `per_mille` of its respond target since `from`, in that clock's hours; kNever without such a clock.
Micros RespondShareAt(const Tables& tables, std::uint32_t slot, Micros from, std::uint16_t per_mille);

// The instant until which a waiting ticket is kept for its customer's manager, who is not free but due before it; 0 = it is not.
// `manager` gets his number.
Micros HeldUntil(const Tables& tables, std::uint32_t slot, Micros now, std::uint32_t& manager);

// The instant of the next step of a waiting ticket that has `own` as its requirement before any relaxation, `now` when one has passed;
// kNever when none is left.
Micros NextStepOf(const Tables& tables, std::uint32_t slot, const Requirement& own, Micros now);

// A ticket stays in the pool: says when its next step comes, or for whom it is kept.
void PlanWaiting(Emitter& emit, std::uint32_t slot);

// The instant of a plan has come: takes every step that has passed at once, and offers the ticket.
void FireWaiting(Emitter& emit, std::uint32_t slot);

}  // namespace tidegate
