#include "core/tables/lane_index.h"

#include <algorithm>

#include "core/base/check.h"

namespace tidegate {

void LaneIndex::Put(std::uint32_t profile, const LoadKey& key, std::span<const std::uint8_t> channels) {
  Remove(key.agent);
  if (channels.empty()) return;
  for (const std::uint8_t channel : channels) {
    const bool fresh = lanes_[{profile, channel}].insert(key).second;
    CHECK(fresh);
  }
  standing_.emplace(key.agent, Standing{profile, key, {channels.begin(), channels.end()}});
}

void LaneIndex::Remove(std::uint32_t agent) {
  const auto found = standing_.find(agent);
  if (found == standing_.end()) return;
  for (const std::uint8_t channel : found->second.channels) {
    const auto lane = lanes_.find({found->second.profile, channel});
    CHECK_EQ(lane->second.erase(found->second.key), 1u);
    if (lane->second.empty()) lanes_.erase(lane);
  }
  standing_.erase(found);
}

bool LaneIndex::Contains(std::uint32_t agent, std::uint8_t channel) const {
  const auto found = standing_.find(agent);
  return found != standing_.end() && std::binary_search(found->second.channels.begin(), found->second.channels.end(), channel);
}

const LoadKey* LaneIndex::LeastExcept(std::uint32_t profile, std::uint8_t channel, std::span<const std::uint32_t> excluded_agents) const {
  const auto lane = lanes_.find({profile, channel});
  if (lane == lanes_.end()) return nullptr;
  for (const LoadKey& key : lane->second) {
    if (std::find(excluded_agents.begin(), excluded_agents.end(), key.agent) == excluded_agents.end()) return &key;
  }
  return nullptr;
}

std::uint32_t LaneIndex::Count(std::uint32_t profile, std::uint8_t channel) const {
  const auto lane = lanes_.find({profile, channel});
  return lane == lanes_.end() ? 0 : static_cast<std::uint32_t>(lane->second.size());
}

}  // namespace tidegate
