// Matching: who gets a ticket, and which ticket an agent gets. Policy only: looks at tables, decides nothing but the pair.
//
// Pure functions of the tables (domain.md 7). Cost of ChooseAgent: O(profiles eligible for the ticket's signature that have a free agent);
// of ChooseTicket: O(signatures with waiting tickets that the agent's profile may take), and when nothing waits there O(profiles) for each
// of the at most kDeclinesPerAgentMax tickets that he declined. Both are bounded by what is live: engine_bench. An agent's order is least
// relative load, longest idle, lower cost, lower id; a ticket's is level, virtual due, ticket id. Where the flow rules want bots first the
// least loaded of them gets it before everybody else. Before the least loaded come the customer's manager, his deputy, and - for a customer
// who has a manager - agents who say that they serve VIPs; then the agent who served him lately. Before a higher level comes one whose
// share is due (share_order.h).
//
// Only decliners left: when everybody on duty (IsOnDuty: a full agent counts, one on a break does not) who may take a ticket has declined
// it, it is for the one of them with a free place who declined it first. An agent gets such a ticket after everything that he has not
// declined, so that what he refused once never hides the rest from him.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "core/engine/tables.h"
#include "core/model/decision_note.h"
#include "core/model/ids.h"

namespace tidegate {

struct AgentMatch {
  std::uint32_t agent = 0;
  DecisionNote note;
};

struct TicketMatch {
  std::uint32_t slot = 0;
  DecisionNote note;
};

// The agent for a waiting ticket; nullopt when nobody who may take it is free.
std::optional<AgentMatch> ChooseAgent(const Tables& tables, std::uint32_t slot, Micros now);

// Whoever resolved a ticket that was reopened, if he has a free place and may have it, the ladder waived.
std::optional<AgentMatch> ChooseOwner(const Tables& tables, std::uint32_t slot, std::uint32_t owner);

// The ticket for an agent with a free place; nullopt when nothing waits that he may take.
std::optional<TicketMatch> ChooseTicket(const Tables& tables, std::uint32_t agent);

// Whether, of the tickets that the agent declined, one waits that another decliner may have now, because only decliners are left. At most
// kDeclinesPerAgentMax tickets are looked at.
bool AnotherMayHaveDeclined(const Tables& tables, std::uint32_t agent);

// Whether an agent may have a ticket as its customer's manager or deputy: the ladder is waived, all else holds.
bool FitsManager(const Tables& tables, std::uint32_t slot, std::uint32_t agent);

// The ticket's owner, with whom it stays, when he has a place for it now: the ladder is waived, all else holds.
std::optional<AgentMatch> MatchOwner(const Tables& tables, std::uint32_t slot);

// Whether the flow rules want a bot to have the ticket before people may.
bool IsForBotsFirst(const Tables& tables, std::uint32_t slot);

// Whether a bot that may take the ticket, and did not decline it, has a free place.
bool HasFreeBot(const Tables& tables, std::uint32_t slot);

// Whether free places of agents of this tier are kept from a ticket ordered at this level: MatchingRules::reserve.
bool IsKeptForUrgent(const Tables& tables, AgentTier tier, Level order_level);

// The requirement of a ticket, interned or not.
const Requirement& RequirementOf(const Tables& tables, std::uint32_t slot);

}  // namespace tidegate
