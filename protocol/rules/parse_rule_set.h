// ParseRuleSet: a rule file (TOML, described in RULES.md) becomes a RuleSet, or the list of everything that is wrong with it.
//
// Pure but for the time-zone data of the system, which calendars are compiled with. Any thread. Some milliseconds for a usual file, up to
// a second for one at every bound. Never throws; any bytes may be given.
// Not here: reading the file, deciding whether to activate it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/model/rule_set.h"
#include "protocol/rules/rule_errors.h"

namespace tidegate {

struct ParsedRules {
  std::optional<RuleSet> rules;  // without a flaw (FindFlaw), when there is no error
  std::vector<RuleError>
      errors;  // every semantic error at once in the order of the file, or the first syntax error; at most kRuleErrorsMax
};

// Calendars are compiled from a year before `now` to three years ahead. `toml` is at most kRuleSetBytesMax together with what comes of it.
ParsedRules ParseRuleSet(std::string_view toml, Micros now);

}  // namespace tidegate
