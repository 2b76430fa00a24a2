#include "core/tables/lane_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

TEST(LaneIndex, AnAgentStandsInHisLanesOnly) {
  LaneIndex lanes;
  const LoadKey key{.relative = 3, .agent = 7};
  lanes.Put(2, key, std::vector<std::uint8_t>{1, 4});
  EXPECT_TRUE(lanes.Contains(7));
  EXPECT_TRUE(lanes.Contains(7, 4));
  EXPECT_FALSE(lanes.Contains(7, 3));
  EXPECT_EQ(lanes.Count(2, 1), 1u);
  EXPECT_EQ(lanes.Count(1, 1), 0u) << "of another profile";
  ASSERT_NE(lanes.Least(2, 4), nullptr);
  EXPECT_EQ(*lanes.Least(2, 4), key);
  lanes.Put(2, key, {});
  EXPECT_FALSE(lanes.Contains(7));
  EXPECT_EQ(lanes.Least(2, 4), nullptr);
}

// The naive twin: who stands where, and the best by looking at all.
TEST(LaneIndex, AgreesWithALookAtAllAgents) {
  Dice dice(Seed());
  struct Place {
    std::uint32_t profile = 0;
    LoadKey key;
    std::vector<std::uint8_t> channels;
  };
  LaneIndex lanes;
  std::map<std::uint32_t, Place> naive;
  for (int step = 0; step < 20'000; ++step) {
    const auto agent = static_cast<std::uint32_t>(1 + dice.Below(12));
    if (dice.OneIn(4)) {
      lanes.Remove(agent);
      naive.erase(agent);
    } else {
      Place place{
          static_cast<std::uint32_t>(dice.Below(3)),
          {static_cast<std::uint32_t>(dice.Below(3)), static_cast<Micros>(dice.Below(3)), static_cast<std::uint32_t>(dice.Below(2)), agent},
          {}};
      for (std::uint8_t channel = 1; channel < 5; ++channel) {
        if (dice.OneIn(2)) place.channels.push_back(channel);
      }
      lanes.Put(place.profile, place.key, place.channels);
      place.channels.empty() ? static_cast<void>(naive.erase(agent)) : static_cast<void>(naive[agent] = place);
    }
    const auto profile = static_cast<std::uint32_t>(dice.Below(3));
    const auto channel = static_cast<std::uint8_t>(1 + dice.Below(4));
    const std::vector<std::uint32_t> excluded = {static_cast<std::uint32_t>(1 + dice.Below(12)), agent};
    std::uint32_t count = 0;
    const LoadKey* best = nullptr;
    for (const auto& [who, place] : naive) {
      const bool stands = std::count(place.channels.begin(), place.channels.end(), channel) != 0;
      ASSERT_EQ(lanes.Contains(who, channel), stands);
      if (!stands || place.profile != profile) continue;
      ++count;
      if (std::count(excluded.begin(), excluded.end(), who) == 0 && (best == nullptr || Before(place.key, *best))) best = &place.key;
    }
    ASSERT_EQ(lanes.size(), naive.size());
    ASSERT_EQ(lanes.Count(profile, channel), count);
    const LoadKey* found = lanes.LeastExcept(profile, channel, excluded);
    ASSERT_EQ(found == nullptr, best == nullptr);
    if (best != nullptr) {
      ASSERT_EQ(*found, *best);
    }
  }
}

}  // namespace
}  // namespace tidegate
