// The verbs about rule sets: check, apply, diff, list, show, undo.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <variant>

#include "protocol/frame.h"
#include "protocol/rules/diff_rules.h"
#include "protocol/rules/parse_rule_set.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/read_file.h"
#include "tools/tidegate/rules_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

// The source text, checked; the exit code otherwise (told).
std::optional<std::string> Checked(const Invocation& invocation, int& code) {
  const std::string& path = invocation.arguments.positional()[0];
  std::string problem;
  auto source = ReadFile(path, kRulesSourceBytesMax, problem);
  if (!source) {
    fmt::print(stderr, "tidegate: {}\n", problem);
    code = kExitUsage;
    return std::nullopt;
  }
  const ParsedRules parsed = ParseRuleSet(*source, WallNow());
  if (parsed.rules) return source;
  if (invocation.format == Format::kJson) {
    fmt::print("{}", RuleErrorsJson(parsed.errors));
  } else {
    fmt::print(stderr, "{}", FormatRuleErrors(path, parsed.errors));
  }
  code = kExitRefused;
  return std::nullopt;
}

// Who changes rules, as the versions will say: the user of the machine, else the tool.
std::string Author() {
  const char* user = std::getenv("USER");
  return user != nullptr && *user != 0 ? std::string(user) : std::string("tidegate");
}

// The number of a version in an option; 0 when it is not given, nullopt when it is none (told).
std::optional<std::uint32_t> VersionIn(const Invocation& invocation, std::string_view option) {
  if (!invocation.arguments.Has(option)) return 0;
  const std::string_view word = invocation.arguments.Get(option);
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), version);
  if (error == std::errc() && end == word.data() + word.size() && version != 0) return version;
  fmt::print(stderr, "tidegate: --{} `{}` is no version; `tidegate rules list` shows them\n", option, word);
  return std::nullopt;
}

// What differs between two texts that are TOML both: one is in force or was, the other was checked.
std::vector<RuleDifference> Differences(std::string_view before, std::string_view after) {
  auto differences = DiffRules(before, after);
  const auto* list = std::get_if<std::vector<RuleDifference>>(&differences);
  return list == nullptr ? std::vector<RuleDifference>() : std::move(*std::get_if<std::vector<RuleDifference>>(&differences));
}

int RunTry(const Invocation& invocation, Connection& connection, const std::string& source) {
  const auto in_force = connection.client().Rules(0);
  if (!in_force.ok()) return connection.Failed(in_force.status());
  const auto ack = connection.client().ActivateRules(source, RulesUse::kTry);
  if (!ack.ok()) return connection.Failed(ack.status());
  const std::vector<RuleDifference> differences = Differences(in_force->part, source);
  if (invocation.format == Format::kJson) {
    fmt::print("{}", TriedJson(*ack, differences));
  } else {
    fmt::print("{}", DifferencesText(differences, in_force->version, invocation.language));
    fmt::print("{}", SayFormat(invocation.language,
                               "{} could come into force as rule set {}; {} open tickets would be moved. Nothing was changed\n",
                               "{}可作为规则版本{}启用，{}张未结工单将按新规则重算；本次未做任何更改\n",
                               invocation.arguments.positional()[0], ack->token, ack->place));
  }
  return kExitOk;
}

}  // namespace

int RunRulesCheck(const Invocation& invocation) {
  int code = kExitOk;
  if (!Checked(invocation, code)) return code;
  if (invocation.format == Format::kJson) {
    fmt::print("{}", RuleErrorsJson({}));
  } else {
    fmt::print("{}: {}\n", invocation.arguments.positional()[0], Say(invocation.language, "no errors", "无错误"));
  }
  return kExitOk;
}

int RunRulesApply(const Invocation& invocation) {
  int code = kExitOk;
  const auto source = Checked(invocation, code);
  if (!source) return code;
  Connection connection(invocation, invocation.role, Author());
  if (code = connection.Open(); code != kExitOk) return code;
  if (invocation.arguments.Has("dry-run")) return RunTry(invocation, connection, *source);
  const auto ack = connection.client().ActivateRules(*source);
  if (!ack.ok()) return connection.Failed(ack.status());
  if (invocation.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Field("ok", true).Field("duplicate", ack->duplicate).Field("rules_version", ack->token);
    json.Field("moves", ack->place).EndObject();
    fmt::print("{}\n", json.text());
  } else {
    fmt::print("{}", SayFormat(invocation.language, "{} is in force as rule set {}; {} open tickets are being moved\n",
                               "{} 已启用，规则版本 {}；{}张未结工单正按新规则重算\n", invocation.arguments.positional()[0], ack->token,
                               ack->place));
  }
  return kExitOk;
}

int RunRulesDiff(const Invocation& invocation) {
  int code = kExitOk;
  const auto source = Checked(invocation, code);
  if (!source) return code;
  const auto version = VersionIn(invocation, "version");
  if (!version) return kExitUsage;
  Connection connection(invocation, invocation.role, Author());
  if (code = connection.Open(); code != kExitOk) return code;
  const auto kept = connection.client().Rules(*version);
  if (!kept.ok()) return connection.Failed(kept.status());
  const std::vector<RuleDifference> differences = Differences(kept->part, *source);
  fmt::print("{}", invocation.format == Format::kJson ? DifferencesJson(differences, kept->version)
                                                      : DifferencesText(differences, kept->version, invocation.language));
  return differences.empty() ? kExitOk : kExitRefused;
}

int RunRulesList(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, Author());
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto listed = connection.client().RuleVersions();
  if (!listed.ok()) return connection.Failed(listed.status());
  std::vector<ListedRules> rows;
  std::string before;
  for (const RuleVersionRow& version : listed->versions) {
    const auto text = connection.client().Rules(version.version);
    if (!text.ok()) return connection.Failed(text.status());
    ListedRules& row = rows.emplace_back(ListedRules{version, {}, rows.empty()});
    if (!row.first) row.differences = Differences(before, text->part);
    before = text->part;
  }
  fmt::print("{}", invocation.format == Format::kJson ? RuleVersionsJson(rows) : RuleVersionsText(rows, invocation.language));
  return kExitOk;
}

int RunRulesShow(const Invocation& invocation) {
  const auto version = VersionIn(invocation, "version");
  if (!version) return kExitUsage;
  Connection connection(invocation, invocation.role, Author());
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto rules = connection.client().Rules(*version);
  if (!rules.ok()) return connection.Failed(rules.status());
  fmt::print("{}", invocation.format == Format::kJson ? RulesJson(*rules) : rules->part);
  return kExitOk;
}

int RunRulesUndo(const Invocation& invocation) {
  const auto restore = VersionIn(invocation, "to");
  if (!restore) return kExitUsage;
  Connection connection(invocation, invocation.role, Author());
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto now = connection.client().Rules(0);
  if (!now.ok()) return connection.Failed(now.status());
  const auto ack = connection.client().UndoRules(now->version, *restore);
  if (!ack.ok()) return connection.Failed(ack.status());
  const auto after = connection.client().Rules(ack->token);
  if (!after.ok()) return connection.Failed(after.status());
  const std::vector<RuleDifference> differences = Differences(now->part, after->part);
  if (invocation.format == Format::kJson) {
    fmt::print("{}", UndoneJson(*ack, now->version, differences));
  } else {
    fmt::print("{}", DifferencesText(differences, now->version, invocation.language));
    fmt::print("{}", SayFormat(invocation.language, "rule set {} is undone: rule set {} is in force; {} open tickets are being moved\n",
                               "已撤销规则版本{}，现行规则版本{}；{}张未结工单正按新规则重算\n", now->version, ack->token, ack->place));
  }
  return kExitOk;
}

}  // namespace tidegate
