#include "core/model/requirement.h"

#include <algorithm>
#include <span>

namespace tidegate {
namespace {

// Sorts by skill, keeps the highest level of a double, clears the rest. Returns the new count.
std::uint8_t CanonicalSkills(std::span<SkillLevel> skills, std::uint8_t count) {
  const auto used = skills.first(count);
  std::sort(used.begin(), used.end(),
            [](const SkillLevel& a, const SkillLevel& b) { return a.skill != b.skill ? a.skill < b.skill : a.level > b.level; });
  const auto end = std::unique(used.begin(), used.end(), [](const SkillLevel& a, const SkillLevel& b) { return a.skill == b.skill; });
  const auto kept = static_cast<std::uint8_t>(end - used.begin());
  std::fill(skills.begin() + kept, skills.end(), SkillLevel{});
  return kept;
}

template <class T, std::size_t kPlaces>
std::uint8_t CanonicalSet(std::array<T, kPlaces>& values, std::uint8_t count) {
  const auto used = std::span(values).first(count);
  std::sort(used.begin(), used.end());
  const auto kept = static_cast<std::uint8_t>(std::unique(used.begin(), used.end()) - used.begin());
  std::fill(values.begin() + kept, values.end(), T{0});
  return kept;
}

bool HasSkills(const Requirement& requirement, const Profile& profile) {
  int at = 0;
  for (int i = 0; i < requirement.skill_count; ++i) {
    const SkillLevel& need = requirement.skills[i];
    while (at < profile.skill_count && profile.skills[at].skill < need.skill) ++at;
    if (at == profile.skill_count || profile.skills[at].skill != need.skill || profile.skills[at].level < need.level) return false;
  }
  return true;
}

}  // namespace

Exclusion Examine(const Requirement& requirement, const Profile& profile) {
  if (!HasSkills(requirement, profile)) return Exclusion::kSkill;
  const auto regions = std::span(profile.regions).first(profile.region_count);
  if (requirement.region != 0 && !regions.empty() && !std::binary_search(regions.begin(), regions.end(), requirement.region)) {
    return Exclusion::kRegion;
  }
  const auto channels = std::span(profile.channels).first(profile.channel_count);
  if (requirement.channel != 0 && !channels.empty() && !std::binary_search(channels.begin(), channels.end(), requirement.channel)) {
    return Exclusion::kChannel;
  }
  if (requirement.customer_tier != 0 && profile.customer_tiers != 0 && (profile.customer_tiers >> requirement.customer_tier & 1) == 0) {
    return Exclusion::kCustomerTier;
  }
  if ((requirement.agent_tiers >> profile.tier & 1) == 0) return Exclusion::kAgentTier;
  return Exclusion::kNone;
}

void Canonicalize(Requirement& requirement) { requirement.skill_count = CanonicalSkills(requirement.skills, requirement.skill_count); }

void Canonicalize(Profile& profile) {
  profile.skill_count = CanonicalSkills(profile.skills, profile.skill_count);
  profile.region_count = CanonicalSet(profile.regions, profile.region_count);
  profile.channel_count = CanonicalSet(profile.channels, profile.channel_count);
}

}  // namespace tidegate
