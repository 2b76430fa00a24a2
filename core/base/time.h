// Micros: the one time type of the project: microseconds since 1970-01-01 UTC, or a span of microseconds.
//
// Core never reads a clock; every instant arrives with a turn.
#pragma once

#include <cstdint>
#include <limits>

namespace tidegate {

using Micros = std::int64_t;

inline constexpr Micros kMillisecond = 1'000;
inline constexpr Micros kSecond = 1'000'000;
inline constexpr Micros kMinute = 60 * kSecond;
inline constexpr Micros kHour = 60 * kMinute;
inline constexpr Micros kDay = 24 * kHour;

// "Never": later than every instant, and safe to compare. Do not add to it.
inline constexpr Micros kNever = std::numeric_limits<std::int64_t>::max();

// Who says what time it is: the machine's clocks, or one session that moves it forward (recorded days, tests of seven-day rules). A
// directory keeps to one of them for life: its times would mean two things otherwise.
enum class TimeSource : std::uint32_t { kWall = 0, kDriven = 1 };

}  // namespace tidegate
