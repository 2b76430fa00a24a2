#include "core/tables/slot_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

// Slot s has key keys[s].
struct KeyAt {
  const std::vector<std::uint64_t>* keys;
  std::uint64_t operator()(std::uint32_t slot) const { return (*keys)[slot]; }
};

// The index beside a std::map. Every key may share its hash with others.
struct World {
  World(std::uint32_t slots, std::uint64_t hash_count) : keys(slots), hashes(hash_count), index(slots, KeyAt{&keys}) {}

  std::uint64_t HashOf(std::uint64_t key) const { return key % hashes; }
  void Insert(std::uint64_t key, std::uint32_t slot) {
    keys[slot] = key;
    index.Insert(HashOf(key), slot);
    twin[key] = slot;
  }
  void Erase(std::uint64_t key) {
    const std::uint32_t slot = twin.at(key);
    keys[slot] = ~std::uint64_t{0};  // the record is gone before its entry
    index.Erase(HashOf(key), slot);
    twin.erase(key);
  }
  void ExpectTwin(std::uint64_t key) const {
    const auto found = twin.find(key);
    ASSERT_EQ(index.Find(key, HashOf(key)), found == twin.end() ? kNoSlot : found->second) << "key " << key;
  }

  std::vector<std::uint64_t> keys;
  std::uint64_t hashes;
  SlotIndex<KeyAt> index;
  std::map<std::uint64_t, std::uint32_t> twin;
};

TEST(SlotIndex, AnswersLikeAMapInEverySmallWorld) {
  constexpr std::uint32_t kKeys = 4;
  constexpr int kSteps = 8;
  for (std::uint64_t hashes = 1; hashes <= 4; ++hashes) {
    // A step turns one key in or out: 4^8 orders.
    for (std::uint32_t plan = 0; plan < 1u << (2 * kSteps); ++plan) {
      World world(kKeys, hashes);
      for (int step = 0; step < kSteps; ++step) {
        const std::uint64_t key = plan >> (2 * step) & 3;
        if (world.twin.contains(key)) {
          world.Erase(key);
        } else {
          world.Insert(key, static_cast<std::uint32_t>(key));
        }
      }
      for (std::uint64_t key = 0; key < kKeys; ++key) world.ExpectTwin(key);
      ASSERT_FALSE(testing::Test::HasFatalFailure()) << "plan " << plan << " hashes " << hashes;
    }
  }
}

TEST(SlotIndex, AnswersLikeAMapThroughRandomUseWithCollisionsAndWrapAround) {
  Dice dice(Seed());
  for (const std::uint64_t hashes : {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{40}, ~std::uint64_t{0}}) {
    constexpr std::uint32_t kSlots = 64;
    World world(kSlots, hashes);
    std::vector<std::uint32_t> free;
    for (std::uint32_t slot = 0; slot < kSlots; ++slot) free.push_back(slot);
    for (int step = 0; step < 50'000; ++step) {
      const std::uint64_t key = dice.Below(100);
      if (world.twin.contains(key)) {
        free.push_back(world.twin[key]);
        world.Erase(key);
      } else if (!free.empty()) {
        world.Insert(key, free.back());
        free.pop_back();
      }
      ASSERT_EQ(world.index.size(), world.twin.size());
      ASSERT_NO_FATAL_FAILURE(world.ExpectTwin(dice.Below(100)));
    }
    for (std::uint64_t probe = 0; probe < 100; ++probe) ASSERT_NO_FATAL_FAILURE(world.ExpectTwin(probe));
  }
}

TEST(SlotIndexDeathTest, InsertingBeyondCapacityEndsTheProcess) {
  World world(1, 1);
  world.Insert(5, 0);
  EXPECT_DEATH(world.index.Insert(6, 0), "CHECK failed: size_ < capacity_");
}

TEST(SlotIndexDeathTest, ErasingWhatIsNotThereEndsTheProcess) {
  World world(4, 1);
  world.Insert(5, 0);
  EXPECT_DEATH(world.index.Erase(0, 1), "CHECK failed");
}

// In steps of any width the walk meets every entry once, also those that lie behind the end of the table and began before it.
TEST(SlotIndex, AWalkInStepsMeetsEveryEntryOnce) {
  std::mt19937_64 random(Seed());
  for (int round = 0; round < 200; ++round) {
    const auto slots = static_cast<std::uint32_t>(1 + random() % 60);
    World world(slots, ~std::uint64_t{0});
    std::map<std::uint32_t, int> met;
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
      if (random() % 4 == 0) continue;
      world.Insert(random() % (~std::uint64_t{0} - 1), slot);
      met[slot] = 0;
    }
    constexpr std::uint64_t kEnd = std::uint64_t{1} << 32;
    const std::uint64_t width = 1 + kEnd / (1 + random() % 2'000);
    for (std::uint64_t from = 0; from < kEnd; from += width) {
      world.index.ForEachIn(from, std::min(from + width, kEnd), [&](std::uint32_t slot) { ++met.at(slot); });
    }
    for (const auto& [slot, count] : met) ASSERT_EQ(count, 1) << "slot " << slot << " of " << slots << ", width " << width;
  }
}

}  // namespace
}  // namespace tidegate
