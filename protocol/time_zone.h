// TimeZone: one zone of the system's time-zone data: which offset holds when, and which local day an instant belongs to.
//
// Value type, cheap to copy, any thread. The zone data is read once per process, at the first Find (some ms).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/time.h"

namespace date {
class time_zone;
}

namespace tidegate {

struct LocalDate {
  std::int32_t year = 1970;
  std::uint32_t month = 1;  // 1..12
  std::uint32_t day = 1;    // 1..31
  friend bool operator==(const LocalDate&, const LocalDate&) = default;
};

// A stretch of time with one offset.
struct OffsetSpan {
  Micros begin = 0;   // first instant
  Micros end = 0;     // first instant after it; kNever when the offset never changes again
  Micros offset = 0;  // local minus UTC
};

class TimeZone {
 public:
  // nullopt when the system's data has no zone of this name, or cannot be read (package tzdata).
  static std::optional<TimeZone> Find(std::string_view iana_name);

  std::string_view name() const;
  // Local minus UTC.
  Micros OffsetAt(Micros at) const;
  OffsetSpan SpanAt(Micros at) const;
  LocalDate LocalDateAt(Micros at) const;

 private:
  explicit TimeZone(const date::time_zone* zone) : zone_(zone) {}
  const date::time_zone* zone_;  // owned by the date library for the life of the process
};

}  // namespace tidegate
