// Calendar: working time as a sorted list of open intervals in UTC, and arithmetic on it, both ways.
//
// Compiled outside core (protocol, which has the time-zone data) for a year back to three years ahead of the activation; immutable
// afterwards. An empty calendar means 24x7. Times before the first or after the last interval are treated as open, so that a calendar that
// ran out delays nothing; `valid_until` is where an operator has to be alarmed. All operations O(log intervals).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace tidegate {

struct OpenInterval {
  Micros open = 0;   // first instant of working time
  Micros close = 0;  // first instant after it
  friend bool operator==(const OpenInterval&, const OpenInterval&) = default;
};

// One local day with working time in it: what "the Nth working day" counts. It knows its change of the clocks, if it has one, so that "the
// same time of day" is right on both sides of it.
struct WorkingDay {
  Micros midnight = 0;             // UTC instant at which the local day begins
  Micros next_midnight = 0;        // UTC instant at which the following local day begins (usually 23 to 25 hours later)
  Micros utc_offset = 0;           // local minus UTC at `midnight`
  Micros offset_changes = kNever;  // UTC instant inside the day from which `later_offset` holds; kNever = the day has no change
  Micros later_offset = 0;         // local minus UTC from `offset_changes` on; equals utc_offset without a change
  Micros opens = 0;                // first opening of the day, UTC
  friend bool operator==(const WorkingDay&, const WorkingDay&) = default;
};

inline constexpr std::size_t kCalendarIntervalsMax = 16'384;  // four years of at most 8 periods a day, and room for make-up days
inline constexpr std::size_t kCalendarDaysMax = 2'048;        // four years and some
// So long before a calendar ends an operator is alarmed: time enough to load the rules again, whoever is on holiday.
inline constexpr Micros kCalendarAlarmAhead = 60 * kDay;
// Instants of a calendar lie in [0, kCalendarInstantMax): until 2112, so that no sum of two of them overflows.
inline constexpr Micros kCalendarInstantMax = Micros{1} << 52;

class Calendar {
 public:
  // 24x7.
  Calendar() = default;
  // `intervals` and `days` must have no flaw (FindFlaw; CHECKed).
  Calendar(std::string name, std::vector<OpenInterval> intervals, std::vector<WorkingDay> days);

  // What makes these parts unfit for a calendar, or nullptr: order, overlap, bounds, days that do not fit their intervals, or none of them.
  static const char* FindFlaw(const std::vector<OpenInterval>& intervals, const std::vector<WorkingDay>& days);

  const std::string& name() const { return name_; }
  bool always() const { return intervals_.empty(); }
  const std::vector<OpenInterval>& intervals() const { return intervals_; }
  const std::vector<WorkingDay>& days() const { return days_; }
  // End of the last interval; kNever for 24x7.
  Micros valid_until() const;

  bool IsOpen(Micros at) const;
  // `at` itself when open, else the next opening.
  Micros NextOpen(Micros at) const;
  // `at` itself when closed, else the first instant after it that is not open; kNever when it is open for ever.
  Micros NextClose(Micros at) const;
  // Working time in [from, to); negative spans give 0.
  Micros OpenTimeBetween(Micros from, Micros to) const;
  // The earliest instant t >= from with OpenTimeBetween(from, t) == working; saturates at kNever. working = 0 gives NextOpen(from) only
  // if from is closed, else from.
  Micros Advance(Micros from, Micros working) const;
  // Same local time of day on the Nth working day after `from`; a `from` outside working hours counts from the next opening
  // (domain.md 5). days >= 1. 24x7: N times 24 hours. A time of day that the target day skips (clocks go forward) becomes the instant of
  // the change; one that it has twice becomes the first. Outside the compiled years every day counts as a working day of 24 hours.
  Micros AdvanceDays(Micros from, std::int32_t days) const;

  friend bool operator==(const Calendar&, const Calendar&) = default;

 private:
  // Place of the last interval that begins at or before `at`, which must not lie before the first.
  std::size_t IntervalAt(Micros at) const;
  // Working time from the first opening to `at`; negative before it. Not for 24x7.
  Micros OpenTimeUntil(Micros at) const;

  std::string name_ = "24x7";
  std::vector<OpenInterval> intervals_;
  std::vector<Micros> open_before_;  // working time before intervals_[i]
  std::vector<WorkingDay> days_;
};

}  // namespace tidegate
