// Durations as people write them in rule files: "90 s", "15 min", "1 h 30 min", "3 working days".
//
//   duration = part { " " part } | number " working day" [ "s" ]
//   part     = number [ " " ] unit        unit = "ms" | "s" | "min" | "h" | "d"
//
// Numbers are whole; units go from large to small, each at most once; d = 24 hours whatever the clocks do. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace tidegate {

struct Duration {
  Micros time = 0;
  std::int32_t working_days = 0;  // > 0: working days, and time is 0
  friend bool operator==(const Duration&, const Duration&) = default;
};

struct ParsedDuration {
  std::optional<Duration> duration;
  std::string problem;  // what is wrong when there is none, as the end of a sentence that begins with the text
};

ParsedDuration ParseDuration(std::string_view text);

// The shortest text in whole units that ParseDuration reads back; 0 is "0 s". `time` >= 0 in whole milliseconds.
std::string FormatDuration(Micros time);

}  // namespace tidegate
