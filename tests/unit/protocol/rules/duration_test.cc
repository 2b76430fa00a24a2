#include "protocol/rules/duration.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

TEST(DurationTest, TimesAreSumsOfPartsFromLargeToSmall) {
  const std::pair<const char*, Micros> cases[] = {
      {"0 s", 0},
      {"90 s", 90 * kSecond},
      {"15 min", 15 * kMinute},
      {"15min", 15 * kMinute},
      {"4 h", 4 * kHour},
      {"1 h 30 min", 90 * kMinute},
      {"1h30 min", -1},
      {"2 d", 48 * kHour},
      {"1 d 1 h 1 min 1 s 1 ms", kDay + kHour + kMinute + kSecond + kMillisecond},
      {"250 ms", 250 * kMillisecond},
      {"1000 d", 1000 * kDay},
      {"15  min ", 15 * kMinute},
  };
  for (const auto& [text, time] : cases) {
    const ParsedDuration parsed = ParseDuration(text);
    if (time < 0) {
      EXPECT_FALSE(parsed.duration.has_value()) << text;
    } else {
      ASSERT_TRUE(parsed.duration.has_value()) << text << ' ' << parsed.problem;
      EXPECT_EQ(*parsed.duration, (Duration{time, 0})) << text;
    }
  }
}

TEST(DurationTest, WorkingDaysStandAlone) {
  EXPECT_EQ(ParseDuration("1 working day").duration, (Duration{0, 1}));
  EXPECT_EQ(ParseDuration("3 working days").duration, (Duration{0, 3}));
  EXPECT_EQ(ParseDuration("0 working days").problem, "is no time at all");
  EXPECT_FALSE(ParseDuration("1 h 3 working days").duration.has_value());
}

TEST(DurationTest, WhatIsWrongIsSaid) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "is not a duration"},
      {" 5 min", "is not a duration"},
      {"soon", "is not a duration"},
      {"-5 min", "is not a duration"},
      {"20", "has no unit"},
      {"20 ", "has no unit"},
      {"1.5 h", "is not a duration in whole numbers"},
      {"5 minutes", "has the unknown unit \"minutes\""},
      {"5 H", "has the unknown unit \"H\""},
      {"30 min 1 h", "does not name its units from large to small"},
      {"1 h 1 h", "does not name its units from large to small"},
      {"5 min!", "is not a duration"},
      {"100000001 s", "has too large a number"},
      {"99999999999999999999 s", "has too large a number"},
      {"100000000 d", "is too long"},
      {"1000 d 1 ms", "is too long"},
  };
  for (const auto& [text, problem] : cases) {
    const ParsedDuration parsed = ParseDuration(text);
    EXPECT_FALSE(parsed.duration.has_value()) << text;
    EXPECT_EQ(parsed.problem, problem) << text;
  }
}

TEST(DurationTest, FormattedDurationsReadBack) {
  EXPECT_EQ(FormatDuration(0), "0 s");
  EXPECT_EQ(FormatDuration(90 * kMinute), "1 h 30 min");
  EXPECT_EQ(FormatDuration(366 * kDay), "366 d");
  for (Micros time = 0; time < 3 * kDay; time += 7'919'003 * kMillisecond / 1000 * 1000) {
    const ParsedDuration parsed = ParseDuration(FormatDuration(time));
    ASSERT_TRUE(parsed.duration.has_value()) << FormatDuration(time);
    ASSERT_EQ(parsed.duration->time, time / kMillisecond * kMillisecond);
  }
}

}  // namespace
}  // namespace tidegate
