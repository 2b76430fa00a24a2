#include "core/model/calendar.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <vector>

#include "tests/support/seed.h"

namespace tidegate {
namespace {

// Monday 2026-01-05 00:00 UTC.
constexpr Micros kMonday = 1'767'571'200 * kSecond;

constexpr Micros At(int day, int hour, int minute = 0) { return kMonday + day * kDay + hour * kHour + minute * kMinute; }

// The naive twin: one flag a minute, in a zone with a constant offset; every question is answered by walking.
class MinuteCalendar {
 public:
  static constexpr int kDays = 35;
  static constexpr int kMinutes = kDays * 24 * 60;

  MinuteCalendar(std::mt19937_64& random, Micros offset) : open_(kMinutes, 0), offset_(offset) {
    std::vector<char> week(7 * 1440, 0);
    for (int day = 0; day < 7; ++day) {
      for (int period = static_cast<int>(random() % 4); period > 0; --period) {
        const int from = static_cast<int>(random() % 1440);
        const int to = from + 1 + static_cast<int>(random() % (1440 - from));
        std::fill(week.begin() + day * 1440 + from, week.begin() + day * 1440 + to, 1);
      }
    }
    week[random() % week.size()] = 1;
    for (int minute = 0; minute < kMinutes; ++minute) open_[minute] = week[minute % week.size()];
    first_ = static_cast<int>(std::find(open_.begin(), open_.end(), 1) - open_.begin());
    end_ = static_cast<int>(open_.rend() - std::find(open_.rbegin(), open_.rend(), 1));
  }

  Micros base() const { return kMonday - offset_; }
  // Outside the first and the last opening all is open.
  bool Open(int minute) const { return minute < first_ || minute >= end_ || open_[minute] != 0; }
  bool DayWorks(int day) const {
    return std::find(open_.begin() + day * 1440, open_.begin() + (day + 1) * 1440, 1) != open_.begin() + (day + 1) * 1440;
  }
  int MinuteOf(Micros at) const { return static_cast<int>((at - base()) / kMinute); }

  Calendar Compile() const {
    std::vector<OpenInterval> intervals;
    std::vector<WorkingDay> days;
    for (int minute = 0; minute < kMinutes; ++minute) {
      if (open_[minute] == 0) continue;
      const Micros open = base() + minute * kMinute;
      if (days.empty() || days.back().next_midnight <= open) {
        const Micros midnight = base() + minute / 1440 * kDay;
        days.push_back({midnight, midnight + kDay, offset_, kNever, offset_, open});
      }
      if (!intervals.empty() && intervals.back().close == open) {
        intervals.back().close += kMinute;
      } else {
        intervals.push_back({open, open + kMinute});
      }
    }
    return Calendar("random", intervals, days);
  }

  Micros NextOpen(Micros at) const {
    for (int minute = MinuteOf(at); !Open(minute); ++minute) at = base() + (minute + 1) * kMinute;
    return at;
  }
  Micros OpenTimeBetween(Micros from, Micros to) const {
    Micros sum = 0;
    for (Micros at = from; at < to;) {
      const Micros next = std::min(to, base() + (MinuteOf(at) + 1) * kMinute);
      if (Open(MinuteOf(at))) sum += next - at;
      at = next;
    }
    return sum;
  }
  Micros Advance(Micros from, Micros working) const {
    Micros at = NextOpen(from);
    while (working > 0) {
      const Micros next = base() + (MinuteOf(at) + 1) * kMinute;
      if (!Open(MinuteOf(at))) {
        at = next;
        continue;
      }
      const Micros step = std::min(working, next - at);
      at += step;
      working -= step;
    }
    return at;
  }
  Micros AdvanceDays(Micros from, int count) const {
    const Micros start = NextOpen(from);
    int day = static_cast<int>((start - base()) / kDay);
    const Micros time_of_day = (start - base()) % kDay;
    const int last = MinuteCalendar::LastWorkingDay();
    while (count > 0) {
      ++day;
      if (day > last || DayWorks(day)) --count;
    }
    return base() + day * kDay + time_of_day;
  }
  int LastWorkingDay() const { return (end_ - 1) / 1440; }
  Micros first() const { return base() + first_ * kMinute; }

 private:
  std::vector<char> open_;
  Micros offset_;
  int first_ = 0;
  int end_ = 0;
};

TEST(CalendarTest, AgreesWithAMinuteByMinuteTwinOnRandomWeeks) {
  std::mt19937_64 random(TestSeed());
  for (int round = 0; round < 60; ++round) {
    const Micros offset = static_cast<Micros>(random() % 27 * 30) * kMinute - 12 * kHour;
    const MinuteCalendar twin(random, offset);
    const Calendar calendar = twin.Compile();
    for (int question = 0; question < 40; ++question) {
      const Micros granule = question % 2 == 0 ? kMinute : 1;
      const Micros from = twin.base() + static_cast<Micros>(random() % (28 * kDay)) / granule * granule;
      const Micros to = from + static_cast<Micros>(random() % (3 * kDay)) / granule * granule;
      const Micros working = static_cast<Micros>(random() % (40 * kHour)) / granule * granule;
      SCOPED_TRACE("round " + std::to_string(round) + " question " + std::to_string(question));
      EXPECT_EQ(calendar.IsOpen(from), twin.Open(twin.MinuteOf(from)));
      EXPECT_EQ(calendar.NextOpen(from), twin.NextOpen(from));
      EXPECT_EQ(calendar.OpenTimeBetween(from, to), twin.OpenTimeBetween(from, to));
      EXPECT_EQ(calendar.Advance(from, working), twin.Advance(from, working));
      if (from < twin.first()) continue;  // every day counts there: see the table of the years outside
      const int days = 1 + static_cast<int>(random() % 6);
      EXPECT_EQ(calendar.AdvanceDays(from, days), twin.AdvanceDays(from, days)) << days << " days";
    }
  }
}

TEST(CalendarTest, ClosesWhereTheMinuteTwinFirstFindsItClosed) {
  std::mt19937_64 random(TestSeed());
  for (int round = 0; round < 20; ++round) {
    const MinuteCalendar twin(random, static_cast<Micros>(random() % 49) * 30 * kMinute - 12 * kHour);
    const Calendar calendar = twin.Compile();
    for (int question = 0; question < 300; ++question) {
      const int minute = static_cast<int>(random() % MinuteCalendar::kMinutes);
      int closed = minute;
      while (closed < MinuteCalendar::kMinutes && twin.Open(closed)) ++closed;
      const Micros expected = closed == MinuteCalendar::kMinutes ? kNever : twin.base() + closed * kMinute;
      ASSERT_EQ(calendar.NextClose(twin.base() + minute * kMinute), expected) << "minute " << minute;
    }
  }
  EXPECT_EQ(Calendar().NextClose(kMonday), kNever);
}

TEST(CalendarTest, AdvanceAndOpenTimeAreInverse) {
  std::mt19937_64 random(TestSeed());
  const MinuteCalendar twin(random, 0);
  const Calendar calendar = twin.Compile();
  for (int question = 0; question < 2000; ++question) {
    const Micros from = twin.base() + static_cast<Micros>(random() % (30 * kDay));
    const Micros working = 1 + static_cast<Micros>(random() % (60 * kHour));
    const Micros due = calendar.Advance(from, working);
    ASSERT_EQ(calendar.OpenTimeBetween(from, due), working);
    ASSERT_EQ(calendar.OpenTimeBetween(from, due - 1), working - 1) << "not the earliest instant";
  }
}

// Monday to Friday 09:00-12:00 and 13:30-18:00 UTC, four weeks.
Calendar Office() {
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = 0; day < 28; ++day) {
    if (day % 7 >= 5) continue;
    intervals.push_back({At(day, 9), At(day, 12)});
    intervals.push_back({At(day, 13, 30), At(day, 18)});
    days.push_back({At(day, 0), At(day + 1, 0), 0, kNever, 0, At(day, 9)});
  }
  return Calendar("office", intervals, days);
}

TEST(CalendarTest, WorkingDaysFollowATableWorkedOutByHand) {
  const Calendar office = Office();
  struct Case {
    Micros from;
    int days;
    Micros due;
  };
  const Case cases[] = {
      {At(0, 10), 1, At(1, 10)},                                     // Monday 10:00 -> Tuesday 10:00
      {At(0, 10), 3, At(3, 10)},                                     // -> Thursday
      {At(0, 10), 5, At(7, 10)},                                     // over the weekend -> next Monday
      {At(4, 17, 59), 1, At(7, 17, 59)},                             // Friday evening -> Monday evening
      {At(7, 7), 1, At(8, 9)},                                       // before opening: counts from 09:00
      {At(0, 12), 1, At(1, 13, 30)},                                 // noon is closed: counts from 13:30
      {At(0, 12, 45), 2, At(2, 13, 30)},                             // in the lunch break
      {At(0, 18), 3, At(4, 9)},                                      // at closing time: counts from Tuesday 09:00
      {At(4, 18), 3, At(10, 9)},                                     // Friday night: from Monday 09:00 -> Thursday
      {At(5, 12), 1, At(8, 9)},                                      // Saturday -> from Monday 09:00 -> Tuesday
      {At(6, 23, 59), 3, At(10, 9)},                                 // Sunday -> from Monday -> Thursday
      {At(0, 9) + 1, 1, At(1, 9) + 1},                               // to the microsecond
      {At(25, 10), 1, At(26, 10)},                                   // Friday of the last week: beyond the calendar every day counts
      {At(24, 10), 2, At(26, 10)},       {At(40, 3), 2, At(42, 3)},  // all beyond
      {At(-3, 5), 2, At(-1, 5)},                                     // all before
      {At(-1, 5), 2, At(1, 5)},                                      // from before into the calendar: Monday, then Tuesday
  };
  for (const Case& c : cases) {
    EXPECT_EQ(office.AdvanceDays(c.from, c.days) - kMonday, c.due - kMonday) << (c.from - kMonday) / kHour << " h + " << c.days;
  }
}

TEST(CalendarTest, WorkingTimeFollowsATableWorkedOutByHand) {
  const Calendar office = Office();
  EXPECT_EQ(office.Advance(At(0, 9), 3 * kHour), At(0, 12));  // the earliest instant: not 13:30
  EXPECT_EQ(office.Advance(At(0, 9), 3 * kHour + 1), At(0, 13, 30) + 1);
  EXPECT_EQ(office.Advance(At(0, 11), 2 * kHour), At(0, 14, 30));
  EXPECT_EQ(office.Advance(At(4, 17), 2 * kHour), At(7, 10));  // Friday 17:00 + 2 h = Monday 10:00
  EXPECT_EQ(office.Advance(At(5, 3), 15 * kMinute), At(7, 9, 15));
  EXPECT_EQ(office.Advance(At(0, 12), 0), At(0, 13, 30));  // nothing to do, but closed
  EXPECT_EQ(office.Advance(At(0, 10), 0), At(0, 10));
  EXPECT_EQ(office.OpenTimeBetween(At(7, 0), At(14, 0)), 5 * (7 * kHour + 30 * kMinute));
  EXPECT_EQ(office.OpenTimeBetween(At(3, 0), At(2, 0)), 0);
  EXPECT_EQ(office.valid_until(), At(25, 18));
  EXPECT_EQ(office.Advance(At(25, 17), 5 * kHour), At(25, 22));  // ran out: open for ever
  EXPECT_EQ(office.Advance(At(-1, 23), kHour), At(0, 0));        // before its time: open
}

TEST(CalendarTest, EmptyCalendarIsAlwaysOpen) {
  const Calendar always;
  EXPECT_TRUE(always.always());
  EXPECT_EQ(always.name(), "24x7");
  EXPECT_TRUE(always.IsOpen(At(6, 3)));
  EXPECT_EQ(always.NextOpen(7), 7);
  EXPECT_EQ(always.Advance(7, 5), 12);
  EXPECT_EQ(always.OpenTimeBetween(7, 12), 5);
  EXPECT_EQ(always.AdvanceDays(7, 3), 7 + 3 * kDay);
  EXPECT_EQ(always.valid_until(), kNever);
}

TEST(CalendarTest, FarInstantsSaturateAtNever) {
  EXPECT_EQ(Calendar().Advance(kNever - 5, 10), kNever);
  EXPECT_EQ(Calendar().AdvanceDays(kNever - 5, 1), kNever);
  EXPECT_EQ(Office().Advance(At(0, 9), kNever), kNever);
  EXPECT_EQ(Office().Advance(kNever, 1), kNever);
}

// A day whose clocks go forward by an hour at 02:00 and one whose clocks go back at 03:00, both open around the clock.
TEST(CalendarTest, SameTimeOfDayHoldsAcrossAChangeOfTheClocks) {
  // Local midnights of a zone at +1 h; clocks go to +2 h on the second day, and back on the fourth.
  const Micros first = kMonday - kHour;
  const Micros forward = first + kDay + 2 * kHour;           // second day, 02:00 -> 03:00
  const Micros back = first + 3 * kDay - kHour + 3 * kHour;  // fourth day, 03:00 -> 02:00
  const Micros second = first + kDay, third = second + 23 * kHour, fourth = third + kDay, fifth = fourth + 25 * kHour;
  const Calendar calendar("changing", {{first, fifth + kDay}},
                          {{first, second, kHour, kNever, kHour, first},
                           {second, third, kHour, forward, 2 * kHour, second},
                           {third, fourth, 2 * kHour, kNever, 2 * kHour, third},
                           {fourth, fifth, 2 * kHour, back, kHour, fourth},
                           {fifth, fifth + kDay, kHour, kNever, kHour, fifth}});
  EXPECT_EQ(calendar.AdvanceDays(first + 12 * kHour, 1), second + 11 * kHour);    // 12:00 -> 12:00, an hour less in between
  EXPECT_EQ(calendar.AdvanceDays(first + kHour, 1), second + kHour);              // 01:00 is before the change
  EXPECT_EQ(calendar.AdvanceDays(first + 2 * kHour + 30 * kMinute, 1), forward);  // 02:30 is skipped: the instant of the change
  EXPECT_EQ(calendar.AdvanceDays(first + 3 * kHour, 1), forward);                 // 03:00 is the first after it
  EXPECT_EQ(calendar.AdvanceDays(second + 11 * kHour, 1), third + 12 * kHour);    // 12:00 of a short day
  EXPECT_EQ(calendar.AdvanceDays(third + 2 * kHour + 30 * kMinute, 1), fourth + 2 * kHour + 30 * kMinute);  // 02:30 twice: the first
  EXPECT_EQ(calendar.AdvanceDays(third + 12 * kHour, 1), fourth + 13 * kHour);                              // 12:00 of a long day
  EXPECT_EQ(calendar.AdvanceDays(fourth + 13 * kHour, 1), fifth + 12 * kHour);
  EXPECT_EQ(calendar.AdvanceDays(fourth + 3 * kHour + 30 * kMinute, 1), fifth + 2 * kHour + 30 * kMinute);  // from the second 02:30
  EXPECT_EQ(calendar.AdvanceDays(first + 12 * kHour, 4), fifth + 12 * kHour);
  EXPECT_EQ(calendar.AdvanceDays(first + 12 * kHour, 5), fifth + 36 * kHour);  // one beyond the compiled days
}

TEST(CalendarTest, PartsThatDoNotFitAreNamed) {
  const std::vector<WorkingDay> day = {{At(0, 0), At(1, 0), 0, kNever, 0, At(0, 9)}};
  const std::vector<OpenInterval> hours = {{At(0, 9), At(0, 18)}};
  EXPECT_EQ(Calendar::FindFlaw(hours, day), nullptr);
  EXPECT_EQ(Calendar::FindFlaw({}, {}), nullptr);
  std::set<std::string> flaws;
  const auto expect_flaw = [&](const std::vector<OpenInterval>& intervals, const std::vector<WorkingDay>& days) {
    const char* flaw = Calendar::FindFlaw(intervals, days);
    ASSERT_NE(flaw, nullptr);
    EXPECT_TRUE(flaws.insert(flaw).second) << "already met: " << flaw;
  };
  expect_flaw(hours, {});
  expect_flaw({{At(0, 18), At(0, 9)}}, day);
  expect_flaw({{At(0, 9), kCalendarInstantMax + 1}}, day);
  expect_flaw({{At(0, 9), At(1, 9)}}, day);
  expect_flaw({{At(0, 10), At(0, 18)}}, day);
  expect_flaw(hours, {{At(1, 0), At(0, 0), 0, kNever, 0, At(0, 9)}});
  expect_flaw(hours, {{At(0, 0), At(1, 0), 0, kNever, 0, At(1, 9)}});
  expect_flaw(hours, {{At(0, 0), At(1, 0), 3 * kDay, kNever, 3 * kDay, At(0, 9)}});
  expect_flaw(hours, {{At(0, 0), At(1, 0), 0, At(0, 0), kHour, At(0, 9)}});
  expect_flaw(hours, {{At(0, 0), At(1, 0), 0, kNever, kHour, At(0, 9)}});
  expect_flaw(hours, {{At(0, 0), kCalendarInstantMax + 1, 0, kNever, 0, At(0, 9)}});
  expect_flaw(std::vector<OpenInterval>(kCalendarIntervalsMax + 1), day);
  expect_flaw(hours, std::vector<WorkingDay>(kCalendarDaysMax + 1));
  EXPECT_NE(Calendar::FindFlaw({{At(0, 9), At(0, 12)}, {At(0, 11), At(0, 18)}}, day), nullptr) << "overlapping";
}

}  // namespace
}  // namespace tidegate
