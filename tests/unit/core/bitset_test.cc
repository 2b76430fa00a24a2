#include "core/tables/bitset.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

TEST(Bitset, NumbersBeyondTheWidthAreNotInIt) {
  Bitset set;
  EXPECT_FALSE(set.Test(0));
  EXPECT_EQ(set.FindNext(0), kNoBit);
  set.Clear(1'000);
  set.GrowTo(65);
  set.Set(64);
  EXPECT_TRUE(set.Test(64));
  EXPECT_FALSE(set.Test(65));
  EXPECT_EQ(set.FindNext(65), kNoBit);
  set.GrowTo(10);
  EXPECT_EQ(set.bits(), 65u);
}

TEST(BitsetDeathTest, SettingBeyondTheWidthEndsTheProcess) {
  Bitset set(64);
  EXPECT_DEATH(set.Set(64), "CHECK failed: i < bits_");
}

TEST(Bitset, GrowingKeepsMembers) {
  Bitset set(3);
  set.Set(2);
  set.GrowTo(1'000);
  EXPECT_EQ(set.FindNext(0), 2u);
  EXPECT_EQ(set.FindNext(3), kNoBit);
  EXPECT_EQ(set.Count(), 1u);
}

TEST(Bitset, AgreesWithStdSetThroughRandomUse) {
  Dice dice(Seed());
  for (int round = 0; round < 50; ++round) {
    const auto width_a = static_cast<std::uint32_t>(1 + dice.Below(300));
    const auto width_b = static_cast<std::uint32_t>(1 + dice.Below(300));
    Bitset a(width_a), b(width_b);
    std::set<std::uint32_t> twin_a, twin_b;
    const auto toss = [&dice](Bitset& set, std::set<std::uint32_t>& twin) {
      const auto i = static_cast<std::uint32_t>(dice.Below(set.bits()));
      if (dice.OneIn(3)) {
        set.Clear(i);
        twin.erase(i);
      } else {
        set.Set(i);
        twin.insert(i);
      }
    };
    for (int step = 0; step < 300; ++step) {
      toss(a, twin_a);
      toss(b, twin_b);
    }
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < 320; ++i) {
      ASSERT_EQ(a.Test(i), twin_a.contains(i));
      const auto next = twin_a.lower_bound(i);
      ASSERT_EQ(a.FindNext(i), next == twin_a.end() ? kNoBit : *next);
      if (twin_a.contains(i) && twin_b.contains(i)) expected.push_back(i);
    }
    ASSERT_EQ(a.Count(), twin_a.size());
    std::vector<std::uint32_t> common;
    EXPECT_TRUE(ForEachCommon(a, b, [&](std::uint32_t i) { common.push_back(i); }));
    ASSERT_EQ(common, expected);
    if (expected.empty()) continue;
    // Stops where it is told.
    const std::uint32_t stop = expected[dice.Below(expected.size())];
    std::uint32_t last = kNoBit;
    EXPECT_FALSE(ForEachCommon(a, b, [&](std::uint32_t i) {
      last = i;
      return i != stop;
    }));
    ASSERT_EQ(last, stop);
  }
}

}  // namespace
}  // namespace tidegate
