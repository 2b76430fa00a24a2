// LaneIndex: free agents by profile and channel, least loaded first, for channels that not every free place is good for.
//
// Owned by the State; one thread. A channel needs a lane of its own in a profile when its tickets weigh more or less than a place, or when
// the profile has a room of its own for it (domain.md 6): then a free place does not say whether an agent may have such a ticket, and he
// stands in the lane of the channel while he may. All other channels share the LoadIndex. Empty where nothing weighs and nobody has rooms,
// which size() tells in one compare. Put and Remove O(lanes of the agent x log agents), Least and Count O(log lanes). The order is Before
// of load_index.h.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/tables/load_index.h"

namespace tidegate {

class LaneIndex {
 public:
  // Puts an agent into exactly these lanes of his profile; `channels` ascending.
  void Put(std::uint32_t profile, const LoadKey& key, std::span<const std::uint8_t> channels);
  // Nothing happens when he is in none.
  void Remove(std::uint32_t agent);

  bool Contains(std::uint32_t agent) const { return standing_.contains(agent); }
  bool Contains(std::uint32_t agent, std::uint8_t channel) const;
  // The best of a lane, nullptr when there is none. Good until the next Put or Remove.
  const LoadKey* Least(std::uint32_t profile, std::uint8_t channel) const { return LeastExcept(profile, channel, {}); }
  // The best that is not in the list, which is meant to be short.
  const LoadKey* LeastExcept(std::uint32_t profile, std::uint8_t channel, std::span<const std::uint32_t> excluded_agents) const;
  std::uint32_t Count(std::uint32_t profile, std::uint8_t channel) const;
  // Agents.
  std::size_t size() const { return standing_.size(); }

 private:
  struct ByLoad {
    bool operator()(const LoadKey& a, const LoadKey& b) const { return Before(a, b); }
  };
  struct Standing {
    std::uint32_t profile = 0;
    LoadKey key;
    std::vector<std::uint8_t> channels;
  };

  std::map<std::pair<std::uint32_t, std::uint8_t>, std::set<LoadKey, ByLoad>> lanes_;  // by profile and channel; none is empty
  std::map<std::uint32_t, Standing> standing_;                                         // by agent
};

}  // namespace tidegate
