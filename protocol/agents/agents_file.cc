#include "protocol/agents/agents_file.h"

#include <algorithm>
#include <map>
#include <variant>

#include "core/model/agent_terms.h"
#include "core/model/requirement.h"
#include "protocol/rules/rule_sections.h"
#include "protocol/rules/section.h"
#include "protocol/rules/toml_tree.h"

namespace tidegate {
namespace {

constexpr std::string_view kTierRemedy = "write bot, new, regular, senior, expert or supervisor";
constexpr std::string_view kCustomerTierRemedy = "write vip, enterprise, member or ordinary";
constexpr std::int64_t kCostPerHourYuanMax = 100'000;  // beyond every wage; in cents it fits 32 bits
constexpr std::int64_t kRoomTicketsMax = 0xFFFF;

struct Team {
  std::string supervisor;
  std::string duty_supervisor;
  int line = 0;
};

class Reader {
 public:
  Reader(const KnownForAgents& known, RuleNotes& notes) : known_(known), notes_(notes) {}

  std::vector<AgentEntry> Read(Section& root) {
    ReadTeams(root);
    std::vector<AgentEntry> agents;
    for (Section& entry : root.Tables("agents")) {
      AgentEntry agent = ReadAgent(entry);
      if (!agent.name.empty()) agents.push_back(std::move(agent));
    }
    if (agents.size() > kFileAgentsMax) {
      root.Note("agents", "has " + std::to_string(agents.size()) + " agents, more than " + std::to_string(kFileAgentsMax),
                "split the house");
    }
    CheckSupervisors();
    root.RefuseRest();
    return agents;
  }

 private:
  std::string Name(Section& section, std::string_view key, Presence presence = Presence::kOptional) {
    const std::optional<Quoted> text = section.Text(key, presence);
    return text.has_value() && CheckName(*text, notes_) ? text->text : std::string();
  }

  void ReadTeams(Section& root) {
    const std::optional<Section> teams = root.Table("teams");
    if (!teams.has_value()) return;
    for (const TomlMember& member : teams->table().members) {
      const std::string path = teams->PathOf(member.key);
      if (!CheckName({member.key, member.line, path}, notes_)) continue;
      Team& team = teams_[member.key];
      team.line = member.line;
      team_names_.push_back(member.key);
      if (member.value.kind != TomlValue::Kind::kTable) {
        notes_.Add(member.line, path, Describe(member.value) + " stands here", "write a table: [" + path + "]");
        continue;
      }
      Section section(member.value, path, notes_);
      team.supervisor = Name(section, "supervisor");
      team.duty_supervisor = Name(section, "duty_supervisor");
      section.RefuseRest();
    }
  }

  // Names that must be known, where that can be checked.
  void Check(const Quoted& name, const std::optional<std::vector<std::string>>& known, std::string_view what, std::string_view where) {
    if (!known.has_value() || std::find(known->begin(), known->end(), name.text) != known->end()) return;
    notes_.Add(name.line, name.key, '"' + name.text + "\" is not a " + std::string(what) + " of the " + std::string(where),
               Suggest(name.text, *known, what, notes_));
  }

  std::vector<std::string> Names(Section& entry, std::string_view key, const std::optional<std::vector<std::string>>& known,
                                 std::string_view what, std::size_t names_max) {
    std::vector<std::string> names;
    for (const Quoted& name : entry.Texts(key, Section::Single::kAllowed)) {
      Check(name, known, what, "catalog");
      if (std::find(names.begin(), names.end(), name.text) != names.end()) {
        notes_.Add(name.line, name.key, '"' + name.text + "\" stands here twice", "remove one of them");
      } else {
        names.push_back(name.text);
      }
    }
    if (names.size() > names_max) entry.Note(key, "names more than " + std::to_string(names_max), "leave it out if he serves all of them");
    return names;
  }

  std::vector<CustomerTier> Tiers(Section& section, std::string_view key) {
    std::vector<CustomerTier> tiers;
    for (const Quoted& name : section.Texts(key, Section::Single::kAllowed)) {
      const auto tier = FromName<CustomerTier>(name.text);
      if (!tier.has_value()) {
        notes_.Add(name.line, name.key, '"' + name.text + "\" is not a tier of customers", std::string(kCustomerTierRemedy));
      } else if (std::find(tiers.begin(), tiers.end(), *tier) != tiers.end()) {
        notes_.Add(name.line, name.key, '"' + name.text + "\" stands here twice", "remove one of them");
      } else {
        tiers.push_back(*tier);
      }
    }
    return tiers;
  }

  void ReadSkills(Section& entry, AgentEntry& agent) {
    for (Quoted& given : entry.Texts("skills", Section::Single::kAllowed)) {
      std::uint8_t level = 1;
      if (const std::size_t colon = given.text.rfind(':'); colon != std::string::npos) {
        const std::string digits = given.text.substr(colon + 1);
        if (digits.size() != 1 || digits[0] < '1' || digits[0] > '0' + kSkillLevelMax) {
          notes_.Add(given.line, given.key, '"' + given.text + "\" has no level from 1 to 5 behind its colon",
                     "write for example \"refund:2\"");
          continue;
        }
        level = static_cast<std::uint8_t>(digits[0] - '0');
        given.text.resize(colon);
      }
      Check(given, known_.skills, "skill", "catalog");
      const bool twice =
          std::any_of(agent.skills.begin(), agent.skills.end(), [&](const auto& skill) { return skill.first == given.text; });
      if (twice) notes_.Add(given.line, given.key, '"' + given.text + "\" stands here twice", "remove one of them");
      if (!twice) agent.skills.emplace_back(given.text, level);
    }
    if (agent.skills.size() > kProfileSkillsMax)
      entry.Note("skills", "names more than " + std::to_string(kProfileSkillsMax), "remove some");
  }

  void ReadRooms(Section& entry, AgentEntry& agent) {
    std::optional<Section> rooms = entry.Table("channel_capacity");
    if (!rooms.has_value()) return;
    for (const TomlMember& member : rooms->table().members) {
      Check({member.key, member.line, rooms->PathOf(member.key)}, known_.channels, "channel", "catalog");
      agent.rooms.emplace_back(member.key, static_cast<std::uint16_t>(rooms->Integer(member.key, {1, kRoomTicketsMax}, 1)));
    }
    if (agent.rooms.size() > kChannelRoomsMax) {
      entry.Note("channel_capacity", "names more than " + std::to_string(kChannelRoomsMax) + " channels",
                 "leave out those that capacity covers");
    }
  }

  std::string ReadCalendar(Section& section, std::string_view key) {
    const std::optional<Quoted> name = section.Text(key);
    if (!name.has_value() || !CheckName(*name, notes_)) return {};
    Check(*name, known_.calendars, "calendar", "rule set");
    return name->text;
  }

  void ReadExclusive(Section& entry, AgentEntry& agent) {
    std::optional<Section> exclusive = entry.Table("exclusive");
    if (!exclusive.has_value()) return;
    agent.hours_tiers = Tiers(*exclusive, "customer_tiers");
    agent.tier_hours = ReadCalendar(*exclusive, "hours");
    if (agent.hours_tiers.empty() || exclusive->Find("hours") == nullptr) {
      entry.Note("exclusive", "needs both whom and when", "write exclusive = { customer_tiers = \"vip\", hours = \"a calendar\" }");
    }
    exclusive->RefuseRest();
  }

  AgentEntry ReadAgent(Section& entry) {
    AgentEntry agent;
    agent.line = entry.table().line;
    agent.name = Name(entry, "name", Presence::kRequired);
    if (!agent.name.empty()) {
      if (const auto [first, fresh] = lines_.try_emplace(agent.name, agent.line); !fresh) {
        notes_.Add(entry.LineOf("name"), entry.PathOf("name"),
                   '"' + agent.name + "\" is another agent already, in line " + std::to_string(first->second),
                   "give each a name of his own");
      }
    }
    if (const std::optional<Quoted> tier = entry.Text("tier", Presence::kRequired); tier.has_value()) {
      const bool intern = tier->text == "intern" || tier->text == "实习生";  // domain.md 6: the tier of the new includes them
      const auto known = intern ? std::optional(AgentTier::kNew) : FromName<AgentTier>(tier->text);
      if (!known.has_value()) notes_.Add(tier->line, tier->key, '"' + tier->text + "\" is not a tier of agents", std::string(kTierRemedy));
      agent.tier = known.value_or(AgentTier::kNone);
    }
    if (const std::optional<Quoted> team = entry.Text("team"); team.has_value()) {
      const auto at = teams_.find(team->text);
      if (at == teams_.end()) {
        notes_.Add(team->line, team->key, '"' + team->text + "\" is not a team of this file",
                   Suggest(team->text, team_names_, "team", notes_));
      } else {
        agent.team = team->text;
        if (at->second.supervisor != agent.name) agent.supervisor = at->second.supervisor;
        if (at->second.duty_supervisor != agent.name) agent.duty_supervisor = at->second.duty_supervisor;
      }
    }
    ReadSkills(entry, agent);
    agent.regions = Names(entry, "regions", known_.regions, "region", kProfileRegionsMax);
    agent.channels = Names(entry, "channels", known_.channels, "channel", kProfileChannelsMax);
    agent.customer_tiers = Tiers(entry, "customer_tiers");
    ReadExclusive(entry, agent);
    agent.capacity = static_cast<std::uint32_t>(entry.Integer("capacity", {1, kFileCapacityMax}, agent.capacity));
    ReadRooms(entry, agent);
    agent.shift = ReadCalendar(entry, "shift");
    agent.cost_per_hour_cents = static_cast<std::uint32_t>(entry.Integer("cost_per_hour_yuan", {0, kCostPerHourYuanMax}, 0) * 100);
    entry.RefuseRest();
    return agent;
  }

  void CheckSupervisors() {
    std::vector<std::string> names;
    for (const auto& [name, line] : lines_) names.push_back(name);
    for (const auto& [name, team] : teams_) {
      for (const auto& [key, who] : {std::pair("supervisor", &team.supervisor), std::pair("duty_supervisor", &team.duty_supervisor)}) {
        if (who->empty() || lines_.contains(*who)) continue;
        notes_.Add(team.line, "teams." + name + "." + key, '"' + *who + "\" is no agent of this file",
                   Suggest(*who, names, "agent", notes_));
      }
    }
  }

  const KnownForAgents& known_;
  RuleNotes& notes_;
  std::map<std::string, Team> teams_;
  std::vector<std::string> team_names_;
  std::map<std::string, int> lines_;  // by name of an agent
};

}  // namespace

ParsedAgents ParseAgentsFile(std::string_view toml, const KnownForAgents& known) {
  const std::variant<TomlValue, RuleError> tree = ParseToml(toml);
  if (const auto* error = std::get_if<RuleError>(&tree)) return {{}, {*error}};
  RuleNotes notes;
  Section root(std::get<TomlValue>(tree), "", notes);
  std::vector<AgentEntry> agents = Reader(known, notes).Read(root);
  if (!notes.empty()) {
    std::vector<RuleError> errors = notes.Take();
    for (RuleError& error : errors) {  // the parts that are shared with rule files speak of theirs
      if (const std::size_t at = error.remedy.find("RULES.md"); at != std::string::npos) error.remedy.replace(at, 8, "AGENTS.md");
    }
    return {{}, std::move(errors)};
  }
  return {std::move(agents), {}};
}

}  // namespace tidegate
