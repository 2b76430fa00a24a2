// WeeklyHours: working time as people write it, periods of local time on the days of the week; compiled to a Calendar of instants.
//
// An instant is working time exactly when the clocks on the wall of the zone show a time within one of the periods of that weekday. So when
// clocks go forward, the skipped part of a period is simply missing; when they go back, the repeated hour counts twice.
// Pure but for the zone's data. Compiling four years costs well under 1 ms a calendar.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/calendar.h"
#include "protocol/time_zone.h"

namespace tidegate {

inline constexpr int kDayMinutes = 24 * 60;
inline constexpr std::size_t kDayPeriodsMax = 8;  // four years of them fit into kCalendarIntervalsMax

// [from, to) in minutes of the local day; to = kDayMinutes is midnight at its end.
struct Period {
  int from_minute = 0;
  int to_minute = 0;
  friend bool operator==(const Period&, const Period&) = default;
};

struct WeeklyHours {
  std::array<std::vector<Period>, 7> days;  // Monday first; periods sorted, not overlapping
};

// Whole local days from the one of `from` to the one of `to`. At least one period must exist, and the span must hold a week.
Calendar CompileWeeklyHours(std::string name, const WeeklyHours& hours, const TimeZone& zone, Micros from, Micros to);

}  // namespace tidegate
