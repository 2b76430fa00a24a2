// WeeklyHours: working time as people write it, periods of local time on the days of the week, and on some dates others; compiled to a
// Calendar of instants.
//
// An instant is working time exactly when the clocks on the wall of the zone show a time within one of the periods of that date, or, where
// the date has none of its own, of its weekday. So when clocks go forward, the skipped part of a period is simply missing; when they go
// back, the repeated hour counts twice.
// Pure but for the zone's data. Compiling four years costs well under 1 ms a calendar.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/calendar.h"
#include "protocol/time_zone.h"

namespace tidegate {

inline constexpr int kDayMinutes = 24 * 60;
inline constexpr std::size_t kDayPeriodsMax = 8;  // four years of them fit into kCalendarIntervalsMax

inline constexpr std::size_t kDatedDaysMax = 1'024;  // 250 a year: no house closes more, and the table of them stays small

// Days since 1970-01-01 on the local time line.
using DayNumber = std::int64_t;

// [from, to) in minutes of the local day; to = kDayMinutes is midnight at its end.
struct Period {
  int from_minute = 0;
  int to_minute = 0;
  friend bool operator==(const Period&, const Period&) = default;
};

struct WeeklyHours {
  std::array<std::vector<Period>, 7> days;         // Monday first; periods sorted, not overlapping
  std::map<DayNumber, std::vector<Period>> dated;  // instead of the weekday's: none on a holiday, some on a make-up day (调休)

  const std::vector<Period>& PeriodsOf(DayNumber day) const;
};

// Whole local days from the one of `from` to the one of `to`. At least one period must exist, and the span must hold a week. Holidays that
// leave no working time at all in the span give a calendar that is always open: the caller refuses it.
Calendar CompileWeeklyHours(std::string name, const WeeklyHours& hours, const TimeZone& zone, Micros from, Micros to);

}  // namespace tidegate
