#include "core/engine/matching.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>

#include "core/engine/places.h"
#include "core/engine/share_order.h"

namespace tidegate {
namespace {

// The agents who declined a ticket.
struct Decliners {
  std::array<std::uint32_t, kDeclinesPerTicketMax> agents{};
  std::array<Micros, kDeclinesPerTicketMax> until{};
  std::uint32_t count = 0;

  std::span<const std::uint32_t> view() const { return {agents.data(), count}; }
  bool Has(std::uint32_t agent) const { return std::find(agents.begin(), agents.begin() + count, agent) != agents.begin() + count; }
};

Decliners DeclinersOf(const Tables& tables, const TicketRecord& ticket) {
  Decliners decliners;
  if (ticket.declines == 0) return decliners;
  tables.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros until) {
    decliners.agents[decliners.count] = agent;
    decliners.until[decliners.count] = until;
    ++decliners.count;
  });
  return decliners;
}

std::uint16_t Saturated(std::uint64_t count) { return static_cast<std::uint16_t>(std::min<std::uint64_t>(count, 0xFFFF)); }

// Calls visit(profile place) for every profile that may take the ticket.
template <class Visitor>
void ForEachEligibleProfile(const Tables& tables, std::uint32_t slot, Visitor&& visit) {
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (signature != kNoSignature) {
    const Bitset& profiles = tables.signatures.At(signature).profiles;
    for (std::uint32_t p = profiles.FindNext(0); p != kNoBit; p = profiles.FindNext(p + 1)) visit(p);
    return;
  }
  const Requirement& requirement = RequirementOf(tables, slot);
  for (std::uint32_t p = 0; p < tables.signatures.profiles_high_mark(); ++p) {
    if (tables.signatures.profile_live(p) && Examine(requirement, tables.signatures.ProfileAt(p).profile) == Exclusion::kNone) visit(p);
  }
}

// Agents by what they are to a ticket.
struct Crowd {
  std::uint64_t declared = 0;  // eligible by profile
  std::uint64_t online = 0;
  std::uint64_t on_duty = 0;
  std::uint64_t off_shift = 0;
  std::uint64_t available = 0;  // online, with a place for it
};

void Count(const Tables& tables, std::uint32_t profile, Level level, std::uint8_t channel, Crowd& crowd) {
  const ProfileStaff& staff = tables.signatures.StaffOf(profile);
  crowd.declared += staff.in_force();
  crowd.online += staff.online;
  crowd.on_duty += staff.on_duty;
  crowd.off_shift += staff.off_shift;
  if (!IsKeptForUrgent(tables, staff.tier, level)) crowd.available += CountFree(tables, profile, channel);
}

Level OrderLevelOf(const TicketRecord& ticket) { return static_cast<Level>(ticket.order_level); }

const Profile& ProfileOf(const Tables& tables, std::uint32_t agent) {
  return tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
}

// Whether the agent has a free place that the ticket may take.
bool IsFree(const Tables& tables, std::uint32_t agent, const TicketRecord& ticket) {
  return HasPlace(tables, agent, ticket.channel) &&
         !IsKeptForUrgent(tables, static_cast<AgentTier>(ProfileOf(tables, agent).tier), OrderLevelOf(ticket));
}

Crowd CrowdOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const Level level = OrderLevelOf(ticket);
  Crowd crowd;
  ForEachEligibleProfile(tables, slot, [&](std::uint32_t profile) { Count(tables, profile, level, ticket.channel, crowd); });
  return crowd;
}

// Available decliners who are eligible by profile: they stand in `crowd.available` but may not have the ticket.
std::uint32_t AvailableDecliners(const Tables& tables, std::uint32_t slot, const Decliners& decliners) {
  const Requirement& requirement = RequirementOf(tables, slot);
  const TicketRecord& ticket = tables.tickets.At(slot);
  std::uint32_t count = 0;
  for (const std::uint32_t agent : decliners.view()) {
    if (IsFree(tables, agent, ticket) && Examine(requirement, ProfileOf(tables, agent)) == Exclusion::kNone) ++count;
  }
  return count;
}

DecisionNote NoteOf(const Tables& tables, std::uint32_t slot, const Crowd& crowd, std::uint32_t declined) {
  DecisionNote note;
  note.rules_version = tables.rules_version;
  note.eligible = static_cast<std::uint32_t>(crowd.available - declined);
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (signature != kNoSignature) {
    const ExclusionCounts& excluded = tables.signatures.Excluded(signature);
    note.by_skill = Saturated(excluded[static_cast<std::size_t>(Exclusion::kSkill)]);
    note.by_region = Saturated(excluded[static_cast<std::size_t>(Exclusion::kRegion)]);
    note.by_channel = Saturated(excluded[static_cast<std::size_t>(Exclusion::kChannel)]);
    note.by_customer_tier = Saturated(excluded[static_cast<std::size_t>(Exclusion::kCustomerTier)]);
    note.by_agent_tier = Saturated(excluded[static_cast<std::size_t>(Exclusion::kAgentTier)]);
  }
  note.by_capacity = Saturated(crowd.online - crowd.available);
  note.by_decline = Saturated(declined);
  note.by_shift = static_cast<std::uint8_t>(std::min<std::uint64_t>(crowd.off_shift, 0xFF));
  note.off_duty = Saturated(crowd.declared - crowd.online - crowd.off_shift);
  return note;
}

// The agent who served this customer lately, if he may have the ticket and has a free place; 0 otherwise.
std::uint32_t SameAgent(const Tables& tables, const TicketRecord& ticket, const Requirement& requirement, const CustomerRecord* customer,
                        const Decliners& decliners, Micros now) {
  const Micros within = tables.rules->rules().same_agent_within;
  if (within == 0 || customer == nullptr || customer->last_agent == 0 || now - customer->served_at > within) return 0;
  const std::uint32_t agent = customer->last_agent;
  if (!IsFree(tables, agent, ticket) || decliners.Has(agent)) return 0;
  return Examine(requirement, ProfileOf(tables, agent)) == Exclusion::kNone ? agent : 0;
}

// Whom the customer's record puts before all others, as far as he is free for the ticket.
struct Preferred {
  std::uint32_t agent = 0;  // 0 = nobody
  Choice choice = Choice::kNone;
};

Preferred PreferredAgent(const Tables& tables, std::uint32_t slot, const CustomerRecord* customer, const Decliners& decliners) {
  if (customer == nullptr || customer->manager == 0) return {};
  const TicketRecord& ticket = tables.tickets.At(slot);
  const Preferred preferred[] = {{customer->manager, Choice::kDedicatedManager}, {customer->deputy, Choice::kDeputy}};
  for (const Preferred& one : preferred) {
    if (one.agent != 0 && IsFree(tables, one.agent, ticket) && !decliners.Has(one.agent) && FitsManager(tables, slot, one.agent))
      return one;
  }
  return {};
}

// Whether a profile says that it serves VIPs, and does not just serve everybody.
bool SaysVip(const Profile& profile) { return (profile.customer_tiers >> static_cast<int>(CustomerTier::kVip) & 1) != 0; }

// Whether everybody on duty who may take it has declined; then, of those with a free place, the one who declined first. 0 = nobody.
std::uint32_t LongestDeclined(const Tables& tables, std::uint32_t slot, const Decliners& decliners, const Crowd& crowd) {
  if (crowd.on_duty > decliners.count) return 0;
  const Requirement& requirement = RequirementOf(tables, slot);
  const TicketRecord& ticket = tables.tickets.At(slot);
  std::uint32_t on_duty = 0;
  std::uint32_t chosen = 0;
  Micros earliest = kNever;
  for (std::uint32_t i = 0; i < decliners.count; ++i) {
    const std::uint32_t agent = decliners.agents[i];
    if (Examine(requirement, ProfileOf(tables, agent)) != Exclusion::kNone) continue;
    if (IsOnDuty(tables.agents.At(agent))) ++on_duty;
    if (!IsFree(tables, agent, ticket) || decliners.until[i] >= earliest) continue;  // ties: the lower agent, they come in that order
    earliest = decliners.until[i];
    chosen = agent;
  }
  return on_duty == crowd.on_duty ? chosen : 0;
}

// Why a decliner gets a ticket again.
DecisionNote NoteOfDecliner(const Tables& tables, std::uint32_t slot, const Crowd& crowd, const Decliners& decliners) {
  DecisionNote note = NoteOf(tables, slot, crowd, AvailableDecliners(tables, slot, decliners));
  note.choice = static_cast<std::uint8_t>(Choice::kLongestDeclined);
  note.eligible = note.by_decline;  // only decliners are left, and one of them it is
  return note;
}

std::uint8_t LoadOf(const Tables& tables, std::uint32_t agent) { return RelativeLoadOf(tables, agent, tables.agents.Units(agent)); }

// Whether a waiting ticket stands before another.
bool StandsBefore(const TicketRecord& a, const TicketRecord& b) {
  return std::tuple(a.order_level, QueueKeyOf(a), a.id) < std::tuple(b.order_level, QueueKeyOf(b), b.id);
}

// Of the tickets that the agent declined, the first that is his again because only decliners are left.
std::optional<TicketMatch> ChooseDeclined(const Tables& tables, std::uint32_t agent) {
  std::optional<TicketMatch> first;
  tables.declines.ForEachBy(agent, [&](std::uint64_t id) {
    const std::uint32_t slot = tables.tickets.FindId(id);
    const TicketRecord& ticket = tables.tickets.At(slot);
    if (ticket.status != static_cast<std::uint8_t>(Status::kPooled)) return;
    if (first && StandsBefore(tables.tickets.At(first->slot), ticket)) return;
    const Crowd crowd = CrowdOf(tables, slot);
    const Decliners decliners = DeclinersOf(tables, ticket);
    if (LongestDeclined(tables, slot, decliners, crowd) != agent) return;
    first = TicketMatch{.slot = slot, .note = NoteOfDecliner(tables, slot, crowd, decliners)};
    first->note.load = LoadOf(tables, agent);
  });
  return first;
}

// The first of the tickets ordered at a level that are kept for the agent as their customers' manager; kNoSlot = none.
std::uint32_t FirstHeldFor(const Tables& tables, std::uint32_t agent, Level level) {
  std::uint32_t first = kNoSlot;
  for (auto held = tables.held.lower_bound({agent, 0}); held != tables.held.end() && held->first == agent; ++held) {
    const std::uint32_t slot = tables.tickets.FindId(held->second);
    const TicketRecord& ticket = tables.tickets.At(slot);
    if (OrderLevelOf(ticket) != level || !HasPlace(tables, agent, ticket.channel) || !FitsManager(tables, slot, agent)) continue;
    if (ticket.declines != 0 && tables.declines.Contains(ticket.id, agent)) continue;
    if (first == kNoSlot || StandsBefore(ticket, tables.tickets.At(first))) first = slot;
  }
  return first;
}

// Of the signatures that the agent may take, those of channels for which he has a place.
Bitset OfOpenLanes(const Tables& tables, std::uint32_t agent, const Bitset& signatures) {
  enum class Lane : std::uint8_t { kUnknown, kOpen, kFull };
  std::array<Lane, 256> lanes{};
  Bitset open = signatures;
  for (std::uint32_t s = open.FindNext(0); s != kNoBit; s = open.FindNext(s + 1)) {
    const std::uint8_t channel = tables.signatures.At(s).requirement.channel;
    if (lanes[channel] == Lane::kUnknown) lanes[channel] = HasPlace(tables, agent, channel) ? Lane::kOpen : Lane::kFull;
    if (lanes[channel] == Lane::kFull) open.Clear(s);
  }
  return open;
}

bool Better(const LoadKey* a, const LoadKey* b) { return b == nullptr || (a != nullptr && Before(*a, *b)); }

}  // namespace

std::optional<AgentMatch> MatchOwner(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const Decliners decliners = DeclinersOf(tables, ticket);
  if (!IsFree(tables, ticket.owner, ticket) || decliners.Has(ticket.owner)) return std::nullopt;
  AgentMatch match{.agent = ticket.owner, .note = NoteOf(tables, slot, CrowdOf(tables, slot), AvailableDecliners(tables, slot, decliners))};
  match.note.choice = static_cast<std::uint8_t>(Choice::kOwner);
  match.note.load = LoadOf(tables, match.agent);
  return match;
}

bool IsForBotsFirst(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  return tables.rules->Bots(TypeId(ticket.type), ChannelId(ticket.channel)) == BotUse::kFirst;
}

bool HasFreeBot(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const Decliners decliners = DeclinersOf(tables, ticket);
  bool found = false;
  ForEachEligibleProfile(tables, slot, [&](std::uint32_t profile) {
    if (tables.signatures.StaffOf(profile).tier != AgentTier::kBot) return;
    found = found || LeastFree(tables, profile, ticket.channel, decliners.view()) != nullptr;
  });
  return found;
}

bool FitsManager(const Tables& tables, std::uint32_t slot, std::uint32_t agent) {
  if (tables.agents.IsRetired(agent)) return false;
  Requirement requirement = RequirementOf(tables, slot);
  requirement.agent_tiers = 0xFF;
  return Examine(requirement, ProfileOf(tables, agent)) == Exclusion::kNone;
}

bool IsKeptForUrgent(const Tables& tables, AgentTier tier, Level order_level) {
  const std::uint16_t reserve = tables.rules->rules().matching.reserve;
  return reserve != 0 && order_level != Level::kUrgent && IsOfReserve(tier) && tables.reserve_places <= reserve;
}

bool AnotherMayHaveDeclined(const Tables& tables, std::uint32_t agent) {
  bool found = false;
  tables.declines.ForEachBy(agent, [&](std::uint64_t id) {
    const std::uint32_t slot = tables.tickets.FindId(id);
    const TicketRecord& ticket = tables.tickets.At(slot);
    if (found || ticket.status != static_cast<std::uint8_t>(Status::kPooled)) return;
    found = LongestDeclined(tables, slot, DeclinersOf(tables, ticket), CrowdOf(tables, slot)) != 0;
  });
  return found;
}

const Requirement& RequirementOf(const Tables& tables, std::uint32_t slot) {
  const std::uint32_t signature = tables.tickets.signature(slot);
  return signature != kNoSignature ? tables.signatures.At(signature).requirement : tables.tickets.OverflowRequirement(slot);
}

std::optional<AgentMatch> ChooseAgent(const Tables& tables, std::uint32_t slot, Micros now) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const Level level = OrderLevelOf(ticket);
  const Requirement& requirement = RequirementOf(tables, slot);
  const Decliners decliners = DeclinersOf(tables, ticket);
  const CustomerRecord* customer = ticket.customer == 0 ? nullptr : tables.customers.Find(ticket.customer);
  const bool managed = customer != nullptr && customer->manager != 0;
  const bool bots_first = IsForBotsFirst(tables, slot);
  Crowd crowd;
  const LoadKey* best = nullptr;
  const LoadKey* second = nullptr;
  const LoadKey* best_of_vips = nullptr;
  const LoadKey* best_bot = nullptr;
  std::uint32_t best_profile = 0;
  ForEachEligibleProfile(tables, slot, [&](std::uint32_t profile) {
    Count(tables, profile, level, ticket.channel, crowd);
    const AgentTier tier = tables.signatures.StaffOf(profile).tier;
    if (IsKeptForUrgent(tables, tier, level)) return;
    const LoadKey* least = LeastFree(tables, profile, ticket.channel, decliners.view());
    if (least == nullptr) return;
    if (managed && SaysVip(tables.signatures.ProfileAt(profile).profile) && Better(least, best_of_vips)) best_of_vips = least;
    if (bots_first && tier == AgentTier::kBot && Better(least, best_bot)) best_bot = least;
    if (Better(least, best)) {
      second = best;
      best = least;
      best_profile = profile;
    } else if (Better(least, second)) {
      second = least;
    }
  });
  Preferred chosen;
  if (best_bot != nullptr) {
    chosen = {best_bot->agent, Choice::kLeastLoaded};
  } else {
    chosen = PreferredAgent(tables, slot, customer, decliners);
  }
  AgentMatch match;
  if (best == nullptr && chosen.agent == 0) {
    if (crowd.available == 0) return std::nullopt;
    match.agent = LongestDeclined(tables, slot, decliners, crowd);
    if (match.agent == 0) return std::nullopt;
    match.note = NoteOfDecliner(tables, slot, crowd, decliners);
    match.note.load = LoadOf(tables, match.agent);
    return match;
  }
  if (chosen.agent == 0 && best_of_vips != nullptr) chosen = {best_of_vips->agent, Choice::kServesVip};
  if (chosen.agent == 0) chosen = {SameAgent(tables, ticket, requirement, customer, decliners, now), Choice::kSameAgent};
  if (chosen.agent == 0) chosen = {best->agent, Choice::kLeastLoaded};
  match.agent = chosen.agent;
  match.note = NoteOf(tables, slot, crowd, AvailableDecliners(tables, slot, decliners));
  match.note.choice = static_cast<std::uint8_t>(chosen.choice);
  match.note.load = LoadOf(tables, match.agent);
  const LoadKey* runner_up = best;
  if (best != nullptr && chosen.agent == best->agent) {
    std::array<std::uint32_t, kDeclinesPerTicketMax + 1> without{};
    std::copy_n(decliners.agents.begin(), decliners.count, without.begin());
    without[decliners.count] = best->agent;
    const LoadKey* next = LeastFree(tables, best_profile, ticket.channel, std::span(without.data(), decliners.count + 1));
    runner_up = Better(next, second) ? next : second;
  }
  if (runner_up != nullptr) {
    match.note.runner_up = runner_up->agent;
    match.note.runner_up_load = static_cast<std::uint8_t>(runner_up->relative);
  }
  return match;
}

std::optional<AgentMatch> ChooseOwner(const Tables& tables, std::uint32_t slot, std::uint32_t owner) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (owner == 0 || !IsFree(tables, owner, ticket) || !FitsManager(tables, slot, owner)) return std::nullopt;
  const Decliners decliners = DeclinersOf(tables, ticket);
  AgentMatch match;
  match.agent = owner;
  match.note = NoteOf(tables, slot, CrowdOf(tables, slot), AvailableDecliners(tables, slot, decliners));
  match.note.choice = static_cast<std::uint8_t>(Choice::kOwner);
  match.note.load = LoadOf(tables, owner);
  return match;
}

std::optional<TicketMatch> ChooseTicket(const Tables& tables, std::uint32_t agent) {
  const std::uint32_t profile = tables.agents.profile(agent);
  const ProfileEntry& entry = tables.signatures.ProfileAt(profile);
  const bool declined_some = tables.agents.At(agent).remembered != 0;
  const auto may_have = [&](std::uint32_t slot) { return !declined_some || !tables.declines.Contains(tables.tickets.At(slot).id, agent); };
  const auto may_take = [&](std::uint32_t slot) {
    return may_have(slot) && HasPlace(tables, agent, tables.tickets.At(slot).channel) &&
           Examine(tables.tickets.OverflowRequirement(slot), entry.profile) == Exclusion::kNone;
  };
  Bitset of_open_lanes;
  const bool lanes = HasLanes(tables, entry.profile);
  if (lanes) of_open_lanes = OfOpenLanes(tables, agent, entry.signatures);
  bool unanswered_only = true;  // where urgent stands first
  for (const Level level : OrderOfLevels(tables.rules->rules().matching, entry.shares)) {
    const bool skips_answered = std::exchange(unanswered_only, false);
    if (IsKeptForUrgent(tables, static_cast<AgentTier>(entry.profile.tier), level)) continue;
    std::uint32_t slot = tables.pool.Best(level, lanes ? of_open_lanes : entry.signatures, may_have, may_take);
    auto choice = Choice::kFreedAgent;
    if (const std::uint32_t held = FirstHeldFor(tables, agent, level);
        held != kNoSlot && (slot == kNoSlot || StandsBefore(tables.tickets.At(held), tables.tickets.At(slot)))) {
      slot = held;
      choice = tables.tickets.At(held).owner == agent ? Choice::kOwner : Choice::kDedicatedManager;
    }
    if (slot == kNoSlot || (skips_answered && AnsweredOf(tables.tickets.At(slot)) == Answered::kYes)) continue;
    TicketMatch match;
    match.slot = slot;
    const Decliners decliners = DeclinersOf(tables, tables.tickets.At(slot));
    match.note = NoteOf(tables, slot, CrowdOf(tables, slot), AvailableDecliners(tables, slot, decliners));
    match.note.choice = static_cast<std::uint8_t>(choice);
    match.note.load = LoadOf(tables, agent);
    return match;
  }
  return declined_some ? ChooseDeclined(tables, agent) : std::nullopt;
}

}  // namespace tidegate
