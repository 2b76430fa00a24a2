// Places: which agents have a free place for a ticket of a channel.
//
// Most channels share one kind of place: an agent is free or full, and the LoadIndex says which. A channel whose tickets weigh more or less
// than a place, or for which the profile has a room of its own, has its own lane (LaneIndex). Here is decided which of the two is asked;
// where rules and records name neither weights nor rooms that costs one compare. Every question O(1) or O(log lanes).
#pragma once

#include <cstdint>
#include <span>

#include "core/engine/tables.h"

namespace tidegate {

// Whether agents of a profile have places of their own kind for a channel.
inline bool HasOwnLane(const Tables& tables, std::uint32_t profile_place, std::uint8_t channel) {
  if (tables.signatures.StaffOf(profile_place).rooms == 0 && tables.rules->weighted_channels().empty()) return false;
  if (tables.rules->Weight(ChannelId(channel)) != kPlaceUnits) return true;
  const Profile& profile = tables.signatures.ProfileAt(profile_place).profile;
  for (int i = 0; i < profile.room_count; ++i) {
    if (profile.rooms[static_cast<std::size_t>(i)].channel == channel) return true;
  }
  return false;
}

// The agents of a profile who have a free place for a ticket of the channel.
inline std::uint32_t CountFree(const Tables& tables, std::uint32_t profile, std::uint8_t channel) {
  const bool own = HasOwnLane(tables, profile, channel);
  return own ? tables.lanes.Count(profile, channel) : tables.load.Count(profile);
}

// The best of them that is not in the list; nullptr = nobody.
inline const LoadKey* LeastFree(const Tables& tables, std::uint32_t profile, std::uint8_t channel,
                                std::span<const std::uint32_t> excluded_agents) {
  if (HasOwnLane(tables, profile, channel)) {
    return tables.lanes.LeastExcept(profile, channel, excluded_agents);
  }
  return excluded_agents.empty() ? tables.load.Least(profile) : tables.load.LeastExcept(profile, excluded_agents);
}

// Whether an agent is a machine.
inline bool IsBot(const Tables& tables, std::uint32_t agent) {
  return tables.signatures.StaffOf(tables.agents.profile(agent)).tier == AgentTier::kBot;
}

// Whether an agent has one.
inline bool HasPlace(const Tables& tables, std::uint32_t agent, std::uint8_t channel) {
  const bool own = HasOwnLane(tables, tables.agents.profile(agent), channel);
  return own ? tables.lanes.Contains(agent, channel) : tables.load.Contains(agent);
}

// Whether an agent has one for any channel at all.
inline bool HasAnyPlace(const Tables& tables, std::uint32_t agent) {
  return tables.load.Contains(agent) || (tables.lanes.size() != 0 && tables.lanes.Contains(agent));
}

// Whether free places of the agent are good for some channels only.
inline bool HasLanes(const Tables& tables, const Profile& profile) {
  return profile.room_count != 0 || !tables.rules->weighted_channels().empty();
}

// Whether a ticket of this weight fits beside what the agent has, by his record: what is open of it by ramp-up does not matter.
inline bool FitsCapacity(const Tables& tables, std::uint32_t agent, std::uint32_t units, std::uint8_t weight, std::uint8_t channel) {
  return units + weight <= tables.agents.At(agent).capacity * kPlaceUnits && tables.agents.HasRoom(agent, channel);
}

// design.md 3: ceil(64 x units / capacity), with units and capacity in the same parts of a place.
inline std::uint8_t RelativeLoadOf(const Tables& tables, std::uint32_t agent, std::uint32_t units) {
  return static_cast<std::uint8_t>(RelativeLoad(units, tables.agents.At(agent).capacity * kPlaceUnits));
}

}  // namespace tidegate
