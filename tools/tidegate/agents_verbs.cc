// The verbs `agents check`, `agents diff` and `agents apply`: the agents' records, from a file; and `agents retire`, which takes one back.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

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

// The lists that a message borrows.
struct Lists {
  std::vector<client::SkillName> skills;
  std::vector<std::string_view> regions;
  std::vector<std::string_view> channels;
  std::vector<client::ChannelRoomName> rooms;
};

// The names that the daemon knows; calendars are those of its rules in force.
absl::StatusOr<KnownForAgents> NamesOfDaemon(Connection& connection) {
  KnownForAgents known;
  for (const auto& [kind, list] : {std::pair(CatalogKind::kSkill, &known.skills), std::pair(CatalogKind::kRegion, &known.regions),
                                   std::pair(CatalogKind::kChannel, &known.channels)}) {
    const auto names = connection.client().Names(kind);
    if (!names.ok()) return names.status();
    list->emplace();
    for (const client::CatalogName& known_name : *names) {  // [0] has no name
      for (const std::string& name : {known_name.name, known_name.chinese}) {
        if (!name.empty()) list->value().push_back(name);
      }
    }
  }
  const auto rules = connection.client().Rules(0);
  if (!rules.ok()) return rules.status();
  // A text that this tool cannot read - it is older than the daemon - says nothing; the daemon checks what is sent.
  if (const ParsedRules parsed = ParseRuleSet(rules->part, WallNow()); parsed.rules) {
    known.calendars.emplace();
    for (const Calendar& calendar : parsed.rules->calendars) known.calendars->push_back(calendar.name());
  }
  return known;
}

std::string FieldsText(std::uint16_t fields, Language language) {
  std::string text;
  for (const Name& row : NameTable<RecordField>::kRows) {
    if ((fields >> row.number & 1) == 0) continue;
    if (!text.empty()) text += Say(language, ", ", "、");
    text += Say(language, row.english, row.chinese);
  }
  return text;
}

// What the daemon found wrong, as the mistakes of the file that they are.
std::vector<RuleError> ErrorsOf(const client::RecordsInfo& info, const std::vector<AgentEntry>& agents, Language language) {
  std::vector<RuleError> errors;
  for (const RecordVerdict& row : info.rows) {
    if (row.reject == Reject::kNone) continue;
    const RejectRow& reject = RejectInfo(row.reject);
    errors.push_back({agents[row.place].line, "agents[" + agents[row.place].name + "]", "is refused: " + std::string(reject.english),
                      std::string(Say(language, reject.advice, reject.advice_zh))});
  }
  return errors;
}

std::size_t CountOf(const client::RecordsInfo& info, RecordNews news) {
  return static_cast<std::size_t>(
      std::count_if(info.rows.begin(), info.rows.end(), [news](const RecordVerdict& row) { return row.news == news; }));
}

void TellJson(const client::RecordsInfo& info, const std::vector<AgentEntry>& agents, Applying applying) {
  JsonWriter json;
  json.BeginObject().Field("ok", true).Field("agents", agents.size()).Field("new", CountOf(info, RecordNews::kNew));
  json.Field("changed", CountOf(info, RecordNews::kChanged)).Field("back", CountOf(info, RecordNews::kBack));
  json.Field("applied", applying == Applying::kApply).Key("changes").BeginArray();
  for (const RecordVerdict& row : info.rows) {
    json.BeginObject().Field("name", agents[row.place].name).Field("news", EnglishName(row.news)).Key("fields").BeginArray();
    for (const Name& field : NameTable<RecordField>::kRows) {
      if ((row.fields >> field.number & 1) != 0) json.String(field.english);
    }
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  fmt::print("{}\n", json.text());
}

// "anna: other skills".
std::string NewsText(const RecordVerdict& row, const std::string& name, Language language) {
  if (row.news == RecordNews::kNew) return SayFormat(language, "{}: new\n", "{}：新增\n", name);
  const std::string fields = FieldsText(row.fields, language);
  if (row.news != RecordNews::kBack) return SayFormat(language, "{}: other {}\n", "{}：变更 {}\n", name, fields);
  if (fields.empty()) return SayFormat(language, "{}: back, retired until now\n", "{}：恢复停用\n", name);
  return SayFormat(language, "{}: back, retired until now; other {}\n", "{}：恢复停用，变更 {}\n", name, fields);
}

// Sends a file, all of it or nothing; or asks what it would change.
int Send(const Invocation& invocation, Applying applying) {
  const std::string& path = invocation.arguments.positional()[0];
  const Language language = invocation.language;
  const auto source = ReadSource(path);
  if (!source) return kExitUsage;
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto known = NamesOfDaemon(connection);
  if (!known.ok()) return connection.Failed(known.status());
  const ParsedAgents parsed = ParseAgentsFile(*source, *known);
  if (!parsed.errors.empty()) return TellErrors(invocation, path, parsed.errors);
  if (parsed.agents.size() > kRecordsAtOnceMax) {
    const int line = parsed.agents[kRecordsAtOnceMax].line;
    return TellErrors(
        invocation, path,
        {{line, "agents",
          "has " + std::to_string(parsed.agents.size()) + " agents; at most " + std::to_string(kRecordsAtOnceMax) + " are taken at once",
          "write a file for each team, with its supervisors, and apply one after the other"}});
  }
  std::vector<Lists> lists(parsed.agents.size());
  std::vector<client::DeclareAgentMessage> messages;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    messages.push_back(MessageOf(parsed.agents[i], lists[i].skills, lists[i].regions, lists[i].channels, lists[i].rooms));
  }
  if (messages.empty()) {
    fmt::print("{}", SayFormat(language, "{}: names no agent\n", "{}：没有客服\n", path));
    return kExitOk;
  }
  auto info = connection.client().DeclareAgents(messages, applying);
  if (!info.ok()) return connection.Failed(info.status());
  std::erase_if(info->rows, [&](const RecordVerdict& row) { return row.place >= parsed.agents.size(); });
  if (const std::vector<RuleError> errors = ErrorsOf(*info, parsed.agents, language); !errors.empty())
    return TellErrors(invocation, path, errors);
  if (invocation.format == Format::kJson) {
    TellJson(*info, parsed.agents, applying);
    return kExitOk;
  }
  if (applying == Applying::kApply) {
    fmt::print("{}", SayFormat(language, "{}: {} agents are on record as the file says, {} of them new, {} changed",
                               "{}：{}名客服已按文件登记，其中新增{}名，变更{}名", path, parsed.agents.size(),
                               CountOf(*info, RecordNews::kNew), CountOf(*info, RecordNews::kChanged)));
    const std::size_t back = CountOf(*info, RecordNews::kBack);
    fmt::print("{}\n", back == 0 ? "" : SayFormat(language, ", {} back who had been retired", "，恢复停用{}名", back));
    return kExitOk;
  }
  for (const RecordVerdict& row : info->rows) fmt::print("{}", NewsText(row, parsed.agents[row.place].name, language));
  if (info->rows.empty()) fmt::print("{}", SayFormat(language, "{}: nothing would change\n", "{}：无变更\n", path));
  return kExitOk;
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

int RunAgentsApply(const Invocation& invocation) { return Send(invocation, Applying::kApply); }

int RunAgentsDiff(const Invocation& invocation) { return Send(invocation, Applying::kCheckOnly); }

int RunAgentsRetire(const Invocation& invocation) {
  const std::string& name = invocation.arguments.positional()[0];
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto ack = connection.client().RetireAgent(name);
  if (!ack.ok()) return connection.Failed(ack.status());
  if (invocation.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Field("ok", true).Field("duplicate", ack->duplicate).Field("name", name).Field("id", ack->token).EndObject();
    fmt::print("{}\n", json.text());
  } else if (ack->duplicate) {
    fmt::print("{}", SayFormat(invocation.language, "{} is retired already\n", "{}已处于停用状态\n", name));
  } else {
    fmt::print("{}", SayFormat(invocation.language, "{} is retired\n", "{}已停用\n", name));
  }
  return kExitOk;
}

}  // namespace tidegate
