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

}  // namespace tidegate
