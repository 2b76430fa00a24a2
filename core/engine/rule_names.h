// NamesInUse: what other rules would take away although open tickets or agents' records name it.
//
// A pure function of the tables. O(names of both rule sets + signatures + profiles), and O(agents) more when a channel or a calendar goes:
// some ms at most, and only where a name goes at all. What the rules in force never named - declared by command or by an agents' file -
// is not theirs to take away. Levels, tiers, categories and statuses are the same in all rules. A team is named by its presets only:
// without them its tickets follow the workspace's.
#pragma once

#include <vector>

#include "core/engine/tables.h"
#include "core/model/output.h"
#include "core/model/rule_set.h"

namespace tidegate {

// By kind, then in the order of the rules in force.
std::vector<NameInUse> NamesInUse(const Tables& tables, const RuleSet& next);

}  // namespace tidegate
