// ReplayPlan: a history file read by a map: the tickets in the order in which they were opened, the agents who worked on them, the names
// they use; and what could not be read, with line numbers.
//
// Pure but for reading the stream. Several rows of one key are one ticket: the first readable one opens it, the last that says so ends it.
// A row that cannot be read is skipped and told; the rest is served on. What makes the whole file useless (a column that the map names is
// missing, more tickets than kPlanTicketsMax) is `fatal`. Memory: every ticket is kept, with its texts.
// Not here: talking to a daemon, choosing desks (desk_plan.h).
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/names.h"
#include "tools/tidegate/replay_map.h"

namespace tidegate {

inline constexpr std::size_t kPlanTicketsMax = 1'000'000;                 // as many as a daemon holds open by default
inline constexpr std::size_t kReplayTextBytesMax = std::size_t{1} << 30;  // of texts in memory
inline constexpr std::size_t kPlanProblemsMax = 1000;                     // told one by one; the rest is counted

// Skill name to level.
using SkillSet = std::map<std::string, std::uint8_t>;

struct PlannedTicket {
  std::uint64_t line = 0;  // of the row that opened it
  std::int64_t opened_ms = 0;
  std::int64_t handling_ms = 0;          // recorded, not yet divided by a speed
  std::optional<std::int64_t> ended_ms;  // recorded end, where the file gives one and no handling time
  std::string key;
  std::string recorded_at;  // opened_at as the file writes it
  Level level = Level::kNone;
  CustomerTier tier = CustomerTier::kNone;
  std::string type;
  std::string channel;
  std::string region;
  SkillSet skills;
  std::set<std::string> tags;
  ComplaintCategory category = ComplaintCategory::kNone;
  std::uint8_t complexity = 0;
  std::uint32_t impact_people = 0;
  std::int64_t impact_cents = 0;
  std::string customer;
  std::string order;
  std::string title;
  std::string text;
};

struct PlannedAgent {
  AgentTier tier = AgentTier::kRegular;
  SkillSet skills;
};

struct RowProblem {
  std::uint64_t line = 0;
  std::string message;
};

struct ReplayPlan {
  std::vector<PlannedTicket> tickets;                                                 // by opened_ms, then line
  std::map<std::string, PlannedAgent> agents;                                         // by name
  std::array<std::set<std::string>, NameTable<CatalogKind>::kRows.size() + 1> names;  // used, by CatalogKind
  std::uint64_t rows = 0;                                                             // records behind the header, the unreadable ones too
  std::uint64_t problem_count = 0;
  std::vector<RowProblem> problems;  // the first kPlanProblemsMax
  std::string fatal;                 // not empty: nothing else counts

  const std::set<std::string>& names_of(CatalogKind kind) const { return names[static_cast<std::size_t>(kind)]; }
};

ReplayPlan PlanReplay(const ReplayMap& map, std::istream& csv);

}  // namespace tidegate
