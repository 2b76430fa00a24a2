// Dispatcher: brings tickets and agents together: offers a ticket that waits, fills an agent who is free, takes work back.
//
// Control of the changes around an offer; who fits whom is matching.h. Called in the turn of the cause; what is more than kFillInline
// offers for one agent goes on the agenda, so that a bot of capacity 10 000 does not hold a turn up.
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"
#include "core/model/names.h"

namespace tidegate {

inline constexpr std::uint32_t kFillInline = 4;  // A freed place is one offer; more only when somebody comes online.

// Offers the waiting ticket to the best free agent, if there is one.
void OfferTicket(Emitter& emit, std::uint32_t slot);

// The same, but first to whoever resolved it, if he has a free place and may have it (his rung of the ladder or not).
void OfferToOwner(Emitter& emit, std::uint32_t slot, std::uint32_t owner);

// Offers waiting tickets to the agent while he has free places; what is left goes on the agenda.
void FillAgent(Emitter& emit, std::uint32_t agent);

// One offer for the agent. False when he is full, or nothing waits for him.
bool FillOne(Emitter& emit, std::uint32_t agent);

// Somebody of this profile who was on duty is gone: he may have been the last who had not declined some ticket. Those who declined it are
// asked again, by the agenda: it goes through all agents once, and a cause that comes while it is under way gets a walk of its own behind
// it. Nothing is queued when nobody has declined anything, or when so many of the profile are left that they cannot all have declined.
void AskDecliners(Emitter& emit, std::uint32_t profile);

// Puts (kind, subject) on the agenda; what stands there already begins again: the new cause may lie behind its cursor.
void QueueAgenda(Emitter& emit, AgendaKind kind, std::uint64_t subject);

struct ReturnCause {
  ReturnReason reason = ReturnReason::kNone;
  std::uint8_t decline_code = 0;
  Asker asker{};
};

// Takes an offered or assigned ticket from its agent, back to its place in the pool; tells the desk unless it asked itself. Then the agent,
// if he stays, gets what waits for his free place - before the ticket, which may be his again when only decliners are left - and the
// ticket is offered on.
void ReturnTicket(Emitter& emit, std::uint32_t slot, const ReturnCause& cause);

// Changes an agent's status and what follows from it: wakes him up, sends him on a break, lets his work go, asks decliners in his place.
void SetStatus(Emitter& emit, std::uint32_t agent, AgentStatus status, Micros until);

// An agent may not be back in time for the tickets that are kept for him as their customers' manager: the agenda lets those go that are
// kept in vain.
void FreeKept(Emitter& emit, std::uint32_t agent);

// An agent is back at work: the watchdog, which has waited for him, begins anew with each of his tickets. O(his work).
void WatchAgain(Emitter& emit, std::uint32_t agent);

// What a ticket weighs under the rules in force is written into it, before somebody gets it (domain.md 6: capacity with weights); what it
// weighs while it waits for its customer, before it does. Nothing is written that stands there already.
void Weigh(Emitter& emit, std::uint32_t slot);
void WeighWaiting(Emitter& emit, std::uint32_t slot);

// A ticket began to wait for its customer, or waits no longer: its agent gets what waits for the part of a place that is free now.
void FollowWeight(Emitter& emit, std::uint32_t slot);

// How a ticket looks to the desk of its agent.
WorkItem WorkItemOf(const Tables& tables, std::uint32_t slot);

}  // namespace tidegate
