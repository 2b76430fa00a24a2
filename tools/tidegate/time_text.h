// Instants and spans as text.
//
// IsoText is for programs: UTC. InstantText is for people: the zone of the machine they sit at (TZ). Pure but for that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// 2026-11-21T09:15:00.250Z
std::string IsoText(Micros at);
// 2026-11-21 17:15:00
std::string InstantText(Micros at);
// The two largest parts: "2 h 5 min", "1.5 s", "840 ms"; negative spans with a minus.
std::string SpanText(Micros span, Language language);
// "in 2 h 5 min", "5 min ago".
std::string RelativeText(Micros at, Micros now, Language language);
// An instant as IsoText writes it (a time zone optional, UTC without one), or "+30min": a span from now. nullopt otherwise.
std::optional<Micros> ParseInstant(std::string_view text, Micros now);
// "2s", "90 s", "250ms", "5min", "1h": a number with a unit; nullopt otherwise, or beyond a year.
std::optional<Micros> ParseSpan(std::string_view text);

// What a clock is called in front of another word: some are called a limit in Chinese themselves (法定时限).
std::string_view ClockStem(Clock clock, Language language);

}  // namespace tidegate
