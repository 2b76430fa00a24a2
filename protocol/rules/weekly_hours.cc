#include "protocol/rules/weekly_hours.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace tidegate {
namespace {

DayNumber FloorDay(Micros local) { return local >= 0 ? local / kDay : -((-local + kDay - 1) / kDay); }

std::vector<OffsetSpan> SpansBetween(const TimeZone& zone, Micros from, Micros to) {
  std::vector<OffsetSpan> spans;
  for (Micros at = from; at < to; at = spans.back().end) {
    spans.push_back(zone.SpanAt(at));
    spans.back().begin = std::max(spans.back().begin, from);
    spans.back().end = std::min(spans.back().end, to);
  }
  return spans;
}

// The first instant at which the local date has reached each day from `first` on, to the end of the spans.
std::vector<Micros> DayStarts(const std::vector<OffsetSpan>& spans, DayNumber first) {
  std::vector<Micros> starts;
  for (const OffsetSpan& span : spans) {
    for (;;) {
      const DayNumber day = first + static_cast<DayNumber>(starts.size());
      const Micros start = std::max(span.begin, day * kDay - span.offset);
      if (start >= span.end) break;
      starts.push_back(start);
    }
  }
  return starts;
}

std::vector<OpenInterval> IntervalsOf(const WeeklyHours& hours, const std::vector<OffsetSpan>& spans, Micros from, Micros to) {
  std::vector<OpenInterval> intervals;
  for (const OffsetSpan& span : spans) {
    const Micros begin = std::max(span.begin, from);
    const Micros end = std::min(span.end, to);
    for (DayNumber day = FloorDay(begin + span.offset); day * kDay - span.offset < end; ++day) {
      for (const Period& period : hours.PeriodsOf(day)) {
        const Micros midnight = day * kDay - span.offset;
        const Micros open = std::max(begin, midnight + period.from_minute * kMinute);
        const Micros close = std::min(end, midnight + period.to_minute * kMinute);
        if (open >= close) continue;
        if (!intervals.empty() && intervals.back().close == open) {
          intervals.back().close = close;
        } else {
          intervals.push_back({open, close});
        }
      }
    }
  }
  return intervals;
}

std::vector<WorkingDay> WorkingDaysOf(const std::vector<OpenInterval>& intervals, const std::vector<OffsetSpan>& spans,
                                      const std::vector<Micros>& starts) {
  std::vector<WorkingDay> days;
  auto interval = intervals.begin();
  auto span = spans.begin();
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    while (interval != intervals.end() && interval->close <= starts[i]) ++interval;
    if (interval == intervals.end()) break;
    const Micros opens = std::max(interval->open, starts[i]);
    if (opens >= starts[i + 1]) continue;
    while (span->end <= starts[i]) ++span;
    WorkingDay day{starts[i], starts[i + 1], span->offset, kNever, span->offset, opens};
    if (span->end < starts[i + 1]) {
      day.offset_changes = span->end;
      day.later_offset = std::next(span)->offset;
    }
    days.push_back(day);
  }
  return days;
}

}  // namespace

const std::vector<Period>& WeeklyHours::PeriodsOf(DayNumber day) const {
  const auto own = dated.find(day);
  return own != dated.end() ? own->second : days[static_cast<std::size_t>((day + 3) % 7)];  // 1970-01-01 was a Thursday
}

Calendar CompileWeeklyHours(std::string name, const WeeklyHours& hours, const TimeZone& zone, Micros from, Micros to) {
  // Two days of margin reach the midnights around both ends in every zone.
  const std::vector<OffsetSpan> spans = SpansBetween(zone, std::max<Micros>(from - 2 * kDay, 0), to + 2 * kDay);
  const DayNumber first = FloorDay(from + zone.OffsetAt(from));
  const DayNumber last = FloorDay(to + zone.OffsetAt(to));
  std::vector<Micros> starts = DayStarts(spans, first);
  starts.resize(std::min(starts.size(), static_cast<std::size_t>(last - first + 2)));
  const std::vector<OpenInterval> intervals = IntervalsOf(hours, spans, starts.front(), starts.back());
  return Calendar(std::move(name), intervals, WorkingDaysOf(intervals, spans, starts));
}

}  // namespace tidegate
