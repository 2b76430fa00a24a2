// Making: tickets that the engine opens by itself: a follow-up of an answer that was not good, a round of a plan, a call-back.
//
// On the engine's thread, inside a turn. Such a ticket is one like any other from then on: a Submitted of nobody (client 0; no front end
// sees it), a Made that says where it comes from, a ParentNoted if it belongs to another, then its entry into the pool. Its number is the
// next of the day, its external key is made of that number. Nothing is classified: who makes it says its level and whom it asks for. Not
// here: who gets it - the caller offers it (dispatcher.h) or assigns it (assigning.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/engine/emitter.h"
#include "core/model/ids.h"
#include "core/model/names.h"
#include "core/model/requirement.h"

namespace tidegate {

// What the ticket is to be. The texts go into its body.
struct MadeTerms {
  TicketOrigin origin = TicketOrigin::kPlanned;  // not kCustomer
  TicketId parent{};                             // the ticket that it belongs to; none = it stands alone
  CustomerId customer{};                         // whose matter it is; none = nobody's: it counts as no contact of his
  TypeId type{};                                 // required
  RegionId region{};
  ChannelId channel{};  // required
  Level level = Level::kNormal;
  CustomerTier tier = CustomerTier::kOrdinary;
  std::uint64_t order = 0;               // SubmitFacts::order
  std::uint8_t category = 0;             // ComplaintCategory
  std::span<const SkillLevel> skills{};  // that it asks for, at most kRequirementSkillsMax
  std::uint32_t plan = 0;                // of a planned one: which plan made it
  std::string_view customer_name{};      // the customer's own id, where it is known
  std::string_view title{};
  std::string_view text{};
};

// Whether there is a place for one more. All places may be taken: what the engine owes comes before new requests.
bool HasPlaceForMade(const Tables& tables);

// Opens it; there must be a place. Its slot: it waits in the pool, not offered to anybody yet.
std::uint32_t MakeTicket(Emitter& emit, const MadeTerms& terms);

// A follow-up is supervisors' work: whatever a ticket like it would ask for, it is for them alone, and weighs nothing in their load.
inline constexpr std::uint8_t kSupervisorsOnly = 1u << static_cast<int>(AgentTier::kSupervisor);
constexpr bool IsForSupervisors(TicketOrigin origin) { return origin == TicketOrigin::kFollowUp; }

// Who may take it, of a level: the rungs of its ladder, unless it is for supervisors.
inline std::uint8_t OpenTiersOf(const ActiveRules& rules, TicketOrigin origin, Level level, int relaxed, BotUse bots) {
  return IsForSupervisors(origin) ? kSupervisorsOnly : rules.OpenTiers(level, relaxed, bots);
}
// Whether somebody waits on the line: never for what the engine opened, whatever its channel.
inline bool IsLive(const ActiveRules& rules, TicketOrigin origin, ChannelId channel) {
  return origin == TicketOrigin::kCustomer && rules.Live(channel);
}

// Of whom its customer is asked how content he is when it is resolved.
constexpr bool AsksSurvey(TicketOrigin origin) { return origin != TicketOrigin::kFollowUp; }

}  // namespace tidegate
