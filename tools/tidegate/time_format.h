// TimeFormat: reads the instants of a history file by a pattern of the map.
//
// Value type. Patterns: `iso` (2016-02-29T01:16:05.250+08:00; seconds, fraction and offset optional, a space for the T), `epoch` and
// `epoch_ms` (a number), or text with %Y %m %d %H %M %S (one or more digits each), %y (2000-2099), %I with %p (AM, PM), %b (Jan..Dec),
// %z (Z, +0800, +08:00) and %%. A space in the pattern stands for one or more. The whole text must match, and the date must exist.
// Without an offset the time counts as if it were UTC: replay uses only differences. A night when the clocks change is off by an hour.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidegate {

class TimeFormat {
 public:
  // nullopt and the reason in `problem` when the pattern holds something unknown or gives no date.
  static std::optional<TimeFormat> Make(std::string_view pattern, std::string& problem);

  // Milliseconds since 1970.
  std::optional<std::int64_t> ParseMs(std::string_view text) const;

  const std::string& pattern() const { return pattern_; }

 private:
  explicit TimeFormat(std::string_view pattern) : pattern_(pattern) {}
  std::string pattern_;
};

}  // namespace tidegate
