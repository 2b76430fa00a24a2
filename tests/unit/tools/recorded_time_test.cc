// What the replay of recorded times decides by itself: whether a daemon fits the history, and how overdue tickets are counted.
#include "tools/tidegate/recorded_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/tidegate/replay_report.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;

constexpr Micros kFirst = 1'795'245'300 * kSecond;  // 2026-11-21T07:15:00Z

client::ClockInfo Driven(Micros now) {
  client::ClockInfo clock;
  clock.source = TimeSource::kDriven;
  clock.now = now;
  return clock;
}

TEST(RecordedTime, ADaemonByTheWallClockIsToldHowToStart) {
  client::ClockInfo clock;
  clock.now = kFirst - kHour;
  const std::string why = WhyNotRecorded(clock, kFirst);
  EXPECT_THAT(why, HasSubstr("--clock driven"));
  EXPECT_THAT(why, HasSubstr("--driven-from 2026-11-21T07:00:00")) << "a quarter of an hour before the first row";
}

TEST(RecordedTime, TimeThatIsLaterThanTheFirstRowIsRefusedWithBothTimes) {
  const std::string why = WhyNotRecorded(Driven(kFirst + kSecond), kFirst);
  EXPECT_THAT(why, HasSubstr("2026-11-21T07:15:01"));
  EXPECT_THAT(why, HasSubstr("2026-11-21T07:15:00"));
  EXPECT_THAT(why, HasSubstr("time does not go back"));
}

TEST(RecordedTime, TimeUpToTheFirstRowFits) {
  EXPECT_EQ(WhyNotRecorded(Driven(kFirst), kFirst), "");
  EXPECT_EQ(WhyNotRecorded(Driven(0), kFirst), "");
}

TEST(OverdueOf, CountsByLevelAndClockWhatWasFound) {
  const auto found = [](Level level, bool respond, bool resolve) {
    std::optional<KeysFound::value_type::value_type> key;
    key.emplace();
    key->level = level;
    key->overdue = {respond, resolve};
    return key;
  };
  const OverdueByLevel counts = OverdueOf({found(Level::kUrgent, true, true), found(Level::kUrgent, false, true),
                                           found(Level::kLow, true, false), found(Level::kNone, true, true), std::nullopt});
  EXPECT_EQ(counts[0].tickets, 2u);
  EXPECT_EQ(counts[0].overdue[0], 1u);
  EXPECT_EQ(counts[0].overdue[1], 2u);
  EXPECT_EQ(counts[1].tickets, 0u);
  EXPECT_EQ(counts[3].tickets, 1u);
  EXPECT_EQ(counts[3].overdue[0], 1u);
  EXPECT_EQ(counts[3].overdue[1], 0u);
}

}  // namespace
}  // namespace tidegate
