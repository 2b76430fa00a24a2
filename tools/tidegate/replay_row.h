// RowReader: one record of a history file, read by a map: what it says of its ticket, or why it cannot be read.
//
// Made once per file from its header line; a missing column is told with all others that are missing. O(fields of the map) a row.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/tidegate/replay_map.h"
#include "tools/tidegate/replay_plan.h"

namespace tidegate {

// What one row says. Times are absent where the row does not give them.
struct HistoryRow {
  PlannedTicket ticket;  // without line and handling_ms
  std::optional<std::int64_t> ended_ms;
  std::optional<std::int64_t> handling_ms;
  std::string agent;
  AgentTier agent_tier = AgentTier::kNone;  // kNone = not said
};

class RowReader {
 public:
  // `map` outlives the reader.
  RowReader(const ReplayMap& map, const std::vector<std::string_view>& header);

  // Empty, or why no row of this file can be read.
  const std::string& fatal() const { return fatal_; }

  // nullopt and the reason in `problem`. `row` has the header's number of fields or is refused.
  std::optional<HistoryRow> Read(const std::vector<std::string_view>& row, std::string& problem) const;

 private:
  using Row = std::vector<std::string_view>;
  // The cell or cells of a field put together, before translation; empty = absent.
  std::string Raw(MapField field, const Row& row) const;
  std::string Translated(MapField field, std::string raw) const;
  std::string Value(MapField field, const Row& row) const { return Translated(field, Raw(field, row)); }
  std::optional<std::int64_t> Time(MapField field, const Row& row, std::string& problem) const;
  bool ReadFacts(const Row& row, PlannedTicket& ticket, std::string& problem) const;
  bool ReadSkills(const Row& row, SkillSet& skills, std::string& problem) const;

  const ReplayMap& map_;
  std::size_t column_count_;
  std::array<std::vector<std::vector<std::size_t>>, kMapFieldCount> places_;  // as ReplayMap::columns, resolved
  std::string fatal_;
};

}  // namespace tidegate
