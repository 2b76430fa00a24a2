// Requirement and Profile: what a ticket asks of an agent, and what an agent offers. Matching is a pure function of the two.
//
// How much room a profile has for the tickets of a channel stands in it, so that its agents can be kept apart by free room; eligibility
// does not look at it.
// A requirement is fully worked out: ladders and relaxation of the rule set have already become the mask of agent tiers and the minimum
// levels that stand here, so that eligibility needs no rules and no time (domain.md 7). Both are interned: tickets and agents with equal
// values share one signature or profile. Canonical form: skills sorted by id, no skill twice, unused places zero - equal meaning, equal
// bytes. Trivially copyable, hashed and compared as bytes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/model/ids.h"
#include "core/model/names.h"

namespace tidegate {

inline constexpr int kRequirementSkillsMax = 8;  // A ticket that needs more is a project, not a ticket.
inline constexpr int kProfileSkillsMax = 64;     // Skills of one agent; beyond it the record is refused.
inline constexpr int kProfileRegionsMax = 32;
inline constexpr int kProfileChannelsMax = 32;
inline constexpr int kSkillLevelMax = 5;    // domain.md 6
inline constexpr int kChannelRoomsMax = 8;  // A desk that needs more has no common limit worth the name.

struct SkillLevel {
  std::uint16_t skill = 0;   // SkillId, 0 = unused place
  std::uint8_t level = 0;    // 1..5: at least (requirement), at most (profile)
  std::uint8_t lowered = 0;  // of a requirement: the level that relaxation took off
  friend constexpr bool operator==(const SkillLevel&, const SkillLevel&) = default;
};

struct Requirement {
  std::array<SkillLevel, kRequirementSkillsMax> skills{};
  std::uint16_t region = 0;        // RegionId, 0 = any
  std::uint8_t channel = 0;        // ChannelId, 0 = any
  std::uint8_t customer_tier = 0;  // CustomerTier, 0 = any
  std::uint8_t agent_tiers = 0;    // bit t set = AgentTier t may take it
  std::uint8_t skill_count = 0;
  std::array<std::uint8_t, 2> zero{};
  friend constexpr bool operator==(const Requirement&, const Requirement&) = default;
};
static_assert(sizeof(Requirement) == 40);

// At most so many open tickets of a channel at once (domain.md 6).
struct ChannelRoom {
  std::uint8_t channel = 0;  // ChannelId, 0 = unused place
  std::uint8_t zero = 0;
  std::uint16_t tickets_max = 0;  // from 1
  friend constexpr bool operator==(const ChannelRoom&, const ChannelRoom&) = default;
};

struct Profile {
  std::array<SkillLevel, kProfileSkillsMax> skills{};
  std::array<std::uint16_t, kProfileRegionsMax> regions{};   // sorted; empty list = all
  std::array<std::uint8_t, kProfileChannelsMax> channels{};  // sorted; empty list = all
  std::array<ChannelRoom, kChannelRoomsMax> rooms{};         // sorted by channel, no channel twice
  std::uint8_t customer_tiers = 0;                           // bit t set = serves CustomerTier t; 0 = all
  std::uint8_t tier = 0;                                     // AgentTier
  std::uint8_t skill_count = 0;
  std::uint8_t region_count = 0;
  std::uint8_t channel_count = 0;
  std::uint8_t room_count = 0;
  std::array<std::uint8_t, 2> zero{};
  friend constexpr bool operator==(const Profile&, const Profile&) = default;
};

// What keeps a profile from a requirement; the first that fails in this order.
enum class Exclusion : std::uint8_t { kNone = 0, kSkill, kRegion, kChannel, kCustomerTier, kAgentTier };

// O(skills). Exclusion::kNone = eligible.
Exclusion Examine(const Requirement& requirement, const Profile& profile);

// Puts the skills in canonical order and merges doubles (the higher level stays).
void Canonicalize(Requirement& requirement);
void Canonicalize(Profile& profile);

}  // namespace tidegate
