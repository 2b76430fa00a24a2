// MatchingTwin: who gets what, said once more from domain.md 7, as plain loops over all agents and all tickets.
//
// Looks at the tables in the moment before an offer and says which offer is right: a ticket that looks for an agent goes to the one who
// served its customer within the time of the rules, else to the least loaded (relative load, longest idle, lower cost, lower id); an agent
// who looks for a ticket gets the first by order level, key, id; a ticket that everybody on duty who may take it has declined goes to the
// one of them with a free place who declined it first, after everything else that he may have. Before all that a customer's manager and
// deputy, and a level whose share of the last hundred offers is due. Shares nothing with core/engine/matching.cc:
// no bitmap, index or Examine.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "core/base/time.h"
#include "core/engine/tables.h"
#include "core/model/change.h"
#include "core/model/output.h"

namespace tidegate::twin {

// Whether the profile of an agent meets what a ticket asks.
bool MayTake(const Requirement& requirement, const Profile& profile);

// Online and not off shift, with room for a ticket of the channel in what is open of his capacity and in the room for the channel, counted
// from the work of all tickets and what each weighs.
bool IsFree(const Tables& tables, std::uint32_t agent, std::uint8_t channel);

// What the work of an agent weighs together, in tenths of a place; and how many of his tickets are of a channel.
std::uint32_t UnitsOf(const Tables& tables, std::uint32_t agent);
std::uint32_t TakenOf(const Tables& tables, std::uint32_t agent, std::uint8_t channel);

// The free whole places of an agent who is online.
std::uint32_t PlacesOf(const Tables& tables, std::uint32_t agent);

// What shift and exclusive hours of an agent's record say of an instant: DutyFlag, but kHoursWait.
std::uint8_t DutyOf(const Tables& tables, std::uint32_t agent, Micros at);

// Whether the agent's refusal of the ticket is remembered.
bool Declined(const Tables& tables, std::uint64_t ticket, std::uint32_t agent);

// Online or writing up, and in shift: whom a ticket waits for, though he may have no free place.
bool IsOnDuty(const Tables& tables, std::uint32_t agent);

// The agent who is to get a waiting ticket because only decliners are left: on duty and free, the first to have declined. 0 = others are on
// duty who have not declined, or nobody of the decliners is free.
std::uint32_t DeclinerFor(const Tables& tables, std::uint32_t slot);

// Whether a waiting ticket stands before another.
bool StandsBefore(const TicketRecord& a, const TicketRecord& b);

// The levels at which the tickets of the latest offers of each profile were ordered, urgent ones left out: what shares count.
class OfferLog {
 public:
  void Add(const Tables& before, const Offered& offered);
  // Profiles that nobody has any more begin anew.
  void Forget(const Tables& tables);
  // How many offers of the agent's profile came since the last one of this level.
  int SinceLast(const Tables& tables, std::uint32_t agent, Level level) const;

 private:
  std::map<std::string, std::deque<Level>> levels_;  // by the bytes of the profile; the latest hundred
};

// Whether the rules keep the free places of this agent from a ticket ordered at this level.
bool IsKept(const Tables& tables, std::uint32_t agent, std::uint8_t order_level);

// What is wrong with an explanation given in this moment of an open ticket: every agent is judged and counted again; or nothing.
std::string FindExplainFault(const Tables& tables, std::uint32_t slot, const ExplainView& view);

// What is wrong with an offer made in this moment, or nothing.
std::string FindFault(const Tables& before, const Offered& offered, const OfferLog& log);

}  // namespace tidegate::twin
