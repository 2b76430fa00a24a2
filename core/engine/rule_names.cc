#include "core/engine/rule_names.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace tidegate {
namespace {

using Names = std::vector<std::string_view>;

void List(const std::vector<std::string>& names, Names& out) { out.insert(out.end(), names.begin(), names.end()); }

// Types and channels are known by their Chinese names too.
template <class Rule>
void ListBoth(const std::vector<Rule>& rules, Names& out) {
  for (const Rule& rule : rules) {
    out.push_back(rule.name);
    if (!rule.chinese.empty()) out.push_back(rule.chinese);
  }
}

Names NamesOf(const RuleSet& rules, CatalogKind kind) {
  Names names;
  switch (kind) {
    case CatalogKind::kSkill:
      List(rules.skills, names);
      break;
    case CatalogKind::kRegion:
      List(rules.regions, names);
      break;
    case CatalogKind::kType:
      ListBoth(rules.types, names);
      break;
    case CatalogKind::kChannel:
      ListBoth(rules.channels, names);
      break;
    case CatalogKind::kTag:
      List(rules.tags, names);
      break;
    case CatalogKind::kDepartment:
      List(rules.departments, names);
      break;
    case CatalogKind::kNone:
      break;
  }
  return names;
}

Names CalendarsOf(const RuleSet& rules) {
  Names names;
  for (const Calendar& calendar : rules.calendars) {
    if (!calendar.name().empty()) names.push_back(calendar.name());
  }
  return names;
}

// Of the names now, those that are not among the next ones.
Names Gone(const Names& now, const Names& next) {
  const std::set<std::string_view> kept(next.begin(), next.end());
  Names gone;
  std::copy_if(now.begin(), now.end(), std::back_inserter(gone), [&](std::string_view name) { return !kept.contains(name); });
  return gone;
}

std::uint32_t TicketsOf(const Tables& tables, CatalogKind kind, std::uint32_t id) {
  if (kind != CatalogKind::kSkill) return tables.tickets.names().Of(kind, id);
  const auto asks = [id](const Requirement& requirement) {
    const auto end = requirement.skills.begin() + requirement.skill_count;
    return std::any_of(requirement.skills.begin(), end, [id](const SkillLevel& skill) { return skill.skill == id; });
  };
  std::uint32_t tickets = 0;
  for (std::uint32_t s = 0; s < tables.signatures.signatures_high_mark(); ++s) {
    if (!tables.signatures.live(s)) continue;
    const Signature& signature = tables.signatures.At(s);
    if (signature.tickets != 0 && asks(signature.requirement)) tickets += signature.tickets;
  }
  tables.tickets.ForEachOverflow([&](const Requirement& requirement) { tickets += asks(requirement) ? 1 : 0; });
  return tickets;
}

bool SaysName(const Profile& profile, CatalogKind kind, std::uint32_t id) {
  switch (kind) {
    case CatalogKind::kSkill:
      return std::any_of(profile.skills.begin(), profile.skills.begin() + profile.skill_count,
                         [id](const SkillLevel& skill) { return skill.skill == id; });
    case CatalogKind::kRegion:
      return std::count(profile.regions.begin(), profile.regions.begin() + profile.region_count, id) != 0;
    case CatalogKind::kChannel:
      return std::count(profile.channels.begin(), profile.channels.begin() + profile.channel_count, id) != 0 ||
             std::any_of(profile.rooms.begin(), profile.rooms.begin() + profile.room_count,
                         [id](const ChannelRoom& room) { return room.channel == id; });
    default:
      return false;
  }
}

// Agents whose records name it. Here and below not those who were retired: they are declared anew, with names that there are then.
std::uint32_t AgentsOf(const Tables& tables, CatalogKind kind, std::uint32_t id) {
  std::uint32_t agents = 0;
  for (std::uint32_t p = 0; p < tables.signatures.profiles_high_mark(); ++p) {
    if (!tables.signatures.profile_live(p)) continue;
    if (SaysName(tables.signatures.ProfileAt(p).profile, kind, id)) agents += tables.signatures.StaffOf(p).in_force();
  }
  return agents;
}

std::uint32_t AgentsByCalendar(const Tables& tables, std::string_view calendar) {
  std::uint32_t agents = 0;
  for (std::uint32_t agent = 1; agent <= tables.agents.size(); ++agent) {
    const AgentTexts texts = tables.agents.Texts(agent);
    const bool names = texts.shift == calendar || texts.tier_hours == calendar;
    agents += names && !tables.agents.IsRetired(agent) ? 1 : 0;
  }
  return agents;
}

}  // namespace

std::vector<NameInUse> NamesInUse(const Tables& tables, const RuleSet& next) {
  std::vector<NameInUse> used;
  if (tables.rules == nullptr) return used;
  const RuleSet& now = tables.rules->rules();
  const auto add = [&](RuleName kind, std::string_view name, std::uint32_t tickets, std::uint32_t agents) {
    if (tickets != 0 || agents != 0) used.push_back({kind, std::string(name), tickets, agents});
  };
  for (const Name& row : NameTable<CatalogKind>::kRows) {
    const auto kind = static_cast<CatalogKind>(row.number);
    for (const std::string_view name : Gone(NamesOf(now, kind), NamesOf(next, kind))) {
      const std::uint32_t id = tables.catalog(kind).Find(name);
      if (id != 0) add(static_cast<RuleName>(row.number), name, TicketsOf(tables, kind, id), AgentsOf(tables, kind, id));
    }
  }
  for (const std::string_view name : Gone(CalendarsOf(now), CalendarsOf(next))) {
    add(RuleName::kCalendar, name, 0, AgentsByCalendar(tables, name));
  }
  for (const OverdueReason& reason : now.overdue_reasons) {
    const bool stays = std::any_of(next.overdue_reasons.begin(), next.overdue_reasons.end(),
                                   [&](const OverdueReason& other) { return other.code == reason.code; });
    if (!stays) add(RuleName::kOverdueReason, reason.name, tables.tickets.names().OfReason(reason.code), 0);
  }
  return used;
}

// The kinds of the catalog have the same numbers.
static_assert(static_cast<int>(RuleName::kSkill) == static_cast<int>(CatalogKind::kSkill) &&
              static_cast<int>(RuleName::kDepartment) == static_cast<int>(CatalogKind::kDepartment));

}  // namespace tidegate
