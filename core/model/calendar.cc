#include "core/model/calendar.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/check.h"

namespace tidegate {
namespace {

Micros SaturatingAdd(Micros at, Micros span) { return at > 0 && span > kNever - at ? kNever : at + span; }

Micros FloorToDay(Micros local) { return local - ((local % kDay) + kDay) % kDay; }

Micros OffsetIn(const WorkingDay& day, Micros at) { return at < day.offset_changes ? day.utc_offset : day.later_offset; }

// Local midnight of the day's date, on the local time line.
Micros LocalMidnight(const WorkingDay& day) { return FloorToDay(day.opens + OffsetIn(day, day.opens)); }

// The instant of the day at which its wall clocks show `time_of_day`.
Micros AtTimeOfDay(const WorkingDay& day, Micros time_of_day) {
  const Micros local = LocalMidnight(day) + time_of_day;
  Micros at = local - day.utc_offset;
  if (at >= day.offset_changes) at = std::max(local - day.later_offset, day.offset_changes);
  return std::clamp(at, day.midnight, day.next_midnight);
}

// Whether every instant of working time lies in a listed day, and every day opens where its first working time is.
const char* FindMisfit(const std::vector<OpenInterval>& intervals, const std::vector<WorkingDay>& days) {
  auto day = days.begin();
  for (const OpenInterval& interval : intervals) {
    for (Micros at = interval.open; at < interval.close; at = day->next_midnight) {
      while (day != days.end() && day->next_midnight <= at) ++day;
      if (day == days.end() || day->midnight > at) return "working time outside the working days";
    }
  }
  auto interval = intervals.begin();
  for (const WorkingDay& listed : days) {
    while (interval != intervals.end() && interval->close <= listed.midnight) ++interval;
    if (interval == intervals.end() || std::max(interval->open, listed.midnight) != listed.opens) {
      return "a working day that does not open with its first working time";
    }
  }
  return nullptr;
}

}  // namespace

const char* Calendar::FindFlaw(const std::vector<OpenInterval>& intervals, const std::vector<WorkingDay>& days) {
  if (intervals.size() > kCalendarIntervalsMax) return "more open intervals than kCalendarIntervalsMax";
  if (days.size() > kCalendarDaysMax) return "more working days than kCalendarDaysMax";
  if (intervals.empty() != days.empty()) return "open intervals without working days, or the other way round";
  Micros before = 0;
  for (const OpenInterval& interval : intervals) {
    if (interval.open < before || interval.close <= interval.open) return "open intervals out of order or overlapping";
    before = interval.close;
  }
  if (before > kCalendarInstantMax) return "an open interval beyond kCalendarInstantMax";
  before = 0;
  for (const WorkingDay& day : days) {
    if (day.midnight < before || day.next_midnight <= day.midnight) return "working days out of order or overlapping";
    if (day.opens < day.midnight || day.opens >= day.next_midnight) return "a working day that opens outside itself";
    if (day.utc_offset < -2 * kDay || day.utc_offset > 2 * kDay || day.later_offset < -2 * kDay || day.later_offset > 2 * kDay) {
      return "a working day with an impossible offset";
    }
    const bool changes = day.offset_changes != kNever;
    if (changes && (day.offset_changes <= day.midnight || day.offset_changes >= day.next_midnight)) {
      return "a working day whose clocks change outside it";
    }
    if (!changes && day.later_offset != day.utc_offset) return "a working day with two offsets and no change";
    before = day.next_midnight;
  }
  if (before > kCalendarInstantMax) return "a working day beyond kCalendarInstantMax";
  return FindMisfit(intervals, days);
}

Calendar::Calendar(std::string name, std::vector<OpenInterval> intervals, std::vector<WorkingDay> days)
    : name_(std::move(name)), intervals_(std::move(intervals)), days_(std::move(days)) {
  if (const char* flaw = FindFlaw(intervals_, days_)) CheckFailed(__FILE__, __LINE__, flaw, name_);
  open_before_.reserve(intervals_.size());
  Micros open = 0;
  for (const OpenInterval& interval : intervals_) {
    open_before_.push_back(open);
    open += interval.close - interval.open;
  }
}

Micros Calendar::valid_until() const { return always() ? kNever : intervals_.back().close; }

std::size_t Calendar::IntervalAt(Micros at) const {
  const auto after =
      std::upper_bound(intervals_.begin(), intervals_.end(), at, [](Micros instant, const OpenInterval& i) { return instant < i.open; });
  return static_cast<std::size_t>(after - intervals_.begin()) - 1;
}

bool Calendar::IsOpen(Micros at) const { return NextOpen(at) == at; }

Micros Calendar::NextOpen(Micros at) const {
  if (always() || at < intervals_.front().open || at >= intervals_.back().close) return at;
  const std::size_t i = IntervalAt(at);
  return at < intervals_[i].close ? at : intervals_[i + 1].open;
}

Micros Calendar::NextClose(Micros at) const {
  if (always() || at >= intervals_.back().close) return kNever;
  std::size_t i = at < intervals_.front().open ? 0 : IntervalAt(at);
  if (at >= intervals_[i].close) return at;
  // Intervals may touch, as at midnight; after the last one all time is open.
  while (i + 1 < intervals_.size() && intervals_[i + 1].open == intervals_[i].close) ++i;
  return i + 1 == intervals_.size() ? kNever : intervals_[i].close;
}

Micros Calendar::OpenTimeUntil(Micros at) const {
  if (at < intervals_.front().open) return at - intervals_.front().open;
  const std::size_t i = IntervalAt(at);
  if (i + 1 == intervals_.size()) return open_before_[i] + (at - intervals_[i].open);  // open-ended after the last interval
  return open_before_[i] + std::min(at, intervals_[i].close) - intervals_[i].open;
}

Micros Calendar::OpenTimeBetween(Micros from, Micros to) const {
  if (from >= to) return 0;
  return always() ? to - from : OpenTimeUntil(to) - OpenTimeUntil(from);
}

Micros Calendar::Advance(Micros from, Micros working) const {
  CHECK_GE(working, 0);
  if (working == 0) return NextOpen(from);
  if (always() || from >= intervals_.back().close) return SaturatingAdd(from, working);
  const Micros target = SaturatingAdd(OpenTimeUntil(from), working);
  if (target <= 0) return intervals_.front().open + target;
  // The last interval that begins before the target is reached; in the last one of all, time goes on beyond its end.
  const auto reached = std::lower_bound(open_before_.begin(), open_before_.end(), target);
  const std::size_t i = static_cast<std::size_t>(reached - open_before_.begin()) - 1;
  return SaturatingAdd(intervals_[i].open, target - open_before_[i]);
}

Micros Calendar::AdvanceDays(Micros from, std::int32_t count) const {
  CHECK_GE(count, 1);
  if (always()) return SaturatingAdd(from, count * kDay);
  const Micros start = NextOpen(from);
  if (start >= days_.back().next_midnight) return SaturatingAdd(start, count * kDay);
  Micros left = count;
  Micros time_of_day = 0;
  std::size_t day = 0;
  if (start < days_.front().midnight) {
    // Before the compiled years every day counts, until the first compiled one.
    const Micros days_before = (days_.front().midnight - start + kDay - 1) / kDay;
    if (left < days_before) return start + left * kDay;
    left -= days_before;
    const Micros local = start + days_.front().utc_offset;
    time_of_day = local - FloorToDay(local);
  } else {
    const auto after =
        std::upper_bound(days_.begin(), days_.end(), start, [](Micros instant, const WorkingDay& d) { return instant < d.midnight; });
    day = static_cast<std::size_t>(after - days_.begin()) - 1;
    const Micros local = start + OffsetIn(days_[day], start);
    time_of_day = local - FloorToDay(local);
  }
  const Micros beyond = static_cast<Micros>(day) + left - static_cast<Micros>(days_.size() - 1);
  if (beyond <= 0) return AtTimeOfDay(days_[day + static_cast<std::size_t>(left)], time_of_day);
  return AtTimeOfDay(days_.back(), time_of_day) + beyond * kDay;
}

}  // namespace tidegate
