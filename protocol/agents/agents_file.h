// AgentsFile: the agents' records as the data administrator writes them: a TOML file with teams and agents (AGENTS.md).
//
// Pure. A file is taken as a whole or not at all: every mistake is told at once, with line, key and remedy. Names of skills, regions and
// channels are those of the catalog and calendars those of the rules in force: they are checked against what is given as known.
// Not here: sending it (tools/tidegate).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/names.h"
#include "protocol/rules/rule_errors.h"

namespace tidegate {

inline constexpr std::size_t kFileAgentsMax = 100'000;  // a daemon's own bound (EngineLimits::agents_max)
inline constexpr std::uint32_t kFileCapacityMax = 65'536;

struct AgentEntry {
  int line = 0;
  std::string name;
  std::string team;
  std::string supervisor;       // of the team; empty = none, or himself
  std::string duty_supervisor;  // the same
  AgentTier tier = AgentTier::kNone;
  std::vector<std::pair<std::string, std::uint8_t>> skills;
  std::vector<std::string> regions;
  std::vector<std::string> channels;
  std::vector<CustomerTier> customer_tiers;
  std::vector<CustomerTier> hours_tiers;  // and no other, while tier_hours are open
  std::string tier_hours;
  std::uint32_t capacity = 5;  // domain.md 6
  std::vector<std::pair<std::string, std::uint16_t>> rooms;
  std::string shift;
  std::uint32_t cost_per_hour_cents = 0;
  friend bool operator==(const AgentEntry&, const AgentEntry&) = default;
};

// What names may be used; a list that is not given is not checked.
struct KnownForAgents {
  std::optional<std::vector<std::string>> skills, regions, channels, calendars;
};

struct ParsedAgents {
  std::vector<AgentEntry> agents;  // in the order of the file; empty when there are errors
  std::vector<RuleError> errors;
};

ParsedAgents ParseAgentsFile(std::string_view toml, const KnownForAgents& known);

}  // namespace tidegate
