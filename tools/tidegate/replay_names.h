// The names a plan uses against the names a daemon knows: what is to be declared, and which rows cannot be served without.
//
// Pure.
#pragma once

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/model/names.h"
#include "tools/tidegate/desk_plan.h"
#include "tools/tidegate/replay_map.h"
#include "tools/tidegate/replay_plan.h"
#include "tools/tidegate/replay_run.h"

namespace tidegate {

using KnownNames = std::array<std::set<std::string>, NameTable<CatalogKind>::kRows.size() + 1>;  // by CatalogKind

// Names of the plan that are not known and that the map declares, in the order of kinds and names.
std::vector<std::pair<CatalogKind, std::string>> NamesToDeclare(const ReplayMap& map, const ReplayPlan& plan, const KnownNames& known);

// Takes the tickets out of the plan that use a name which is neither known nor declared by the map; gives them as refused rows.
std::vector<RefusedRow> DropUnknown(const ReplayMap& map, const KnownNames& known, ReplayPlan& plan);

// Takes such skills from the desks: tickets that ask for them are not served anyway.
void DropUnknown(const ReplayMap& map, const KnownNames& known, std::vector<PlannedDesk>& desks);

}  // namespace tidegate
