// ReplayMap: how to read one kind of history file as tickets. Made from TOML (tools/maps/README.md); all its errors are told at once.
//
// Immutable once parsed. Not here: reading the history itself (replay_plan.h), asking a daemon which names it knows.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/names.h"
#include "tools/tidegate/time_format.h"

namespace tidegate {

// X(enumerator, name in [columns])
#define TIDEGATE_MAP_FIELDS(X)            \
  X(kKey, "key")                          \
  X(kOpenedAt, "opened_at")               \
  X(kEndedAt, "ended_at")                 \
  X(kHandlingSeconds, "handling_seconds") \
  X(kLevel, "level")                      \
  X(kType, "type")                        \
  X(kChannel, "channel")                  \
  X(kRegion, "region")                    \
  X(kSkills, "skills")                    \
  X(kCustomer, "customer")                \
  X(kTier, "tier")                        \
  X(kAgent, "agent")                      \
  X(kAgentTier, "agent_tier")             \
  X(kOrder, "order")                      \
  X(kTitle, "title")                      \
  X(kText, "text")                        \
  X(kCategory, "category")                \
  X(kComplexity, "complexity")            \
  X(kImpactPeople, "impact_people")       \
  X(kImpactAmount, "impact_amount")       \
  X(kTags, "tags")

enum class MapField : std::size_t {
#define TIDEGATE_MAP_FIELD_ENUM(name, text) name,
  TIDEGATE_MAP_FIELDS(TIDEGATE_MAP_FIELD_ENUM)
#undef TIDEGATE_MAP_FIELD_ENUM
};

inline constexpr auto kMapFieldNames = std::to_array<std::string_view>({
#define TIDEGATE_MAP_FIELD_NAME(name, text) text,
    TIDEGATE_MAP_FIELDS(TIDEGATE_MAP_FIELD_NAME)
#undef TIDEGATE_MAP_FIELD_NAME
});
inline constexpr std::size_t kMapFieldCount = kMapFieldNames.size();

// Columns put together with a text between them; all must be there.
struct ColumnJoin {
  std::vector<std::string> columns;
  std::string with = " ";
};

// Where a field comes from: the first of these that is not absent. Empty = the file does not have it.
using FieldSource = std::vector<ColumnJoin>;

inline constexpr std::uint32_t kDeclaredNamesMax = 4096;  // per kind; the daemon's own bound (kRuleNamesMax)
inline constexpr std::uint32_t kMapDesksMax = 4096;       // desks of one run: one gateway session carries them all
inline constexpr std::uint32_t kMapBytesMax = 1 << 20;    // a map is written by hand

struct ReplayMap {
  std::string front_end;  // names the sender: the same for every run of the same history, or its tickets come twice
  char separator = ',';
  std::set<std::string, std::less<>> absent{""};
  std::vector<TimeFormat> time_formats;  // tried in order
  char skill_separator = 0;              // 0 = one skill, and one tag, a cell

  std::array<FieldSource, kMapFieldCount> columns;
  std::array<std::map<std::string, std::string, std::less<>>, kMapFieldCount> values;  // what a file's word means here
  std::array<std::string, kMapFieldCount> defaults;                                    // when absent

  std::array<bool, NameTable<CatalogKind>::kRows.size() + 1> declare{};  // by CatalogKind
  std::uint32_t declare_max = 1000;                                      // names per kind

  AgentTier desk_tier = AgentTier::kRegular;
  std::uint32_t desk_capacity = 5;  // domain.md 6
  std::string desk_prefix = "desk";
  // Tiers of agents that may take a level without waiting (domain.md 7, first rung); the first listed is a stand-in's tier.
  std::array<std::vector<AgentTier>, kLevelCount> ladders{
      std::vector<AgentTier>{AgentTier::kSenior, AgentTier::kExpert}, std::vector<AgentTier>{AgentTier::kRegular},
      std::vector<AgentTier>{AgentTier::kRegular, AgentTier::kNew}, std::vector<AgentTier>{AgentTier::kRegular, AgentTier::kNew}};

  const FieldSource& source(MapField field) const { return columns[static_cast<std::size_t>(field)]; }
  const std::string& fallback(MapField field) const { return defaults[static_cast<std::size_t>(field)]; }
  bool declares(CatalogKind kind) const { return declare[static_cast<std::size_t>(kind)]; }
};

struct MapProblem {
  std::uint32_t line = 0;
  std::string key;
  std::string message;
};

struct MapParse {
  std::optional<ReplayMap> map;      // only without problems
  std::vector<MapProblem> problems;  // in the order of their lines
};

// A syntax error is the only one told (the reader stops there); otherwise all.
MapParse ParseReplayMap(std::string_view toml);

}  // namespace tidegate
