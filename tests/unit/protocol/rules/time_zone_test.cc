#include "protocol/time_zone.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

constexpr Micros kSpringForward = 1'774'746'000 * kSecond;  // 2026-03-29 01:00 UTC, Berlin 02:00 -> 03:00
constexpr Micros kFallBack = 1'792'890'000 * kSecond;       // 2026-10-25 01:00 UTC, Berlin 03:00 -> 02:00

TEST(TimeZoneTest, OffsetsFollowTheChangesOfTheClocks) {
  const std::optional<TimeZone> berlin = TimeZone::Find("Europe/Berlin");
  ASSERT_TRUE(berlin.has_value());
  EXPECT_EQ(berlin->name(), "Europe/Berlin");
  EXPECT_EQ(berlin->OffsetAt(kSpringForward - 1), kHour);
  EXPECT_EQ(berlin->OffsetAt(kSpringForward), 2 * kHour);
  EXPECT_EQ(berlin->OffsetAt(kFallBack - 1), 2 * kHour);
  EXPECT_EQ(berlin->OffsetAt(kFallBack), kHour);
  const OffsetSpan summer = berlin->SpanAt(kSpringForward + 7);
  EXPECT_EQ(summer.begin, kSpringForward);
  EXPECT_EQ(summer.end, kFallBack);
  EXPECT_EQ(summer.offset, 2 * kHour);
}

TEST(TimeZoneTest, AZoneWithoutChangesHasOneOffset) {
  const std::optional<TimeZone> shanghai = TimeZone::Find("Asia/Shanghai");
  ASSERT_TRUE(shanghai.has_value());
  EXPECT_EQ(shanghai->OffsetAt(kSpringForward), 8 * kHour);
  EXPECT_EQ(shanghai->SpanAt(kFallBack).offset, 8 * kHour);
  EXPECT_GT(shanghai->SpanAt(kFallBack).end, kFallBack + 3650 * kDay);
}

TEST(TimeZoneTest, LocalDatesTurnAtLocalMidnight) {
  const std::optional<TimeZone> shanghai = TimeZone::Find("Asia/Shanghai");
  ASSERT_TRUE(shanghai.has_value());
  const Micros midnight = 1'795'190'400 * kSecond;  // 2026-11-20 16:00 UTC = 2026-11-21 00:00 in Shanghai
  EXPECT_EQ(shanghai->LocalDateAt(midnight - 1), (LocalDate{2026, 11, 20}));
  EXPECT_EQ(shanghai->LocalDateAt(midnight), (LocalDate{2026, 11, 21}));
}

TEST(TimeZoneTest, UnknownNamesAreNoZones) {
  for (const char* name : {"", "Asia/Atlantis", "../../../etc/passwd", "asia/shanghai", "Asia/Shanghai "}) {
    EXPECT_FALSE(TimeZone::Find(name).has_value()) << '"' << name << '"';
  }
}

}  // namespace
}  // namespace tidegate
