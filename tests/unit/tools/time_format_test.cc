#include "tools/tidegate/time_format.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

std::int64_t Ms(std::string_view pattern, std::string_view text) {
  std::string problem;
  const auto format = TimeFormat::Make(pattern, problem);
  EXPECT_TRUE(format) << problem;
  return format ? format->ParseMs(text).value_or(-1) : -2;
}

constexpr std::int64_t kLeapMorning = 1456708560000;  // 2016-02-29T01:16:00Z

TEST(TimeFormat, ReadsTheWaysInWhichPeopleWriteOneInstant) {
  EXPECT_EQ(Ms("%d-%m-%Y %H:%M", "29-02-2016 01:16"), kLeapMorning);
  EXPECT_EQ(Ms("%m/%d/%y %I:%M %p", "2/29/16  1:16 am"), kLeapMorning);
  EXPECT_EQ(Ms("%d %b %Y %H:%M:%S", "29 FEB 2016 01:16:00"), kLeapMorning);
  EXPECT_EQ(Ms("%Y年%m月%d日 %H:%M", "2016年2月29日 01:16"), kLeapMorning);
  EXPECT_EQ(Ms("%Y%%%m-%d %H:%M %z", "2016%02-29 09:16 +08:00"), kLeapMorning);
  EXPECT_EQ(Ms("iso", "2016-02-29T01:16"), kLeapMorning);
  EXPECT_EQ(Ms("iso", "2016-02-29 01:16:00"), kLeapMorning);
  EXPECT_EQ(Ms("iso", "2016-02-29T09:16:00.250+0800"), kLeapMorning + 250);
  EXPECT_EQ(Ms("iso", "2016-02-29T01:16:00.2504567Z"), kLeapMorning + 250);
  EXPECT_EQ(Ms("epoch", "1456708560"), kLeapMorning);
  EXPECT_EQ(Ms("epoch_ms", "1456708560000"), kLeapMorning);
}

TEST(TimeFormat, TwelveOClockIsNoonOrMidnight) {
  EXPECT_EQ(Ms("%Y-%m-%d %I %p", "2016-02-29 12 AM"), Ms("iso", "2016-02-29"));
  EXPECT_EQ(Ms("%Y-%m-%d %I %p", "2016-02-29 12 PM"), Ms("iso", "2016-02-29 12:00"));
}

TEST(TimeFormat, DatesThatDoNotExistAreRefused) {
  for (const char* text : {"29-02-2015 01:16", "31-04-2016 01:16", "00-01-2016 01:16", "01-13-2016 01:16", "01-01-2016 24:00",
                           "01-01-2016 10:60", "01-01-2016", "01-01-2016 10:00 ", "x1-01-2016 10:00", "", "?"}) {
    EXPECT_EQ(Ms("%d-%m-%Y %H:%M", text), -1) << text;
  }
  for (const char* text :
       {"2016-2-29", "2016-02-29T", "2016-02-29T01", "2016-02-29T01:16:00.", "2016-02-29T01:16:00+", "2016-02-29T01:16:00+99:00"}) {
    EXPECT_EQ(Ms("iso", text), -1) << text;
  }
  for (const char* text : {"-1", "1e9", "99999999999999999999", ""}) EXPECT_EQ(Ms("epoch", text), -1) << text;
  EXPECT_EQ(Ms("%Y-%m-%d %I %p", "2016-02-29 13 PM"), -1);
}

TEST(TimeFormat, PatternsThatCannotGiveADateAreRefused) {
  std::string problem;
  for (const char* pattern : {"%H:%M", "%Y-%m", "%Y-%m-%d %q", "%Y-%m-%d %", "%Y-%m-%d %I:%M", "%Y-%m-%d %p", ""}) {
    problem.clear();
    EXPECT_FALSE(TimeFormat::Make(pattern, problem)) << pattern;
    EXPECT_NE(problem, "") << pattern;
  }
}

}  // namespace
}  // namespace tidegate
