#include "tools/tidegate/replay_plan.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "tools/tidegate/csv_reader.h"
#include "tools/tidegate/replay_row.h"

namespace tidegate {
namespace {

class Planner {
 public:
  Planner(const ReplayMap& map, std::istream& csv) : map_(map), csv_(csv, map.separator) {}

  ReplayPlan Plan() {
    if (csv_.Next() != CsvReader::Outcome::kRecord) {
      plan_.fatal = csv_.problem().empty() ? "the file is empty; the first line must name the columns"
                                           : "the first line must name the columns, but cannot be read: " + csv_.problem();
      return std::move(plan_);
    }
    const RowReader reader(map_, csv_.fields());
    plan_.fatal = reader.fatal();
    while (plan_.fatal.empty()) {
      const CsvReader::Outcome outcome = csv_.Next();
      if (outcome == CsvReader::Outcome::kEnd) break;
      ++plan_.rows;
      std::string problem = csv_.problem();
      if (outcome == CsvReader::Outcome::kRecord) {
        if (auto row = reader.Read(csv_.fields(), problem)) {
          Take(*std::move(row));
          continue;
        }
      }
      ++plan_.problem_count;
      if (plan_.problems.size() < kPlanProblemsMax) plan_.problems.push_back({csv_.line(), std::move(problem)});
    }
    Finish();
    return std::move(plan_);
  }

 private:
  struct Ending {
    std::optional<std::int64_t> ended_ms;
    std::optional<std::int64_t> handling_ms;
  };

  void Take(HistoryRow row) {
    TakeAgent(row);
    const auto [at, opens] = place_of_.emplace(row.ticket.key, plan_.tickets.size());
    if (opens) {
      if (plan_.tickets.size() == kPlanTicketsMax) {
        plan_.fatal = "more than " + std::to_string(kPlanTicketsMax) + " tickets; split the file";
        return;
      }
      const PlannedTicket& t = row.ticket;
      bytes_ += sizeof t + t.key.size() + t.text.size() + t.title.size() + t.customer.size() + t.order.size() + t.type.size();
      if (bytes_ > kReplayTextBytesMax) {
        plan_.fatal = "the tickets take more than " + std::to_string(kReplayTextBytesMax >> 20) + " MiB of memory; split the file";
        return;
      }
      row.ticket.line = csv_.line();
      Use(CatalogKind::kType, t.type);
      Use(CatalogKind::kChannel, t.channel);
      Use(CatalogKind::kRegion, t.region);
      for (const std::string& tag : t.tags) Use(CatalogKind::kTag, tag);
      plan_.tickets.push_back(std::move(row.ticket));
      endings_.emplace_back();
    }
    Ending& ending = endings_[at->second];
    if (row.ended_ms) ending.ended_ms = row.ended_ms;
    if (row.handling_ms) ending.handling_ms = row.handling_ms;
  }

  void TakeAgent(const HistoryRow& row) {
    for (const auto& [skill, level] : row.ticket.skills) Use(CatalogKind::kSkill, skill);
    if (row.agent.empty()) return;
    const auto [at, first] = plan_.agents.try_emplace(row.agent, PlannedAgent{map_.desk_tier, {}});
    if (row.agent_tier != AgentTier::kNone) at->second.tier = row.agent_tier;
    for (const auto& [skill, level] : row.ticket.skills) {
      std::uint8_t& known = at->second.skills[skill];
      known = std::max(known, level);
    }
  }

  void Use(CatalogKind kind, const std::string& name) {
    if (!name.empty()) plan_.names[static_cast<std::size_t>(kind)].insert(name);
  }

  void Finish() {
    for (std::size_t i = 0; i < plan_.tickets.size(); ++i) {
      PlannedTicket& t = plan_.tickets[i];
      if (endings_[i].handling_ms) {
        t.handling_ms = *endings_[i].handling_ms;
      } else if (endings_[i].ended_ms) {
        t.handling_ms = std::max<std::int64_t>(0, *endings_[i].ended_ms - t.opened_ms);
        t.ended_ms = t.opened_ms + t.handling_ms;
      }
    }
    std::stable_sort(plan_.tickets.begin(), plan_.tickets.end(),
                     [](const PlannedTicket& a, const PlannedTicket& b) { return a.opened_ms < b.opened_ms; });
    for (const Name& kind : NameTable<CatalogKind>::kRows) {
      const auto& names = plan_.names[kind.number];
      if (map_.declare[kind.number] && names.size() > map_.declare_max && plan_.fatal.empty()) {
        plan_.fatal = "the file uses " + std::to_string(names.size()) + " names of " + std::string(kind.english) +
                      "s, and the map declares at most " + std::to_string(map_.declare_max) +
                      "; raise declare.names_max, or group them in [values." + std::string(kind.english) +
                      (kind.number == static_cast<std::uint8_t>(CatalogKind::kSkill) ? "s]" : "]");
      }
    }
  }

  const ReplayMap& map_;
  CsvReader csv_;
  ReplayPlan plan_;
  std::unordered_map<std::string, std::size_t> place_of_;  // key to place in tickets
  std::vector<Ending> endings_;                            // by place
  std::size_t bytes_ = 0;
};

}  // namespace

ReplayPlan PlanReplay(const ReplayMap& map, std::istream& csv) { return Planner(map, csv).Plan(); }

}  // namespace tidegate
