// The desks that a replay brings up: the file's agents (or a number of own ones) and stand-ins for whatever nobody among them may take.
//
// Pure and the same for the same plan, so that a second run finds the same agents. A stand-in appears when some ticket's skills, together
// with the tiers that may take its level (ReplayMap::ladders), fit no desk; one stand-in gathers as many such skills as a profile holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/names.h"
#include "tools/tidegate/replay_map.h"
#include "tools/tidegate/replay_plan.h"

namespace tidegate {

struct PlannedDesk {
  std::string name;
  AgentTier tier = AgentTier::kRegular;
  SkillSet skills;  // at most kProfileSkillsMax
  std::uint32_t capacity = 1;
};

struct DeskPlan {
  std::vector<PlannedDesk> desks;
  std::uint32_t stand_ins = 0;  // of them, at the end
  std::string fatal;            // not empty: nothing else counts
};

// `own_desks`: that many desks with all skills instead of the file's agents.
DeskPlan PlanDesks(const ReplayMap& map, const ReplayPlan& plan, std::optional<std::uint32_t> own_desks);

}  // namespace tidegate
