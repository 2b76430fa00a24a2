#include "tools/tidegate/desk_plan.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/model/requirement.h"

namespace tidegate {
namespace {

// `wanted` at their levels among `skills`.
bool Covers(const SkillSet& skills, const SkillSet& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& entry) {
    const auto at = skills.find(entry.first);
    return at != skills.end() && at->second >= entry.second;
  });
}

void Add(SkillSet& skills, const SkillSet& more) {
  for (const auto& [skill, level] : more) {
    std::uint8_t& known = skills[skill];
    known = std::max(known, level);
  }
}

class Planner {
 public:
  Planner(const ReplayMap& map, const ReplayPlan& plan) : map_(map), plan_(plan) {}

  DeskPlan Plan(std::optional<std::uint32_t> own_desks) {
    if (own_desks) {
      AddOwn(*own_desks);
    } else {
      AddAgents();
    }
    AddStandIns();
    if (out_.desks.size() > kMapDesksMax) {
      out_.fatal = std::to_string(out_.desks.size()) + " desks, at most " + std::to_string(kMapDesksMax) + "; use --desks N";
    }
    return std::move(out_);
  }

 private:
  void AddAgents() {
    for (const auto& [name, agent] : plan_.agents) {
      PlannedDesk desk{name, agent.tier, {}, map_.desk_capacity};
      for (const auto& [skill, level] : agent.skills) {
        if (desk.skills.size() < kProfileSkillsMax) desk.skills.emplace(skill, level);  // the rest falls to stand-ins
      }
      out_.desks.push_back(std::move(desk));
    }
  }

  // Each desk has all skills, or its share of them when a profile cannot hold all.
  void AddOwn(std::uint32_t count) {
    SkillSet all;
    for (const PlannedTicket& t : plan_.tickets) Add(all, t.skills);
    std::vector<SkillSet> shares(1);
    for (const auto& skill : all) {
      if (shares.back().size() == kProfileSkillsMax) shares.emplace_back();
      shares.back().insert(skill);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      out_.desks.push_back(
          {FreeName(map_.desk_prefix + "-" + std::to_string(i + 1)), map_.desk_tier, shares[i % shares.size()], map_.desk_capacity});
    }
  }

  void AddStandIns() {
    std::set<std::pair<Level, SkillSet>> wants;
    for (const PlannedTicket& t : plan_.tickets) wants.emplace(t.level == Level::kNone ? Level::kNormal : t.level, t.skills);
    const std::size_t before = out_.desks.size();
    for (const auto& want : wants) {
      const Level level = want.first;
      const SkillSet& skills = want.second;  // no binding: lambdas below take it, and clang 14 has no such captures
      const auto& ladder = map_.ladders[static_cast<std::size_t>(level) - 1];
      const auto fits = [&](const PlannedDesk& desk) {
        return std::find(ladder.begin(), ladder.end(), desk.tier) != ladder.end() && Covers(desk.skills, skills);
      };
      if (std::any_of(out_.desks.begin(), out_.desks.end(), fits)) continue;
      const auto room = [&](const PlannedDesk& desk) {
        SkillSet both = desk.skills;
        Add(both, skills);
        return desk.tier == ladder.front() && both.size() <= kProfileSkillsMax;
      };
      const auto at = std::find_if(out_.desks.begin() + static_cast<std::ptrdiff_t>(before), out_.desks.end(), room);
      if (at != out_.desks.end()) {
        Add(at->skills, skills);
        continue;
      }
      const std::string name = map_.desk_prefix + "-stand-in-" + std::to_string(++out_.stand_ins);
      out_.desks.push_back({FreeName(name), ladder.front(), skills, map_.desk_capacity});
    }
  }

  // An agent of the file could bear the name of one of ours.
  std::string FreeName(std::string name) const {
    while (plan_.agents.contains(name)) name += "'";
    return name;
  }

  const ReplayMap& map_;
  const ReplayPlan& plan_;
  DeskPlan out_;
};

}  // namespace

DeskPlan PlanDesks(const ReplayMap& map, const ReplayPlan& plan, std::optional<std::uint32_t> own_desks) {
  return Planner(map, plan).Plan(own_desks);
}

}  // namespace tidegate
