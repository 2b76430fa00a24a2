#include "protocol/time_zone.h"

#include <date/tz.h>

#include <chrono>
#include <exception>
#include <string>

namespace tidegate {
namespace {

using std::chrono::seconds;

// The date library marks "since ever" and "for ever" with extreme seconds, which do not fit into microseconds.
Micros Saturate(date::sys_seconds at) {
  constexpr std::int64_t kSecondsMax = kNever / kSecond;
  const std::int64_t count = at.time_since_epoch().count();
  if (count >= kSecondsMax) return kNever;
  if (count <= -kSecondsMax) return -kNever;
  return count * kSecond;
}

date::sys_seconds SecondOf(Micros at) {
  return date::floor<seconds>(date::sys_time<std::chrono::microseconds>(std::chrono::microseconds(at)));
}

}  // namespace

std::optional<TimeZone> TimeZone::Find(std::string_view iana_name) {
  try {
    return TimeZone(date::locate_zone(iana_name));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::string_view TimeZone::name() const { return zone_->name(); }

Micros TimeZone::OffsetAt(Micros at) const { return zone_->get_info(SecondOf(at)).offset.count() * kSecond; }

OffsetSpan TimeZone::SpanAt(Micros at) const {
  const date::sys_info info = zone_->get_info(SecondOf(at));
  return {Saturate(info.begin), Saturate(info.end), info.offset.count() * kSecond};
}

LocalDate TimeZone::LocalDateAt(Micros at) const {
  const date::sys_seconds local = SecondOf(at + OffsetAt(at));
  const date::year_month_day date(date::floor<date::days>(local));
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

}  // namespace tidegate
