#include "core/tables/load_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

// The naive twin: every agent's profile and key; the best by looking at all.
class NaiveLoads {
 public:
  void Put(std::uint32_t profile, const LoadKey& key) { loads_[key.agent] = {profile, key}; }
  void Remove(std::uint32_t agent) { loads_.erase(agent); }
  bool Contains(std::uint32_t agent) const { return loads_.contains(agent); }
  std::uint32_t Count(std::uint32_t profile) const {
    std::uint32_t count = 0;
    for (const auto& [agent, load] : loads_) count += load.profile == profile;
    return count;
  }
  const LoadKey* Least(std::uint32_t profile, std::span<const std::uint32_t> excluded = {}) const {
    const LoadKey* best = nullptr;
    for (const auto& [agent, load] : loads_) {
      if (load.profile != profile || std::count(excluded.begin(), excluded.end(), agent) != 0) continue;
      if (best == nullptr || IsBetter(load.key, *best)) best = &load.key;
    }
    return best;
  }

 private:
  struct Load {
    std::uint32_t profile;
    LoadKey key;
  };
  static bool IsBetter(const LoadKey& a, const LoadKey& b) {
    return std::tuple(a.relative, a.idle_since, a.cost, a.agent) < std::tuple(b.relative, b.idle_since, b.cost, b.agent);
  }
  std::map<std::uint32_t, Load> loads_;
};

void ExpectSame(const LoadKey* got, const LoadKey* wanted) {
  ASSERT_EQ(got == nullptr, wanted == nullptr);
  if (got != nullptr) {
    ASSERT_EQ(*got, *wanted);
  }
}

TEST(RelativeLoad, IsTheCeilingOf64TimesUnitsByCapacity) {
  for (std::uint32_t capacity = 1; capacity <= 200; ++capacity) {
    for (std::uint32_t units = 0; units <= capacity; ++units) {
      const std::uint32_t load = RelativeLoad(units, capacity);
      ASSERT_LE(load, 64u);
      ASSERT_GE(load * capacity, 64 * units);  // not below the quotient
      if (load > 0) {
        ASSERT_LT((load - 1) * capacity, 64 * units);  // and the smallest such
      }
    }
  }
}

TEST(RelativeLoad, IsFullBeyondCapacityAndWithoutAny) {
  EXPECT_EQ(RelativeLoad(6, 5), 64u);
  EXPECT_EQ(RelativeLoad(0, 0), 64u);
  EXPECT_EQ(RelativeLoad(0xFFFFFFFE, 0xFFFFFFFF), 64u);
  EXPECT_EQ(RelativeLoad(1, 0xFFFFFFFF), 1u);
}

TEST(LoadIndex, OrdersByLoadThenIdleThenCostThenAgent) {
  LoadIndex index(9, 1);
  index.Put(0, {.relative = 1, .idle_since = 5, .cost = 5, .agent = 4});
  index.Put(0, {.relative = 1, .idle_since = 5, .cost = 5, .agent = 3});
  index.Put(0, {.relative = 1, .idle_since = 5, .cost = 4, .agent = 9});
  index.Put(0, {.relative = 1, .idle_since = 4, .cost = 9, .agent = 8});
  index.Put(0, {.relative = 0, .idle_since = 9, .cost = 9, .agent = 7});
  std::vector<std::uint32_t> order;
  while (const LoadKey* least = index.Least(0)) {
    order.push_back(least->agent);
    index.Remove(least->agent);
  }
  EXPECT_EQ(order, (std::vector<std::uint32_t>{7, 8, 9, 3, 4}));
}

TEST(LoadIndex, AgreesWithALookAtAllInEverySmallWorld) {
  constexpr std::uint32_t kAgents = 3, kProfiles = 2, kLoads = 2;
  constexpr std::uint32_t kPuts = kAgents * kProfiles * kLoads;
  constexpr std::uint32_t kOperations = kPuts + kAgents;
  constexpr int kSteps = 5;
  std::uint32_t plans = 1;
  for (int i = 0; i < kSteps; ++i) plans *= kOperations;
  for (std::uint32_t plan = 0; plan < plans; ++plan) {
    LoadIndex index(kAgents, kProfiles);
    NaiveLoads twin;
    std::uint32_t rest = plan;
    for (int step = 0; step < kSteps; ++step, rest /= kOperations) {
      const std::uint32_t operation = rest % kOperations;
      if (operation < kPuts) {
        const LoadKey key{.relative = operation / (kAgents * kProfiles), .agent = 1 + operation % kAgents};
        index.Put(operation / kAgents % kProfiles, key);
        twin.Put(operation / kAgents % kProfiles, key);
      } else {
        index.Remove(1 + operation - kPuts);
        twin.Remove(1 + operation - kPuts);
      }
    }
    for (std::uint32_t profile = 0; profile < kProfiles; ++profile) {
      ASSERT_EQ(index.Count(profile), twin.Count(profile)) << "plan " << plan;
      for (std::uint32_t mask = 0; mask < 8; ++mask) {
        std::array<std::uint32_t, 3> excluded{};
        std::size_t count = 0;
        for (std::uint32_t agent = 1; agent <= kAgents; ++agent) {
          if (mask >> (agent - 1) & 1) excluded[count++] = agent;
        }
        const std::span<const std::uint32_t> list(excluded.data(), count);
        ASSERT_NO_FATAL_FAILURE(ExpectSame(index.LeastExcept(profile, list), twin.Least(profile, list))) << "plan " << plan;
      }
    }
  }
}

TEST(LoadIndex, AgreesWithALookAtAllThroughRandomUse) {
  constexpr std::uint32_t kAgents = 300, kProfiles = 4;
  Dice dice(Seed());
  LoadIndex index(kAgents, kProfiles);
  NaiveLoads twin;
  for (int step = 0; step < 30'000; ++step) {
    const auto agent = static_cast<std::uint32_t>(1 + dice.Below(kAgents));
    const auto profile = static_cast<std::uint32_t>(dice.Below(kProfiles));
    if (dice.OneIn(4)) {
      index.Remove(agent);
      twin.Remove(agent);
    } else {
      const LoadKey key{.relative = static_cast<std::uint32_t>(dice.Below(5)),
                        .idle_since = static_cast<Micros>(dice.Below(3)),
                        .cost = static_cast<std::uint32_t>(dice.Below(2)),
                        .agent = agent};
      index.Put(profile, key);
      twin.Put(profile, key);
    }
    ASSERT_EQ(index.Contains(agent), twin.Contains(agent));
    ASSERT_EQ(index.Count(profile), twin.Count(profile));
    ASSERT_NO_FATAL_FAILURE(ExpectSame(index.Least(profile), twin.Least(profile)));

    // The best but a few, among them the very best ones: nothing is looked at beyond their children.
    std::vector<std::uint32_t> excluded;
    const std::uint64_t excluded_count = dice.Below(6);
    while (excluded.size() < excluded_count) {
      const LoadKey* next = twin.Least(profile, excluded);
      excluded.push_back(next != nullptr && !dice.OneIn(3) ? next->agent : static_cast<std::uint32_t>(1 + dice.Below(kAgents)));
    }
    std::uint32_t visited = 0;
    ASSERT_NO_FATAL_FAILURE(ExpectSame(index.LeastExcept(profile, excluded, &visited), twin.Least(profile, excluded)));
    ASSERT_LE(visited, 1 + 4 * excluded.size());
  }
}

TEST(LoadIndex, NobodyIsInAtFirstAndStrangersAreNotIn) {
  LoadIndex index(10);
  EXPECT_EQ(index.Least(4'095), nullptr);
  EXPECT_EQ(index.LeastExcept(0, {}), nullptr);
  EXPECT_FALSE(index.Contains(1));
  EXPECT_FALSE(index.Contains(11));
  index.Remove(1);
  EXPECT_EQ(index.size(), 0u);
}

TEST(LoadIndexDeathTest, AnAgentOrProfileOutOfBoundsEndsTheProcess) {
  LoadIndex index(2, 2);
  EXPECT_DEATH(index.Put(0, {.agent = 3}), "CHECK failed");
  EXPECT_DEATH(index.Put(0, {.agent = 0}), "CHECK failed");
  EXPECT_DEATH(index.Put(2, {.agent = 1}), "CHECK failed");
}

}  // namespace
}  // namespace tidegate
