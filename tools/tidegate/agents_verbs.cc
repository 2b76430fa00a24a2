// The verbs `agents check` and `agents apply`: the agents' records, from a file.
#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "protocol/agents/agents_file.h"
#include "protocol/rules/parse_rule_set.h"
#include "protocol/rules/toml_tree.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/read_file.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

// Told; the exit code.
int TellErrors(const Invocation& invocation, const std::string& path, const std::vector<RuleError>& errors) {
  if (invocation.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Field("ok", errors.empty()).Key("errors").BeginArray();
    for (const RuleError& e : errors) {
      json.BeginObject().Field("line", e.line).Field("key", e.key).Field("problem", e.problem).Field("remedy", e.remedy).EndObject();
    }
    json.EndArray().EndObject();
    fmt::print("{}\n", json.text());
  } else {
    fmt::print(stderr, "{}", FormatRuleErrors(path, errors));
  }
  return kExitRefused;
}

std::optional<std::string> ReadSource(const std::string& path) {
  std::string problem;
  auto source = ReadFile(path, kTomlBytesMax, problem);
  if (!source) fmt::print(stderr, "tidegate: {}\n", problem);
  return source;
}

// Names of a rule file, for checking without a daemon.
std::optional<KnownForAgents> NamesOfRules(const Invocation& invocation, const std::string& path, int& code) {
  code = kExitUsage;
  const auto source = ReadSource(path);
  if (!source) return std::nullopt;
  const ParsedRules parsed = ParseRuleSet(*source, WallNow());
  if (!parsed.rules) {
    code = TellErrors(invocation, path, parsed.errors);
    return std::nullopt;
  }
  KnownForAgents known;
  known.skills = parsed.rules->skills;
  known.regions = parsed.rules->regions;
  known.channels.emplace();
  for (const ChannelRule& channel : parsed.rules->channels) known.channels->push_back(channel.name);
  known.calendars.emplace();
  for (const Calendar& calendar : parsed.rules->calendars) known.calendars->push_back(calendar.name());
  return known;
}

client::DeclareAgentMessage MessageOf(const AgentEntry& agent, std::vector<client::SkillName>& skills,
                                      std::vector<std::string_view>& regions, std::vector<std::string_view>& channels,
                                      std::vector<client::ChannelRoomName>& rooms) {
  for (const auto& [name, level] : agent.skills) skills.push_back({name, level});
  regions.assign(agent.regions.begin(), agent.regions.end());
  channels.assign(agent.channels.begin(), agent.channels.end());
  for (const auto& [channel, tickets_max] : agent.rooms) rooms.push_back({channel, tickets_max});
  client::DeclareAgentMessage message;
  message.name = agent.name;
  message.tier = agent.tier;
  message.skills = skills;
  message.regions = regions;
  message.channels = channels;
  message.customer_tiers = agent.customer_tiers;
  message.capacity = agent.capacity;
  message.cost_per_hour_cents = agent.cost_per_hour_cents;
  message.team = agent.team;
  message.supervisor = agent.supervisor;
  message.duty_supervisor = agent.duty_supervisor;
  message.shift = agent.shift;
  message.tier_hours = agent.tier_hours;
  message.hours_tiers = agent.hours_tiers;
  message.rooms = rooms;
  return message;
}

absl::StatusOr<client::AckInfo> Declare(Connection& connection, const AgentEntry& agent) {
  std::vector<client::SkillName> skills;
  std::vector<std::string_view> regions;
  std::vector<std::string_view> channels;
  std::vector<client::ChannelRoomName> rooms;
  return connection.client().DeclareAgent(MessageOf(agent, skills, regions, channels, rooms));
}

// The names that the daemon knows; calendars it does not tell.
absl::StatusOr<KnownForAgents> NamesOfDaemon(Connection& connection) {
  KnownForAgents known;
  for (const auto& [kind, list] : {std::pair(CatalogKind::kSkill, &known.skills), std::pair(CatalogKind::kRegion, &known.regions),
                                   std::pair(CatalogKind::kChannel, &known.channels)}) {
    absl::StatusOr<std::vector<std::string>> names = connection.client().Names(kind);
    if (!names.ok()) return names.status();
    names->erase(names->begin());  // [0] is no name
    *list = *std::move(names);
  }
  return known;
}

}  // namespace

int RunAgentsCheck(const Invocation& invocation) {
  const std::string& path = invocation.arguments.positional()[0];
  KnownForAgents known;
  if (invocation.arguments.Has("rules")) {
    int code = kExitOk;
    const auto names = NamesOfRules(invocation, std::string(invocation.arguments.Get("rules")), code);
    if (!names) return code;
    known = *names;
  }
  const auto source = ReadSource(path);
  if (!source) return kExitUsage;
  const ParsedAgents parsed = ParseAgentsFile(*source, known);
  if (!parsed.errors.empty()) return TellErrors(invocation, path, parsed.errors);
  if (invocation.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Field("ok", true).Field("agents", parsed.agents.size()).Key("errors").BeginArray().EndArray().EndObject();
    fmt::print("{}\n", json.text());
  } else {
    fmt::print("{}", SayFormat(invocation.language, "{}: {} agents, no errors\n", "{}：{}名客服，无错误\n", path, parsed.agents.size()));
  }
  return kExitOk;
}

int RunAgentsApply(const Invocation& invocation) {
  const std::string& path = invocation.arguments.positional()[0];
  const auto source = ReadSource(path);
  if (!source) return kExitUsage;
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto known = NamesOfDaemon(connection);
  if (!known.ok()) return connection.Failed(known.status());
  const ParsedAgents parsed = ParseAgentsFile(*source, *known);
  if (!parsed.errors.empty()) return TellErrors(invocation, path, parsed.errors);
  const auto rows = connection.client().Agents();
  if (!rows.ok()) return connection.Failed(rows.status());
  std::set<std::string> there;
  for (const AgentRow& row : *rows) there.insert(row.name);
  // A supervisor must be there before whoever names him: those who are new come first, and again with their own supervisors afterwards.
  std::set<std::string> named;
  for (const AgentEntry& agent : parsed.agents) named.insert({agent.supervisor, agent.duty_supervisor});
  std::vector<AgentEntry> order;
  for (AgentEntry agent : parsed.agents) {
    if (there.contains(agent.name) || !named.contains(agent.name)) continue;
    agent.supervisor.clear();
    agent.duty_supervisor.clear();
    order.push_back(std::move(agent));
  }
  order.insert(order.end(), parsed.agents.begin(), parsed.agents.end());
  std::size_t fresh = 0;
  for (const AgentEntry& agent : parsed.agents) fresh += there.contains(agent.name) ? 0 : 1;
  for (const AgentEntry& agent : order) {
    const auto ack = Declare(connection, agent);
    if (ack.ok()) continue;
    if (invocation.format == Format::kText) {
      fmt::print(
          stderr, "{}:{}: {}\n", path, agent.line,
          SayFormat(invocation.language, "agent \"{}\" was refused; those before it in the file stand, correct it and apply the file again",
                    "客服“{}”被拒绝；此前各条已生效，请更正后重新应用整个文件", agent.name));
    }
    return connection.Failed(ack.status());
  }
  if (invocation.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Field("ok", true).Field("agents", parsed.agents.size()).Field("new", fresh).EndObject();
    fmt::print("{}\n", json.text());
  } else {
    fmt::print("{}", SayFormat(invocation.language, "{}: {} agents are on record as the file says, {} of them new\n",
                               "{}：{}名客服已按文件登记，其中新增{}名\n", path, parsed.agents.size(), fresh));
  }
  return kExitOk;
}

}  // namespace tidegate
