#include "tools/tidegate/replay_names.h"

#include <algorithm>

namespace tidegate {
namespace {

bool Served(const ReplayMap& map, const KnownNames& known, CatalogKind kind, const std::string& name) {
  return name.empty() || map.declares(kind) || known[static_cast<std::size_t>(kind)].contains(name);
}

// The kind and name that keep a ticket from being served; kNone when none does.
std::pair<CatalogKind, std::string> Unserved(const ReplayMap& map, const KnownNames& known, const PlannedTicket& t) {
  if (!Served(map, known, CatalogKind::kType, t.type)) return {CatalogKind::kType, t.type};
  if (!Served(map, known, CatalogKind::kChannel, t.channel)) return {CatalogKind::kChannel, t.channel};
  if (!Served(map, known, CatalogKind::kRegion, t.region)) return {CatalogKind::kRegion, t.region};
  for (const auto& [skill, level] : t.skills) {
    if (!Served(map, known, CatalogKind::kSkill, skill)) return {CatalogKind::kSkill, skill};
  }
  for (const std::string& tag : t.tags) {
    if (!Served(map, known, CatalogKind::kTag, tag)) return {CatalogKind::kTag, tag};
  }
  return {CatalogKind::kNone, ""};
}

}  // namespace

std::vector<std::pair<CatalogKind, std::string>> NamesToDeclare(const ReplayMap& map, const ReplayPlan& plan, const KnownNames& known) {
  std::vector<std::pair<CatalogKind, std::string>> out;
  for (const Name& row : NameTable<CatalogKind>::kRows) {
    const auto kind = static_cast<CatalogKind>(row.number);
    if (!map.declares(kind)) continue;
    for (const std::string& name : plan.names_of(kind)) {
      if (!known[row.number].contains(name)) out.emplace_back(kind, name);
    }
  }
  return out;
}

std::vector<RefusedRow> DropUnknown(const ReplayMap& map, const KnownNames& known, ReplayPlan& plan) {
  std::vector<RefusedRow> refused;
  const auto dropped = [&](const PlannedTicket& t) {
    const auto [kind, name] = Unserved(map, known, t);
    if (kind == CatalogKind::kNone) return false;
    const std::string field(EnglishName(kind));
    refused.push_back({t.line, t.key, Reject::kUnknownName, field,
                       "the daemon does not know the " + field + " `" + name + "` and the map does not declare it; set " + field +
                           "s = true in [declare], or say what it means in [values]"});
    return true;
  };
  plan.tickets.erase(std::remove_if(plan.tickets.begin(), plan.tickets.end(), dropped), plan.tickets.end());
  return refused;
}

void DropUnknown(const ReplayMap& map, const KnownNames& known, std::vector<PlannedDesk>& desks) {
  for (PlannedDesk& desk : desks) {
    std::erase_if(desk.skills, [&](const auto& entry) { return !Served(map, known, CatalogKind::kSkill, entry.first); });
  }
}

}  // namespace tidegate
