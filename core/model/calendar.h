// Calendar: working time as a sorted list of open intervals in UTC, and arithmetic on it, both ways.
//
// Compiled outside core (protocol, which has the time-zone data) for a year back to three years ahead of the activation; immutable
// afterwards. An empty calendar means 24x7. Times before the first or after the last interval are treated as open, so that a calendar that
// ran out delays nothing; `valid_until` is where an operator has to be alarmed. All operations O(log intervals).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace tidegate {

struct OpenInterval {
  Micros open;   // first instant of working time
  Micros close;  // first instant after it
  friend bool operator==(const OpenInterval&, const OpenInterval&) = default;
};

// One local day with working time in it: what "the Nth working day" counts.
struct WorkingDay {
  Micros midnight;       // UTC instant of local 00:00
  Micros next_midnight;  // UTC instant of the following local 00:00 (23 to 25 hours later)
  Micros utc_offset;     // local minus UTC at the first opening of the day
  Micros opens;          // first opening of the day, UTC
  friend bool operator==(const WorkingDay&, const WorkingDay&) = default;
};

class Calendar {
 public:
  // 24x7.
  Calendar() = default;
  // `intervals` and `days` are sorted and do not overlap (CHECKed).
  Calendar(std::string name, std::vector<OpenInterval> intervals, std::vector<WorkingDay> days);

  const std::string& name() const { return name_; }
  bool always() const { return intervals_.empty(); }
  const std::vector<OpenInterval>& intervals() const { return intervals_; }
  const std::vector<WorkingDay>& days() const { return days_; }
  // End of the last interval; kNever for 24x7.
  Micros valid_until() const;

  bool IsOpen(Micros at) const;
  // `at` itself when open, else the next opening.
  Micros NextOpen(Micros at) const;
  // Working time in [from, to); negative spans give 0.
  Micros OpenTimeBetween(Micros from, Micros to) const;
  // The earliest instant t >= from with OpenTimeBetween(from, t) == working; saturates at kNever. working = 0 gives NextOpen(from) only
  // if from is closed, else from.
  Micros Advance(Micros from, Micros working) const;
  // Same local time of day on the Nth working day after `from`; a `from` outside working hours counts from the next opening
  // (domain.md 5). days >= 1. 24x7: N times 24 hours.
  Micros AdvanceDays(Micros from, std::int32_t days) const;

  friend bool operator==(const Calendar&, const Calendar&) = default;

 private:
  std::string name_ = "24x7";
  std::vector<OpenInterval> intervals_;
  std::vector<Micros> open_before_;  // working time before intervals_[i]
  std::vector<WorkingDay> days_;
};

}  // namespace tidegate
