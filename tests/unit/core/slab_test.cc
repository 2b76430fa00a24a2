#include "core/tables/slab.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

struct Record {
  std::uint64_t value = 7;
  std::uint32_t other = 8;
};

TEST(Slab, GivesFreshPlacesInOrderAndRefusesBeyondCapacity) {
  Slab<Record> slab(3);
  EXPECT_EQ(slab.Allocate(), 0u);
  EXPECT_EQ(slab.Allocate(), 1u);
  EXPECT_EQ(slab.Allocate(), 2u);
  EXPECT_EQ(slab.Allocate(), kNoSlot);
  EXPECT_EQ(slab.size(), 3u);
  slab.Free(1);
  EXPECT_EQ(slab.Allocate(), 1u);
  EXPECT_EQ(slab.Allocate(), kNoSlot);
}

TEST(Slab, AReusedPlaceBeginsAsNew) {
  Slab<Record> slab(2);
  const std::uint32_t slot = slab.Allocate();
  slab[slot] = {1, 2};
  slab.Free(slot);
  ASSERT_EQ(slab.Allocate(), slot);
  EXPECT_EQ(slab[slot].value, 7u);
  EXPECT_EQ(slab[slot].other, 8u);
}

TEST(Slab, KeepsEveryLiveRecordThroughRandomUse) {
  constexpr std::uint32_t kCapacity = 200;
  Dice dice(Seed());
  Slab<Record> slab(kCapacity);
  std::map<std::uint32_t, std::uint64_t> twin;
  for (int step = 0; step < 100'000; ++step) {
    if (dice.OneIn(2)) {
      const std::uint32_t slot = slab.Allocate();
      ASSERT_EQ(slot == kNoSlot, twin.size() == kCapacity);
      if (slot == kNoSlot) continue;
      ASSERT_TRUE(twin.emplace(slot, step).second) << "a live place was given again";
      slab[slot].value = step;
    } else if (!twin.empty()) {
      const auto victim = std::next(twin.begin(), static_cast<long>(dice.Below(twin.size())));
      slab.Free(victim->first);
      twin.erase(victim);
    }
    ASSERT_EQ(slab.size(), twin.size());
  }
  for (std::uint32_t slot = 0; slot < slab.high_mark(); ++slot) {
    ASSERT_EQ(slab.live(slot), twin.contains(slot));
    if (slab.live(slot)) {
      ASSERT_EQ(slab[slot].value, twin[slot]);
    }
  }
  EXPECT_FALSE(slab.live(slab.high_mark()));
}

TEST(SlabDeathTest, FreeingTwiceEndsTheProcess) {
  Slab<Record> slab(2);
  const std::uint32_t slot = slab.Allocate();
  slab.Free(slot);
  EXPECT_DEATH(slab.Free(slot), "CHECK failed: live");
}

}  // namespace
}  // namespace tidegate
