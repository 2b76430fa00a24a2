// DemoStaff: the people and bots of a demonstration: Chinese names, five tiers, eight skills.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/load/staff.h"

namespace tidegate::load {

// The skills that the demonstration's tickets ask for (demo_tickets) and its agents have.
const std::vector<std::string>& DemoSkills();

// `count` agents (from 30 on every tier is there and every skill has agents of the tiers that its tickets need). Same count, same staff.
std::vector<AgentRecord> DemoStaff(std::uint32_t count);

}  // namespace tidegate::load
