// Claims within a front end's quota and beyond it: as what they count at the door.
#include "daemon/claim_meter.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

constexpr Micros kNow = 100 * kSecond;
constexpr ClientId kHotline{1};
constexpr ClientId kWeb{2};

Level Counts(ClaimMeter& meter, ClientId client, std::string_view name, Level level, CustomerTier tier = CustomerTier::kNone,
             Micros now = kNow) {
  return meter.Take(client, name, level, tier, now).counts;
}

TEST(ClaimMeter, WithoutQuotasEveryClaimCounts) {
  ClaimMeter meter;
  EXPECT_FALSE(meter.active());
  for (int i = 0; i < 1'000; ++i) {
    const ClaimMeter::Door door = meter.Take(kWeb, "web", Level::kUrgent, CustomerTier::kNone, kNow);
    ASSERT_EQ(door.counts, Level::kUrgent);
    ASSERT_EQ(door.admitted, Level::kNone);
  }
}

TEST(ClaimMeter, BeyondTheQuotaAClaimCountsAsTheHighestLevelThatIsWithin) {
  ClaimMeter meter;
  meter.SetQuotas({{.front_end = "", .urgent_per_minute = 2, .high_per_minute = 3}});
  for (const Level expected : {Level::kUrgent, Level::kUrgent, Level::kHigh, Level::kHigh, Level::kHigh, Level::kNormal, Level::kNormal}) {
    const ClaimMeter::Door door = meter.Take(kWeb, "web", Level::kUrgent, CustomerTier::kNone, kNow);
    EXPECT_EQ(door.counts, expected);
    EXPECT_EQ(door.admitted, expected == Level::kUrgent ? Level::kNone : expected) << "the engine is told of what lies beyond";
  }
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kHigh), Level::kNormal);
  for (const Level free : {Level::kNone, Level::kNormal, Level::kLow}) EXPECT_EQ(Counts(meter, kWeb, "web", free), free);
}

TEST(ClaimMeter, AMinuteLaterAllOfItIsThereAgainAndHalfAMinuteLaterHalf) {
  ClaimMeter meter;
  meter.SetQuotas({{.front_end = "", .urgent_per_minute = 60, .high_per_minute = 0}});
  const auto urgent = [&](Micros now) {
    int count = 0;
    for (int i = 0; i < 200; ++i) count += Counts(meter, kWeb, "web", Level::kUrgent, CustomerTier::kNone, now) == Level::kUrgent ? 1 : 0;
    return count;
  };
  EXPECT_EQ(urgent(kNow), 60);
  EXPECT_EQ(urgent(kNow), 0);
  EXPECT_EQ(urgent(kNow + kSecond), 1);
  EXPECT_EQ(urgent(kNow + 31 * kSecond), 30);
  EXPECT_EQ(urgent(kNow + kHour), 60);
}

TEST(ClaimMeter, EachFrontEndHasItsOwnAndANamedOneAnother) {
  ClaimMeter meter;
  meter.SetQuotas({{.front_end = "", .urgent_per_minute = 1}, {.front_end = "hotline", .urgent_per_minute = 2}});
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kUrgent), Level::kUrgent);
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kUrgent), Level::kHigh);
  EXPECT_EQ(Counts(meter, kHotline, "hotline", Level::kUrgent), Level::kUrgent);
  EXPECT_EQ(Counts(meter, kHotline, "hotline", Level::kUrgent), Level::kUrgent);
  EXPECT_EQ(Counts(meter, kHotline, "hotline", Level::kUrgent), Level::kHigh);
}

TEST(ClaimMeter, AVipCountsOneLevelHigherAndNeverAsUrgent) {
  ClaimMeter meter;
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kNone, CustomerTier::kVip), Level::kHigh);
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kNormal, CustomerTier::kVip), Level::kHigh);
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kLow, CustomerTier::kVip), Level::kNormal);
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kHigh, CustomerTier::kVip), Level::kHigh);
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kNormal, CustomerTier::kEnterprise), Level::kNormal);
  meter.SetQuotas({{.front_end = "", .vip_per_minute = 1}});
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kNormal, CustomerTier::kVip), Level::kHigh);
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kNormal, CustomerTier::kVip), Level::kNormal);
}

TEST(ClaimMeter, OtherRulesBeginAnewAndTheSameDoNot) {
  ClaimMeter meter;
  meter.SetQuotas({{.front_end = "", .urgent_per_minute = 1}});
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kUrgent), Level::kUrgent);
  meter.SetQuotas({{.front_end = "", .urgent_per_minute = 1}});
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kUrgent), Level::kHigh);
  meter.SetQuotas({{.front_end = "", .urgent_per_minute = 2}});
  EXPECT_EQ(Counts(meter, kWeb, "web", Level::kUrgent), Level::kUrgent);
}

TEST(ClaimMeter, MoreFrontEndsThanItKeepsFindNoQuotaUntilOneIsForgotten) {
  ClaimMeter meter;
  meter.SetQuotas({{.front_end = "", .urgent_per_minute = 1}});
  for (std::uint64_t client = 1; client <= kMeteredMax; ++client) {
    ASSERT_EQ(Counts(meter, ClientId(client), std::to_string(client), Level::kUrgent), Level::kUrgent);
  }
  EXPECT_EQ(Counts(meter, ClientId(999'999), "late", Level::kUrgent), Level::kNormal);
  EXPECT_EQ(Counts(meter, ClientId(999'999), "late", Level::kUrgent, CustomerTier::kNone, kNow + kMinute), Level::kUrgent);
}

}  // namespace
}  // namespace tidegate
