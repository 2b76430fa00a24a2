// ReadDates: the dates of a calendar on which the week does not hold: holidays, and make-up working days (调休). RULES.md describes them.
//
// Notes every mistake and leaves out what it is about. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/rules/section.h"
#include "protocol/rules/weekly_hours.h"

namespace tidegate {

// `holidays` and `workdays` of [calendars.NAME] into hours->dated. Without hours (they had a mistake) only the mistakes are noted.
void ReadDates(Section& calendar, std::optional<WeeklyHours>& hours);

// 0 = Monday .. 6; nullopt when it names no day of the week.
std::optional<int> WeekdayOf(std::string_view name);

// One or more periods of a day, sorted; empty when something was noted, or nothing stands there.
std::vector<Period> ReadPeriods(const TomlValue& value, const std::string& path, RuleNotes& notes);

}  // namespace tidegate
