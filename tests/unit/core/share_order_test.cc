// Shares between levels: of any hundred offers during which a level waited it got its part, counted naively.
#include "core/engine/share_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include "tests/support/seed.h"

namespace tidegate {
namespace {

constexpr std::size_t kWindow = 100;

struct Offer {
  Level level = Level::kNone;
  std::array<bool, kLevelCount + 1> waited{};  // by Level, in the moment of the offer
};

// An agent who looks for tickets again and again, while levels begin and cease to wait.
std::vector<Offer> Serve(const MatchingRules& rules, std::mt19937_64& random, std::uint32_t changes_in, std::size_t count) {
  std::array<bool, kLevelCount + 1> waits{};
  for (std::size_t level = 1; level < waits.size(); ++level) waits[level] = random() % 2 == 0;
  ShareCounts counts;
  std::vector<Offer> offers;
  while (offers.size() < count) {
    for (std::size_t level = 1; level < waits.size(); ++level) {
      if (random() % changes_in == 0) waits[level] = !waits[level];
    }
    for (const Level level : OrderOfLevels(rules, counts)) {
      if (!waits[static_cast<std::size_t>(level)]) continue;
      counts = AfterOffer(counts, level, Answered::kNo);
      if (level != Level::kUrgent) offers.push_back({level, waits});
      break;
    }
  }
  return offers;
}

void ExpectShares(const MatchingRules& rules, const std::vector<Offer>& offers) {
  for (const Level level : {Level::kNormal, Level::kLow}) {
    const auto at = static_cast<std::size_t>(level);
    for (std::size_t end = kWindow; end <= offers.size(); ++end) {
      std::size_t got = 0;
      bool waited = true;
      for (std::size_t i = end - kWindow; i < end; ++i) {
        got += offers[i].level == level ? 1 : 0;
        waited = waited && offers[i].waited[at];
      }
      if (!waited) continue;
      ASSERT_GE(got, rules.share_percent[at]) << EnglishName(level) << " in the hundred offers up to " << end;
    }
  }
}

TEST(ShareOrderTest, AWaitingLevelGetsItsShareOfAnyHundredOffers) {
  std::mt19937_64 random(TestSeed());
  MatchingRules shipped;
  for (const std::uint32_t changes_in : {5u, 60u, 1'000u, 1'000'000u}) ExpectShares(shipped, Serve(shipped, random, changes_in, 3'000));
  for (int i = 0; i < 60; ++i) {
    MatchingRules rules;
    rules.share_percent[3] = static_cast<std::uint8_t>(random() % (kSharePercentMax + 1));
    rules.share_percent[4] = static_cast<std::uint8_t>(random() % (kSharePercentMax + 1));
    ExpectShares(rules, Serve(rules, random, 2 + static_cast<std::uint32_t>(random() % 500), 2'000));
    if (HasFatalFailure()) return;
  }
}

TEST(ShareOrderTest, ALevelTakesNoMoreThanItsTurnsFromAHigherOne) {
  MatchingRules rules;
  ShareCounts counts;
  std::array<int, kLevelCount + 1> got{};
  for (int i = 0; i < 1'000; ++i) {
    const LevelOrder order = OrderOfLevels(rules, counts);
    const Level level = *std::find_if(order.begin(), order.end(), [](Level at) { return at != Level::kUrgent; });  // all others wait
    ++got[static_cast<std::size_t>(level)];
    counts = AfterOffer(counts, level, Answered::kNo);
  }
  EXPECT_GE(got[2], 840);
  EXPECT_LE(got[3], 110);
  EXPECT_LE(got[4], 52);
}

TEST(ShareOrderTest, UrgentTicketsComeFirstAndDoNotCount) {
  MatchingRules rules;
  ShareCounts counts{.normal = 50, .low = 50};
  EXPECT_EQ(*OrderOfLevels(rules, counts).begin(), Level::kUrgent);
  EXPECT_EQ(AfterOffer(counts, Level::kUrgent, Answered::kNo), counts);
  EXPECT_EQ(AfterOffer(counts, Level::kNormal, Answered::kNo), (ShareCounts{.normal = 0, .low = 51}));
  counts = {.normal = kShareCountMax, .low = kShareCountMax};
  EXPECT_EQ(AfterOffer(counts, Level::kHigh, Answered::kNo), counts);
}

TEST(ShareOrderTest, UrgentTicketsThatWereAnsweredComeBehindTheSharesAndCount) {
  MatchingRules rules;
  ShareCounts counts{.normal = 9, .low = 19};
  const LevelOrder order = OrderOfLevels(rules, counts);
  const std::vector<Level> expected = {Level::kUrgent, Level::kLow,    Level::kNormal, Level::kUrgent,
                                       Level::kHigh,   Level::kNormal, Level::kLow};
  EXPECT_EQ(std::vector<Level>(order.begin(), order.end()), expected);
  EXPECT_EQ(AfterOffer(counts, Level::kUrgent, Answered::kYes), (ShareCounts{.normal = 10, .low = 20}));
}

TEST(ShareOrderTest, WithoutSharesTheHighestLevelComesFirst) {
  MatchingRules rules;
  rules.share_percent = {};
  const LevelOrder order = OrderOfLevels(rules, {.normal = 100, .low = 100});
  ASSERT_EQ(order.count, 5);
  EXPECT_EQ(order.levels[2], Level::kHigh);
}

}  // namespace
}  // namespace tidegate
