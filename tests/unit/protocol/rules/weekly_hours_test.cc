#include "protocol/rules/weekly_hours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/support/seed.h"

namespace tidegate {
namespace {

constexpr Micros kFrom = 1'740'787'200 * kSecond;  // 2025-03-01 UTC: thirteen months hold every kind of change of the clocks
constexpr Micros kTo = kFrom + 400 * kDay;

// Zones whose clocks change at night, at midnight forwards and backwards, by half an hour, in the south, by odd offsets, and not at all.
constexpr const char* kZones[] = {"Asia/Shanghai",  "Europe/Berlin",   "America/New_York", "America/Santiago",
                                  "Africa/Cairo",   "Asia/Beirut",     "America/Havana",   "Australia/Lord_Howe",
                                  "Asia/Kathmandu", "Atlantic/Azores", "Pacific/Auckland", "UTC"};

WeeklyHours RandomHours(std::mt19937_64& random) {
  WeeklyHours hours;
  for (std::vector<Period>& day : hours.days) {
    int minute = 0;
    for (std::uint64_t count = random() % 4; count > 0 && minute < kDayMinutes - 30; --count) {
      const int from = minute + static_cast<int>(random() % 300);
      const int to = std::min(kDayMinutes, from + 15 + static_cast<int>(random() % 600));
      if (from >= to) break;
      day.push_back({from, to});
      minute = to;
    }
  }
  if (std::all_of(hours.days.begin(), hours.days.end(), [](const auto& day) { return day.empty(); })) hours.days[2] = {{540, 1080}};
  // Holidays, single and in rows, and make-up days among them.
  for (DayNumber day = kFrom / kDay; day < kTo / kDay; day += 1 + static_cast<DayNumber>(random() % 40)) {
    for (std::uint64_t count = 1 + random() % 7; count > 0; --count) hours.dated[day++];
    if (random() % 2 == 0) hours.dated[day++] = {{9 * 60, 12 * 60}, {13 * 60, 18 * 60}};
  }
  return hours;
}

// The naive twin: what the clocks on the wall say, minute by minute.
class WallClock {
 public:
  WallClock(const WeeklyHours& hours, const TimeZone& zone) : hours_(hours) {
    for (Micros at = kFrom - 5 * kDay; at < kTo + 5 * kDay; at += kMinute) local_.push_back(at + zone.OffsetAt(at));
  }
  Micros Local(Micros at) const { return local_[static_cast<std::size_t>((at - kFrom + 5 * kDay) / kMinute)]; }
  Micros Day(Micros at) const { return Local(at) / kDay; }
  bool Open(Micros at) const {
    const Micros minute = Local(at) % kDay / kMinute;
    const auto dated = hours_.dated.find(Day(at));
    for (const Period& period : dated != hours_.dated.end() ? dated->second : hours_.days[static_cast<std::size_t>((Day(at) + 3) % 7)]) {
      if (minute >= period.from_minute && minute < period.to_minute) return true;
    }
    return false;
  }
  // The same time of day, `count` days with working time later.
  Micros AdvanceDays(Micros from, int count) const {
    Micros at = from;
    while (!Open(at)) at += kMinute;
    const Micros time_of_day = Local(at) % kDay;
    Micros day = Day(at);
    while (count > 0) {
      while (Day(at) <= day) at += kMinute;
      day = Day(at);
      bool works = false;
      for (Micros minute = at; Day(minute) == day; minute += kMinute) works = works || Open(minute);
      if (works) --count;
    }
    while (Day(at) == day && Local(at) % kDay < time_of_day) at += kMinute;
    return at;
  }

 private:
  const WeeklyHours& hours_;
  std::vector<Micros> local_;
};

TEST(WeeklyHoursTest, WorkingTimeIsWhatTheClocksOnTheWallSay) {
  std::mt19937_64 random(TestSeed());
  for (const char* name : kZones) {
    const std::optional<TimeZone> zone = TimeZone::Find(name);
    ASSERT_TRUE(zone.has_value()) << name;
    const WeeklyHours hours = RandomHours(random);
    const Calendar calendar = CompileWeeklyHours(name, hours, *zone, kFrom, kTo);
    const WallClock wall(hours, *zone);
    EXPECT_GE(calendar.valid_until(), kTo - 15 * kDay);
    EXPECT_LE(calendar.intervals().front().open, kFrom + 15 * kDay);
    for (Micros at = calendar.intervals().front().open; at < calendar.valid_until(); at += kMinute) {
      ASSERT_EQ(calendar.IsOpen(at), wall.Open(at)) << name << " at " << at / kSecond;
    }
    for (int question = 0; question < 60; ++question) {
      const Micros first = calendar.intervals().front().open;
      const Micros from = first + static_cast<Micros>(random() % (360 * 1440)) * kMinute;
      const int days = 1 + static_cast<int>(random() % 3);
      ASSERT_EQ(calendar.AdvanceDays(from, days), wall.AdvanceDays(from, days)) << name << " from " << from / kSecond << " + " << days;
    }
  }
}

// Every working day across a change of the clocks, around the clock and in an office.
TEST(WeeklyHoursTest, EveryHourAroundAChangeOfTheClocksKeepsItsTimeOfDay) {
  for (const char* name : kZones) {
    const std::optional<TimeZone> zone = TimeZone::Find(name);
    ASSERT_TRUE(zone.has_value()) << name;
    WeeklyHours hours;
    for (std::vector<Period>& day : hours.days) day = {{0, kDayMinutes}};
    const Calendar calendar = CompileWeeklyHours(name, hours, *zone, kFrom, kTo);
    const WallClock wall(hours, *zone);
    for (Micros change = zone->SpanAt(kFrom).end; change < kTo - 3 * kDay; change = zone->SpanAt(change).end) {
      for (Micros from = change - 2 * kDay; from < change + kDay; from += 30 * kMinute) {
        ASSERT_EQ(calendar.AdvanceDays(from, 1), wall.AdvanceDays(from, 1)) << name << " from " << from / kSecond;
      }
    }
  }
}

TEST(WeeklyHoursTest, OfficeHoursMoveWithTheClocks) {
  const std::optional<TimeZone> berlin = TimeZone::Find("Europe/Berlin");
  ASSERT_TRUE(berlin.has_value());
  WeeklyHours hours;
  for (int day = 0; day < 5; ++day) hours.days[day] = {{9 * 60, 12 * 60}, {13 * 60, 18 * 60}};
  const Calendar calendar = CompileWeeklyHours("office", hours, *berlin, kFrom, kTo);
  const Micros friday = 1'743'120'000 * kSecond;  // 2025-03-28 00:00 UTC; clocks go forward on the Sunday after
  EXPECT_EQ(calendar.NextOpen(friday), friday + 8 * kHour);
  EXPECT_EQ(calendar.NextOpen(friday + 17 * kHour), friday + 3 * kDay + 7 * kHour);  // Monday 09:00 = 07:00 UTC
  EXPECT_EQ(calendar.AdvanceDays(friday + 9 * kHour, 1), friday + 3 * kDay + 8 * kHour);
  EXPECT_EQ(calendar.Advance(friday + 16 * kHour, 2 * kHour), friday + 3 * kDay + 8 * kHour);
}

// Both directions of the arithmetic on what was compiled, with holidays and changes of the clocks in it, against counting minutes.
TEST(WeeklyHoursTest, WorkingTimeThereAndBackIsWhatCountingMinutesGives) {
  std::mt19937_64 random(TestSeed());
  for (const char* name : kZones) {
    const std::optional<TimeZone> zone = TimeZone::Find(name);
    ASSERT_TRUE(zone.has_value()) << name;
    const WeeklyHours hours = RandomHours(random);
    const Calendar calendar = CompileWeeklyHours(name, hours, *zone, kFrom, kTo);
    const WallClock wall(hours, *zone);
    const Micros first = calendar.intervals().front().open;
    for (int question = 0; question < 40; ++question) {
      const Micros from = first + static_cast<Micros>(random() % (300 * 1440)) * kMinute;
      const Micros to = from + static_cast<Micros>(random() % (30 * 1440)) * kMinute;
      Micros open = 0;
      for (Micros at = from; at < to; at += kMinute) open += wall.Open(at) ? kMinute : 0;
      ASSERT_EQ(calendar.OpenTimeBetween(from, to), open) << name << " from " << from / kSecond << " to " << to / kSecond;
      if (open == 0) continue;
      Micros reached = from;
      for (Micros counted = 0; counted < open; reached += kMinute) counted += wall.Open(reached) ? kMinute : 0;
      ASSERT_EQ(calendar.Advance(from, open), reached) << name << " from " << from / kSecond << " + " << open / kMinute << " min";
    }
  }
}

// The week of the National Day: closed Thursday to Wednesday, worked on the Saturday after (调休).
TEST(WeeklyHoursTest, AHolidayIsNoWorkingDayAndAMakeUpDayIsOne) {
  const std::optional<TimeZone> shanghai = TimeZone::Find("Asia/Shanghai");
  ASSERT_TRUE(shanghai.has_value());
  WeeklyHours hours;
  for (int day = 0; day < 5; ++day) hours.days[day] = {{9 * 60, 18 * 60}};
  const DayNumber october = 20'727;  // 2026-10-01, a Thursday
  for (DayNumber day = october; day < october + 7; ++day) hours.dated[day];
  hours.dated[october + 9] = {{9 * 60, 18 * 60}};
  const Micros from = (october - 60) * kDay;
  const Calendar calendar = CompileWeeklyHours("office", hours, *shanghai, from, from + 120 * kDay);
  const auto local = [&](DayNumber day, Micros time) { return day * kDay + time - 8 * kHour; };
  const Micros eve = local(october - 1, 16 * kHour);
  EXPECT_EQ(calendar.NextOpen(local(october, 10 * kHour)), local(october + 7, 9 * kHour));
  EXPECT_EQ(calendar.AdvanceDays(eve, 1), local(october + 7, 16 * kHour));
  EXPECT_EQ(calendar.AdvanceDays(eve, 3), local(october + 9, 16 * kHour)) << "the make-up Saturday counts";
  EXPECT_EQ(calendar.Advance(eve, 3 * kHour), local(october + 7, 10 * kHour));
  EXPECT_EQ(calendar.OpenTimeBetween(eve, local(october + 10, 0)), 2 * kHour + 3 * 9 * kHour);
}

TEST(WeeklyHoursTest, PeriodsThatTouchAtMidnightAreOne) {
  const std::optional<TimeZone> utc = TimeZone::Find("UTC");
  ASSERT_TRUE(utc.has_value());
  WeeklyHours hours;
  hours.days[0] = {{22 * 60, kDayMinutes}};
  hours.days[1] = {{0, 6 * 60}};
  const Calendar calendar = CompileWeeklyHours("night", hours, *utc, kFrom, kFrom + 14 * kDay);
  ASSERT_EQ(calendar.intervals().size(), 2u);
  EXPECT_EQ(calendar.intervals()[0].close - calendar.intervals()[0].open, 8 * kHour);
  EXPECT_EQ(calendar.days().size(), 4u) << "Monday and Tuesday each have working time";
}

}  // namespace
}  // namespace tidegate
