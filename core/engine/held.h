// Held: a command about a ticket that somebody holds, looked up and checked before anything is decided.
//
// On the engine's thread, inside a turn. Shared by the decisions about desks' tickets.
#pragma once

#include "core/engine/decide.h"
#include "core/model/change.h"

namespace tidegate {

struct Held {
  Reject reject = Reject::kNone;
  std::uint32_t slot = kNoSlot;
  std::uint32_t recent = kNoSlot;  // of LookAny and SeeAny: its place among the ended ones
  Status status = Status::kNone;
};

// Whether a supervisor's team has what an agent has, or had (domain.md 14). An agent belongs to the supervisors whom his record names, and
// to himself; where it names none, or none who is not retired, to every supervisor, as does what nobody has (agent 0). Of any other role
// than a supervisor's: true, for these have checks of their own.
bool IsOfHisTeam(const Tables& tables, const Caller& caller, std::uint32_t agent);

// Whether the caller speaks for the agent: his desk does, and while he is at none, whoever says hello as agent in his name. So work on
// what he has can be reported without bringing him to a desk that nobody watches.
bool SpeaksFor(const Tables& tables, const Caller& caller, std::uint32_t agent);

// The caller speaks for the agent, and the agent holds the ticket.
Held LookHeld(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket);

// An open ticket by id or, when that is none, by key, whoever holds it; the caller may act on it: he may see it, and if he is a
// supervisor, it is of his team.
Held LookOpen(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key);

// The same, open or ended: one of `slot` and `recent` names it.
Held LookAny(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key);

// The same, of a caller who only reads: he may see it, of whatever team it is.
Held SeeAny(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key);

// Of an agent's desk, as LookHeld; when the agent is none, of a supervisor, as LookOpen.
Held LookBy(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket);

inline Asker AskerOf(const Caller& caller) { return Asker{.client = caller.client.raw(), .request = caller.request}; }

// A refusal of a command about two tickets says which of them it is about; `named` is what the command calls it.
Verdict RefuseOf(const Tables& tables, const Held& held, TicketId named, Reject reject);

Verdict Done(TicketId ticket, Status status, std::uint32_t token = 0);
// The same again as the last one told: nothing changes, the answer is the first one's.
Verdict DoneBefore(TicketId ticket, Status status, std::uint32_t token = 0);

}  // namespace tidegate
